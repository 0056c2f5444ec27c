"""A date in a paper is that of the zone of the case."""

import re
from pathlib import Path

import doxdocket
from doxdocket.report.gather import local_day

CUT = re.compile(r"\b(?:one|row|decision)\.at\)?\[:10\]")


def test_a_moment_late_in_the_day_of_utc_is_the_next_day_in_the_zone_of_the_case():
    assert local_day("2026-12-02T19:04:00+00:00", "Asia/Shanghai") == "2026-12-03"
    assert local_day("2026-12-02T15:59:00+00:00", "Asia/Shanghai") == "2026-12-02"


def test_no_page_or_paper_cuts_the_date_out_of_a_moment_of_an_act():
    top = Path(doxdocket.__file__).parent
    assert [str(one) for room in ("desk", "report", "cli", "review") for one in (top / room).rglob("*.py") if CUT.search(one.read_text("utf-8"))] == []  # fmt: skip
