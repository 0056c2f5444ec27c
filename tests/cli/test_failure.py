"""What a caller hears when a call cannot be carried out: two languages, an exit code, no value, no traceback."""

import errno
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from doxdocket.cli import out
from doxdocket.cli.failure import failure, place, snake
from doxdocket.cli.language import Manner
from doxdocket.errors import DoxdocketError, EvidenceFault, KeyFault, RuleFault, StorageFault, Unreadable, WrongCall

SECRET = "13900001850"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("made", "code", "exit_code"),
    [(WrongCall, "wrong_call", 2), (KeyFault, "key_fault", 2), (EvidenceFault, "evidence_fault", 1),
     (Unreadable, "unreadable", 1), (RuleFault, "rule_fault", 3), (StorageFault, "storage_fault", 3),
     (DoxdocketError, "doxdocket_error", 3)],
)  # fmt: skip
def test_every_error_of_ours(made, code, exit_code):
    told = failure(made(zh="坏了：{place}", en="broken: {place}", place="a.json"))
    assert (told.code, told.exit_code, told.zh, told.en) == (code, exit_code, "坏了：a.json", "broken: a.json")
    assert told.more == {"facts": {"place": "a.json"}}


def test_no_error_class_is_forgotten():
    known = {snake(c.__name__) for c in (*DoxdocketError.__subclasses__(), *EvidenceFault.__subclasses__())}
    assert known == {"wrong_call", "key_fault", "evidence_fault", "unreadable", "rule_fault", "storage_fault"}


def raised(error):
    """What is told of an error that came from somewhere."""
    with pytest.raises(type(error)) as caught:
        _raise(error)
    return failure(caught.value)


def _raise(error):
    raise error


@pytest.mark.parametrize(
    "error",
    [
        ValueError(SECRET),
        KeyError(SECRET),
        RuntimeError(SECRET),
        UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
    ],
)
def test_foreign_errors_say_type_and_place_only(error):
    told = raised(error)
    assert (told.code, told.exit_code) == ("internal", 3)
    assert SECRET not in told.zh + told.en + json.dumps(dict(told.more))
    assert type(error).__name__ not in told.zh
    assert not re.search(r"\.py|:\d", told.zh)
    assert type(error).__name__ in told.en
    assert told.more["place"].startswith("test_failure.py:")


def test_the_place_is_ours_and_names_no_folder_of_the_machine():
    with pytest.raises(TypeError) as caught:
        out.line({"x": object()})
    assert place(caught.value).startswith("doxdocket/report/as_json.py:")


def test_a_checkout_that_is_called_like_the_program_makes_nothing_ours():
    with pytest.raises(ValueError, match="x") as caught:
        exec(compile("raise ValueError('x')", "/home/somebody/doxdocket/elsewhere.py", "exec"))
    assert place(caught.value) == "elsewhere.py:1"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.ENOTDIR])
def test_the_system_says_no(number):
    told = raised(OSError(number, "x", f"/home/somebody/{SECRET}"))
    assert (told.code, told.exit_code) == ("system", 3)
    assert errno.errorcode[number] in told.en
    assert not re.search(r"[A-Za-z]{3}", told.zh)
    assert SECRET not in told.zh + told.en


def test_an_officer_reads_words_and_support_reads_type_and_place(call, monkeypatch, tmp_path, home):
    """What broke is in the officer's own folder, in JSON and in English; Chinese text has no code and no line of the source."""

    def breaks(**_given):
        raise KeyError(SECRET)

    monkeypatch.setattr("doxdocket.store.keyring.ensure", breaks)
    chinese, english, machine = (call("init", tmp_path / "c", *more) for more in ((), ("--lang", "en"), ("--json",)))
    assert chinese.code == english.code == machine.code == 3
    kept = home / "last-error.json"
    assert re.findall(r"[A-Za-z_]{2,}", chinese.err.replace(str(kept), "").replace("doxdocket verify", "")) == []
    assert (
        json.loads(kept.read_text(encoding="utf-8")).items()
        >= {"type": "KeyError", "place": machine.error["place"]}.items()
    )
    assert f"KeyError at {machine.error['place']}" in english.err
    assert SECRET not in chinese.err + english.err + machine.err + kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.exceptions.Abort(), EOFError()])
def test_an_interrupt_says_that_the_same_command_goes_on(error):
    """Not that ``run`` does: of an interrupted ``add`` the rest would be missing."""
    told = failure(error)
    assert told.exit_code == 3
    assert "同一条命令" in told.zh
    assert "the same command" in told.en


@pytest.mark.parametrize(
    ("words", "says"),
    [(["frob"], "没有这条命令"), (["run"], "缺少 CASE"), (["run", "a", "b"], "多出了"), (["run", "a", "--jsno"], "--json"),
     (["export", "a", "values"], "可用：sources"), (["run", "a", "--lang", "fr"], "可用：zh、en"),
     (["add", "a", "b", "--origin"], "缺少值"), (["decide", "a", "undo", "D0001"], "缺少 --reason"),
     (["key", "steal"], "list、show"), (["run", "a", "--lang"], "缺少值")],
)  # fmt: skip
def test_wrong_calls(words, says, call):
    told = call(*words)
    assert told.code == 2
    assert told.out == ""
    assert says in told.err
    assert "--help" in told.err


def test_a_wrong_call_in_english_and_in_json(call):
    assert "CASE is missing" in call("run", LANG="en_US.UTF-8").err
    error = call("run", "--json").error
    assert set(error) == {"code", "exit_code", "message_zh", "message_en"}
    assert (error["code"], error["exit_code"]) == ("usage", 2)


@pytest.mark.parametrize(
    "words", [["run", "x", SECRET], ["export", "x", SECRET], ["decide", "x", SECRET, "y", "--reason", "z"]]
)
def test_what_was_typed_is_not_repeated(words, call):
    told = call(*words)
    assert told.code == 2
    assert SECRET not in told.out + told.err


@pytest.mark.parametrize(
    "words",
    [["run"], ["figures"], ["verify"], ["report"], ["explain", "@", "persons"], ["export", "@", "posts"], ["key", "list"],
     ["add", "@", "."], ["backup", "@", "elsewhere"], ["decide", "@", "undo", "D0001", "--reason", "错了"],
     ["open", "@", "a/1/text/0-1/name", "--reason", "核对"]],
)  # fmt: skip
def test_no_case_is_a_wrong_call_that_makes_none(words, call, tmp_path):
    folder = tmp_path / "nothing"
    told = call(*[folder if w == "@" else w for w in words], *([] if "@" in words else [folder]))
    assert told.code == 2
    assert "没有案卷" in told.err
    assert "init" not in told.err
    assert not folder.exists()


@pytest.mark.parametrize("typed", ["caes", "case/originals", "case/nothing/deep", "sub/case"])
def test_a_mistyped_case_names_the_cases_near_it(typed, call, mine):
    """Never ``init``, which leads to a second, empty case: case.py said "first run: doxdocket init"."""
    (mine.parent / "other").mkdir()
    told = call("figures", mine.parent / typed, "--json").error
    assert told["facts"]["near"] == str(mine)
    assert "init" not in told["message_zh"] + told["message_en"]
    assert str(mine) in call("figures", mine.parent / typed).err


def test_texts_name_the_command_that_was_called(call, mine, tmp_path):
    """Help, hints, errors and the messages of JSON, in both languages; words of evidence are printed as they are."""
    calls = [
        ["--help"], ["run", "--help"], ["decide", "--help"], ["figures", mine], ["explain", mine, "persons"], ["verify", mine],
        ["frob"], ["run"], ["explain", mine, "nobody"], ["add", mine, tmp_path, "--origin"], ["assess", "gains", mine],
        ["law", "show", "cn/nothing"], ["doctor"], ["key", "list"], ["init", tmp_path / "fresh"],
    ]  # fmt: skip
    named = 0
    for words in calls:
        for more in ([], ["--lang", "en"], ["--json"]):
            said = call(*words, *more, DOXDOCKET_CALLED_AS="./docket")
            text = said.out + said.err
            assert re.findall(r"(?<![\w./-])doxdocket (?:--help|[a-z]+ (?=[/A-Z案]))", text) == [], (words, more)
            named += "./docket " in text
            shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        assert "./docket" not in call(*words).out
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
    assert named > len(calls)


def test_docket_says_how_it_was_called():
    """The word that a shell gets is the word that hints name, with its blanks quoted."""
    script = (ROOT / "docket").read_text(encoding="utf-8")
    assert "DOXDOCKET_CALLED_AS=$0; export DOXDOCKET_CALLED_AS" in script
    assert Manner.of([], {"DOXDOCKET_CALLED_AS": "/a b/docket"}).name == "'/a b/docket'"
    assert Manner.of([], {}).name == "doxdocket"


def test_json_errors_carry_both_languages_and_the_facts(call, tmp_path):
    error = call("figures", tmp_path / "x", "--json", LANG="en_US").error
    assert error["code"] == "wrong_call"
    assert error["facts"]["folder"] == str(tmp_path / "x")
    assert "没有案卷" in error["message_zh"]
    assert "no case" in error["message_en"]


def start(*words, **more):
    code = "from doxdocket.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", code, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, **more)  # fmt: skip


def test_a_reader_that_left_is_no_error():
    lines = b'{"id": 1, "text": "abc"}\n' * 1500
    with start("detect") as process:
        process.stdout.close()
        process.stdin.write(lines)
        process.stdin.close()
        err = process.stderr.read()
        assert (process.wait(300), err) == (0, b"")


def test_an_interrupt_from_the_keyboard():
    with start("detect") as process:
        process.stdin.write(b'{"id": 1, "text": "abc"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(300) == 3
        err = process.stderr.read().decode()
        assert "Traceback" not in err
        assert "中断" in err


def test_core_dumps_are_off_before_a_command_reads_anything():
    soft = resource.getrlimit(resource.RLIMIT_CORE)
    if soft[1] == 0:
        pytest.skip("this system allows no core dumps in the first place")
    code = "import resource as r; r.setrlimit(r.RLIMIT_CORE, (r.getrlimit(r.RLIMIT_CORE)[1],) * 2); from doxdocket.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "doctor", "--json"], capture_output=True, check=True)
    checks = {c["id"]: c for c in json.loads(done.stdout)["checks"]}
    assert checks["core_dumps"]["cost"] == ""


def test_output_in_a_poor_encoding_does_not_fail():
    environ = os.environ | {"PYTHONIOENCODING": "ascii", "LANG": "C"}
    done = subprocess.run([sys.executable, "-m", "doxdocket", "doctor"], capture_output=True, env=environ, check=True)
    assert done.stderr == b""
    done = subprocess.run(
        [sys.executable, "-m", "doxdocket", "run", "--json"], capture_output=True, env=environ, check=False
    )
    assert json.loads(done.stderr.decode())["error"]["code"] == "usage"


def test_json_escapes_what_utf8_cannot_carry():
    assert out.line({"a": "\ud800"}) == '{"a": "\\ud800"}'
