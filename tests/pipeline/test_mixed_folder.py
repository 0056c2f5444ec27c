"""What an office gets: one folder, nine forms, two channels. One ``add``, one ``run``: what comes out is checked post by post."""

from collections import Counter

import pytest
from tests.pipeline import mixed

from doxdocket import intake, pipeline
from doxdocket.pipeline.sources import forms_of
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

A, B = f"telegram:channel:{mixed.A}", f"telegram:channel:{mixed.B}"


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    """The case after one add and one run, and the texts of both channels as they were first posted."""
    home = tmp_path_factory.mktemp("mixed")
    told = mixed.folder(home / "来件")
    with Case.create(home / "case", title="演练", officers=("甲", "乙"), identity=Identity.generate()) as case:
        intake.take(case, [home / "来件"], officers=("甲", "乙"), origin="公安机关移送")
        for source in case.sources():  # the export says nowhere when it was made: a person states it
            if "ChatExport" in source.path_given:
                case.describe_source(source.sha256, officer="甲", captured_at=mixed.EARLY)
        result = pipeline.run(case, workers=1)
        yield case, told, result


def rows(case, table):
    return pipeline.current(case).read(table).to_pylist()


def test_every_file_is_taken_for_what_it_is(received):
    case, _, result = received
    forms = Counter(form for _, form, _, _ in forms_of(case))
    assert forms == {
        "container": 1, "tdesktop_json": 1, "tdesktop_html": 1, "warc": 1, "tme_page": 1, "telethon": 1, "pyrogram": 1, "snscrape": 1,
        "tgdataset": 1, "fourcat_csv": 1, "image": 2, "pdf": 1, "file": 1,
    }  # fmt: skip
    assert result.unknown == ("说明.xyz",)
    assert all(zh and en for _, _, zh, en in forms_of(case))


def test_both_channels_come_out_under_their_numbers_and_each_post_once(received):
    case, (old, gleanings), _ = received
    merged = rows(case, "merged")
    assert Counter(r["channel_id"] for r in merged) == {A: len(old), B: len(gleanings)}
    assert {(r["channel_id"], r["how"]) for r in rows(case, "keys") if r["key"] == B} == {
        ("telegram:name:gleanings", "username")
    }
    assert [r["how"] for r in rows(case, "keys") if r["key"] == A] == ["posts"]


def test_the_two_exports_of_one_day_and_the_dumps_of_one_moment_are_one_version(received):
    case, (_, gleanings), _ = received
    versions = Counter((r["channel_id"], r["post_id"], r["version"]) for r in rows(case, "versions"))
    assert {k for k in versions if k[2] > 1} == {(A, "6", 2)}
    assert all(versions[B, str(n), 1] == 5 for n in gleanings)
    assert {r["differs"] for r in rows(case, "versions") if r["version"] == 1 and r["channel_id"] == B} == {""}


def test_the_edited_post_counts_as_edited_and_the_gone_one_stays(received):
    case, (old, _), _ = received
    stands = {r["post_id"]: r for r in rows(case, "merged") if r["channel_id"] == A}
    text = {(r["post_id"], r["capture"]): r["text"] for r in rows(case, "posts") if r["channel_id"] == A}
    assert text["6", stands["6"]["capture"]] == "编辑过的第 6 条"
    assert text["5", stands["5"]["capture"]] == old[5]
    assert stands["8"]["versions"] == 1  # the contact card that no page shows is no difference
    contact = [
        f
        for f in rows(case, "findings")
        if f["post_id"] == "8" and f["where"] == "contact" and f["kind"] == "phone_number"
    ]
    assert stands["8"]["capture"] in {f["capture"] for f in contact}


def test_readings_are_exact_where_exact_and_bounds_where_rounded(received):
    case, _, _ = received
    views = {}
    for r in rows(case, "readings"):
        if r["what"] == "views":
            views.setdefault((r["channel_id"], r["post_id"]), set()).add((r["low"], r["value"], r["high"]))
    assert views[B, "3"] == {(103, 103, 103)}
    assert views[A, "3"] == {(505, 505, 505), (4150, 4200, 4299)}
    figures = {f["id"]: f for f in pipeline.figures(case)["figures"]}
    # posts 3, 4, 6 to 12 of A at their last reading, post 5 at its only one; posts 1 to 9 of B; nothing of posts 1 and 2 of A
    low = 9 * 4150 + 505 + sum(100 + n for n in range(1, 10))
    assert (figures["views"]["low"], figures["views"]["high"]) == (low, low + 9 * 149)
    assert figures["views_coverage"]["low"] == 10 + 9


def test_persons_are_counted_once_however_many_forms_show_them(received):
    case, (old, gleanings), _ = received
    ids = {mixed.number(f"188{n % 10}0412", n) for n in (*old, *gleanings) if n % 2}
    figures = {f["id"]: f for f in pipeline.figures(case)["figures"]}
    assert figures["persons"]["estimate"] == figures["persons"]["high"] == len(ids) + 1  # and of the card
    assert figures["persons"]["low"] == len(ids)  # no evidence class holds a card's two characters for sure
    assert figures["posts_with_pi"]["estimate"] == sum(n % 2 for n in (*old, *gleanings)) + 1  # and the contact card


def test_a_second_run_gives_the_same_bytes_and_a_known_folder_adds_nothing(received, tmp_path):
    case, _, _ = received
    before = pipeline.current(case).figures()
    mixed.folder(tmp_path / "again")
    taken = intake.take(case, [tmp_path / "again"], officers=("甲", "乙"))
    assert {t.status for t in taken} == {"known"}
    assert pipeline.run(case, workers=1).unchanged
    assert pipeline.current(case).figures() == before
