"""The page of SQL that counts the headline figures again: run as it is written, over a copy of the export and nothing else."""

import contextlib
import json
import shutil

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import parquet
from tests.docs.conftest import Desk

HEADLINES = {
    "persons", "minors", "minors_under_14", "publications", "dossiers", "items_set", "items_person", "items_field", "kinds", "channels",
    "posts", "posts_with_pi", "core_channels", "tier_a", "tier_b", "tier_c", "ratio", "insult", "threat", "incitement", "paid_task", "sale_offer",
    "promotion",
}  # fmt: skip
VIEWS = {"views", "views_pi", "views_coverage", "views_pi_coverage"}
NAME = "recompute-the-figures"


def followed(desk, blocks, docs, to):
    """What the page's commands export, alone in a folder of its own."""
    desk.follow(blocks(docs / "how-to" / f"{NAME}.md"))
    shutil.copytree(desk.place / "export", to)
    return to


def told(folder, blocks, docs):
    """The last statement's rows by id, of the page's SQL in that folder."""
    page = blocks(docs / "how-to" / f"{NAME}.md", "sql")
    with contextlib.chdir(folder), duckdb.connect(":memory:") as connection:
        found = connection.execute("\n".join(page))
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row["id"]: row for row in rows}


@pytest.fixture(scope="module")
def given(rehearsal_case, new_desk, blocks, docs, tmp_path_factory):
    """The export of the whole rehearsal case, where no case is."""
    made = new_desk()
    desk = Desk(tmp_path_factory.mktemp("office"), list(rehearsal_case.offline))
    shutil.copy(made.place / "docket", desk.place)
    (desk.place / "lin-an").symlink_to(rehearsal_case.case)
    (desk.place / "home").symlink_to(rehearsal_case.home)
    return followed(desk, blocks, docs, tmp_path_factory.mktemp("reader") / "export")


def test_every_headline_of_the_rehearsal_case_is_recomputed(given, rehearsal_case, blocks, docs):
    rows = told(given, blocks, docs)
    published = {f["id"]: f for f in json.loads(rehearsal_case.ask("figures", "CASE", "--json"))["figures"]}
    assert set(rows) == HEADLINES | VIEWS
    for id_, row in rows.items():
        assert row["agrees"], row
        assert [row[b] for b in ("low", "estimate", "high")] == [
            str(published[id_][b]) for b in ("low", "estimate", "high")
        ]


def test_where_nothing_is_known_of_views_no_figure_is_made_up(desk, blocks, docs, tmp_path):
    """A small case of one channel, without counters: views and core channels are not determinable, and the others agree."""
    rows = told(followed(desk, blocks, docs, tmp_path / "reader"), blocks, docs)
    assert set(rows) == HEADLINES - {"core_channels"}
    assert [row for row in rows.values() if not row["agrees"]] == []


@pytest.mark.parametrize(("table", "column", "id_"), [
    ("publications", "person", "persons"), ("publications", "item_set_no", "items_set"), ("exposures", "value_no", "items_field"),
    ("reach", "counter", "views"), ("ages", "under_14_high", "minors_under_14"), ("channel_ranking", "in_best", "core_channels"),
    ("items", "tier_high", "tier_b"), ("items", "tier_default", "ratio"), ("conduct", "label", "insult"),
])  # fmt: skip
def test_an_export_that_was_changed_does_not_agree(given, blocks, docs, tmp_path, table, column, id_):
    """One column made the same in all rows."""
    shutil.copytree(given, tmp_path / "export")
    path = tmp_path / "export" / f"{table}.parquet"
    held = parquet.read_table(path)
    same = pa.array([held[column].drop_null()[0].as_py()] * held.num_rows, held.schema.field(column).type)
    parquet.write_table(held.set_column(held.schema.get_field_index(column), column, same), path)
    assert not told(tmp_path / "export", blocks, docs)[id_]["agrees"]


def test_a_figure_that_is_missing_does_not_agree(given, blocks, docs, tmp_path):
    shutil.copytree(given, tmp_path / "export")
    path = tmp_path / "export" / "figures.parquet"
    held = parquet.read_table(path)
    parquet.write_table(held.filter(pc.not_equal(held["id"], "persons")), path)
    assert not told(tmp_path / "export", blocks, docs)["persons"]["agrees"]


def test_the_export_holds_no_digest_and_no_value(given):
    for path in given.iterdir():
        types = parquet.read_schema(path).types
        assert not [t for t in types if pa.types.is_binary(t)], path.name


def test_both_languages_give_the_same_sql_and_commands(blocks, docs):
    english, chinese = docs / "how-to" / f"{NAME}.md", docs / "how-to" / f"{NAME}.zh-CN.md"
    for language in ("sh", "sql"):
        assert blocks(english, language)
        assert blocks(english, language) == blocks(chinese, language)
