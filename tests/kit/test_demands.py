"""A demand of money: its sum is no value, and by what it is to be paid is asked first, preset as of who harasses, and stands in report, notice and the copy for the police."""

import pytest
from tests.kit.conftest import NAME, PHONE, all_of, picture
from tests.kit.test_doubt import seen, take
from tests.kit.test_short_way import taken

from doxdocket.kit import exposure, papers
from doxdocket.kit.exposure import Hiding
from doxdocket.kit.folder import opened
from doxdocket.kit.reading import demanded, found
from doxdocket.kit.screen import Read

WALLET = "TXk3q9WvUo7ZyJ1n8bLr5mHc2DpGfE4sAa"
ASKS = f"删帖客服\n@del_help_bot0 最近上线\n想删帖吗？500 USDT，48小时内付，不付就发你妈的电话\n你们凭什么\nTRC20地址 {WALLET}\n别报警 没用的 服务器在境外\n"


@pytest.fixture
def kit(tmp_path):
    with opened(tmp_path / "kit") as it:
        yield it


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("想删帖吗？500 USDT，48小时内付", "500 USDT，48小时内付"),
        ("付 0.02 BTC 删帖", "0.02 BTC"),
        ("转 3个以太坊 就撤", "3个以太坊"),
        ("要3000U，明天截止", "3000U"),
        ("拿 800 usdt 来", "800 usdt 来"),
    ],
)
def test_a_sum_with_a_coin_is_no_wallet(line, words):
    assert [*found([seen(line, words, "virtual_asset", sure=False)], [line], "")] == []


@pytest.mark.parametrize(
    "line", [f"TRC20地址 {WALLET}", f"付500USDT到{WALLET}", "柳春生有5000U", "钱包里还有3个以太坊"]
)
def test_a_wallet_by_its_form_and_what_somebody_has_stay(line):
    words = line.partition(" ")[2] or line[1:]
    assert [*found([seen(line, words, "virtual_asset", sure=False)], [line], "")]


def test_a_sum_that_nobody_owned_stands_in_the_owners_words_and_in_what_was_demanded(kit):
    text = "三天内打5000元我们上门\n柳春生工资5000元"
    reads = take(kit, Read((text,), (seen(text, "5000元", "deposit_balance", sure=False),)))
    hide = Hiding(kit, exposure.exposed(kit, reads))
    assert hide("28号有人要5000元才删帖") == "28号有人要5000元才删帖"
    assert hide("三天内打5000元我们上门", "quote") == "三天内打5000元我们上门"
    assert "5000" not in hide("柳春生工资5000元", "quote")
    kit.answer(kit.tag("deposit_balance", "5000元"), "mine")
    assert "5000" not in Hiding(kit, exposure.exposed(kit, reads))("我卡里的5000元")


def test_the_account_and_the_wallet_of_a_demand_are_asked_first_and_preset(desk):
    tab = taken(
        desk, ("私聊.txt", ASKS.encode()), ("群.txt", f"{NAME} {PHONE}\n微博 @chunsheng99\n".encode()), what="chat"
    )
    sure, _, unsure = exposure.to_answer(exposure.heads(exposure.exposed(desk.kit, desk.work.reads)))
    assert {some[0].value for some in sure[:2]} == {WALLET, "@del_help_bot0"}
    assert not [one for some in unsure for one in some if one.demands]
    page = tab.get("/exposed").text
    tag = desk.tag("virtual_asset", WALLET)
    assert WALLET in page
    assert f'name="as" value="said-{tag}=caller"' in page
    assert f'name="said-{tag}" value="caller" checked' in page
    assert "500 USDT" in page


def test_it_stands_in_the_report_the_notice_and_the_polices_copy_and_in_no_other(desk):
    tab = taken(desk, ("私聊.txt", ASKS.encode()), what="chat")
    tab.post("/files/sources", **{"about-1": "Telegram 删帖客服 私聊"})
    tags = [desk.tag("virtual_asset", WALLET), desk.tag("social_account", "@del_help_bot0")]
    tab.post("/exposed/answers", draft="/exposed", **{f"said-{tag}": "caller" for tag in tags})
    tab.post(
        "/papers/about", name=NAME, platform="Telegram", where="Telegram 频道", platform_2="微博", where_2="微博 主页"
    )
    desk.done()
    found_ = exposure.exposed(desk.kit, desk.work.reads)
    told = {
        name: all_of(papers.paper(name, desk.kit, found_, (), desk.work.reads))
        for name in ("report", "notice", "notice_2")
    }
    for value in (WALLET, "@del_help_bot0"):
        assert value in told["report"]
        assert value in told["notice"]
        assert value not in told["notice_2"]
    police = (desk.folder / "police" / "0001.txt").read_text("utf-8")
    assert police.strip() == ASKS.strip()
    plain = (desk.folder / "covered" / "0001.txt").read_text("utf-8")
    assert WALLET not in plain
    assert "500 USDT，48小时内付" in plain


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        (f"{NAME}\n微博 @chunsheng99\n三天内打五千我们上门", "@chunsheng99", "social_account"),
        ("不付就发你妈的电话13900001862\n打五千", "13900001862", "phone_number"),
    ],
)
def test_what_may_be_of_the_exposed_is_not_preset(text, value, kind):
    hits = (seen(text, value, kind, sure=False), *([seen(text, NAME, "name")] if NAME in text else []))
    read = Read((text,), hits, threats=(("threat", "三天内打五千我们上门", "", ""),))
    assert not demanded(read, hits[0])


def test_a_drawn_demand_is_read_so(desk):
    tab = taken(
        desk,
        (
            "a.png",
            picture(
                [
                    "删帖客服",
                    "想删帖吗？500 USDT，48小时内付，不付就发你妈的电话",
                    f"TRC20地址 {WALLET}",
                    "别报警 没用的",
                ]
            ),
        ),
        what="screenshot",
    )
    assert WALLET[:2] in tab.get("/exposed").text
    [value] = [one.value for one in exposure.exposed(desk.kit, desk.work.reads) if one.demands]
    assert len(value) > 30
