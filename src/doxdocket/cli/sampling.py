r"""``sample``: a stratified sample for double review: how many, drawing it, what goes out to reviewers, what comes back, what it says.

A sheet holds the reviewer's own questions alone, nobody's answers, and texts as ``export posts`` shows them: findings masked, long runs of digits blanked. What
comes back is CSV (UTF-8, or GB 18030 as spreadsheet programs save it) or JSON Lines. Left out: changing a figure, which only decisions do.

>>> sorted(sample.commands)
['answer', 'draw', 'plan', 'results', 'sheet', 'status', 'undo']
>>> list(lines("plan,question,answer\nS0001,Q0001,是\n".encode("gb18030")))
[(2, {'plan': 'S0001', 'question': 'Q0001', 'answer': '是'})]
>>> list(lines(b'{"plan": "S0001", "question": "Q0001", "answer": 0}'))
[(1, {'plan': 'S0001', 'question': 'Q0001', 'answer': '0'})]
"""

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict, cast

import click

from doxdocket.cli.acting import officer_of, reason_of
from doxdocket.cli.answer import Answer, Lines, OfCase
from doxdocket.cli.command import Group, argument, case_argument, command, option, together
from doxdocket.cli.language import manner
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.desk import evidence
from doxdocket.desk.accounts import OfRun
from doxdocket.desk.masking import Found, Hidden, masked, unread_posts
from doxdocket.errors import WrongCall
from doxdocket.guess import meant_path
from doxdocket.report.document import Column, Table
from doxdocket.report.text import table
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, listed, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.accounts.reviewed import Reviewed
    from doxdocket.desk.sampling import Population
    from doxdocket.sample.plan import Question
    from doxdocket.sample.settings import Rule, Said
    from doxdocket.store.case import Case
    from doxdocket.store.samples import Sample

sample = Group("sampling.sample")
OFFICER = option("--officer", metavar="NAME", about=Sentence("answering.officer_option"))
PLAN = option("--plan", metavar="ID")
ASKED = together(
    option("--for", "aim", multiple=True, metavar="WHAT"), option("--size", type=click.IntRange(1)),
    option("--within", type=click.FloatRange(0.1, 50), metavar="PERCENT"), option("--expect", type=click.FloatRange(0, 100), metavar="PERCENT"),
    option("--each", is_flag=True), option("--tolerate", multiple=True, metavar="[WHAT=]PERCENT"),
    option("--confidence", type=click.FloatRange(50, 99.9), metavar="PERCENT"),
)  # fmt: skip
"""What is to be drawn, and how it passes; ``desk.sampling.wanted`` takes it."""


class Planned(OfCase):
    """How many to draw."""

    populations: "list[Population]"


Name = Annotated[str, zh_en("sampling.population")]


class Drawn(OfCase):
    """A sample, drawn."""

    plan: str
    new: bool
    seed: int
    reviewers: list[str]
    questions: int
    populations: dict[Name, int]
    accept: "dict[Name, Rule]"
    too_few: list[str]


@command(
    "sampling.plan",
    examples=(
        Sentence("sampling.sample_example"),
        Sentence("sampling.plan_example"),
    ),
)
@case_argument()
@ASKED
def plan(case: str, **asked: Any) -> Answer[Planned]:
    """Ask how many, and say what they would give."""
    from doxdocket.desk import sampling as desk

    wanted = desk.wanted(**asked)
    with open_case(case) as opened:
        told = desk.planned(opened, wanted)
    cells, frames = [], []
    for row in told:
        cells += [
            _line(f"{row['label']} ({row['population']})", row),
            *(_line(f"  {s['stratum']}", s) for s in row["strata"]),
        ]
        frames.append(
            f"{row['population']}{say('marks.colon')}{row['unit']}{say('marks.semicolon')}{row['frame']}{say('marks.stop')}{row['asks']}"
        )
    head = [say("sampling.population_and_stratum"), say("sampling.of"), say("sampling.draw"), "±",
            say("sampling.none_seen_may_be"), say("sampling.tolerated")]  # fmt: skip
    note = say("sampling.is_half_95_interval_at")  # fmt: skip
    parts = [table(head, cells, right={1, 2, 3, 4, 5}), "\n".join(frames), note, _too_few([str(r["population"]) for r in told if r["can_pass"] is False])]  # fmt: skip
    return Answer({"case": case, "populations": told}, "\n\n".join(part for part in parts if part))


def _line(label: str, row: Mapping[str, Any]) -> list[str]:
    many = [f"{row[name]:,}" if row.get(name) is not None else "" for name in ("possible", "tolerated")]
    return [label, f"{row['of']:,}", f"{row['draw']:,}", f"{100 * row['half']:.1f}%", *many]


def _too_few(names: Sequence[str]) -> str:
    """Which samples fail whatever is answered."""
    if not names:
        return ""
    told = ", ".join(names)
    return say("sampling.too_few_to_pass_even", told=told)  # fmt: skip


@command("sampling.draw", examples=(Sentence("sampling.sample_example_2"),))
@case_argument()
@ASKED
@option("--seed", type=click.IntRange(0))
@option("--reviewer", "reviewers", multiple=True, metavar="NAME")
@option("--reason", required=True)
@OFFICER
def draw(
    case: str, seed: int | None, reviewers: tuple[str, ...], reason: str, officer: str | None, **asked: Any
) -> Answer[Drawn]:
    """Draw, record, and say what comes next."""
    from doxdocket.desk import sampling as desk
    from doxdocket.sample.plan import questions

    wanted = desk.wanted(**asked)
    with open_case(case) as opened:
        two = desk.pair(reviewers or opened.info.officers)
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        done = desk.draw(opened, wanted, two, reason=why, officer=who, seed=seed)
    made, new, ruled, few = done.plan, done.new, dict(done.accept), list(done.too_few)
    told: Drawn = {"case": case, "plan": made.id, "new": new, "seed": cast("int", made.target["seed"]), "reviewers": list(two),
            "questions": len(questions(made.target)), "populations": dict(done.counts), "accept": ruled, "too_few": few}  # fmt: skip
    who_first = one_line(two[0])
    first = say("sampling.recorded", id=made.id) if new else say("sampling.same_as_not_recorded_again", id=made.id)
    notes = [line for line in (_said_rules(ruled), _too_few(few)) if line]
    return Answer(told, "\n".join([*notes, say("sampling.questions_seed_next_each_alone", first=first, questions=told["questions"], seed=told["seed"], case=case, who_first=who_first)]))  # fmt: skip


def _said_rules(ruled: "Mapping[str, Rule]") -> str:
    """The rules that the plan holds, in a line."""
    told = [f"{name} {100 * float(rule['tolerate']):g}% @ {100 * float(rule['confidence']):g}%" for name, rule in ruled.items()]  # fmt: skip
    return say("sampling.rules_of_acceptance_fixed_from", told=listed("marks.semicolon", told)) if told else ""


class Sheet(OfCase):
    """A sheet, written."""

    plan: str
    officer: str
    rows: int
    file: str
    sha256: str


class Answered(OfCase):
    """Answers, taken in."""

    sample: str
    plan: str
    officer: str
    answers: int
    left: int


class Act(TypedDict):
    """A plan, answers or an undoing."""

    id: str
    at: str
    officer: str
    act: Literal["plan", "answers", "undo"]
    of: str | None
    count: int | None
    undone_by: str | None


class Left(TypedDict):
    """How much a reviewer has not answered."""

    plan: str
    officer: str
    questions: int
    left: int


class Status(OfRun):
    """The record of plans and answers."""

    case: str
    acts: list[Act]
    left: list[Left]


class Undone(OfCase):
    """What was taken back."""

    sample: str
    undone: str


@command("answering.sheet")
@case_argument()
@PLAN
@OFFICER
@option("--all", "every", is_flag=True)
@option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv")
@option("-o", "--output", metavar="FILE", type=click.Path())
@option("--reason")
def sheet(
    case: str, plan: str | None, officer: str | None, every: bool, form: str, output: str | None, reason: str | None
) -> Answer[Sheet] | Lines[dict[str, object]] | None:
    """Write the rows where they were asked for."""
    from doxdocket.cli.exporting import WRITERS
    from doxdocket.cli.leaving import leave, told_unchecked
    from doxdocket.cli.leaving import why as reasoned
    from doxdocket.desk import sample_questions, sampling
    from doxdocket.desk.tables import Table
    from doxdocket.pipeline import sampled
    from doxdocket.sample.sheet import COLUMNS

    with open_case(case) as opened:
        made, who = sampled.plan_of(opened, plan), officer_of(opened, officer)
        asked = sampling.own(opened, made, who, every=every)
        found = rows(opened, made, asked, who)
        because, kept = reasoned(opened, reason, who, words=True), Table(COLUMNS, lambda _case: found)
        posts = {key for q in asked for key in sample_questions.posts(q)}
        left = evidence.unchecked(opened, posts)
        what: dict[str, object] = {"table": "sample sheet", "plan": made.id, "format": form, "unchecked": left}
        count, digest = leave(opened, what, lambda stream: WRITERS[form](kept, found, stream), output, because)
    told_unchecked(left)
    if output is None:
        return None
    return Answer({"case": case, "plan": made.id, "officer": who, "rows": count, "file": output, "sha256": digest}, say("answering.questions_written_to_fill_column", count=count, output=output, case=case, one_line=one_line(who)))  # fmt: skip


@command("answering.answer")
@case_argument()
@argument("file", required=False, type=click.Path(exists=False))
@PLAN
@OFFICER
@option("--reason", default="", about=Sentence("answering.reason_option_2"))
def answer(case: str, file: str | None, plan: str | None, officer: str | None, reason: str) -> Answer[Answered]:
    """Check every line, then record all of them at once."""
    from doxdocket.desk import sampling
    from doxdocket.pipeline import sampled

    with open_case(case) as opened:
        made, who = sampled.plan_of(opened, plan), officer_of(opened, officer)
        why = reason_of(reason, opened) if reason else say("answering.double_review_of_sample")
        said, notes = _from_file(opened, made, who, Path(file)) if file else _asked(opened, made, who, why)
        if not said:
            raise WrongCall("answering.no_question_has_answer_nothing")
        done = sampled.answer(opened, made, said, notes, reason=why, officer=who)
        left = len(sampling.own(opened, made, who, every=False))
    told: Answered = {
        "case": case,
        "sample": done.id,
        "plan": made.id,
        "officer": who,
        "answers": len(said),
        "left": left,
    }
    return Answer(told, say("answering.recorded_answers_questions_left_when", id=done.id, said=len(said), left=left, case=case))  # fmt: skip


Given = tuple[dict[str, "Said"], dict[str, str]]


def _from_file(case: "Case", made: "Sample", who: str, path: Path) -> Given:
    from doxdocket.desk import sampling
    from doxdocket.sample.plan import questions
    from doxdocket.sample.sheet import NEEDED, Sheet, read

    if not path.is_file():
        raise meant_path(WrongCall("answering.there_is_no_file", file=path), path)
    every = {q.number: q for q in questions(made.target)}
    rows = list(lines(path.read_bytes()))
    lacks = [name for name in NEEDED if rows and name not in rows[0][1]]
    if lacks:
        raise WrongCall("answering.sheet_lacks_columns_no_answer", columns=", ".join(lacks))  # fmt: skip
    others = {
        name for _, row in rows if (name := str(row.get("officer") or "").strip().removeprefix("'")) not in {"", who}
    }
    if others:
        raise WrongCall("answering.is_sheet_of_cannot_hand", file=path, others=say("marks.comma").join(sorted(others)), who=who)  # fmt: skip
    said, notes, faults = read(
        Sheet(made.id, every, {q.number for q in sampling.own(case, made, who, every=True)}), rows
    )
    if faults:
        raise WrongCall("answering.lines_are_wrong_no_answer", n=len(faults), lines="\n".join(f.zh if say("answering.en") == "zh" else f.en for f in faults))  # fmt: skip
    return said, notes


def _asked(case: "Case", made: "Sample", who: str, reason: str) -> Given:
    """One question after the other; what was answered when the person stops is kept, an interrupt keeps nothing.

    What is shown leaves the case as a sheet does, so it is recorded before the first question.
    """
    from doxdocket.cli.leaving import Why, record
    from doxdocket.desk import sampling
    from doxdocket.report.as_json import line
    from doxdocket.sample.settings import told

    said: dict[str, Said] = {}
    asked = sampling.own(case, made, who, every=False)
    shown = rows(case, made, asked, who)
    digest = hashlib.sha256("\n".join(map(line, shown)).encode()).hexdigest()
    what: dict[str, object] = {"table": "sample sheet", "plan": made.id, "rows": len(shown), "to": "screen"}
    record(case, what, digest, Why(reason, who))
    for at, (q, row) in enumerate(zip(asked, shown, strict=True), 1):
        click.echo(f"\n[{at}/{len(asked)}] {q.number}  {q.unit}\n{row['shown']}\n{row['text']}")
        while True:
            word: str = click.prompt(say("answering.q_to_stop", asks=row["asks"]), type=str).strip()
            if word.lower() == "q":
                return said, {}
            answer_ = told(word, q.population)
            if answer_ is not None:
                said[q.number] = answer_
                break
            click.echo(say("answering.that_cannot_be_taken_please"))
    return said, {}


@command("answering.results")
@case_argument()
def results(case: str) -> "Answer[Reviewed]":
    """Compute them from what there is now."""
    from doxdocket.desk.accounts import reviewed

    with open_case(case) as opened:
        return Answer.of(reviewed.document(opened, case))


@command("answering.status")
@case_argument()
def status(case: str) -> Answer[Status]:
    """List the acts; never what was answered."""
    from doxdocket.desk import sampling

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        acts = [_act(one) for one in opened.samples.all()]
        left: list[Left] = [
            {"plan": one.plan, "officer": one.officer, "questions": one.questions, "left": one.left} for one in sampling.left(opened)
        ]  # fmt: skip
    names = {"plan": zh_en("answering.plan"), "answers": zh_en("answering.answers"), "undo": zh_en("answering.undo")}
    first = [Column("", "id"), Column(zh_en("answering.at"), lambda a: a["at"][:19] + "Z"), Column(zh_en("answering.who"), "officer"), Column(zh_en("answering.act"), lambda a: names[a["act"]]),
             Column(zh_en("answering.of"), lambda a: a["of"] or ""), Column(zh_en("answering.questions"), lambda a: str(a["count"] or "")), Column(zh_en("answering.undone_by"), lambda a: a["undone_by"] or "")]  # fmt: skip
    rest = [Column(zh_en("answering.plan"), "plan"), Column(zh_en("answering.reviewer"), "officer"), Column(zh_en("answering.questions"), lambda r: str(r["questions"])),
            Column(zh_en("answering.left"), lambda r: str(r["left"]))]  # fmt: skip
    return Answer({"case": case, "acts": acts, "left": left}, [Table(acts, first, none=None), Table(left, rest)])


def _act(one: "Sample") -> Act:
    from doxdocket.sample.plan import questions

    target: Mapping[str, Any] = one.target
    count = len(questions(target)) if one.act == "plan" else len(target.get("answers", ())) or None
    return {"id": one.id, "at": one.at, "officer": one.officer, "act": cast('Literal["plan", "answers", "undo"]', one.act), "of": target.get("plan") or target.get("sample"),
            "count": count, "undone_by": one.undone_by}  # fmt: skip


@command("answering.undo")
@case_argument()
@argument("name", metavar="ID")
@option("--reason", required=True, about=Sentence("answering.reason_option_3"))
@OFFICER
def undo(case: str, name: str, reason: str, officer: str | None) -> Answer[Undone]:
    """Record the undoing."""
    from doxdocket.pipeline import sampled

    with open_case(case) as opened:
        done = sampled.undo(opened, name, reason=reason_of(reason, opened), officer=officer_of(opened, officer))
    return Answer(
        {"case": case, "sample": done.id, "undone": name},
        say("answering.is_undone", id=done.id, name=name),
    )


# Sheets.
def rows(case: "Case", plan: "Sample", asked: "Iterable[Question]", officer: str) -> list[dict[str, str]]:
    """One row a question, in the order given; ``officer``: whose sheet it is."""
    from doxdocket import pipeline
    from doxdocket.desk import sample_questions
    from doxdocket.pipeline import sampled
    from doxdocket.sample.settings import settings

    questions = list(asked)
    posts = {key for q in questions for key in sample_questions.posts(q)}
    spans: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in pipeline.latest_findings(case).select(list(_SEEN)).to_pylist():
        key = (row["channel_id"], row["post_id"])
        if key in posts:
            spans[key].append(row)
    hidden = Hidden(case)
    texts = {key: _text(post, spans[key], hidden) for key, post in sampled.drawn_posts(case, posts).items()}
    unread = unread_posts(case)
    texts |= dict.fromkeys(
        unread & texts.keys(),
        say("sheets.not_searched_to_end_so"),
    )
    seen = sample_questions.seen(sampled.tables(case), posts)
    lang, most = manner().lang, settings().excerpt
    out = []
    for q in questions:
        about = settings().populations[q.population]
        keys = sample_questions.posts(q)
        shown = [texts.get(key, say("sheets.not_in_current_result"))[:most] for key in keys]
        out.append({
            "plan": plan.id, "officer": officer, "question": q.number, "population": q.population, "unit": q.unit,
            "asks": about.asks_zh if lang == "zh" else about.asks_en, "shown": sample_questions.said(q, seen),
            "text": "\n――――\n".join(shown), "answer": "", "note": "",
        })  # fmt: skip
    return out


_SEEN = ("channel_id", "post_id", "where", "start", "end", "kind", "verdict", "person", "mask", "tag")


def _text(post: Mapping[str, Any], found: list[dict[str, Any]], hidden: Hidden) -> str:
    """Everything a post says, masked."""
    spans: dict[str, list[Found]] = defaultdict(list)
    for f in found:
        spans[f["where"]].append((f["start"], f["end"], f["kind"], f["mask"]))

    def shown(where: str, text: str) -> str:
        return masked(text, hidden.spans(post, where, text, spans[where]), hidden.words)

    parts = [shown("text", post["text"] or "")]
    parts += [f"[{f['where']}] {shown(f['where'], f['text'] or '')}" for f in post["fields"] or ()]
    return "\n".join(part for part in parts if part)


def lines(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a sheet with their numbers in the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    if text.lstrip().startswith("{"):
        for at, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield at, _row(line, at)
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    head = [name.strip() for name in next(reader, [])]
    at = reader.line_num + 1
    for cells in reader:
        yield at, dict(zip(head, cells, strict=False))
        at = reader.line_num + 1


def _row(line: str, at: int) -> dict[str, str]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise WrongCall("sheets.line_is_no_json_object", line=at)
    return {str(name): "" if value is None else str(value) for name, value in row.items()}


for _command in (plan, draw, sheet, answer, results, status, undo):
    sample.add_command(_command)
