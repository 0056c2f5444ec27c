"""What was mistyped is told with the one name that was meant, or with none; never with a value of the case."""

import json

import pytest

BY = ("--reason", "逐项核对", "--officer", "张三")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["fiugres"], "figures"), (["explian", "CASE", "persons"], "explain"), (["law", "lsit"], "list"), (["damages", "CASE"], "assess damages"),  # codespell:ignore
        (["decide", "CASE", "person.diceased", "V0001", *BY], "person.deceased"), (["decide", "CASE", "person same", "V0001", "V0002", *BY], "person.same"),
        (["export", "CASE", "finding"], "findings"), (["export", "CASE", "findings", "--format", "cvs"], "csv"), (["figures", "CASE", "--scop", "core"], "--scope"),
        (["explain", "CASE", "person"], "persons"), (["explain", "CASE", "被公开的自然人"], "persons"), (["explain", "CASE", "v1"], "V0001"),
        (["explain", "CASE", "kind.phonenumber"], "kind.phone_number"), (["explain", "CASE", "telegram:chanel:1850001"], "telegram:channel:1850001"),  # codespell:ignore
        (["figures", "CASE", "--scope", "corre"], "core"), (["figures", "CASE", "--scope", "channel:telegram:channel:185001"], "telegram:channel:1850001"),
        (["decide", "CASE", "figure.value", "person", "2", *BY], "persons"), (["law", "show", "cn/pipl/2 8"], "cn/pipl/28"),
        (["decide", "CASE", "person.group", "V0001", "streamers", *BY], "streamer"), (["register", "form", "defendent"], "defendant"),  # codespell:ignore
    ],
    ids=lambda one: " ".join(one[:4]) if isinstance(one, list) else "",
)  # fmt: skip
def test_what_is_meant_is_named(words, meant, call, done):
    words = [str(done) if word == "CASE" else word for word in words]
    chinese, english = call(*words), call(*words, "--lang", "en")
    assert chinese.code == english.code == 2, chinese
    assert f"是不是：{meant}？" in chinese.err
    assert f"Did you mean {meant}?" in english.err
    assert english.err.count("Did you mean") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["zzz"], ["list"], ["explain", "CASE", "V0999"], ["explain", "CASE", "D0009"], ["explain", "CASE", "柳春"], ["decide", "CASE", "figure.value", "zzz", "2", *BY],
        ["explain", "CASE", "13900001851"], ["explain", "CASE", "cn/fashi-2017-10/99"], ["figures", "CASE", "--scope", "2023-13"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_is_guessed_where_nothing_is_like_it_or_a_number_is_another(words, call, done):
    said = call(*[str(done) if word == "CASE" else word for word in words], "--lang", "en")
    assert said.code == 2
    assert "Did you mean" not in said.err


def test_a_decision_is_known_by_its_number_however_it_is_written(call, mine):
    assert call("decide", mine, "person.public_figure", "V0001", *BY).code == 0
    said = call("decide", mine, "undo", "d1", *BY, "--json")
    assert (said.code, said.error["did_you_mean"], "D0001" in said.error["message_en"]) == (2, "D0001", True)


def test_a_file_of_the_officer_is_guessed_by_its_name_in_its_folder(call, mine, tmp_path):
    row = {"act": "person.publicfigure", "target": ["V0001"], "reason": "核对", "officer": "张三"}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(row), "utf-8")
    assert str(tmp_path / "decisions.jsonl") in call("decide", mine, "--from", tmp_path / "decision.jsonl").err
    said = call("decide", mine, "--from", tmp_path / "decisions.jsonl")
    assert "是不是：person.public_figure？" in said.err
    assert "是不是" not in call("decide", mine, "--from", tmp_path / "other.csv").err
