"""Calendar files: what another library reads, bytes and folding by the standard, the same file twice."""

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.report.calendar_file import Entry, calendar, escaped, folded, uid

STAMP = datetime(2025, 9, 1, 16, 30, tzinfo=timezone(timedelta(hours=8)))
LONG = Entry(
    "deadline/review/e1",
    date(2024, 11, 25),
    "期限届满：审查起诉三个月，自公告期满之日起；检察长可批准延长一个月" * 3,
    "第四十七条\n两种读法; a\\b, c",
    alarm=True,
)
PLAIN = Entry("event/e1", date(2024, 2, 29), "S5 公告", "e1")


def events(data):
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_another_library_reads_what_was_meant():
    data = calendar("c1", [LONG, PLAIN], STAMP, "演练；案")
    whole = icalendar.Calendar.from_ical(data)
    assert (whole.errors, str(whole["VERSION"]), str(whole["X-WR-CALNAME"])) == ([], "2.0", "演练；案")
    plain, long = events(data)
    assert (plain["DTSTART"].dt, plain["DTEND"].dt) == (date(2024, 2, 29), date(2024, 3, 1))
    assert plain["DTSTART"].params["VALUE"] == "DATE"
    assert (str(long["SUMMARY"]), str(long["DESCRIPTION"])) == (LONG.summary, LONG.description)
    assert long["DTSTAMP"].dt == datetime(2025, 9, 1, 8, 30, tzinfo=UTC)
    assert [len(e.walk("VALARM")) for e in (plain, long)] == [0, 1]
    assert long.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-3)


def test_bytes_are_those_of_the_standard():
    data = calendar("c1", [LONG, PLAIN], STAMP, "演练")
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is parted


def test_the_same_register_gives_the_same_bytes_and_an_entry_keeps_its_id():
    assert calendar("c1", [LONG, PLAIN], STAMP, "x") == calendar("c1", [PLAIN, LONG], STAMP, "x")
    moved = Entry(LONG.key, date(2024, 12, 2), "x", "y")
    assert events(calendar("c1", [moved], STAMP, "x"))[0]["UID"] == events(calendar("c1", [LONG], STAMP, "x"))[0]["UID"]
    assert uid("c1", "a") != uid("c2", "a")
    assert uid("c1", "a") != uid("c1", "b")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=400))
def test_every_text_comes_back(text):
    shown = "".join(c for c in text if c.isprintable())
    (event,) = events(calendar("c1", [Entry("k", date(2025, 1, 1), text, text)], STAMP, "x"))
    assert str(event["SUMMARY"]) == shown
    assert str(event["DESCRIPTION"]) == shown


@pytest.mark.parametrize(
    ("text", "said"), [("a\r\nb\rc", "a\\nb\\nc"), ("\x00\x07a\ud800", "a"), ("\\;,", "\\\\\\;\\,")]
)
def test_what_no_value_may_hold(text, said):
    assert escaped(text) == said


@given(st.text(alphabet="a审𠮷é", max_size=300))
def test_folding_can_be_undone(text):
    assert folded(text).replace("\r\n ", "") == text
    assert all(len(part.encode()) <= 75 for part in folded(text).split("\r\n"))
