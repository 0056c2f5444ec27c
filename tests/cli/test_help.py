"""Help: in both languages, of every command, with examples that are real calls."""

import re
import shlex
import subprocess
import sys

import click
import pytest
from tools.shapes import printed

from doxdocket.cli import language as said
from doxdocket.cli import root
from doxdocket.cli.command import Group
from doxdocket.report.text import width

LATER = ("prune",)


def commands(group=root, path=()):
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, Group):
            yield from commands(command, (*path, name))


ALL = [((), root), *commands()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden_help(lang, call, golden):
    pages = []
    for path, _ in ALL:
        said = call(*path, "--help", "--lang", lang)
        assert said.code == 0
        assert said.err == ""
        pages.append(f"$ doxdocket {' '.join([*path, '--help'])}\n{said.out}")
    golden(f"help.{lang}.txt", "\n".join(pages))


def test_every_command_has_a_worked_example():
    assert [path for path, command in ALL if not command.examples] == []


def test_every_worked_example_is_a_real_call():
    for path, command in ALL:
        for example in (*command.calls("zh"), *command.calls("en")):
            words = shlex.split(example.split("|")[-1].split(">")[0])
            assert (words[0], *words[1 : 1 + len(path)]) == ("doxdocket", *path), example
            context = click.Context(root, info_name="doxdocket")
            at, rest = root, words[1:]
            while isinstance(at, Group):
                _, at, rest = at.resolve_command(context, rest)
            at.make_context(at.name, list(rest), parent=context)  # says itself which word it does not know


def test_every_text_is_there_in_both_languages():
    lacking = []
    for path, command in ALL:
        texts = [command.short, command.about, *(p.about for p in command.params if hasattr(p, "about"))]
        texts += [(printed(command, "zh"), printed(command, "en"))] if printed(command, "zh") else []
        lacking += [(path, zh, en) for zh, en in texts if not (zh and en and (en.isascii() or "…" in en or "—" in en))]
    assert lacking == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_help_is_wider_than_the_page(lang):
    for path, command in ALL:
        page = command.help_page(lang, " ".join(("doxdocket", *path)))
        body = page.split("示例：" if lang == "zh" else "Examples:")[0]
        assert [line for line in body.splitlines() if width(line) > 120] == []


def test_help_names_nothing_that_is_not_there():
    pages = "\n".join(c.help_page(lang, "x") for _, c in ALL for lang in ("zh", "en"))
    named = set(re.findall(r"(?:doxdocket |`)([a-z]+)", pages))  # as a command is written; "double review" names none
    assert {"run", "sample"} <= named
    assert not named & set(LATER)


@pytest.mark.parametrize(
    ("environ", "chinese"),
    [({}, True), ({"LANG": "en_US.UTF-8"}, False), ({"LANG": "C.UTF-8"}, True), ({"LANG": "zh_CN.UTF-8"}, True),
     ({"LANG": "en_US", "LC_ALL": "zh_CN"}, True), ({"LANG": "zh_CN", "LC_MESSAGES": "en_GB"}, False)],
)  # fmt: skip
def test_the_locale_chooses_the_language(environ, chinese, call):
    assert ("用法" in call("run", "--help", **environ).out) is chinese


def test_lang_is_taken_before_and_after_the_command_and_beats_the_locale(call):
    for words in (("--lang", "en", "run", "--help"), ("run", "--lang", "en", "--help"), ("run", "--help", "--lang=en")):
        assert call(*words).out.startswith("Usage")
    assert call("run", "--help", "--lang", "zh", LANG="en_US").out.startswith("用法")


def test_version(call):
    said = call("--version")
    assert (said.code, said.out.split()[0]) == (0, "doxdocket")


def test_a_call_leaves_the_language_as_it_was(call):
    assert call("--help", LANG="en_US").out.startswith("Usage")
    assert said.manner() == said.Manner()


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["sample", "draw", "--help"]])
def test_help_imports_no_room(words):
    """What starts slowly is not started to print a page of help."""
    code = f"""
import atexit, sys
atexit.register(lambda: print([m for m in ("pyarrow", "duckdb", "doxdocket.report.words", "doxdocket.cli.paging", "click.shell_completion", "subprocess", "cryptography", "numpy", "yaml", "msgspec") if m in sys.modules], file=sys.stderr))
from doxdocket.cli import main
sys.argv = ["doxdocket", *{words}]
main()
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8")
    assert done.stderr == "[]\n"
