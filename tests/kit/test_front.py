"""What is read before signing is short, and all of it stands behind; a notice takes no file of another platform; with whom an account for money is."""

import re

import pytest
from tests.kit.conftest import NAME, PHONE
from tests.kit.test_lay import taken
from tests.kit.test_report import article

from doxdocket.words import say

TWO_PAGES = 1800
"""Signs of two pages with heads and room to write."""


@pytest.mark.parametrize("name", ["report", "prosecutors"])
def test_two_pages_stand_before_the_signature_however_much_happened(desk, name):
    said = "".join(f"阿七：今晚第{n}次去她家门口堵她，弄死她\n" for n in range(30))
    calls = "时间,号码,时长\n" + "".join(f"2026-11-20 01:{n:02d},139000018{n:02d},8秒\n" for n in range(40))
    tab = taken(desk, ("群.txt", f"{said}{NAME} {PHONE}\n".encode()), ("来电.csv", calls.encode()), what="auto")
    desk.callers(tab)
    tags = re.findall(r'name="said" value="([0-9a-f]{24})"(?: checked)?> <span>', tab.get("/exposed").text)
    tab.post("/exposed/answers", threats="1", said=tags)
    tab.get("/diary")
    for n in range(20):
        tab.post("/diary/write", kind="calls", says=f"半夜来电{n:02d}。" * 30, day=f"2026-11-{n + 1:02d}")
    tab.post("/diary/write", kind="threat", says="有人上门", day="2026-11-30")
    desk.done()
    before, _, behind = article(tab, name).partition(say("kit_papers.signature") + "：")
    assert len(re.sub(r"\s", "", before)) < TWO_PAGES
    assert "有人上门" in before  # of each sort one before another has two
    assert "半夜来电19" not in before
    assert all(f"半夜来电{n:02d}。" * 30 in behind for n in range(20))


def test_a_notice_takes_no_file_whose_source_begins_with_another_platform_and_names_this_one(desk):
    page = f"<p>姓名：{NAME}</p>"
    tab = taken(desk, ("a.html", page.encode()), ("b.html", f"{page}<p>二</p>".encode()), what="page")
    tab.post("/files/sources", **{"about-1": "甲网站 曝光台", "about-2": "乙软件 甲网站搬运"})
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    tab.post("/papers/about", platform="甲网站", where="曝光台", platform_2="乙软件", where_2="甲网站搬运")
    desk.done()
    assert ("0001.txt" in article(tab, "notice"), "0002.txt" in article(tab, "notice")) == (True, False)
    assert ("0001.txt" in article(tab, "notice_2"), "0002.txt" in article(tab, "notice_2")) == (False, True)


def test_with_whom_an_account_for_money_is(desk):
    text = "支付宝账号：lan1850@example.com\nUSDT地址 TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC\n"
    tab = taken(desk, ("私聊.txt", text.encode()))
    for kind, value in (
        ("payment_account", "lan1850@example.com"),
        ("virtual_asset", "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"),
    ):
        tab.post("/exposed/answer", tag=desk.tag(kind, value), said="caller")
    desk.done()
    lines = article(tab).split("\n")
    assert {say("kit_papers.service"), "支付宝", say("kit_papers.chain_tron")} <= {one.strip() for one in lines}
