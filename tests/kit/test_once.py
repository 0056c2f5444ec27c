"""What is asked once, chosen instead of typed, and offered: one name for a person's block, threats by class, fields that were emptied, platforms of what cannot be read."""

import re
from dataclasses import replace

import pytest
from tests.kit.conftest import NAME, PHONE
from tests.kit.test_doubt import report, seen, take
from tests.kit.test_lay import taken

from doxdocket.kit import exposure, papers, quotes
from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.folder import opened
from doxdocket.kit.reading import kin_of, read_file
from doxdocket.kit.screen import Read, Seen

BLOCK = "姓名：柳春生\n手机：13900001850\n住址：听涛市松声路12号\n备用：13900001862"


@pytest.fixture
def kit(tmp_path):
    with opened(tmp_path / "kit") as it:
        yield it


def block(**more):
    hits = (seen(BLOCK, "柳春生", "name", **more), seen(BLOCK, "13900001850", "phone_number", **more))
    return Read((BLOCK,), (*hits, seen(BLOCK, "听涛市松声路12号", "home_address", **more)))


def test_a_name_alone_makes_the_block_one_question_but_of_two_numbers_each_is_asked(kit):
    reads = take(kit, block())
    kit.record.about = replace_about(kit, name="柳春生")
    (each,) = exposure.to_answer(exposure.heads(exposure.exposed(kit, reads)))[0]
    assert {one.value for one in each} == {"13900001850", "听涛市松声路12号"}
    reads = take(kit, replace(block(), hits=(*block().hits, seen(BLOCK, "13900001862", "phone_number"))))
    sure, _, _ = exposure.to_answer(exposure.heads(exposure.exposed(kit, reads)))
    assert [len(some) for some in sure] == [1, 1, 1]  # one of two numbers may be a relative's
    kit.record.answers[kit.tag("phone_number", "13900001862")] = "others"
    sure, _, _ = exposure.to_answer(exposure.heads(exposure.exposed(kit, reads)))
    assert [len(some) for some in sure] == [1, 1]  # and is one still once the other was answered


def replace_about(kit, **fields):
    from msgspec.structs import replace as anew

    return anew(kit.record.about, **fields)


def test_what_is_blurred_is_asked_apart_and_one_by_one(kit):
    reads = take(kit, block(unclear=True))
    sure, _, unsure = exposure.to_answer(exposure.heads(exposure.exposed(kit, reads)))
    assert sure == []
    assert {len(some) for some in unsure} == {1}


def test_no_piece_of_what_the_report_shows_is_masked_for_a_blurred_one_that_is_like_it(kit):
    reads = take(kit, block())
    other = "听涛市松声路13号"
    reads |= take(kit, Read((other,), (seen(other, other, "home_address", unclear=True),)))
    for one in exposure.exposed(kit, reads):
        if not one.unclear:
            kit.answer(one.tag, "mine")
            kit.show(one.tag, shown=True)
    assert "听涛市松声路12号" in report(kit, exposure.exposed(kit, reads))


def test_a_piece_that_was_said_to_be_hers_is_the_whole_that_she_wrote(kit):
    piece = "住址：听涛市松声路12号"
    reads = take(kit, block()) | take(kit, Read((piece,), (seen(piece, "松声路12号", "home_address"),)))
    for one in exposure.exposed(kit, reads):
        kit.answer(one.tag, "mine")
    kit.record.about = replace_about(kit, address="听涛市松声路12号")
    assert [one.value for one in exposure.exposed(kit, reads) if one.kind == "home_address"] == ["听涛市松声路12号"]


def test_what_is_hers_is_proposed_once_it_stands_in_full_and_not_again_after_it_was_emptied(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME} 手机 {PHONE}".encode()))
    desk.kit.answer(desk.tag("phone_number", PHONE), "mine")
    assert PHONE not in tab.get("/papers").text
    desk.kit.show(desk.tag("phone_number", PHONE), shown=True)
    assert f'id="phone" name="phone" type="text" value="{PHONE}"' in tab.get("/papers").text
    tab.post("/papers/about", police="派出所", phone="")
    assert PHONE not in tab.get("/papers").text
    tab.post("/papers/about", phone=PHONE)
    assert f'value="{PHONE}"' in tab.get("/papers").text


def test_a_platform_that_was_emptied_does_not_come_back(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.html", f"姓名：{NAME} 手机 {PHONE}".encode())], "page", "Telegram 频道 甲")
    desk.done()
    assert 'value="Telegram"' in tab.get("/papers").text
    tab.post("/papers/about", platform="", where="", police="派出所")
    assert 'value="Telegram"' not in tab.get("/papers").text


def test_she_says_her_school_dormitory_and_family_before_she_reads(desk):
    tab = taken(desk, ("a.txt", "听涛学院的，住松园，她妈 13900001862".encode()))
    tab.post("/exposed/own", name=NAME, own_school="听涛学院", own_dorm="松园", own_kin="13900001862")
    told = {(one.kind, one.value, one.of) for one in desk.kit.record.missed}
    assert told == {("school", "听涛学院", "mine"), ("home_address", "松园", "mine"), ("phone_number", "13900001862", "family")}  # fmt: skip
    assert "own_school" not in desk.kit.record.drafts.get("/exposed", {})
    plan = desk.work.plan(1, police=False)
    text = covered(b"", desk.work.reads[1], plan)[1].decode()
    assert not re.search("听涛学院|松园|13900001862", text)


@pytest.mark.parametrize(("what", "about"), [("recording", "抖音 直播间 丙"), ("screenshot", "小红书 主页 乙")])
def test_the_place_of_what_cannot_be_read_is_proposed_as_a_platform(kit, what, about):
    (no,) = take(kit, Read(why="sound"), what=what, about=about)
    assert papers.places(kit, [], [], {no})["where"] == about
    kit.tell(no, kit.item(no).what, "录音 微信 好友发来")
    assert papers.places(kit, [], [], {no}) == {}


@pytest.mark.parametrize(
    ("text", "kin"),
    [("母亲：", "母亲"), ("家庭成员\n父亲：Ivan Petrov ", "父亲"), ("儿子：柳小春，电话：", "儿子"), ("姐：", ""), ("甲\n姐 ", "")],
)  # fmt: skip
def test_a_line_of_a_household_labels_what_follows_on_it(text, kin):
    assert kin_of(text) == kin


@pytest.mark.parametrize(
    ("line", "kin"),
    [("妈妈：丁小满", "母亲"), ("她爸：丁小满", "父亲"), ("妈妈：丁小满来了", ""), ("我去问妈妈：丁小满", "")],
)
def test_a_name_that_is_all_behind_the_word_for_a_relative_is_that_relatives(kit, line, kin):
    """妈妈：周桂兰 was asked as anybody's."""
    text = f"单位：超市\n{line}\n电话：13900001850\n"
    at = text.index("丁小满")
    reads = take(kit, Read((text,), (Seen(0, at, at + 3, "name", "valid", "丁小满", "丁**"),)))
    assert [one.kin for one in exposure.exposed(kit, reads) if one.kind == "name"] == [kin]


@pytest.mark.parametrize("label", ["\n照片：", "，长相：", "\n- 长相：", "\n【长相】", "\n1. 体貌特征： "])
def test_what_somebody_looks_like_is_covered(label):
    read = read_file("a.txt", f"姓名：柳春生{label}短发，左眼角有痣\n".encode())
    assert "左眼角" not in covered(b"", read, Plan())[1].decode()


def test_what_somebody_looks_like_is_not_covered_for_the_police():
    read = read_file("a.txt", "姓名：柳春生\n照片：短发，左眼角有痣\n".encode())
    assert "左眼角" in covered(b"", read, Plan(police=True))[1].decode()


# What is offered as a threat: by class, none of these is a sample of the patterns.
@pytest.mark.parametrize(
    "words",
    ["不打钱就把你通话详单全网公开", "三天内不打五千我们上门", "打五千我们上门", "敢报警试试", "想删就拿钱来", "删帖 3000", "两万块封口，不给就继续爆", "不回消息就把你妈电话挂出去", "想撤帖先付1800"],
)  # fmt: skip
def test_demands_and_dares_are_offered(words):
    assert [label for label, *_ in quotes.heard([words], [[]])] == ["threat"]


@pytest.mark.parametrize(
    "words",
    ["不打折就不买", "不付钱就不发货", "不交物业费就停水", "想退款就拿小票来", "删了3000个好友", "平台删帖免费，不要给钱", "我半夜一直被打，天天打", "每天打印十份材料", "一起打王者吗", "打家里电话吧", "我陪你去学校找你老师说明情况", "要不你先把电话挂了"],
)  # fmt: skip
def test_talk_of_trade_and_of_friends_is_not(words):
    assert quotes.heard([words], [[]]) == ()


class Counted(list):
    """Lines that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, at):
        Counted.looks += 1
        return super().__getitem__(at)

    def __iter__(self):
        Counted.looks += len(self)
        return super().__iter__()


def test_a_sentence_looks_at_no_more_lines_than_its_own():
    def looked(n):
        text = "\n".join("去她家堵她" for _ in range(n))
        lines = Counted((6 * at, 6 * at + 5, (0, 30 * at, 200, 10)) for at in range(n))
        Counted.looks = 0
        quotes._sentence(text, 6 * (n // 2), 6 * (n // 2) + 5, lines, 200)  # noqa: SLF001 - the work of one
        return Counted.looks

    assert looked(4000) < looked(40) + 60  # two searches by halves


def test_a_link_that_nobody_used_in_time_says_so_and_lets_nobody_in(desk):
    link, used = desk.link(), desk.link()
    desk.outside().get(used, **{"Sec-Fetch-Site": "none"})
    desk.clock.now += 44 * 60
    for _ in range(2):
        said = desk.outside().get(link, **{"Sec-Fetch-Site": "none"})
        assert said.status == 401
        assert "这个链接过期了" in said.text
        desk.link()
    assert "这个链接过期了" not in desk.outside().get(used, **{"Sec-Fetch-Site": "none"}).text
    assert desk.outside().get(desk.link(), **{"Sec-Fetch-Site": "none"}).status == 200


def test_what_is_nobodys_leads_on_to_the_next_step(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", f"姓名：{NAME}\n学校：听涛小学".encode())], "chat")
    desk.done()
    tags = [one.tag for one in exposure.exposed(desk.kit, desk.work.reads)]
    answers = {f"said-{tag}": "nobody" for tag in tags}
    asked = tab.post("/exposed/answers", draft="/exposed", next="1", **answers).headers["location"]
    page = tab.get(asked).text
    assert 'name="next" value="1"' in page
    for tag in tags:
        last = tab.post("/exposed/nobody", sure="yes", next="1", tag=tag)
    assert last.headers["location"] == "/diary"


@pytest.mark.parametrize("typed", [True, False])
def test_digits_that_are_a_known_telephone_number_are_no_account_beside_it(kit, typed):
    again = Read(("手机再发一次139-0000-1850\n另一个 139-0000-1877",))
    reads = take(kit, again) if typed else take(kit, block(), again)
    if typed:
        kit.record.about = replace_about(kit, phone="13900001850")
    told = [(one.kind, one.value) for one in exposure.exposed(kit, reads) if one.value != "13900001862"]
    assert told.count(("phone_number", "13900001850")) == 1
    assert [one for one in told if one[0] == "social_account"] == [("social_account", "13900001877")]


@pytest.mark.parametrize("mark", ["：", " ", ":"])
def test_a_slip_tells_what_was_sent_whether_its_label_has_a_colon_or_a_blank(kit, mark):
    text = f"云雀快递 代收货款¥168.00\n收件人 {NAME}\n寄件人 王先生\n物品{mark}花圈 2026-11-30 14:20"
    reads = take(kit, Read((text,), form="parcel"), what="parcel")
    (entry,) = papers.drafts(kit, reads, [], [], [], str)
    assert entry.kind == "parcels"
    assert "花圈" in entry.says
    assert "14:20" not in entry.says
    assert "¥168.00" in entry.says
    assert (entry.day, entry.time) == ("2026-11-30", "14:20")


def test_the_list_of_evidence_says_of_a_file_without_a_copy_that_there_is_none(kit):
    reads = take(kit, Read((), why="unread"))
    assert "无，原件备查" in report(kit, exposure.exposed(kit, reads))
