"""Removing a holder and rotating the key, as commands."""


def test_a_holder_is_removed_by_name_of_an_officer_and_with_a_reason(call, mine, tmp_path):
    other = {"DOXDOCKET_HOME": str(tmp_path / "other")}
    recipient = call("key", "new", "--json", **other).json["recipients"][0]
    added = call("key", "add", mine, recipient, "--name", "李四", "--officer", "张三", "--json").json
    mark = added["holder"]["fingerprint"]
    before = call("figures", mine, "--json").out
    assert call("key", "remove", mine, mark, "--officer", "张三").code == 2  # no reason
    assert call("key", "remove", mine, mark, "--reason", "调离").code == 2  # nobody did it
    assert call("key", "remove", mine, mark, "--reason", "尾号 13800001850", "--officer", "张三").code == 2
    assert call("figures", mine, **other).code == 0
    said = call("key", "remove", mine, mark, "--reason", "调离本案", "--officer", "张三", "--json")
    assert said.code == 0, said.err
    assert said.json["removed"] == mark
    assert [h["name"] for h in said.json["holders"]] == ["张三"]
    assert call("figures", mine, **other).code == 2
    assert call("figures", mine, "--json").out == before
    assert call("verify", mine).code == 0


def test_nobody_removes_himself_by_mistake_and_never_the_last(call, mine):
    (me,) = call("key", "list", mine, "--json").json["holders"]
    asked = ("key", "remove", mine, me["fingerprint"], "--reason", "调离本案", "--officer", "张三")
    said = call(*asked)
    assert (said.code, "--myself" in said.err) == (2, True)
    assert (call(*asked, "--myself").code, call("figures", mine).code) == (2, 0)


def test_a_rotation_says_what_old_backups_are(call, mine):
    said = call("key", "rotate", mine, "--reason", "一台电脑遗失", "--officer", "张三", "--lang", "en")
    assert said.code == 0, said.err
    assert "Old backups still open with old keys" in said.out
    assert call("verify", mine).code == 0
    assert "key.rotate" in call("export", mine, "custody").out
