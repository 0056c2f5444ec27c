"""Evidence that tries to steer whoever looks at it: escapes, C1 controls, direction and ends of lines in everything it can name."""

import json
import os
import pty
import re
import subprocess
import sys
import tty
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from doxdocket import visible_signs
from doxdocket.cli import root
from doxdocket.desk.documents import report as paper
from doxdocket.desk.documents.material import Material
from doxdocket.report import foreign, html
from doxdocket.store import keyring
from doxdocket.store.case import Case
from doxdocket.words import speaking

CALLS = Path(__file__).parent / "calls.py"
#: Wipes the screen, rings, sets a title, is a C1 control, turns the line around, begins a line.
EVIL = "\x1b[2J\x07\x1b]0;x\x07\x7f\x9b\u202e\u2066"
FALSE = "假行"
NAMED = f"甲{EVIL}\n{FALSE}乙"
OFFICER = "王五"
"""Names of officers hold no such sign: they are refused (`tests/store/test_ties.py`)."""
WHY = ("--reason", "核对导出", "--officer", OFFICER)
RAW = re.compile(f"(?![\\t\\n])(?!\\r\\n)[{visible_signs.STEERING}]")
#: What takes a minute, what asks questions on a terminal, and what serves until it is interrupted: the same streams.
ELSEWHERE = {"demo", "kit", "map", "reopen", "review"}


APART, SET, PICTURE = foreign.apart, html.set_apart, visible_signs.picture


def evidence(folder, invented):
    """An export whose file, folder, channel, sender, posts and poll are named by somebody who means harm."""
    inside = folder / f"夹{EVIL}"
    inside.mkdir(parents=True)
    invented.export(inside, [f"{text}\n{EVIL}" for text in invented.texts], name=NAMED)
    (inside / "result.json").rename(inside / f"{NAMED}.json")
    (inside / f"{NAMED}.bin").write_bytes(b"of no known form")
    return folder


def watched(tmp_path, home, calls):
    """The calls on a real terminal, and what each of them let it have."""
    listed = tmp_path / "calls.json"
    listed.write_text(json.dumps(calls), encoding="utf-8")
    ours, theirs = pty.openpty()
    tty.setraw(theirs)  # as written: no end of line becomes two characters
    process = subprocess.Popen(
        [sys.executable, str(CALLS), str(listed)], stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path,
        env=os.environ | {"DOXDOCKET_HOME": str(home), "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "DOXDOCKET_PAGER": "cat", "NO_COLOR": "1"},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            some = os.read(ours, 1 << 16)
        except OSError:  # the last one has closed it
            break
        if not some:
            break
        said += some
    os.close(ours)
    process.wait()
    parts = re.split(r"<<\d+>>", said.decode("utf-8", "surrogateescape"))[1:]
    assert len(parts) == len(calls), said[-2000:]
    return parts


@pytest.fixture(scope="module")
def case(call, invented, tmp_path_factory):
    """A case made of it, and what the making printed."""
    place = tmp_path_factory.mktemp("steered")
    return place, evidence(place / "evidence", invented)


CASE = ("CASE",)
WORDS = (
    ("clue", "add", "clues.jsonl", "--source", NAMED, "--says", NAMED, "--by", OFFICER),
    ("clue", "list", "clues.jsonl"),
    (
        "init",
        "CASE",
        "--title",
        NAMED,
        "--authority",
        NAMED,
        "--officer",
        OFFICER,
        "--officer",
        "李四",
        "--one-key",
        "--no-passphrase",
    ),
    ("add", "CASE", "evidence", "--origin", NAMED, "--officer", OFFICER, "--officer", "李四"),
    ("describe", "CASE", "1", "--note", NAMED, "--taken-by", OFFICER),
    ("run", "CASE"),
    ("figures", "CASE"),
    ("key", "sign", "CASE", "--officer", OFFICER),
    ("handover", "CASE", "--to", "handed", "--document", "statistics", *WHY),
    ("find", "CASE", "甲"),
    ("explain", "CASE", "persons"),
    ("explain", "CASE", "V0001"),
    ("export", "CASE", "sources", "--format", "csv"),
    ("export", "CASE", "sources", "--format", "csv", "--labels"),
    ("export", "CASE", "channels", "--format", "csv"),
    ("export", "CASE", "channels"),
    ("export", "CASE", "posts", "--format", "csv"),
    ("export", "CASE", "texts", "--format", "csv", *WHY),
    ("export", "CASE", "texts", *WHY),
    ("export", "CASE", "custody"),
    ("export", "CASE", "network", "--format", "gexf"),
    ("open", "CASE", "file:1", "--reason", "核对", "--officer", OFFICER),
    ("open", "CASE", "file:2", "--reason", "核对", "--officer", OFFICER),
    ("open", "CASE", "post:telegram:channel:1850001/1", "--reason", "核对", "--officer", OFFICER),
    ("decide", "CASE", "figure.value", "persons", "2", "--reason", "核对", "--officer", OFFICER),
    ("export", "CASE", "decisions"),
    ("key", "list", "CASE"),
    ("key", "show"),
    ("verify", "CASE"),
    ("report", "CASE", "-o", "report.html"),
    ("detect", "messages.jsonl"),
    ("backup", "CASE", "copy"),
    ("restore", "copy", "again"),
    ("fork", "CASE", "apart"),
    ("merge", "CASE", "apart"),
    ("officer", "add", "CASE", f"no{NAMED}"),
    ("officer", "list", "CASE"),
    ("doctor",),
    ("figures", f"nowhere{NAMED}"),
    ("add", "CASE", f"nothing{NAMED}"),
    ("attach", "CASE", "1", "attached", "--as", "other", "--note", NAMED, "--by", OFFICER),
    ("export", "CASE", "attachments", "--format", "csv"),
    ("hashes", "CASE", "sums.txt", "--by", OFFICER),
    ("register", "add", "CASE", "entries.yaml", "--officer", OFFICER),
    ("register", "list", "CASE"),
    ("register", "show", "CASE", "defendant", "d1", "--reason", "核对", "--officer", OFFICER),
    ("timestamp", "request", "CASE", "-o", "case.tsq", "--by", OFFICER),
    ("timestamp", "list", "CASE"),
    ("run", "CASE"),
    (
        "sample",
        "draw",
        "CASE",
        "--for",
        "all",
        "--size",
        "2",
        "--reviewer",
        OFFICER,
        "--reviewer",
        "李四",
        "--reason",
        "核对",
        "--officer",
        OFFICER,
    ),
    ("sample", "sheet", "CASE", *WHY),
    ("sample", "status", "CASE"),
    ("sample", "results", "CASE"),
    ("recheck", "CASE"),
    *(
        ("assess", one, "CASE")
        for one in ("thresholds", "parties", "motives", "gains", "damages", "procedure", "points")
    ),
    ("documents", "CASE"),
    ("documents", "CASE", "summary", "evidence"),
    ("queue", "CASE"),
    ("release", "CASE", "attached"),
    ("close", "CASE"),
    ("scan", "evidence", "--to", "scanned"),
    ("law", "list"),
    ("eval", "labelled.jsonl"),
)


def test_the_calls_below_are_of_every_command_that_prints_of_a_case():
    assert {words[0] for words in WORDS} | ELSEWHERE >= set(root.commands)


@pytest.fixture(scope="module")
def told(case, home):
    """What each call let the terminal have: as text, and as JSON."""
    place, _ = case
    (place / "attached").write_bytes(b"x")
    (place / "sums.txt").write_text(f"{'0' * 64}  {NAMED}\n{'1' * 64}  b{EVIL}.html\n", "utf-8")
    (place / "entries.yaml").write_text(
        f"- form: defendant\n  id: d1\n  name: {json.dumps(NAMED)}\n  note: {json.dumps('注' + EVIL)}\n",
        "utf-8",
    )
    (place / "labelled.jsonl").write_text('{"id": "1", "text": "x", "findings": []}\n', "utf-8")
    (place / "messages.jsonl").write_text(json.dumps({"id": NAMED, "text": f"电话13900001850{EVIL}"}) + "\n", "utf-8")
    first = [[w.replace("CASE", "case") for w in words] for words in WORDS]
    texts = watched(place, home, [[*words, "--quiet"] for words in first])
    (place / "case" / f"stray{NAMED}").write_bytes(b"x")
    texts += watched(place, home, [["verify", "case", "--quiet"]])
    (place / "case" / f"stray{NAMED}").unlink()
    again = [
        w for w in first if w[0] in {"describe", "open", "key", "detect"} or (w[0] == "export" and "--format" not in w)
    ]
    documents = watched(place, home, [[*words, "--json", "--quiet"] for words in again])
    return dict(zip([*WORDS, ("verify", "CASE", "stray")], texts, strict=True)), list(
        zip(again, documents, strict=True)
    )


def ended(text):
    return int(re.search(r"<=(\d)>$", text)[1])


def test_every_call_was_answered(told):
    wrong = {words for words, text in told[0].items() if ended(text) != 0}
    assert wrong == {("verify", "CASE", "stray"), *(w for w in WORDS if w[-1].startswith("no"))}


def test_no_call_lets_the_terminal_have_what_steers_it(told):
    assert {words[:3]: RAW.findall(text) for words, text in told[0].items() if RAW.search(text)} == {}
    shown = "".join(told[0].values())
    assert all(sign in shown for sign in (r"\x1b[2J", r"\x07", r"\x7f", r"\x9b", r"\u202e"))


def test_no_name_makes_a_line_of_its_own(told):
    whole = {words: text for words, text in told[0].items() if words[:2] != ("export", "CASE") or "csv" not in words}
    assert [words for words, text in whole.items() if re.search(rf"(?m)^[^\w<]*{FALSE}", text)] == []
    assert any(rf"\x0a{FALSE}" in text for text in whole.values())


def test_json_has_the_same_values_and_nothing_that_steers(told):
    for words, text in told[1]:
        assert not RAW.search(text), words
        body = re.sub(r"<=\d>$", "", text)
        documents = (
            [json.loads(body)]
            if "\n{" not in body.strip().replace("\r\n", "\n")
            else [json.loads(x) for x in body.splitlines() if x.strip() and not x.startswith(("Note: ", "注意："))]
        )
        assert documents, words
    (opened,) = [text for words, text in told[1] if words[:3] == ["open", "case", "post:telegram:channel:1850001/1"]]
    assert EVIL in json.loads(re.sub(r"<=\d>$", "", opened))["value"]


def test_a_pipe_gets_what_was_written(told, call, case, invented):
    place, _ = case
    said = call("open", place / "case", "post:telegram:channel:1850001/1", "--reason", "核对", "--officer", "李四")
    assert EVIL in said.out


class _Page(HTMLParser):
    """The texts of a page, and those inside ``bdi``."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts, self.apart, self.deep = [], [], 0

    def handle_starttag(self, tag, _attrs):
        self.deep += tag == "bdi"

    def handle_endtag(self, tag):
        self.deep -= tag == "bdi"

    def handle_data(self, data):
        (self.apart if self.deep else self.texts).append(data)


def wrong(html):
    """What is wrong with a page of that case."""
    seen = _Page()
    seen.feed(html)
    seen.close()
    return {
        "raw": bool(RAW.search(html)),
        "open": seen.deep != 0,
        "beside": any(FALSE in text for text in seen.texts),
        "few": sum(FALSE in text for text in seen.apart) < 5,  # title, authority, officers, channel, files
        "no sign": not all("\\u202e" in text for text in seen.apart if FALSE in text),
    }


def test_the_page_shows_it_as_pictures_and_apart(told, case):
    place, _ = case
    (report,) = place.glob("*.html")
    assert not any(wrong(report.read_text(encoding="utf-8")).values())


FAULTS = {
    "nothing is set apart": ({"apart": visible_signs.one_line}, {"beside", "few"}),
    "nothing is set apart, nor shown as signs": ({"apart": str, "picture": str}, {"raw", "beside", "few"}),
    "the marks stay": ({"set": escape}, {"beside", "few"}),
    "an element is not closed": ({"set": lambda text: SET(text).replace(Markup("</bdi>"), "")}, {"open"}),
    "what steers is left": ({"apart": lambda text: f"\u2068{text}\u2069", "picture": str}, {"raw", "beside"}),
}  # fmt: skip
"""What could be wrong in setting apart what others wrote, and what of a page shows it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_on_which_it_steers_is_told(told, case, home, monkeypatch, fault):
    mended, shows = FAULTS[fault]
    monkeypatch.setattr(html, "set_apart", mended.get("set", SET))
    monkeypatch.setattr(visible_signs, "picture", mended.get("picture", PICTURE))
    for module in [module for module in sys.modules.values() if getattr(module, "apart", None) is APART]:
        monkeypatch.setattr(module, "apart", mended.get("apart", APART))
    with Case.open(case[0] / "case", identity=keyring.ensure(home)) as opened, speaking("en"):
        found = wrong(html.page(paper.paper(Material(opened, "case", marked=True)), "en"))
    assert {name for name, is_so in found.items() if is_so} >= shows
