"""The type of an answer: what it says in words, and that answers are held to it."""

import doctest
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, NotRequired, TypedDict

import pytest
from tests.cli.test_help import ALL
from tests.cli.typed import checked, mistakes
from tools import shapes
from tools.shapes import gives, printed, shape

from doxdocket.assess.forms.parties import Defendant
from doxdocket.assess.marks import FLAT, SPREAD, TOLD, UNSAID, key
from doxdocket.assess.plain_records import plain
from doxdocket.cli.answer import Lines
from doxdocket.cli.command import Group


class Inner(TypedDict):
    how: Literal["age", "plain"]
    no: int | None


@dataclass(frozen=True)
class Outer:
    case: str
    inner: Annotated[list[Inner], ("最新的在前", "the latest first")]
    counts: dict[str, int]
    share: float = 0.0


class Tree(TypedDict):
    name: str
    under: list["Tree"]
    more: NotRequired[Inner | None]


GOOD = {"case": "x", "inner": [{"how": "age", "no": None}], "counts": {"a": 1}, "share": 1}


def test_a_shape_is_written_from_the_type():
    assert shape(Outer, "en") == (
        '{"case", "inner": [{"how": "age" | "plain", "no" | null}], "counts": {…}, "share"}; inner: the latest first'
    )
    assert shape(Outer, "zh").endswith("；inner：最新的在前")
    assert shape(Tree, "en") == '{"name", "under": [{…}], "more"?: {"how": "age" | "plain", "no" | null} | null}'
    assert shape(Lines[Inner], "en") == 'each line {"how": "age" | "plain", "no" | null}'


@pytest.mark.parametrize(
    ("changed", "place"),
    [({"case": 1}, "$.case"), ({"more": 1}, "$.more"), ({"inner": [{"how": "none", "no": 1}]}, "$.inner[0].how"),
     ({"inner": [{"how": "age"}]}, "$.inner[0].no"), ({"inner": {}}, "$.inner"), ({"counts": {"a": "1"}}, "$.counts.a"),
     ({"share": True}, "$.share"), ({"inner": [{"how": "age", "no": True}]}, "$.inner[0].no")],
)  # fmt: skip
def test_what_is_not_of_the_type_is_named_with_its_place(changed, place):
    assert mistakes(GOOD, Outer) == []
    [wrong] = mistakes(GOOD | changed, Outer)
    assert wrong.startswith(place)


def test_a_key_that_may_be_missing_and_a_record_in_itself():
    leaf = {"name": "b", "under": []}
    assert mistakes({"name": "a", "under": [leaf], "more": None}, Tree) == []
    assert mistakes({"name": "a", "under": [leaf | {"name": 1}]}, Tree) == ["$.under[0].name: 1 is no str"]


def test_printed_answers_are_held_to_the_type_of_their_command():
    assert checked(("key", "show", "--json"), '{"home": "x", "recipients": [], "passphrase": false}') == []
    assert checked(("key", "show", "--json"), '{"home": "x", "recipients": []}') == ["$.passphrase: missing"]


@dataclass(frozen=True)
class Span:
    low: int
    high: int


@dataclass(frozen=True)
class Marked:
    who: Defendant = field(metadata=FLAT)
    source: str = field(metadata=key("from"))
    age: tuple[int, int] | None = field(metadata=SPREAD)
    posts: Span = field(metadata=SPREAD)
    more: list[str] | None = field(default=None, metadata=TOLD)
    inner: str = field(default="", metadata=UNSAID)


def test_a_record_is_written_and_told_by_its_marks():
    one = Marked(Defendant(id="D1", name="周某某", sued=date(2025, 4, 11)), "R1", (16, 17), Span(2, 3))
    data = plain(one)
    assert data == {
        "form": "defendant", "id": "D1", "name": "周**", "sued": "2025-04-11", "from": "R1", "age_low": 16, "age_high": 17,
        "posts_low": 2, "posts_high": 3,
    }  # fmt: skip
    assert mistakes(data, Marked) == []
    assert mistakes(data | {"inner": ""}, Marked) == ["$.inner: not in the type"]
    assert shape(Marked, "en").endswith(
        '"from", "age_low" | null, "age_high" | null, "posts_low", "posts_high", "more"?: […]}'
    )


def test_its_example_runs():
    told = doctest.testmod(shapes)
    assert (told.failed, told.attempted > 1) == (0, True)


@pytest.mark.parametrize(
    ("path", "command"),
    [(p, c) for p, c in ALL if not isinstance(c, Group)],
    ids=str,
)
def test_every_command_says_the_type_of_its_answer(path, command):
    assert gives(command) is not None
    assert printed(command, "en") not in {"", "…", "{…}"}
