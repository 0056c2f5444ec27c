"""The catalogue of sentences: what the check of it finds, and how facts are filled in."""

import ast

import pytest
from tools import words as check

from doxdocket import words
from doxdocket.errors import WrongCall

PLAN = check.Plan(frozenset(), {}, frozenset(), frozenset(), frozenset())


def used(key, *facts, error=False):
    return check.Use(key, "src/one.py:1", frozenset(facts), error, said=True)


def found(zh, en, *uses, plan=PLAN):
    return list(check.unlike({"a.b": zh}, {"a.b": en}, uses, plan))


def test_what_fits_has_no_fault():
    assert found("共 {n} 条", "{n} {n|post|posts}", used("a.b", "n")) == []
    assert found("{lines_zh}", "{lines_en}", used("a.b", "lines_zh", "lines_en", error=True)) == []


def test_each_fault_is_named():
    assert found("共 {n} 条", "{m} posts", used("a.b", "n"))[0].startswith("words: a.b: the languages do not ask")
    assert found("共 {n} 条", "{n} posts", used("a.b", "m")) == ["src/one.py:1: a.b asks for ['n'] and is given ['m']"]
    assert found("甲", "A", used("a.b"), used("a.c")) == ["src/one.py:1: no sentence a.c in words/*.toml"]
    assert found("甲", "A") == ["words/*.toml: a.b is used nowhere"]
    assert found("下一步：{n}", "next: {n}", used("a.b")) == ["src/one.py:1: a.b asks for ['n'] and is given []"]
    assert found("甲 {", "A", used("a.b", "n"))[0].startswith("words: a.b: ")
    assert next(check.unlike({"a.b": "甲"}, {}, [], PLAN)) == "words/en.toml: a.b is missing"


@pytest.mark.parametrize("line", ["b = “甲”", "b = '''甲'''", "b = 1", 'b : "甲"', 'b = "甲'])
def test_a_line_that_is_more_than_a_key_and_a_text_is_a_fault_with_its_place(line):
    faults = []
    check.catalogue("zh.toml", f'[a]\nc = "乙"\n{line}\n', faults)
    assert faults[0].startswith("zh.toml:3: not key = ")


def test_a_sentence_of_several_lines_is_one():
    faults = []
    text = '[a]\nb = """\n甲\n乙"""\nc = \'{"x"}\'\n'
    assert check.catalogue("zh.toml", text, faults) == {"a.b": "甲\n乙", "a.c": '{"x"}'}
    assert faults == []


def test_keys_are_found_where_they_are_used():
    assert check.keys(ast.parse("'a.b' if x else 'a.c'", mode="eval").body) == ["a.b", "a.c"]
    assert check.keys(ast.parse("name", mode="eval").body) == []


def test_a_code_without_its_sentence_is_a_fault_and_a_sentence_without_its_code(tmp_path, monkeypatch):
    """A section that is read whole asks for the codes of the list, not for what the catalogue happens to hold."""
    monkeypatch.setattr(check, "SRC", tmp_path)
    path = tmp_path / "one.py"
    path.write_text('WORDS = coded("a")\n')
    asked = list(check.uses(path, {"a": ["b", "lost"]}))
    assert found("甲", "A", *asked)[0].endswith("no sentence a.lost in words/*.toml")
    assert found("甲", "A", *check.uses(path, {})) == ["words/*.toml: a.b is used nowhere"]


def test_words_go_by_number_and_facts_by_language():
    text = "{n} {n|post|posts} of {who}"
    told = [words.filled(text, "en", {"n": n, "who": ("甲", "A")}) for n in (1, 2)]
    assert told == ["1 post of A", "2 posts of A"]
    with words.speaking("en"):
        assert words.say("marks.comma") == ", "
    with pytest.raises(KeyError):
        words.template("zh", "marks.no_such_mark")


def test_an_error_is_ready_or_fills_its_facts():
    made = WrongCall(("甲 {x}", "A {x}"))
    assert (made.said("zh"), str(made)) == ("甲 {x}", "A {x}")
    assert WrongCall(zh="有 {n}", en="{n}", n=2).said("zh") == "有 2"
