"""The one door: nothing is shown without a reason, a name, and a row in the log that is there first."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from doxdocket import intake
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.store.backup import backup
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_value

CHANNEL = "telegram:channel:1"


def test_a_span_is_opened_and_the_log_has_it(case: Case) -> None:
    value = open_value(case, CHANNEL, "7", "text", 6, 17, reason="质证", officer="甲")
    assert value == "13800000000"
    row = case.custody.rows()[-1]
    assert (row.act, row.actor) == ("open", "甲")
    assert row.detail == {
        "post": f"{CHANNEL}/7",
        "where": "text",
        "start": 6,
        "end": 17,
        "run": "run2",
        "reason": "质证",
        "identity": case.custody.identity,
    }
    assert open_value(case, CHANNEL, "7", "contact", 0, 3, reason="质证", officer="甲") == "139"


def test_the_log_comes_first(case: Case) -> None:
    """When the row cannot be written, nothing is shown."""
    case.database.execute("CREATE TRIGGER full BEFORE INSERT ON custody BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(DoxdocketError):
        open_value(case, CHANNEL, "7", "text", 6, 17, reason="质证", officer="甲")


@pytest.mark.parametrize(
    ("post", "where", "start", "end", "reason", "officer"),
    [
        ("7", "text", 6, 17, " ", "甲"),
        ("7", "text", 6, 17, "看 13800000000", "甲"),
        ("7", "text", 6, 17, "质证", " "),
        ("7", "text", 6, 18, "质证", "甲"),
        ("7", "text", 6, 6, "质证", "甲"),
        ("7", "text", -1, 6, "质证", "甲"),
        ("7", "poll", 0, 1, "质证", "甲"),
        ("99", "text", 0, 1, "质证", "甲"),
    ],
)
def test_what_is_refused_is_not_logged_as_opened(
    case: Case, post: str, where: str, start: int, end: int, reason: str, officer: str
) -> None:
    before = case.custody.head()
    with pytest.raises(WrongCall) as caught:
        open_value(case, CHANNEL, post, where, start, end, reason=reason, officer=officer)
    assert case.custody.head() == before
    assert "13800000000" not in str(caught.value)


def test_before_any_run_there_is_nothing_to_open(fresh: Callable[..., Case]) -> None:
    with fresh() as case, pytest.raises(WrongCall, match="doxdocket run"):
        open_value(case, CHANNEL, "7", "text", 0, 1, reason="质证", officer="甲")


def test_of_two_captures_the_one_that_stands_for_the_post_is_opened(case: Case, tmp_path, posts, merged) -> None:
    (tmp_path / "later.json").write_bytes(b"later")
    (tmp_path / "undated.json").write_bytes(b"undated")
    [later] = intake.take(case, [tmp_path / "later.json"], captured_at=datetime(2026, 2, 1, tzinfo=UTC))
    [undated] = intake.take(case, [tmp_path / "undated.json"])
    run = case.begin_run("run3")
    run.write("posts", "a", posts({"source": later.sha256, "text": "丙乙"}, {"source": undated.sha256, "text": "丁乙"}))
    merged(run, {"source": later.sha256})
    case.publish(run, {}, "")
    assert open_value(case, CHANNEL, "7", "text", 0, 1, reason="质证", officer="甲") == "丙"


def test_a_reason_that_repeats_what_is_opened_is_in_the_log_before_it_is_told(case: Case) -> None:
    """Else whoever asks ten times a digit reads the whole of it, and no row says so."""
    for n, (where, reason) in enumerate((("text", "核对1380"), ("contact", "核对1390")), 1):
        with pytest.raises(WrongCall, match="what is opened"):
            open_value(case, CHANNEL, "7", where, 0 if n == 2 else 6, 11 if n == 2 else 17, reason=reason, officer="甲")
        row = case.custody.rows()[-1]
        assert (row.act, row.detail["kinds"], row.detail["identity"]) == ("repeated", ["opened"], case.custody.identity)


def test_where_no_row_can_be_written_nothing_is_compared(case: Case, who, tmp_path) -> None:
    with Case.open(backup(case, tmp_path / "COPY", "甲"), identity=who) as copy:
        said = set()
        for reason in ("核对1380", "核对1381"):
            with pytest.raises(WrongCall) as caught:
                open_value(copy, CHANNEL, "7", "text", 6, 17, reason=reason, officer="甲")
            said.add(str(caught.value))
        assert len(said) == 1
        assert "is a backup" in said.pop()
