"""``assess validation``: a case answers what it can, and what it cannot stays open."""

from doxdocket.pipeline import inputs


def asked(call, case, **environ):
    said = call("assess", "validation", case, "--json", **environ)
    assert said.code == 0, said.err
    return said.json, {q["id"]: q for q in said.json["questions"]}


def test_what_the_case_tells_stands_in_numbers_and_the_rest_is_open(call, mine):
    data, told = asked(call, mine)
    assert len(told) == 15
    assert data["states"] == {s: sum(q["state"] == s for q in told.values()) for s in ("answered", "part", "open")}
    build = inputs.build()
    assert data["build"]["code"] == build["code"]
    assert told["configuration"]["state"] == ("answered" if build["commit"] else "part")
    assert build["code"] in told["configuration"]["facts"][0]["zh"]
    assert told["comparison"] | {"zh": "", "en": "", "left_zh": "", "left_en": ""} == {
        "id": "comparison", "clause": "7.7.2", "zh": "", "en": "", "state": "open", "facts": [], "left_zh": "", "left_en": ""}  # fmt: skip
    assert told["errors"]["state"] == "open"
    assert [f["known"] for f in told["errors"]["facts"]] == [False, False]
    assert "没有做过抽样双人复核" in told["sampling"]["facts"][0]["zh"]
    sources = len(call("export", mine, "sources").lines)
    assert f"证据文件 {sources} 份" in told["before"]["facts"][0]["zh"]


def test_a_decision_an_opening_and_a_change_of_the_case_are_told(call, mine):
    assert asked(call, mine)[1]["opinions"]["facts"][1] == {
        "zh": "还没有任何认定：全部是机器的提议。", "en": "No decision was made yet: all is what the machine proposes.", "known": False}  # fmt: skip
    finding = call("export", mine, "findings").lines[0]["finding"]
    assert call("open", mine, finding, "--reason", "核对", "--officer", "张三").code == 0
    assert call("decide", mine, "finding.reject", finding, "--reason", "核对过", "--officer", "张三").code == 0
    told = asked(call, mine)[1]
    assert "有效的认定 1 项，由 1 名经办人作出" in told["opinions"]["facts"][1]["zh"]
    assert "开启 1 次" in told["defence"]["facts"][1]["zh"]
    assert [f["known"] for f in told["configuration"]["facts"]][-1] is False
    assert "须先重新运行" in told["configuration"]["facts"][-1]["zh"]


def test_the_page_says_the_same_in_both_languages_within_its_width(call, mine):
    for lang, words in (
        ("zh_CN", ("仍未答：", "部分已答", "版本：doxdocket")),
        ("en_GB", ("Still open: ", "answered in part", "Build: doxdocket")),
    ):
        said = call("assess", "validation", mine, LANG=lang)
        assert said.code == 0, said.err
        assert all(word in said.out for word in words)
        assert max(map(len, said.out.splitlines())) <= 110
