"""Single labelled messages, the long export, and the two parts that share nothing they should not."""

import json

from tools.long_export import big

from doxdocket.rehearsal import messages
from doxdocket.rehearsal.preview import shown
from doxdocket.rehearsal.styles_held import HELD_STYLES
from doxdocket.rehearsal.styles_open import OPEN_STYLES
from doxdocket.rehearsal.words import part


def test_spans_of_single_messages_are_exact_and_stay_inside():
    for name in ("open", "held"):
        for m in messages(3, name, 400):
            ends = 0
            for s in sorted(m["spans"], key=lambda s: s["start"]):
                assert m["text"][s["start"] : s["end"]] == s["surface"]
                assert s["start"] >= ends  # no two true spans overlap
                ends = s["end"]


def test_the_same_seed_gives_the_same_messages():
    assert messages(9, "held", 50) == messages(9, "held", 50) != messages(10, "held", 50)


def test_at_least_sixteen_hands_and_none_in_both_parts():
    assert len(OPEN_STYLES) >= 10
    assert len(HELD_STYLES) >= 6
    assert not OPEN_STYLES.keys() & HELD_STYLES.keys()
    open_, held = part("open"), part("held")
    for a, b in ((open_.conduct, held.conduct), (open_.decoys, held.decoys)):
        assert not {x for v in a.values() for x in v} & {x for v in b.values() for x in v}


def test_every_style_carries_every_shape_it_names():
    for name, styles in (("open", OPEN_STYLES), ("held", HELD_STYLES)):
        seen = {m["style"] for m in messages(2, name, 600, ordinary=0.0)}
        assert seen == set(styles)


def test_the_long_export_is_one_valid_chat(tmp_path):
    size = big(tmp_path / "result.json", posts=400, pi_share=0.5)
    whole = json.loads((tmp_path / "result.json").read_bytes())
    assert size == (tmp_path / "result.json").stat().st_size
    assert [m["id"] for m in whole["messages"]] == list(range(1, 401))
    assert len({m["text"] for m in whole["messages"]}) > 200


def test_views_are_cut_as_the_page_cuts_them():
    assert [shown(v) for v in (7, 1000, 9999, 99_999, 1_000_000)] == ["7", "1K", "9.9K", "99.9K", "1M"]
