"""A removed officer or holder who comes back by restoring an old copy is named as fatal until somebody who remembers confirms or removes again."""

import pytest

from doxdocket.errors import WrongCall
from doxdocket.seal.keys import Identity, fingerprint
from doxdocket.store import verify
from doxdocket.store.backup import backup, restore
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case
from doxdocket.store.custody.people import remove_officer


@pytest.fixture
def back(fresh, who, tmp_path, monkeypatch):
    """The folder of a case that 乙, removed in the meantime with their key, put back from a backup; and 乙's identity."""
    second = Identity.generate()
    with fresh(officers=["甲", "乙"], one_key=False) as case:
        folder = case.folder
        case.add_holder(second.recipient, name="乙", officer="甲")
        made = backup(case, tmp_path / "COPY", "甲")
    with Case.open(folder, identity=who, alone=True) as case:
        remove_officer(case, "乙", "调离", "甲")
        case.rotate(without=fingerprint(second.recipient), reason="调离", officer="甲")
    folder.rename(tmp_path / "lost")
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        with Case.open(made, identity=second) as case:
            restore(case, folder, "乙")
        assert [f.code for f in verify.folder(folder, identity=second)] == []
    return folder, second


def told(folder, who):
    return [(f.severity, f.en) for f in verify.folder(folder, identity=who) if f.code == "returned"]


def test_who_comes_back_by_a_restoring_is_named_and_fatal(back, who):
    folder, second = back
    for _ in range(2):
        officer, holder = told(folder, who)
        assert officer[0] == holder[0] == "fatal"
        assert "officer 乙 was removed at row" in officer[1]
        assert f"holder 乙 ({fingerprint(second.recipient)}) was removed at row" in holder[1]
        assert "done by themselves" in officer[1]
        assert "done by themselves" in holder[1]


def test_they_are_removed_again(back, who):
    folder, second = back
    with Case.open(folder, identity=who, alone=True) as case:
        remove_officer(case, "乙", "再次移除", "甲")
        case.rotate(without=fingerprint(second.recipient), reason="再次移除", officer="甲")
    assert told(folder, who) == []


def test_they_are_confirmed_by_another_who_remembers_and_not_by_themselves(back, who, tmp_path, monkeypatch):
    folder, second = back
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        with Case.open(folder, identity=second) as case, pytest.raises(WrongCall, match="officer of this case already"):
            case.add_officer("乙", "乙")
    with Case.open(folder, identity=who) as case:
        assert case.add_officer("乙", "甲").officers == ("甲", "乙")
        assert case.add_holder(second.recipient, name="乙", officer="甲").fingerprint == fingerprint(second.recipient)
        assert [row.detail.get("confirmed") for row in case.custody.rows()][-2:] == [True, True]
    assert told(folder, who) == []
    with Case.open(folder, identity=who) as case, pytest.raises(WrongCall):
        case.add_officer("乙", "甲")


def test_removals_are_remembered_from_the_first_opening_by_a_version_that_remembers_them(fresh, who):
    with fresh(officers=["甲", "乙"]) as case:
        remove_officer(case, "乙", "调离", "甲")
        kept = case.remembered.told()
        del kept["branches"][""]["gone"]  # as an earlier version wrote it
        case.remembered.file.write_bytes(canonical(kept | {"mac": case.mac(kept)}))
    with Case.open(case.folder, identity=who) as case:
        assert [seq for _, seq in case.remembered.told()["branches"][""]["gone"]] == [2]


def test_whom_they_let_in_since_does_not_confirm_them_and_is_named_too(back, who, tmp_path, monkeypatch):
    folder, second = back
    puppet = Identity.generate()
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        with Case.open(folder, identity=second) as case:
            case.add_officer("丁", "乙")
            case.add_holder(puppet.recipient, name="丁", officer="乙")
        with Case.open(folder, identity=puppet, alone=True) as case:
            remove_officer(case, "乙", "更正", "丁")
            case.add_officer("乙", "丁")
            case.rotate(without=fingerprint(second.recipient), reason="更正", officer="丁")
            case.add_holder(second.recipient, name="乙", officer="丁")
    said = " ".join(en for _, en in told(folder, who))
    for name in ("officer 乙", f"holder 乙 ({fingerprint(second.recipient)})"):
        assert f"{name} was removed at row" in said
    for name in ("officer 丁", f"holder 丁 ({fingerprint(puppet.recipient)})"):
        assert f"{name} was let in after the restoring" in said
    with Case.open(folder, identity=who, alone=True) as case:
        for name, key in (("丁", puppet), ("乙", second)):
            remove_officer(case, name, "再次移除", "甲")
            case.rotate(without=fingerprint(key.recipient), reason="再次移除", officer="甲")
    assert told(folder, who) == []


def test_a_rotation_that_a_restoring_undid_is_named_until_it_is_done_again(fresh, who, tmp_path):
    with fresh() as case:
        folder = case.folder
        made = backup(case, tmp_path / "COPY", "甲")
    with Case.open(folder, identity=who, alone=True) as case:
        case.rotate(reason="电脑遗失", officer="甲")
    folder.rename(tmp_path / "lost")
    with Case.open(made, identity=who) as case:
        restore(case, folder, "甲")
    [(severity, en)] = told(folder, who)
    assert (severity, "was rotated at row" in en) == ("fatal", True)
    with Case.open(folder, identity=who, alone=True) as case:
        case.rotate(reason="再次更换", officer="甲")
    assert told(folder, who) == []
