"""The table of kinds: what is not determinable says so, in words and beside a bar that shows no more than was seen."""

import pytest

from doxdocket.report.gather import by_kind
from doxdocket.report.words import Words

COUNTS = {f"{what}_{end}": 1 for what in ("persons", "dossiers") for end in ("low", "high")}


@pytest.mark.parametrize(("lang", "said"), [("zh", "无法确定"), ("en", "not determinable")])
@pytest.mark.parametrize("low", [None, 2])
def test_a_kind_without_a_high_is_not_determinable(lang, said, low):
    words = Words(lang)
    figures = {
        "kind.face_photo": {"low": low, "estimate": None, "high": None},
        "kind.name": {"low": 1, "estimate": 2, "high": 3},
    }
    rows = by_kind([{"kind": kind.removeprefix("kind."), **COUNTS} for kind in figures], figures, words)
    assert [row["kind"] for row in rows] == ["name", "face_photo"]
    assert rows[1]["bounds"] == (low, None, None)
    assert words.number(rows[1]["bounds"][2]) == said
    assert said in rows[1]["picture"]
    assert "None" not in rows[1]["picture"]
