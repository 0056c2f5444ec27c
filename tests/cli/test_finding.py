"""``find``: masked posts by words and facets, in both languages and as JSON."""


def test_posts_are_found_by_words_and_shown_masked(call, mine, invented):
    said = call("find", mine, "姓名", "--json")
    assert said.code == 0, said.err
    told = said.json
    assert (told["total"], told["of"]) == (2, len(invented.texts))
    assert told["index_bytes"] > 0
    assert all(value not in said.out for value in (invented.one, invented.phone, "柳春生", "松声路"))
    text = call("find", mine, "天气", LANG="en_US.UTF-8").out
    assert "1 posts found of 5" in text
    assert "今天天气不错" in text
    assert "找到 1 条（共 5 条）" in call("find", mine, "天气").out


def test_facets_narrow_it_and_pages_go_on(call, mine):
    assert call("find", mine, "--kind", "email", "--json").json["total"] == 1
    assert call("find", mine, "姓名", "--without", "性别", "--json").json["total"] == 1
    first = call("find", mine, "--size", "2")
    assert "--page 2" in first.out
    assert len(call("find", mine, "--size", "2", "--page", "3", "--json").json["posts"]) == 1
    assert call("find", mine, "没有这样的话").code == 0


def test_a_kind_that_nobody_knows_is_refused(call, mine):
    said = call("find", mine, "--kind", "phone", "--json")
    assert said.code == 2
    assert "phone_number" in said.err


def test_nothing_is_logged(call, mine):
    before = call("export", mine, "custody").lines
    assert call("find", mine, "姓名").code == 0
    after = call("export", mine, "custody").lines  # an export is itself a row
    assert after[: len(before)] == before
    assert [row["act"] for row in after[len(before) :]] == ["export"]
