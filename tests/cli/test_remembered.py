"""What a caller sees of what is remembered: the row on paper, an older copy that can be read and not acted on, a foreign case."""

import shutil

from doxdocket.store import keyring
from doxdocket.store.case import Case

DECIDED = ("figure.value", "persons", "2", "--reason", "逐一核对", "--officer", "张三")


def test_the_row_that_is_printed_is_found_again_on_paper(call, mine):
    said = call("decide", mine, *DECIDED, "--json").json
    verified = call("verify", mine, "--head", said["head"][:12], "--json")
    assert (verified.code, verified.json["asked"]) == (0, {"hash": said["head"][:12], "row": said["seq"], "since": []})
    assert (verified.json["seq"], verified.json["relation"]) == (said["seq"], "same")
    assert call("officer", "add", mine, "王五").code == 0
    shown = call("verify", mine, "--head", said["head"].upper())
    assert f"第 {said['seq']} 行（decide" in shown.out
    assert "officer.add" in shown.out
    other = call("verify", mine, "--head", "0" * 12)
    assert (other.code, "不在保管链" in other.out) == (1, True)
    for wrong in ("abc", "0" * 65, "xyz" * 5):
        assert call("verify", mine, "--head", wrong).code == 2


def test_an_older_copy_is_read_with_a_warning_and_not_acted_on(call, mine, tmp_path):
    assert call("figures", mine).code == 0
    shutil.copytree(mine, tmp_path / "old")
    assert call("decide", mine, *DECIDED).code == 0
    shutil.rmtree(mine)
    (tmp_path / "old").rename(mine)
    read = call("figures", mine)
    assert (read.code, "警告" in read.err) == (0, True)
    for words in (
        ("decide", mine, *DECIDED),
        ("report", mine),
        ("open", mine, "file:1", "--reason", "核对", "--officer", "张三"),
        ("export", mine, "persons"),
    ):
        acted = call(*words)
        assert (acted.code, "没有办理" in acted.err, acted.out) == (1, True, ""), words
    verified = call("verify", mine, "--json")
    assert (verified.code, verified.json["relation"], [f["code"] for f in verified.json["faults"]]) == (
        1,
        "behind",
        ["behind"],
    )


def test_another_case_at_the_path_is_said_at_each_opening_until_it_is_held_against_paper(call, mine, tmp_path):
    assert call("figures", mine).code == 0
    shutil.rmtree(mine)
    assert call("init", tmp_path / "new", "--officer", "张三").code == 0
    assert call("officer", "add", tmp_path / "new", "王五").code == 0
    (tmp_path / "new").rename(mine)
    for name in ("李四", "赵六"):
        listed = call("officer", "list", mine)
        assert (listed.code, "原来是另一个案卷" in listed.err) == (0, True)
        assert call("officer", "add", mine, name).code == 0
    said = call("verify", mine, "--json").json
    assert [fault["code"] for fault in said["faults"]] == ["foreign"]
    assert call("verify", mine, "--head", said["head"][:16]).code == 0
    assert call("officer", "list", mine).err == ""


def test_the_answer_of_restore_names_the_row_of_a_backup_of_an_earlier_edition(
    call, home, tmp_path, early, monkeypatch
):
    mine, copy = tmp_path / "mine", tmp_path / "copy"
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    assert call("init", mine, "--officer", "张三").code == 0
    with Case.open(mine, identity=keyring.load(home)[0]) as case:
        early(case.database)
    made = call("backup", mine, copy, "--json").json
    with Case.open(copy, identity=keyring.load(home)[0]) as case:
        case.database.execute("UPDATE meta SET value = '4' WHERE key = 'edition'")
    assert call("verify", copy).code == 0
    restored = call("restore", copy, tmp_path / "again", "--json").json
    assert restored["of"] == {"seq": made["seq"], "head": made["head"]}
    assert restored["seq"] == made["seq"] + 2
    assert call("verify", tmp_path / "again").code == 0


def test_a_restoring_that_lost_nothing_says_so(call, mine, tmp_path):
    assert call("backup", mine, tmp_path / "copy").code == 0
    shutil.rmtree(mine)
    assert call("restore", tmp_path / "copy", mine).code == 0
    said = call("verify", mine, "--lang", "en")
    assert (said.code, "nothing is missing" in said.out, "is not here" in said.out) == (0, True, False)
