"""The pages about taking evidence in and about time stamps, as they are written."""

import csv
import shutil
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "seal"))
from authority import Authority, needs_openssl


@pytest.mark.parametrize("page", ["take-evidence-in", "time-stamps"])
def test_both_languages_give_the_same_commands(page, blocks, docs):
    english, chinese = (blocks(docs / "how-to" / f"{page}{end}") for end in (".md", ".zh-CN.md"))
    assert english
    assert english == chinese


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="the sha256sum program is not installed")
def test_take_evidence_in(desk, blocks, docs):
    added, described, attached, compared, _, opened = desk.follow(blocks(docs / "how-to" / "take-evidence-in.md"), "en")
    assert "newly stated: holder, method, officers, place, witness" in added
    assert "Recorded for 1 source(s): overseas." in described
    assert "平台服务器在境外" in described
    assert "Attached A0001: translation" in attached
    assert "0 differ, 0 not in the case; 0 file(s) of the case not listed" in compared
    with (desk.place / "evidence-list.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head[0] == "No."
    assert opened.strip() == desk.rows("sources")[0]["path_given"]  # there is nothing to mask in it
    assert len(rows) == len(desk.rows("sources"))
    assert "完整性：没有发现改动" in desk.type("./docket verify lin-an").stdout


@needs_openssl
def test_time_stamps(desk, blocks, docs):
    request, attach, others = blocks(docs / "how-to" / "time-stamps.md")
    (said,) = desk.follow([request], "en")
    assert "pending" in said
    tsa = Authority(desk.place / "tsa")
    (desk.place / "answer.tsr").write_bytes(tsa.answer((desk.place / "lin-an.tsq").read_bytes()))
    desk.words |= {"ANSWER": "answer.tsr", "ROOT": "tsa/root.pem"}
    (said,) = desk.follow([attach], "en")
    assert "verified, up to a given root" in said
    assert "Verification: OK" in desk.follow([others])[0]
    (stamp,) = desk.rows("time_stamps")
    row = desk.rows("custody")[int(stamp["subject"].removeprefix("head:")) - 1]
    assert row["hash"] == stamp["imprint"]
