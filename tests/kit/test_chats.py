"""Talks that an app wrote as text: each message has its own name and moment, whatever form its head has, and no word of who threatens is covered where nobody's data stand in it."""

import pytest
from tests.kit.conftest import NAME, PHONE

from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.papers import times
from doxdocket.kit.quotes import offered
from doxdocket.kit.reading import read_file
from doxdocket.kit.screen import text_of

SAID = (
    ("2026-11-29", "12:10", "黑匣子小助手", f"她手机{PHONE} 大家继续打"),
    ("2026-11-29", "12:15", "小鹿", "这样不好吧"),
    ("2026-11-30", "01:20", "夜枭", "明天去书店堵她，看她还敢不敢上班"),
    ("2026-11-30", "01:21", "小鹿", "别"),
    ("2026-11-30", "01:25", "夜枭(100020003)", "三天内不打五千我们上门"),
    ("2026-11-30", "01:26", "妈妈", "报警"),
)


def written(form, days=False):
    """A talk of this form; ``days``: each day over its messages."""
    lines, last = ["某群 聊天记录"], ""
    for day, time, by, words in SAID:
        year, month, of_month = day.split("-")
        if days and day != last:
            lines.append(f"—— {year}年{month}月{of_month}日 星期一 ——")
        last = day
        hour, minute = time.split(":")
        twelve = f"{(int(hour) - 1) % 12 + 1}:{minute}"
        half, west = ("上午", "AM") if int(hour) < 12 else ("下午", "PM")
        lines.append(
            form.format(
                day=day,
                slash=f"{year}/{month}/{of_month}",
                han=f"{year}年{month}月{of_month}日",
                time=time,
                half=half + twelve,
                pm=f"{twelve} {west}",
                us=f"{month}/{of_month}/{year[2:]}",
                eu=f"{of_month}.{month}.{year[2:]}",
                dash=f"{of_month}-{month}-{year}",
                short=f"{year[2:]}/{month}/{of_month}",
                nov=f"Nov {of_month}, {year}",
                by=by,
                words=words,
            )
        )
    return "\n".join(lines) + "\n"


FORMS = {
    "line": ("{day} {time} {by}: {words}", False),
    "seconds": ("{day} {time}:07 {by}：{words}", False),
    "brackets": ("[{day} {time}] {by}: {words}", False),
    "wide_brackets": ("【{han} {time}】{by}：{words}", False),
    "dash": ("{slash} {time} - {by}: {words}", False),
    "half_day": ("{slash} {half} - {by}: {words}", False),
    "years": ("{han} {time} {by}：{words}", False),
    "name_first": ("{by} {day} {time}: {words}", False),
    "name_bracket": ("{by}（{day} {time}）：{words}", False),
    "below_name": ("{by} {day} {time}:07\n{words}\n", False),
    "below_moment": ("{day} {time}:07 {by}\n{words}\n", False),
    "below_years": ("{by}  {han} {time}\n{words}", False),
    "day_over": ("{time} {by}：{words}", True),
    "day_over_brackets": ("[{time}] {by}: {words}", True),
    "day_over_below": ("{by} {time}\n{words}", True),
    "whatsapp": ("{slash}, {pm} - {by}: {words}", False),
    "whatsapp_us": ("{us}, {pm} - {by}: {words}", False),
    "whatsapp_iphone": ("\u200e[{us}, {pm}] {by}: {words}", False),
    "whatsapp_iphone_half": ("[{slash} {half}] {by}: {words}", False),
    "whatsapp_marks": ("[{eu}, {time}:07] ~\u202f{by}: {words}", False),
    "whatsapp_dash": ("{dash} {time} - {by}: {words}", False),
    "whatsapp_words": ("{nov}, {pm} - {by}: {words}", False),
    "telegram": ("{by}, [{eu} {time}]\n{words}\n", False),
    "telegram_us": ("{by}, [{us} {pm}]\n{words}\n", False),
    "telegram_phone": ("{by}, [{nov} at {pm}]:\n{words}\n", False),
    "wechat_half": ("{by} {han} {half}\n{words}\n", False),
    "qq_half": ("{day} {half} {by}\n{words}\n", False),
    "line_app": ("{time}\t{by}\t{words}", True),
    "table": ("{day} {time}:07,{by},{words}", False),
    "tabs": ("{by}\t{day} {time}:07\t{words}", False),
    "bars": ("{day} {time} | {by} | {words}", False),
    "angles": ("[{day} {time}] <{by}> {words}", False),
    "zone": ("{day}T{time}:07+08:00 {by}: {words}", False),
    "year_first": ("{short} {time} {by}: {words}", False),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_message_of_a_talk_in_text_has_its_own_name_and_moment_and_its_words_stay(form):
    text = written(*FORMS[form])
    read = read_file("聊天.txt", text.encode(), taken="2026-12-01")
    told = {words: (label, by, at) for label, words, by, at in read.threats}
    for day, time, by, words in (SAID[0], SAID[2], SAID[4]):
        assert words in told, told
        _, said_by, at = told[words]
        assert said_by == by
        assert at.translate(str.maketrans("年月/", "---", "日")).removesuffix(":07").split(" ") in (
            [day, time],
            [day, time.removeprefix("0")],
        )
        assert offered(text, words)[1] == {at: "above"}
    shown = covered(b"", read, Plan(police=True, theirs=(("name", NAME), ("phone_number", PHONE))))[1].decode()
    assert SAID[2][3] in shown
    assert SAID[4][3] in shown
    assert PHONE not in shown
    for plan in (Plan(police=True), Plan()):  # when somebody wrote is nobody's data
        moments = [one.moment for one in text_of(text).chat]
        assert covered(b"", read, plan)[1].decode().count(":") >= sum(text[a:b].count(":") for a, b in moments)
    assert len(times(read, "2026-12-01")) == len(SAID)


def test_a_line_with_its_own_moment_is_no_part_of_the_message_above_and_one_without_is():
    text = "2026-11-30 01:20 夜枭: 在吗\n三天内不打五千我们上门\n2026-11-30 01:30 系统 大家打爆她电话\n地址 2026-11-30 01:40\n"
    told = {words: (by, at) for _, words, by, at in read_file("聊天.txt", text.encode()).threats}
    assert told["三天内不打五千我们上门"] == ("夜枭", "2026-11-30 01:20")
    assert not any("打爆" in words and by for words, (by, _) in told.items())


def test_a_half_day_is_told_by_a_clock_of_a_whole_one():
    text = "2026/11/30 晚上9:20 - 夜枭: 弄死你\n2026/11/30 上午12:20 - 夜枭: 去堵她\n2026/11/30 晚上12:20 - 夜枭: 打爆她电话\n"
    told = {words: at for _, words, _, at in read_file("聊天.txt", text.encode()).threats}
    assert told["弄死你"] == "2026/11/30 21:20"
    assert told["打爆她电话"] == "2026/11/30"
    assert told.get("去堵她", "2026/11/30 0:20") == "2026/11/30 0:20"


def test_the_number_of_a_floor_is_no_part_of_a_name():
    text = "云溪吧\n1楼 路人甲乙 2026-11-30 08:12\n弄死她\n2楼 看客 2026-11-30 08:40\n打爆她电话\n"
    told = {words: (by, at) for _, words, by, at in read_file("贴吧.txt", text.encode()).threats}
    assert told["弄死她"] == ("路人甲乙", "2026-11-30 08:12")


def test_a_label_is_nobody_who_speaks():
    text = "2026-11-30 01:20 手机号: 弄死她\n2026-11-30 01:21 来电: 弄死你\n"
    assert not any(by for _, _, by, _ in read_file("聊天.txt", text.encode()).threats)


def test_where_somebody_goes_stays_covered_in_a_message():
    text = "2026-11-30 01:20 夜枭: 她2026年11月29日14:05坐G7301从杭州东到上海虹桥\n"
    read = read_file("聊天.txt", text.encode())
    assert "G7301" not in covered(b"", read, Plan(police=True))[1].decode()


@pytest.mark.parametrize(
    "text",
    [
        "陆禾行程\n11月30日 08:15 杭州东站: G7311\n11月30日 09:20 上海虹桥: 出站\n12月1日 下午5:10 翠苑小区: 到家\n",
        "2026-11-30 14:00 全季酒店武林店: 入住 陆禾 8203房\n2026-12-01 12:00 全季酒店武林店: 退房\n",
        "30/11/2026, 14:00 - 全季酒店武林店: 入住 陆禾 8203房\n01/12/2026, 12:00 - 全季酒店武林店: 退房\n",
        "陆禾行程\n30/11/2026 08:15 杭州东站: G7311\n30/11/2026 09:20 上海虹桥: 出站\n1/12/2026 17:10 翠苑小区: 到家\n",
        "陆禾 13800001850 行踪轨迹\n2026-11-30 08:15 出发: 杭州东站 G7311 二等座\n2026-11-30 09:20 到达: 上海虹桥\n",
    ],
)
def test_a_list_of_journeys_or_stays_is_covered_though_its_lines_look_like_messages(text):
    shown = covered(text.encode(), read_file("a.txt", text.encode(), "2026-12-01"), Plan())[1].decode()
    assert not [one for one in ("G7311", "上海虹桥", "到家", "全季", "8203", "退房") if one in shown]


@pytest.mark.parametrize(
    ("text", "by", "at"),
    [
        ("[2026/11/30, 1:25:03 PM] 夜枭: 我去弄死你全家\n", "夜枭", "2026/11/30 13:25:03"),
        ("[30/11/2026, 1:25:03 PM] 夜枭: 我去弄死你全家\n", "夜枭", "2026-11-30 13:25:03"),
        ("1/12/26, 9:05 - 小鹿: 好\n30/11/26, 13:25 - 夜枭: 我去弄死你全家\n", "夜枭", "2026-11-30 13:25"),
        ("11/30/26, 1:25 PM - 夜枭: 我去弄死你全家\n", "夜枭", "2026-11-30 13:25"),
        ("1/2/26, 13:25 - 夜枭: 我去弄死你全家\n", "夜枭", "13:25"),
        ("2026/11/30, 12:05 AM - 夜枭: 我去弄死你全家\n", "夜枭", "2026/11/30 0:05"),
        ("2026-11-30 中午1:10 夜枭: 我去弄死你全家\n", "夜枭", "2026-11-30 13:10"),
        ("2026年11月30日\n23:50 夜枭: 好\n00:10 夜枭: 我去弄死你全家\n", "夜枭", "00:10"),
    ],
)
def test_halves_of_the_day_and_what_is_past_midnight(text, by, at):
    assert [one[2:] for one in read_file("聊天.txt", text.encode()).threats] == [(by, at)]


def test_of_a_threat_the_police_see_every_word_and_no_value():
    words = f"明天3点去杭州东站堵她，她坐G7301，手机{PHONE}"
    read = read_file("聊天.txt", f"2026/11/30, 1:20 PM - 夜枭: {words}\n".encode())
    assert covered(b"", read, Plan(police=True))[1].decode().endswith(f"夜枭: {words.replace(PHONE, '＊＊＊')}\n")
    assert "G7301" not in covered(b"", read, Plan())[1].decode()


def test_rows_of_calls_in_cells_are_no_messages_and_another_zones_clock_is_not_ours():
    calls = "时间,联系人,类型,时长\n2026-11-26 10:30,妈妈,呼入,35\n2026-11-26 10:40,13900001871,呼入,35\n"
    assert not text_of(calls).chat
    assert [one.at for one in text_of("2026-11-30T13:20:05Z 夜枭: 弄死你\n").chat] == [""]
