"""What the generators of numbers propose, by class of writing. All values are invented; births lie in 1850-1899."""

import base64

import pytest
from tools.proposed import proposed

from doxdocket.detect.check_digits import identity
from doxdocket.detect.reader.candidate import Generator
from doxdocket.detect.reader.candidates import runs
from doxdocket.text import read

MOBILE = "13900001850"
BODY = "11010118930412001"
CITIZEN = BODY + identity(BODY)
WITH_X = next(body + "X" for body in (f"110101189304120{n:02d}" for n in range(99)) if identity(body) == "X")
CARD = "6217000000000000053"
HAN, MONEY, RADIO = (
    str.maketrans("0123456789", series)
    for series in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "洞幺两三四五六拐八勾")
)


MORSE = ["-----", ".----", "..---", "...--", "....-", ".....", "-....", "--...", "---..", "----."]


def found(text, kind, value):
    """The candidates of a kind and value: the stretch as captured, verdict and form."""
    reading = read(text)
    return [
        (text[slice(*reading.span(*one.span))], one.verdict.value, one.form.value)
        for one in proposed("numbers", reading)
        if one.kind == kind and one.value == value
    ]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (MOBILE, "verbatim"),
        ("139-0000-1850", "verbatim"),
        ("139 0000 1850", "verbatim"),
        ("１３９００００１８５０", "around"),
        ("①③⑨⓪⓪⓪⓪①⑧⑤⓪", "around"),
        ("1️⃣3️⃣9️⃣0️⃣0️⃣0️⃣0️⃣1️⃣8️⃣5️⃣0️⃣", "around"),
        (MOBILE.translate(HAN), "around"),
        (MOBILE.translate(MONEY), "around"),
        (MOBILE.translate(RADIO), "around"),
        ("一三九，0000，壹捌伍零", "around"),
        ("l39OOOOl8SO", "around"),
        ("13九-OOOO-壹850", "around"),
        ("衣伞酒铃零另灵要把舞凌", "around"),
        ("yi san jiu ling ling ling ling yi ba wu ling", "around"),
        ("one three nine zero zero zero zero one eight five zero", "around"),
        ("one three nine double zero double zero one eight five oh", "around"),
        ("satu tiga sembilan kosong kosong kosong kosong satu lapan lima kosong", "around"),
        ("139🌸0000🌸1850", "around"),
        ("139(空格)0000(空格)1850", "around"),
        ("139【0000】1850", "around"),
        ("139\n0000\n1850", "split"),
        ("139你0000好1850", "split"),
        ("1猫3狗9鱼0虾0米0鸟0蛙1龟8蛇5虫0", "split"),
        ("(1+0)(1+2)(8+1)0000(1+0)850", "around"),
        ("甲丙壬癸癸癸癸甲辛戊癸", "around"),
        ("!#())))!*%)", "around"),
        ("⠁⠉⠊⠚⠚⠚⠚⠁⠓⠑⠚", "around"),
        (base64.b64encode(MOBILE.encode()).decode(), "around"),
        (hex(int(MOBILE)), "around"),
        ("".join(f"&#{ord(digit)};" for digit in MOBILE), "around"),
        (" ".join(MORSE[int(digit)] for digit in MOBILE), "around"),
        (" / ".join(MORSE[int(digit)] for digit in MOBILE), "around"),
        ("🕐🕒🕘 🕛🕛🕛🕛 🕐🕗🕔🕛", "around"),
        ("一三九零零零零一八five零", "around"),
        ("yao三九零零零零1八五0", "around"),
    ],
)
def test_a_mobile_in_any_dress_is_proposed_from_its_first_to_its_last_sign(written, form):
    assert (written, "valid", form) in found(f"号：{written}。", "phone_number", MOBILE)


def test_the_host_of_an_address_is_no_account_and_what_stands_behind_it_may_be_one():
    names = [one.value for one in proposed("numbers", read("飞机 t.me/yan_lian，邮箱在 m.example.com/a1b2，号 a.me"))]
    assert "yan_lian" in names
    assert "a.me" in names
    assert "t.me" not in names
    assert "m.example.com" not in names


def test_letters_on_the_keys_of_a_telephone_are_digits_where_they_make_a_mobile():
    assert ("1395-FLOWERS", "valid", "around") in found("打1395-FLOWERS找他", "phone_number", "13953569377")
    assert not found("打1295-FLOWERS找他", "phone_number", "12953569377")


@pytest.mark.parametrize("text", ["1937 NANKING", "1776 AMERICA纪念币", "1945VICTORY", "1395 FLOWERS"])
def test_a_year_and_a_word_are_no_keys(text):
    assert not [one for one in proposed("numbers", read(text)) if one.kind == "phone_number"]


@pytest.mark.parametrize("word", ["倒着念", "反过来", "从右往左", "reversed"])
def test_a_number_that_is_said_to_stand_backwards_is_turned(word):
    assert found(f"{MOBILE[::-1]}（{word}）", "phone_number", MOBILE)
    assert not found(MOBILE[::-1], "phone_number", MOBILE)


def test_a_number_that_shows_itself_is_turned_only_beside_the_words():
    both = next(one for n in range(100) if (one := f"139000{n:02d}371")[::-1].startswith("17"))
    assert not found(f"{both} 是真的。我其他的号码发出来的时候都是倒着念的", "phone_number", both[::-1])
    assert found(f"{both}（倒着念）", "phone_number", both[::-1])


def test_a_mark_of_right_to_left_text_says_so_too():
    assert found(f"\u202e{MOBILE[::-1]}\u202c", "phone_number", MOBILE)


def test_a_key_for_every_digit_is_used():
    assert found("86099998149，每位用九减", "phone_number", MOBILE)
    assert found("24011112961，每位减一", "phone_number", MOBILE)


def test_pieces_with_other_text_between_are_proposed_each_and_as_a_whole():
    text = "愿你139岁还能跑，\n存款0000，\n再活1850天"
    assert {stretch for stretch, _, _ in found(text, "phone_number", MOBILE)} >= {"139", "0000", "1850", text[2:-1]}


@pytest.mark.parametrize(
    "text", ["幺三玖　零零零零　壹捌伍零", "一三九 0000 幺八五零", "幺三玖，中间四个零，最后幺八五零"]
)
def test_pieces_that_marks_or_words_of_their_place_alone_part_are_one_number(text):
    assert {stretch for stretch, _, form in found(text, "phone_number", MOBILE) if form == "split"} <= {text}
    assert text in {stretch for stretch, _, _ in found(text, "phone_number", MOBILE)}


@pytest.mark.parametrize("text", ["双十一打折", "双一流大学", "双二零"])
def test_a_doubled_digit_stands_behind_another(text):
    assert not [one for one in proposed("numbers", read(text)) if one.value.startswith("11") or one.value == "22"]


@pytest.mark.parametrize(
    "text",
    [
        f"陈双{MOBILE}",
        f"姓名：韩一双{MOBILE}",
        f"双11热线{MOBILE}",
        f"手机2个，两个{MOBILE}",
        f"电话两个，一个{MOBILE}",
        f"1、三个{MOBILE}",
        "手机1、两个一三九零零零零一八五零",
    ],
)
def test_a_number_behind_a_name_that_ends_with_double_or_a_count_stays_whole(text):
    stretches = {one[0] for one in found(text, "phone_number", MOBILE)}
    assert {MOBILE, "一三九零零零零一八五零"} & stretches


@pytest.mark.parametrize("text", ["十二个九139", "一百三十九个零", "1393个0 1850"])
def test_a_count_of_two_signs_tells_no_digits(text):
    assert "99" not in {one.digits for one in runs.atoms(read(text))}
    assert not {one for one in runs.atoms(read(text)) if one.digits == "000" or len(one.digits) == 9}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一三九,四个零,双二,双九", "13900002299"),
        ("幺三九四个圈 幺八五零", "13900001850"),
        ("一三九四个零一八五零", "13900001850"),
        ("一三九双零双零一八五零", "13900001850"),
        ("139,然后四个0,后面四位是925乘以2", MOBILE),
        ("头七位1390000,后面是我生日0581倒过来", MOBILE),
        ("幺三玖 蛋蛋蛋蛋 幺八五零", MOBILE),
        ("双十一满139减20，双一流1850", ""),
        ("前面139，中间0000，最后四个1850", MOBILE),
        ("一三九开头，中间四个零，末了是一八五零", MOBILE),
        ("前头一三九，当中四个洞，后头是幺八五零", MOBILE),
        ("1三9,4个圈圈,1850", MOBILE),
        ("139，接下来四个零，尾巴1850", MOBILE),
    ],
)
def test_digits_told_by_how_often_they_stand_or_what_comes_out(text, value):
    mobiles = {
        one.value
        for one in proposed("numbers", read(text))
        if one.kind == "phone_number" and one.verdict.value == "valid"
    }
    assert mobiles == ({value} if value else set())


def test_a_character_that_sounds_like_a_digit_is_none_of_a_plain_plate():
    assert not [one for one in proposed("numbers", read("京A 1是2345")) if one.kind == "vehicle_file"]


@pytest.mark.parametrize(
    "text", ["辽宁的辽 B 伍 D 酒幺八", "辽，大写的B，五，D字的D，九幺八", "黑龙江的黑,A,拐,K歌的K,仨零五"]
)
def test_a_plate_whose_signs_words_tell(text):
    value = "黑A7K305" if text[0] == "黑" else "辽B5D918"
    assert text in {stretch for stretch, *_ in found(text, "vehicle_file", value)}


@pytest.mark.parametrize(
    "table",
    [
        "张嘉远｜14｜151****1808\n吴锐毅｜18｜158****1853",
        "甲｜14｜139****1808\n乙｜18｜139****1853\n丙｜19｜139****1850",
        "| 甲 | 14 | 1391808 |\n| 乙 | 18 | 1391850 |",
        "14｜151｜1808\n18｜158｜1853",
        "甲\t139\t00001\n乙\t850\t13",
    ],
)
def test_cells_of_two_rows_and_the_ends_of_a_hidden_number_make_no_number(table):
    made = [
        one for one in proposed("numbers", read(table)) if one.form.value == "split" and one.verdict.value == "valid"
    ]
    assert [one for one in made if one.kind == "phone_number"] == []


def test_cells_of_one_row_may_still_be_pieces_of_one_number():
    assert found("甲｜139 前半｜后半 00001850", "phone_number", MOBILE)


def test_pieces_of_a_citizen_number_with_its_check_digit_are_too():
    whole = next(body + identity(body) for n in range(9) if identity(body := f"1101011893041200{n}") != "X")
    text = f"头：{whole[:6]}\n腰：{whole[6:14]}\n脚：{whole[14:]}"
    pieces = {stretch for stretch, _, _ in found(text, "id_number", whole)}
    assert pieces >= {whole[:6], whole[6:14], whole[14:], text[2:]}


@pytest.mark.parametrize("day", ["1893年4月12日", "一八九三年四月十二", "一八九三年四月十二日", "1893-04-12"])
def test_the_birth_in_the_middle_of_a_citizen_number_may_be_told_as_a_day(day):
    whole = next(body + identity(body) for n in range(9) if identity(body := f"1101011893041200{n}") != "X")
    wrong = whole[:-1] + str((int(whole[-1]) + 1) % 10)
    text = "前六位{}，\n中间照她生日{}，\n收尾{}。"
    pieces = {stretch for stretch, _, _ in found(text.format(whole[:6], day, whole[14:]), "id_number", whole)}
    assert pieces >= {whole[:6], whole[14:]}
    assert not found(text.format(wrong[:6], day, wrong[14:]), "id_number", wrong)


@pytest.mark.parametrize("day", ["30/09/2011", "2011-09-30", "2011/9/30"])
def test_a_number_beside_a_day_is_read_without_it(day):
    text = f"陈某 M {day} 9038 4462"
    assert "9038 4462" in [stretch for stretch, _, _ in found(text, "phone_number", "90384462")]
    assert {one.value for one in proposed("numbers", read(text)) if one.kind == "phone_number"} <= {
        "90384462",
        "30092011",
        "20110930",
        "2011930",
    }


@pytest.mark.parametrize("day", ["30/09/2011", "2011-09-30"])
@pytest.mark.parametrize("first", ["139 0000 1850", "13900001850转2011", "六二一七 0000", "139****1850"])
def test_a_day_changes_nothing_of_what_stands_far_from_it(first, day):
    """Beside days only what changes without them is read a second time."""
    parts, at = (
        [
            f"电话 {first},其余的以后再来慢慢地说给大家听。",
            f"陈某 {day} 9038 4462,其余的以后再来慢慢地说。",
            f"又 {first}",
        ],
        0,
    )
    whole = {
        (*one.span, one.kind, one.value, one.verdict, one.form) for one in proposed("numbers", read("".join(parts)))
    }
    for part in parts:
        own = [one for one in proposed("numbers", read(part)) if one.source is not Generator.SAID]
        assert {
            (one.span.start + at, one.span.end + at, one.kind, one.value, one.verdict, one.form) for one in own
        } <= whole
        at += len(part)


@pytest.mark.parametrize("text", ["110101-1893-04-12-0012", "110101 1893/04/12 0012"])
def test_a_citizen_number_around_its_day_is_proposed_with_a_wrong_check_digit_too(text):
    assert [one[:2] for one in found(f"身份证：{text}", "id_number", "110101189304120012")] == [(text, "invalid")]


def test_the_last_piece_of_a_citizen_number_may_end_with_its_x():
    text = f"分三段发\n{WITH_X[:6]}\n隔一行\n{WITH_X[6:14]}\n{WITH_X[14:]}。"
    assert {stretch for stretch, _, _ in found(text, "id_number", WITH_X)} >= {WITH_X[:6], WITH_X[6:14], WITH_X[14:]}


def test_a_citizen_number_backwards_may_begin_with_its_x():
    assert found(f"反着来：{WITH_X[::-1]}，", "id_number", WITH_X)


def test_pieces_told_in_the_other_order_are_turned():
    assert found("后五位是01850，前面139000", "phone_number", MOBILE)


def test_first_signs_of_lines_are_a_number():
    lines = "\n".join(f"{digit}又是风雨夜" for digit in MOBILE.translate(HAN))
    assert len(found(lines, "phone_number", MOBILE)) == 12


def test_digits_behind_their_places_are_put_in_order():
    assert found("②3 ①1 ③9 ④0 ⑤0 ⑥0 ⑦0 ⑧1 ⑪0 ⑩5 ⑨8", "phone_number", MOBILE)


def test_signs_that_part_hide_nothing():
    body = f"{BODY[:6]} * {BODY[6:14]} * {CITIZEN[14:]}"
    assert (body, "valid", "around") in found(f"证 {body}。", "id_number", CITIZEN)


def test_the_last_sign_of_a_citizen_number_hides_nothing_of_what_follows():
    spans = {one.value for one in proposed("numbers", read(f"证{WITH_X},B2")) if one.kind == "id_number"}
    assert spans == {WITH_X}


@pytest.mark.parametrize(
    ("text", "kind", "value", "wrong"),
    [
        ("学号S3917042", "student_id", "S3917042", "53917042"),
        ("学号 SX22-1036-B", "student_id", "SX221036B", "SX2210368"),
        ("护照G41709362", "passport_number", "G41709362", "641709362"),
        ("NRIC S88**622D", "other_certificate", "S88**622D", "588**622D"),
        ("密码bzq2010", "account_password", "bzq2010", "8292010"),
        ("支付密码Hanzi#7720q", "financial_credential", "Hanzi#7720q", "HANZI*77209"),
        ("工号RX-4077", "other_certificate", "RX4077", "R*4077"),
    ],
)
def test_letters_of_what_may_hold_letters_are_no_digits(text, kind, value, wrong):
    assert found(text, kind, value)
    assert not found(text, kind, wrong)


@pytest.mark.parametrize(
    "written", ["138****1850", "138 **** 1850", "138××××1850", "138xxxx1850", "138某某某某1850", "①③⑧●●●●①⑧⑤⓪"]
)
def test_hidden_digits_stay_stars(written):
    assert (written, "masked", "masked") in found(f"电话{written}，", "phone_number", "138****1850")


@pytest.mark.parametrize(
    ("text", "stretch", "value"),
    [
        ("尾号1850", "1850", "1850"),
        ("后四位是1850", "1850", "1850"),
        ("1390开头1850结尾", "1390开头1850结尾", "1390*1850"),
        ("一三九打头", "一三九", "139"),
        ("ends with 1850", "1850", "1850"),
        ("号码1390000", "1390000", "1390000"),
    ],
)
def test_a_part_is_proposed_as_a_part(text, stretch, value):
    assert (stretch, "partial", "partial") in found(text, "phone_number", value)


@pytest.mark.parametrize(
    ("text", "stretch", "value"),
    [
        ("最后一位改成 3。", "最后一位改成 3", "3"),
        ("号码错了，尾巴改成7729", "7729", "7729"),
        ("后四位不是7721，是6177", "6177", "6177"),
        ("倒数第二位不是6是8。", "倒数第二位不是6是8", "8"),
        ("末位玖应作陆，余同前", "末位玖应作陆", "6"),
        ("第五位係七唔係八", "第五位係七唔係八", "7"),
        ("末位误录为4，实为9。", "末位误录为4，实为9", "9"),
    ],
)
def test_what_puts_a_number_right_is_a_part_of_it(text, stretch, value):
    assert (stretch, "partial", "partial") in found(text, "id_number", value)


def test_a_plate_and_the_car_beside_it_are_one_stretch_too():
    assert ("白色轩逸 粤B·F90D8", "valid", "verbatim") in found("开白色轩逸 粤B·F90D8，", "vehicle_file", "粤BF90D8")
    assert ("VS 6120 深蓝", "partial", "partial") in found("车 VS 6120 深蓝，", "vehicle_file", "VS6120")


def test_repeated_digits_and_the_same_as_above_are_worked_out():
    assert ("四个8后头19", "doubtful", "split") in found("验证码四个8后头19", "verification_code", "888819")
    assert ("同上换成8结尾", "doubtful", "around") in found(
        f"电话{MOBILE}；他的同上换成8结尾。", "phone_number", "13900001858"
    )


@pytest.mark.parametrize(
    "written",
    [
        CITIZEN,
        f"{CITIZEN[:6]} {CITIZEN[6:14]} {CITIZEN[14:]}",
        f"{CITIZEN[:6]}\n{CITIZEN[6:14]}\n{CITIZEN[14:]}",
        CITIZEN.translate(HAN),
        f"{CITIZEN[:4]}大{CITIZEN[4:9]}家{CITIZEN[9:14]}好{CITIZEN[14:]}",
        CITIZEN.replace("1", "l"),
    ],
)
def test_a_citizen_number_with_a_right_check_digit_is_valid_in_any_dress(written):
    assert written in [
        stretch for stretch, verdict, _ in found(f"证 {written} ", "id_number", CITIZEN) if verdict == "valid"
    ]


@pytest.mark.parametrize("last", ["X", "x", "叉", "×", " X"])
def test_the_last_sign_of_a_citizen_number_may_be_an_x_in_any_dress(last):
    assert found(WITH_X[:-1] + last, "id_number", WITH_X)[0][1] == "valid"


def test_a_wrong_check_digit_is_told_and_kept():
    wrong = CITIZEN[:-1] + ("1" if CITIZEN[-1] != "1" else "2")
    assert found(f"身份证{wrong}", "id_number", wrong) == [(wrong, "invalid", "verbatim")]


def test_numbers_glued_together_are_each_proposed():
    assert found(f"{CITIZEN}{MOBILE}", "id_number", CITIZEN)
    assert found(f"{CITIZEN}{MOBILE}", "phone_number", MOBILE)


def test_a_bullet_is_no_digit():
    assert (MOBILE, "valid", "verbatim") in found(f"①{MOBILE}", "phone_number", MOBILE)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("+852 6120 0185", "phone_number", "85261200185"),
        ("012-345 0185", "phone_number", "0123450185"),
        ("(010)62000185", "landline_number", "01062000185"),
        ("0755-2600018转12", "landline_number", "07552600018-12"),
        ("六三零零 零一八五", "landline_number", "63000185"),
        (f"卡 {CARD}", "bank_account", CARD),
        (f"卡 {' '.join(CARD[at : at + 4] for at in range(0, 19, 4))}", "bank_account", CARD),
        ("账号 6228 4800 **** 3316 670", "bank_account", "62284800****3316670"),
        ("护照E00001745", "passport_number", "E00001745"),
        ("护照 E 字头零零零零一七四五", "passport_number", "E00001745"),
        ("护照EJ0000l7O5", "passport_number", "EJ00001705"),
        ("护照Echo Foxtrot 零零零一七四五", "passport_number", "EF0001745"),
        ("EK12***45 护照", "passport_number", "EK12***45"),
        ("HKID A123456(3)", "other_certificate", "A1234563"),
        ("身分證A123456789", "other_certificate", "A123456789"),
        ("NRIC S1234567D", "other_certificate", "S1234567D"),
        ("IC 930412-10-0185", "other_certificate", "930412-10-0185"),
        ("川A·1 2 8 五 0，", "vehicle_file", "川A12850"),
        ("粤B·F90D8", "vehicle_file", "粤BF90D8"),
        ("皖A·D77124", "vehicle_file", "皖AD77124"),
        ("闽F·3**9D", "vehicle_file", "闽F3**9D"),
        ("LSVAA4182E2184847", "vehicle_file", "LSVAA4182E2184847"),
        ("box@example.com", "email", "box@example.com"),
        ("box 艾特 example 点 com", "email", "box@example.com"),
        ("box[at]example[dot]com", "email", "box@example.com"),
        ("my下划线box，小老鼠，example.com", "email", "my_box@example.com"),
        ("扣扣：８１２３４５０１２３", "social_account", "8123450123"),
        ("微信 wxid_ab12cd34", "social_account", "wxid_ab12cd34"),
        ("微博@山茶不开口", "social_account", "山茶不开口"),
        ("支付宝 2088902417736150", "payment_account", "2088902417736150"),
        ("IMEI 490154203237518", "device_id", "490154203237518"),
        ("mac 5E:90:1B:C7:2D:04", "device_id", "5E:90:1B:C7:2D:04"),
        ("IP 203.0.113.9", "ip_address", "203.0.113.9"),
        ("IP 2O3.O.ll3.9", "ip_address", "203.0.113.9"),
        ("IP 203.0.x.9", "ip_address", "203.0.*.9"),
        ("苏E 8H3ZO", "vehicle_file", "苏E8H3Z0"),
        (
            "钱包 Ox9c41fa7b3de0286a51c8e97d40b3f6628d15ac07",
            "virtual_asset",
            "0x9c41fa7b3de0286a51c8e97d40b3f6628d15ac07",
        ),
        ("邮箱 box@example.com. Have a look", "email", "box@example.com"),
        ("邮箱 box@example.org。You", "email", "box@example.org"),
        ("钱包 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "virtual_asset", "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"),
        ("验证码 482 913", "verification_code", "482913"),
        ("密码：Ab#12cd", "account_password", "Ab#12cd"),
        ("学号 20220107045", "student_id", "20220107045"),
        ("准考证号 410161232108417", "exam_certificate", "410161232108417"),
        ("准考证号 G4l0161232l0", "exam_certificate", "G41016123210"),
        ("医保 H41132769030816", "social_security_no", "H41132769030816"),
        ("驾照 C1 记6分", "driver_licence", "C1 记6分"),
        ("钱包里 0.31 BTC", "virtual_asset", "0.31 BTC"),
        ("驾照档案 420107338162", "driver_licence", "420107338162"),
        ("1893年4月12日生", "birth_date", "1893年4月12日"),
        ("九三年腊月初八生", "birth_date", "九三年腊月初八"),
    ],
)
def test_each_kind_is_proposed_with_its_plain_value(text, kind, value):
    assert found(text, kind, value)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("机型：OPPO A96\n串号", "OPPO A96"),
        ('"device":{"model":"V2172A","imei":1}', "V2172A"),
        ("手机型号 Redmi Note 12 Turbo", "Redmi Note 12 Turbo"),
        ("换了台荣耀X40，设备锁", "荣耀X40"),
    ],
)
def test_models_of_telephones_are_proposed_where_a_device_is_spoken_of(text, model):
    assert model in [stretch for stretch, _, _ in found(text, "device_id", model)]


def test_one_stretch_may_be_several_kinds():
    kinds = {
        one.kind for one in proposed("numbers", read("卡或学号 410161232108417")) if one.value == "410161232108417"
    }
    assert kinds >= {"bank_account", "student_id", "device_id"}


def test_a_candidate_cannot_print_its_value():
    assert MOBILE not in repr(proposed("numbers", read(MOBILE)))


def test_words_that_point_to_a_number_above_are_none_where_they_deny_it_or_the_number_stands_beside_them():
    """Once 上面那个 in "…是 13900001850，上面那个不是她" was a valid telephone, with the value of the right number."""

    def pointing(text):
        return {
            o.value
            for o in proposed("numbers", read(text))
            if o.form.value == "around" and text[o.span.start] in "上跟"
        }

    assert not pointing("打错一位，是 13900001850，上面那个不是她")
    assert not pointing("电话 13900001850\n上面那个打不通")
    assert not pointing("电话 13900001850，上面那个")
    assert not pointing("电话13900001850，微信不是跟上面一样")
    assert "13900001850" in pointing("手机13900001850，微信跟上面一样")
    assert "13900001850" in pointing("电话13900001850\n微信 上面那个")
    assert any(value.endswith("13900001858") for value in pointing("电话13900001850\n微信 上面那个换成8结尾"))


@pytest.mark.parametrize(
    "text",
    [
        "打药点位 N29.1312 E110.4741 高程418",
        "北纬29.139000 东经118.50412",
        "u=guest p=guest t=1764012470",
        "created_at: 1764012470123 user=guest",
        "timestamp=1500000185",
    ],
)
def test_a_place_on_the_map_and_a_counted_second_are_no_numbers_of_anybody(text):
    assert not [o for o in proposed("numbers", read(text)) if o.kind in ("phone_number", "landline_number")]


@pytest.mark.parametrize(
    "text", [f"t={MOBILE}", f"tel={MOBILE} t=1764012470", f"E {MOBILE}", f"时间1764012470 {MOBILE}"]
)
def test_a_telephone_beside_such_a_place_stays(text):
    assert found(text, "phone_number", MOBILE)


@pytest.mark.parametrize(
    ("text", "day"),
    [("DOB 14MAR96", "14MAR96"), ("born 14-MAR-1896", "14-MAR-1896"), ("DOB: Mar 14, 1896", "Mar 14, 1896")],
)
def test_a_day_with_an_english_month_is_proposed_whole(text, day):
    assert day in {
        text[one.span.start : one.span.end] for one in proposed("numbers", read(text)) if one.kind == "birth_date"
    }
