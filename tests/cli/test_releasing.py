"""``release`` and the gate behind every command that lets a file leave: what and where is said, the value never."""

import json
from pathlib import Path

import pytest
from tests.report.plants import docx, runs, xlsx, zipped

import doxdocket
from doxdocket import pipeline
from doxdocket.decisions import application
from doxdocket.desk import releasing
from doxdocket.desk.releasing import ACT
from doxdocket.errors import EvidenceFault
from doxdocket.store import keyring, values_in_text
from doxdocket.store.case import Case

ENTRIES = Path(doxdocket.__file__).parent / "rehearsal" / "register_procedure.yaml"


@pytest.fixture
def values(mine, home):
    """A number and a name of the case, in clear."""
    with Case.open(mine, identity=keyring.load(home)[0]) as case:
        return dict(values_in_text.values(case.current_run()))


def test_a_file_without_values_passes(mine, call, tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(docx(runs("起诉书")))
    said = call("release", mine, file, "--json")
    assert said.code == 0, said.err
    assert said.json["passes"]


def test_a_hit_says_kind_and_place_and_never_the_value(mine, call, tmp_path, values):
    number = values["phone_number"]
    file = tmp_path / f"{number}.zip"
    file.write_bytes(zipped({f"{number}.docx": docx(word__comments_xml=f"<c>{' '.join(number)}</c>")}))
    for extra in ((), ("--json",), ("--lang", "en")):
        said = call("release", mine, file, *extra)
        assert said.code == 1
        assert number not in said.out + said.err
        assert "word/comments.xml" in said.out
    told = call("release", mine, file, "--json").json
    assert {one["kind"] for one in told["places"]} == {"phone_number"}


def test_a_channel_that_posts_promote_may_be_named_and_somebodys_account_may_not(mine, call, tmp_path, invented, home):
    """The bundle of the rehearsal was refused for its own channels."""
    said = [
        "互推：@heixiang_pro 每天更新，进去就懂",
        "老频道被封，新家在 @heixiang_pro",
        f"{invented.texts[0]} 电报 @yanlian_own",
    ]
    chat = invented.export(tmp_path / "Chat", (*said, "关注 @yanlian_own"), name="另一频道", chat=1850002)
    assert call("add", mine, chat, "--officer", "张三", "--officer", "李四").code == 0
    assert call("run", mine).code == 0
    with Case.open(mine, identity=keyring.load(home)[0]) as case:
        read = {value for _, value in values_in_text.values(case.current_run(), {"social_account"})}
    assert "@yanlian_own" in read
    page = tmp_path / "page.txt"
    for text, code in (("又在 t.me/heixiang_pro", 0), ("又在 t.me/yanlian_own", 1)):
        page.write_text(text)
        assert call("release", mine, page).code == code, text


def test_a_name_of_which_a_person_rejected_every_finding_may_be_said(mine, call, tmp_path, home):
    """A city that was read as a name once kept every page that says the city from leaving."""
    file = tmp_path / "a.txt"
    with Case.open(mine, identity=keyring.load(home)[0]) as case:
        rows = pipeline.latest_findings(case)
        name = next(value for kind, value in values_in_text.values(case.current_run(), {"name"}))
        digest = next(r["digest"] for r in rows.to_pylist() if r["kind"] == "name")
        names = zip(application.finding_keys(rows).to_pylist(), rows.to_pylist(), strict=True)
        keys = [key for key, row in names if row["digest"] == digest]
        file.write_text(f"{name}\n", encoding="utf-8")
    assert call("release", mine, file).code == 1
    for key in keys:
        assert call("decide", mine, "finding.reject", key, "--officer", "张三", "--reason", "系城市名").code == 0
    assert call("run", mine).code == 0
    assert call("release", mine, file).code == 0


def test_masked_files_are_told_apart_and_lines_are_named(mine, call, tmp_path, values):
    number = values["phone_number"]
    files = [tmp_path / f"{number}-{one}.txt" for one in "ab"]
    for file in files:
        file.write_text("说明\n\n电话" + number + "\n", "utf-8")
    said = call("release", mine, *files, "--lang", "zh")
    assert number not in said.out + said.err
    assert "文件 1：第 3 行" in said.out
    assert "文件 2：第 3 行" in said.out


def test_a_cell_of_a_sheet_is_named(mine, call, tmp_path, values):
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx(["说明", values["phone_number"]], [[0, 0], [0, 1]]))
    assert "单元格 B2" in call("release", mine, file, "--lang", "zh").out


def test_of_a_kind_so_many_cells_are_named_as_a_refusal_names_places(mine, call, tmp_path, values):
    file = tmp_path / "a.xlsx"
    file.write_bytes(xlsx([values["phone_number"]], [[0]] * 40))
    places = call("release", mine, file, "--json").json["places"]
    assert sum("xl/worksheets" in one["where"] for one in places) <= 21


@pytest.mark.parametrize(
    "words",
    [
        ("export", "persons", "-o"),
        ("explain", "persons", "--rows", "-o"),
        ("sample", "sheet", "--officer", "张三", "--reason", "双人复核", "-o"),
        ("report", "-o"),
        ("assess", "procedure", "--ics"),
        ("assess", "procedure", "--picture"),
        ("assess", "damages", "--picture"),
    ],
    ids=" ".join,
)
@pytest.mark.whole(but=2)
def test_every_command_that_lets_a_file_leave_asks_the_gate(words, mine, call, tmp_path, values):
    before = {
        "sample": ("sample", "draw", mine, "--reason", "核验", "--officer", "张三"),
        "assess": ("register", "add", mine, ENTRIES, "--officer", "张三"),
    }
    if words[0] in before:
        assert call(*before[words[0]]).code == 0
    at = 1 + (words[0] in before)
    file = tmp_path / f"{values['phone_number']}.svg"
    known = {row["seq"] for row in call("export", mine, "custody").lines}
    said = call(*words[:at], mine, *words[at:], file, "--lang", "zh")
    assert (said.code, said.out, file.exists()) == (1, "", False), said.err
    assert "手机号" in said.err
    assert values["phone_number"] not in said.err
    left = [row for row in call("export", mine, "custody").lines if row["act"] == ACT and row["seq"] not in known]
    assert not [row for row in left if "custody" not in str(row)]  # but for the asking itself


def test_what_cannot_be_read_does_not_pass(mine, call, tmp_path):
    file = tmp_path / "a.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    said = call("release", mine, file, "--json")
    assert said.code == 1
    assert [one["kind"] for one in said.json["places"]] == ["unread"]


def test_what_this_program_writes_is_refused_by_the_same_gate(mine, home, values):
    number = values["phone_number"]
    with Case.open(mine, identity=keyring.load(home)[0]) as case:
        releasing.require(case, [("a.csv", "编号\n1\n".encode())])
        with pytest.raises(EvidenceFault) as fault:
            releasing.require(case, [("a.csv", f"编号\n{number}\n".encode())])
        long = b"a,b\n" * (5 << 20)
        releasing.leaving(case, "a.csv", len(long), lambda: [long])
        for name, last in (("a.csv", number), (f"{number}.csv", "")):
            with pytest.raises(EvidenceFault):
                releasing.leaving(case, name, len(long) + 99, lambda last=last: [long, last.encode()])
    assert number not in fault.value.said("zh") + fault.value.said("en")


def _chat(file, number, username, *texts):
    """A capture of a channel as Telethon writes one."""
    rows = [
        {"_": "Message", "id": n, "peer_id": {"_": "PeerChannel", "channel_id": number}, "date": f"2023-09-0{n}T12:00:00+00:00", "message": text, "post": True}
        for n, text in enumerate(texts, 1)
    ]  # fmt: skip
    about = {"_": "Channel", "id": number, "title": f"频道{number}", "username": username, "broadcast": True}
    told = {"_": "messages.ChannelMessages", "count": len(rows), "messages": rows, "chats": [about], "users": []}
    file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return file


def test_a_channels_own_name_is_nobodys_account_until_a_person_says_so_and_a_refusal_names_the_finding(
    mine, call, tmp_path
):
    """A hand-over was refused for the username of the main channel, which another channel advertised, and nothing that the office did lifted it."""
    files = [
        _chat(tmp_path / "one.json", 1850000191, "dengxia_da", "今天更新", "明天更新"),
        _chat(tmp_path / "two.json", 1850000192, "lezi_gsl", "她的账号@dengxia_da，大家去看看"),
    ]
    before = {one["id"]: one for one in call("figures", mine, "--json").json["figures"]}
    assert call("add", mine, *files, "--officer", "张三", "--officer", "李四").code == 0
    assert call("run", mine).code == 0
    after = {one["id"]: one for one in call("figures", mine, "--json").json["figures"]}
    assert after["persons"]["high"] == before["persons"]["high"]  # a channel is no person
    page, key = tmp_path / "page.txt", "telegram:channel:1850000192/1/text/4-15/social_account"
    page.write_text("频道 dengxia_da")
    assert call("release", mine, page).code == 0
    assert call("decide", mine, "finding.confirm", key, "--officer", "张三", "--reason", "卷一第3页").code == 0
    assert call("run", mine).code == 0
    refused = call("release", mine, page, "--json")
    assert (refused.code, [one["finding"] for one in refused.json["places"]]) == (1, [key])
    said = call("release", mine, page, "--lang", "zh").out
    assert key in said
    assert "nobody" in said
    assert call("decide", mine, "undo", "D0001", "--officer", "张三", "--reason", "误认").code == 0
    assert call("decide", mine, "finding.reject", key, "--officer", "张三", "--reason", "频道名称").code == 0
    assert call("run", mine).code == 0
    assert call("release", mine, page).code == 0


def test_a_value_leaves_when_somebody_said_that_it_is_nobodys_not_by_a_rejection_alone(mine, call, tmp_path):
    """Hundreds of findings rejected together let the value leave, of any kind, though nobody had said whose it is."""
    shop = _chat(tmp_path / "shop.json", 1850000193, "lezi_shop", "订餐电话13900001988，欢迎光临")
    assert call("add", mine, shop, "--officer", "张三", "--officer", "李四").code == 0
    page, key = tmp_path / "page.txt", "telegram:channel:1850000193/1/text/4-15/phone_number"
    page.write_text("订餐 13900001988")
    decide = ("decide", mine, "finding.reject", key)
    why = ("--officer", "张三", "--reason", "店铺电话")
    assert call("run", mine).code == 0
    assert call(*decide, *why).code == 0
    assert call("run", mine).code == 0
    refused = call("release", mine, page, "--json")
    assert (refused.code, [one["finding"] for one in refused.json["places"]]) == (1, [key])
    assert "nobody" in call("release", mine, page, "--lang", "zh").out
    assert call(*decide, "somebody", *why).code != 0
    undone = call("decide", mine, "undo", "D0001", *why)
    assert undone.code == 0
    assert call(*decide, "nobody", *why).code == 0
    assert call("run", mine).code == 0
    assert call("release", mine, page).code == 0


def test_a_value_that_words_of_the_register_hold_names_the_entry_and_the_field(mine, call, tmp_path, invented):
    """Once every paper was refused for a handle in one entry, and nothing said in which."""
    entry = tmp_path / "e.yaml"
    entry.write_text("- {form: actor, id: A7, note: 外号yanlian_own}\n", encoding="utf-8")
    assert call("register", "add", mine, entry, "--officer", "张三").code == 0
    chat = invented.export(
        tmp_path / "Chat", (f"{invented.texts[0]} 电报 @yanlian_own",), name="另一频道", chat=1850002
    )
    assert call("add", mine, chat, "--officer", "张三", "--officer", "李四").code == 0
    assert call("run", mine).code == 0
    paper, other = tmp_path / "a.txt", tmp_path / "b.txt"
    paper.write_text("行为人A7，外号yanlian_own", encoding="utf-8")
    other.write_text("行为人A7", encoding="utf-8")
    told = call("release", mine, paper, "--json").json["places"]
    assert [(one["kind"], one["entry"]) for one in told] == [("social_account", "R0001 actor A7, note")]
    said = call("release", mine, paper)
    assert "在登记里：R0001 actor A7, note" in said.out
    assert "yanlian_own" not in said.out + said.err
    assert call("release", mine, other).code == 0
