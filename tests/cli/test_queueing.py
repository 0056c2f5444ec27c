"""``queue``: every queue in the terminal, one key an answer; and one question at a time for scripts."""

import json
import os
import pty
import select
import subprocess
import sys
import time

import pytest
from tests.cli.test_terminal import SRC
from tests.review.conftest import Made, export

from doxdocket.cli import queueing
from doxdocket.desk import queues
from doxdocket.desk.session import Session
from doxdocket.store.case import Case

SAID = ("你这个垃圾", *["听说她的小名叫阿蘅"] * 3, *["她在松声路上的药店上班"] * 2, "姓名：柳春生 电话：13900001850")
WHY = "逐条核对原文"


@pytest.fixture(scope="module")
def queued(made_once):
    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "张三", "--officer", "李四", "--one-key")
        it.call("add", it.case, export(top / "ChatExport", SAID, "演练"), "--officer", "张三", "--officer", "李四", "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("queued", make)
    return Made(top / "case", top / "home")


@pytest.fixture
def made(queued, tmp_path):
    return queued.copy(tmp_path)


def decisions(made):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(made.home))
        with Case.open(made.case) as case:
            return case.decisions()


def test_every_queue_is_listed_and_asked(made):
    told = json.loads(made.call("queue", made.case, "--officer", "张三", "--json"))
    assert [one["queue"] for one in told["queues"]] == list(queues.ABOUT)
    waits = {one["queue"]: one["left"] for one in told["queues"]}
    assert waits["doubtful"] == 5
    for kind, left in waits.items():
        said = json.loads(made.call("queue", made.case, kind, "--officer", "张三", "--json"))
        assert (said["item"] is not None) == bool(left), kind
        unsigned = json.loads(made.call("queue", made.case, kind, "--json"))
        assert unsigned["item"] == said["item"], "who only reads need not say who it is"
    text = made.call("queue", made.case, "--officer", "张三")
    assert "doubtful" in text
    assert "存疑的命中" in text


def test_a_script_answers_by_name_and_gets_the_next(made):
    def call(*words):
        return json.loads(made.call("queue", made.case, "doubtful", "--officer", "张三", *words, "--json"))

    first = call()["item"]
    assert {one["answer"] for one in first["answers"]} == {"yes", "no", "nobody"}
    assert "【" in first["posts"][0]
    assert "阿蘅" not in first["posts"][0]
    said = call("--at", first["id"], "--answer", "no", "--reason", WHY)
    assert said["recorded"] == ["D0001"]
    assert said["item"]["id"] != first["id"]
    assert call("--answer", "skip")["queues"][0]["skipped"] == 1
    assert call("--answer", "unsure")["queues"][0]["unsure"] == 1
    assert call("--answer", "undo")["recorded"] == ["D0002"]
    assert call()["item"]["number"] == 1
    [made_, undone] = decisions(made)
    assert (made_.act, made_.target, made_.reason, made_.officer) == ("finding.reject", {"finding": first["id"]}, WHY, "张三")  # fmt: skip
    assert undone.target == {"decision": "D0001"}


def test_lines_answer_one_after_the_other_until_somebody_stops(made):
    said = made.call("queue", made.case, "doubtful", "--officer", "张三", "--reason", WHY, stdin="n\ns\nx\ny\nz\nq\n")
    assert "[1/5]" in said
    assert "[2/5]" in said
    assert "没有这个键" in said
    assert "留待以后 1" in said
    assert [one.act for one in decisions(made)] == ["finding.reject", "finding.confirm", "undo"]
    assert "13900001850" not in said


def test_a_reason_that_repeats_a_value_is_refused_and_asked_for_again(made):
    said = made.call("queue", made.case, "doubtful", "--officer", "张三", stdin="n\n柳春生说的\nn\n逐条核对\nq\n")
    assert [one.reason for one in decisions(made)] == ["逐条核对"]
    assert said.count("[1/5]") == 2


def test_a_question_that_is_named_is_asked_and_what_stands_already_is_not_said_to_be_recorded(made):
    words = ("queue", made.case, "doubtful", "--officer", "张三", "--reason", WHY)
    last = json.loads(made.call(*words, "--json"))["item"]["id"]
    once = made.call(*words, "--at", last, "--answer", "no", "--json")
    said = made.call(*words, "--at", last, stdin="n\nq\n")
    again = made.call(*words, "--at", last, "--answer", "no", "--json")
    assert [json.loads(one)["recorded"] for one in (once, again)] == [["D0001"], []]
    assert "D0001" in said
    assert [one.target["finding"] for one in decisions(made)] == [last]


def test_what_another_decided_while_a_question_was_shown_is_not_decided_over_it(made, monkeypatch):
    monkeypatch.setenv("DOXDOCKET_HOME", str(made.home))
    keys = iter("nq")
    with Case.open(made.case) as case:
        asked = queues.item(Session(case), "doubtful", "", "张三")

        def pressed():
            key = next(keys)
            if key == "n":
                queues.answer(Session(case), asked, "no", reason=WHY, officer="李四")
            return key

        monkeypatch.setattr(queueing, "key_pressed", pressed)
        assert queueing._Loop(case, Session(case), "doubtful", "张三", WHY).run("") == []  # noqa: SLF001
        assert [one.officer for one in case.decisions()] == ["李四"]


def test_in_a_terminal_one_key_is_an_answer(made):
    ours, theirs = pty.openpty()
    environ = dict(os.environ) | {"DOXDOCKET_HOME": str(made.home), "PYTHONPATH": SRC, "TERM": "xterm", "LANG": "zh_CN.UTF-8"}  # fmt: skip
    words = [
        sys.executable,
        "-m",
        "doxdocket",
        "queue",
        str(made.case),
        "doubtful",
        "--officer",
        "张三",
        "--reason",
        WHY,
    ]
    said, sent, ends = "", 0, time.monotonic() + 300
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        while time.monotonic() < ends and running.poll() is None:
            if select.select([ours], [], [], 0.5)[0]:
                try:
                    said += os.read(ours, 65536).decode(errors="replace")
                except OSError:
                    break
            elif (
                sent < 2 and f"[{sent + 1}/5]" in said
            ):  # it waits: what is typed before a question is shown answers none
                os.write(ours, b"yq"[sent : sent + 1])
                sent += 1
        if time.monotonic() >= ends:
            running.kill()
        assert running.wait(300) == 0
    os.close(ours)
    assert sent == 2
    assert [one.act for one in decisions(made)] == ["finding.confirm"]
