"""How the suite runs: what is left for ``--whole``, and which files go to one process.

The ordinary suite has a fifth of the rehearsal case, a fifth of the examples that a property names, and every fifth step of SQL
on Spark. ``--whole`` has the rehearsal case of the README, every step, four times the examples, and the tests marked ``whole``: what
is killed, starved, timed or counted over many and is run before a release (``whole(but=5)``: all but every fifth case). Files are handed out one by one, each to the process that is free; those that share
something costly (a Spark, a browser, the rehearsal case) are handed out as one and first, the small files of ``src`` last. pytest 9.2
no longer gives xdist's groups on, hence files.
"""

import gc
import os
import signal
import sys
from collections import Counter
from itertools import count

import pytest
from hypothesis import settings

from doxdocket.engine import sql

_OFFICERS = count(1)
TOGETHER = {
    "tests/golden/test_sql_golden.py": "spark",
    "tests/engine/test_spark.py": "spark",
    "tests/docs/test_spark_page.py": "spark",
    "tests/kit/test_browser.py": "browser",
    "tests/pipeline/test_on_spark.py": "spark",
    "tests/report/test_browser.py": "browser",
    "tests/pipeline/test_saved_pages.py": "browser",
    "tests/review/test_boxes.py": "browser",
    "tests/review/test_loop.py": "browser",
    "tests/review/test_named.py": "browser",
    "tests/review/test_register_browser.py": "browser",
    "tests/review/test_browser.py": "browser",
    "tests/review/test_closing.py": "browser",
}
"""Files whose tests need one Java or one browser."""
FIRST = ("spark", "rehearsal_case", "browser")
"""What takes longest, so that it does not come at the end when one process has nothing to do."""
THEN = tuple(
    f"tests/{name}.py"
    for name in (
        "cli/test_handing_over",
        "desk/test_documents",
        "desk/test_queues",
        "rehearsal/test_quality",
        "pipeline/test_pipeline",
        "detect/images/test_reading",
        "pipeline/test_samples_in_one_case",
        "docs/test_pages",
        "health/test_patterns",
        "cli/test_recheck",
        "review/test_index_beside",
        "detect/images/test_find",
        "report/test_carriers",
        "cli/test_releasing",
        "review/test_documents",
        "resolve/test_links",
        "cli/test_deciding",
        "cli/test_explain",
        "pipeline/test_hints",
        "cli/test_assess_parties",
        "cli/test_sampling",
        "pipeline/test_ended",
        "count/test_channels",
        "cli/test_registers_in_order",
        "cli/test_steering",
        "cli/test_job",
        "parse/test_dumps_bounds",
        "desk/test_papers_of_one",
        "parse/test_hostile_forms",
        "cli/test_columns",
        "fuzz/test_fuzz",
        "review/test_launching",
        "review/test_team",
        "kit/test_pages",
        "cli/test_assess_thresholds",
        "cli/test_assess_damages",
        "parse/test_table",
        "scan/test_scan",
        "parse/test_tme_page",
        "desk/test_issued",
        "intake/test_interrupted",
        "count/test_figures",
        "desk/test_exhibits",
        "cli/test_closing",
        "kit/test_into_case",
        "cli/test_merging",
        "rehearsal/test_rows",
        "parse/test_warc",
        "pipeline/test_pictures",
        "cli/test_scope",
        "kit/test_copies",
        "count/test_reach",
        "count/test_explain",
        "store/test_case_of_d3b02e9",
        "pipeline/test_conduct",
        "kit/test_safety",
        "merge/test_recheck",
        "cli/test_exporting",
        "seal/test_passphrase",
        "health/test_tree",
        "sample/test_intervals",
        "parse/test_bounds",
        "cli/test_assess_procedure",
    )
)
"""The files that take longest by themselves, longest first; the others follow in a drawn order."""
SHARE = {"ordinary": 20, "whole": 400}
"""Of a hundred examples that a property names, how many are tried (tests/sizes.py)."""


@pytest.fixture(scope="session", autouse=True)
def _an_officer(tmp_path_factory):
    """The suite never writes into the folder of whoever runs it: what is made once has an officer of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path_factory.getbasetemp() / "officer"))
        yield


@pytest.fixture(autouse=True)
def _another_officer(tmp_path_factory, monkeypatch):
    """Each test is of an officer who remembers nothing yet: copies of one case that tests work in are not of one story."""
    number = next(_OFFICERS)
    top = tmp_path_factory.getbasetemp() / "officers"
    monkeypatch.setenv("DOXDOCKET_HOME", str(top / str(number)))


@pytest.fixture(scope="session", autouse=True)
def _one_thread(pytestconfig):
    """Statements over a few rows are answered by one thread, as Spark's (tests/conftest.py); with ``--whole`` by as many as in use."""
    with pytest.MonkeyPatch.context() as patch:
        if not pytestconfig.getoption("whole"):
            patch.setitem(sql.CONFIG, "threads", "1")
        yield


def pytest_addoption(parser):
    parser.addoption("--whole", action="store_true", help="the long runs too, as before a release")


def pytest_configure(config):
    for name, share in SHARE.items():
        settings.register_profile(name, max_examples=share, deadline=None)
    settings.load_profile("whole" if config.getoption("whole") else "ordinary")
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    ):  # as a shell starts what runs behind; what tests start would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays to the end: it is not looked through for garbage, neither meanwhile nor with every test."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)  # after the order was drawn
def pytest_collection_modifyitems(config, items):
    if not config.getoption("whole"):
        left = _left(items)
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left])
        items[:] = [item for item in items if item.nodeid not in left]
    for item in items:
        for what in {"spark", "browser"} & set(getattr(item, "fixturenames", ())):
            if TOGETHER.get(item.nodeid.split("::")[0]) != what:
                raise pytest.UsageError(
                    f"{item.nodeid} would start a second {what}: name its file in TOGETHER (conftest.py)"
                )
    items.sort(key=_turn)


def _left(items):
    """What the ordinary suite leaves out: what is marked ``whole``, and of the cases of a test marked ``whole(but=5)`` all but every fifth."""
    left, cases = set(), Counter()
    for item in sorted(items, key=_written):
        for mark in item.iter_markers("whole"):
            test = item.nodeid.partition("[")[0]
            if cases[test] % mark.kwargs["but"] if mark.kwargs else True:
                left.add(item.nodeid)
            cases[test] += bool(mark.kwargs)
    return left


def _written(item):
    """Cases of one test in the order in which they are written."""
    spec = getattr(item, "callspec", None)
    return item.nodeid.partition("[")[0], tuple(spec.indices.values()) if spec else (), item.nodeid


def pytest_runtest_logreport(report):
    """Name what failed at once: a whole run is long, and whoever waits for it may begin to mend."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        print(f"\nfailed: {report.nodeid} ({report.when})", file=sys.__stderr__, flush=True)


def _turn(item):
    """Spark, the rehearsal case, browsers, the longest files, then the tests, then the examples of the modules."""
    file = item.nodeid.split("::")[0]
    needed = {TOGETHER.get(file), file, *getattr(item, "fixturenames", ())}
    order = (*FIRST, *THEN)
    return next((n for n, what in enumerate(order) if what in needed), len(order) + file.startswith("src/"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        """Files, or those that go together, in the order in which they were collected."""

        def _split_scope(self, nodeid):
            file = nodeid.split("::")[0]
            return TOGETHER.get(file, file)

    config.option.loadscopereorder = False
    return ByFile(config, log)
