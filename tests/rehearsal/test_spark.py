"""The rehearsal case on both engines: every statement from merged posts to figures and pages, and detection.

What DuckDB is asked while the case is merged, resolved, counted and reported is asked of Spark again, over the same tables.
"""

import json
import re
from decimal import Decimal
from functools import partial

import pyarrow as pa
import pytest
from tests.golden.sql_cases import STEPS, ordered, text_of

from doxdocket import merge
from doxdocket.count.figures import figures
from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.engine import sql
from doxdocket.merge import completeness
from doxdocket.pipeline import captures, current, inputs, rechecked
from doxdocket.pipeline.lacking import places
from doxdocket.records import FINDINGS, POSTS
from doxdocket.report.tables import Tables
from doxdocket.resolve import resolve
from doxdocket.store.case import Case

ORDER = [
    (c, "ascending")
    for c in ("channel_id", "post_id", "capture", "row_no", "where", "start", "end", "kind", "mask", "digest")
]


@pytest.fixture(scope="module")
def opened(rehearsal_case):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
        with Case.open(rehearsal_case.case) as case:
            yield case


@pytest.fixture
def asked(monkeypatch):
    """Every statement with its tables, its values and DuckDB's answer, from now on."""
    seen = []

    class Recording(sql.Session):
        def add(self, tables):
            self.known = getattr(self, "known", {}) | dict(tables)
            super().add(tables)

        def run(self, text, parameters=None):
            answer = super().run(text, parameters)
            seen.append(
                (
                    text,
                    {n: t for n, t in self.known.items() if re.search(rf"\b{n}\b", text)},
                    dict(parameters or {}),
                    answer,
                )
            )
            return answer

    monkeypatch.setattr(sql, "Session", Recording)
    return seen


def chain(case):
    """From the parts of the run to its figures and the page's tables, as the pipeline goes; the figures."""
    run, decisions = current(case), inputs.decisions(case)
    made = merge.merge(
        run.read("posts", merge.META), lambda columns: run.batches("posts", columns), run.read("channels"), captures._about(case),
        lambda columns: run.read("findings", columns),
    )  # fmt: skip
    given = {name: run.read(name) for name in ("channels", "readings", "warnings")}
    given |= {
        "captures": made.captures,
        "versions": made.versions,
        "merged": made.merged,
        "posts": run.read("posts", completeness.POSTS),
    }
    given["doubted"] = completeness.doubted(given)
    missing = completeness.table(given, places=places(case), refused=inputs.refused(case))
    found = merge.latest_findings(run.read("findings"), made.merged)
    conduct = merge.latest_conduct(run.read("conduct"), made.merged)
    resolved = resolve(found, made.merged, decisions, case.codes(), {})
    tables = given | {"posts": made.merged, "findings": found, "conduct": conduct, "completeness": missing}
    tables |= {name: getattr(resolved, name) for name in ("dossiers", "links", "persons", "items")}
    told = figures(tables, decisions, case_info=inputs.about(case), digests=inputs.digests(case))
    page = Tables(case, run)
    for ask in (
        page.by_kind,
        page.by_channel,
        page.by_month,
        page.kind_channel,
        page.missing,
        page.lacking,
        page.reading,
        page.left_out,
    ):
        ask()
    rechecked(case)
    return told


def rows(table, *, kept):
    def plain(v):
        return int(v) if isinstance(v, Decimal) and v == int(v) else v

    out = [
        tuple(plain(v) if not isinstance(v, list) else tuple(map(str, v)) for v in row.values())
        for row in table.to_pylist()
    ]
    return out if kept else sorted(out, key=repr)


def test_every_statement_of_the_case_is_answered_alike(opened, asked, spark):
    told = chain(opened)
    assert len(json.dumps(told, default=str)) > 10_000
    differ, known = [], {}
    for text, tables, values, answer in asked:
        spark.add({n: t for n, t in tables.items() if known.get(n) is not t})
        known |= tables
        kept = ordered(text)
        if rows(spark.run(text, values), kept=kept) != rows(answer, kept=kept):
            differ.append(text[:60])
    assert not differ
    texts = {text for text, *_ in asked}
    steps = {step.parents[1].name for step in STEPS if text_of(step) in texts}
    assert {"merge", "resolve", "count", "report"} <= steps
    assert sum(text_of(step) in texts for step in STEPS) > 40


def test_detection_is_the_same_in_spark_as_in_the_pool(opened, spark):
    """The findings of the run were made by local processes; Spark's are equal to the byte, once in one order."""
    run = current(opened)
    part = run.parts("posts")[0].stem
    posts = pa.Table.from_batches([next(run.part_batches("posts", part))], POSTS).slice(0, 1500)
    config = DetectConfig(opened.key.subkey("digest"))
    made = spark.stage(partial(stage, config=config), posts, FINDINGS)
    places_ = set(zip(posts["source"].to_pylist(), posts["row_no"].to_pylist(), strict=True))
    name = next(p.stem for p in run.parts("findings") if p.stem.startswith(part))
    pooled = pa.Table.from_batches(run.part_batches("findings", name), FINDINGS)
    mine = pa.array(
        [p in places_ for p in zip(pooled["source"].to_pylist(), pooled["row_no"].to_pylist(), strict=True)]
    )
    assert made.num_rows > 200
    assert written(made) == written(pooled.filter(mine))


def written(findings):
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, FINDINGS) as stream:
        stream.write_table(findings.sort_by(ORDER).combine_chunks())
    return out.getvalue().to_pybytes()
