"""Public samples, by others, taken into one case: it ends with figures, and what nobody could read is named.

The two with the most text wait for ``--whole``: each form of capture is among the others.

The folder is named by DOXDOCKET_SAMPLES; without it these tests are skipped. Before patterns and loops were bounded one file
name in a post of TGDataset's sample (``20230825-N004-T``) kept this case running for ever.
"""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from doxdocket import intake, pipeline
from doxdocket.parse import forms
from doxdocket.pipeline.sources import CONTAINER, forms_of
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
LONG = ("tgdataset_preview.json", "messages.html")
"""Names of files of which those over half a megabyte are left out of the ordinary suite."""
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples in {SAMPLES}")


@pytest.fixture(scope="module")
def samples(whole, tmp_path_factory):
    """The folder that is taken in."""

    def long(folder, names):
        return [one for one in names if one in LONG and (Path(folder) / one).stat().st_size > 500_000]

    return (
        SAMPLES if whole else Path(shutil.copytree(SAMPLES, tmp_path_factory.mktemp("some") / "samples", ignore=long))
    )


@pytest.fixture(scope="module")
def finished(samples, tmp_path_factory):
    home = tmp_path_factory.mktemp("samples")
    with Case.create(home / "case", title="公开样本", officers=("甲", "乙"), identity=Identity.generate()) as case:
        taken = intake.take(case, [samples], officers=("甲", "乙"), origin="公开样本")
        yield case, taken, pipeline.run(case, workers=1)


def rows(case, table):
    return pipeline.current(case).read(table).to_pylist()


def test_every_file_is_taken_and_the_case_ends_with_figures(finished, samples, whole):
    case, taken, _ = finished
    files = {path.relative_to(samples).as_posix() for path in samples.rglob("*") if path.is_file()}
    assert files <= {one.path for one in taken}
    assert {one.status for one in taken} == {"taken"}
    figures = {one["id"]: one for one in pipeline.figures(case)["figures"]}
    assert {"completeness", "publications", "persons"} <= figures.keys()
    if whole:
        (long,) = [s.sha256 for s in case.sources() if s.name == "tgdataset_preview.json"]
        assert sum(post["source"] == long for post in rows(case, "posts")) == 4010


@pytest.mark.whole
def test_every_file_that_was_not_read_is_named_in_the_answer_and_counted_in_completeness(finished):
    case, _, result = finished
    readable = {form.id for form in forms() if form.posts}
    refused = {s.sha256 for s in case.sources() if s.name == "channel_messages.json" and "codingbylegs" in s.path_given}
    unread = {s.sha256: s.name for s, form, _, _ in forms_of(case) if form not in {*readable, CONTAINER}}
    counted = {r["source"] for r in rows(case, "completeness") if r["item"] in {"unknown_form", "quarantined"}}
    assert Counter(result.unknown) == Counter(unread.values())
    assert [name for name, _, _ in result.refused] == ["channel_messages.json"]
    assert unread.keys() | refused <= counted


def test_no_text_of_theirs_stops_or_fails(finished):
    case, _, _ = finished
    assert [row for row in rows(case, "warnings") if row["code"].startswith("detect_")] == []
    looked_at = {row["source"] for row in rows(case, "posts")}
    assert len(looked_at) > 40
