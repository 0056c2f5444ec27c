"""``decide`` and ``open``: what a person finds, with a reason; and one value through the one door.

A reason is kept for good and read by others, so one that itself holds a value is refused by the store. Many decisions come from one
file, of which those that are right are recorded and the others told, line by line; a birth date is never an argument. What the acts are and do: ``rules/decisions.yaml``.

>>> decide.name, open_.name
('decide', 'open')
"""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.acting import officer_of, reason_of
from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.opening import Row, at_row, open_case, row_said
from doxdocket.errors import WrongCall
from doxdocket.guess import meant_path
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.deciding import Done, Fault
    from doxdocket.store.case import Case

_FILE = "file:"
_POST = "post:"  # before channel and id of a post
_IMAGE = "image:"  # before the digest of a picture
"""What stands before a source whose name is to be opened."""


class _Act(click.ParamType[str]):
    """The name of an act; the acts are read when a call needs them, so that help of others starts at once."""

    name = "act"

    @property
    def choices(self) -> tuple[str, ...]:
        """Every name."""
        from doxdocket.decisions.acts import acts

        return tuple(acts())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, when there is such an act."""
        return value if value in self.choices else self.fail("no such act", param, ctx)


class _WithActs(tuple[str, str]):
    """A text in two languages that ends with the acts, read when it is shown."""

    __slots__ = ()

    def __getitem__(self, at: Any) -> Any:
        """The text in that language."""
        return f"{super().__getitem__(at)}\n{_acts(('zh', 'en')[at])}"


def _acts(lang: str) -> str:
    """Every act as it is written, and what it says."""
    from doxdocket.decisions.acts import acts

    return "\n".join(f"  {act.written()}  {act.zh if lang == 'zh' else act.en}" for act in acts().values())


class Decided(Row):
    """A decision on record."""

    case: str
    decision: str
    at: str
    act: str
    target: dict[str, object]
    officer: str
    reason: str
    already: Annotated[bool, zh_en("deciding.it_stood_already_and_was")]


class Line(TypedDict):
    """A line of a file, and the decision that it is now."""

    line: int | None
    decision: str


class Refused(TypedDict):
    """A line of a file that was not recorded, and why."""

    line: int | None
    message_zh: str
    message_en: str


class Many(Row):
    """The decisions of a file; ``refused``: its lines that were not recorded."""

    case: str
    file: str
    rows: int
    recorded: list[Line]
    already: list[Line]
    adrift: list[Line]
    retimed: list[Line]
    refused: list[Refused]


class Opened(Row):
    """What was opened."""

    case: str
    finding: str
    value: str


class OfTwo(TypedDict):
    """One of two values, and the custody row of its opening."""

    finding: str
    value: str
    custody_row: int


class Compared(Row):
    """Two values of one kind in clear, side by side."""

    case: str
    kind: str
    findings: list[OfTwo]
    equal: Annotated[bool, zh_en("deciding.equal_when_sealed")]


class Rendered(Row):
    """A picture with faces and findings covered."""

    case: str
    finding: str
    file: str


@command("deciding.decide", about=_WithActs(Sentence("deciding.decide_about")))
@case_argument()
@argument("act", required=False, type=_Act())
@argument("words", nargs=-1, metavar="TARGET")
@option("--reason")
@option("--officer", metavar="NAME")
@option("--from", "file", metavar="FILE", type=click.Path())
@option("--all-or-none", "whole", is_flag=True)
@option("--overrule", "overrules", multiple=True, metavar="DECISION")
def decide(
    case: str, act: str | None, words: tuple[str, ...], reason: str | None, officer: str | None, file: str | None, whole: bool, overrules: tuple[str, ...]
) -> Answer[Decided] | Answer[Annotated[Many, zh_en("deciding.of_from")]]:  # fmt: skip
    """Record it, once it is clear what it is about."""
    if file is not None:
        if act or reason or overrules:
            raise WrongCall("deciding.with_from_file_says_it")
        return _many(case, file, officer, whole=whole)
    if whole:
        raise WrongCall("deciding.all_or_none_goes_with_from")
    for name, given in (("act", act), ("words", words), ("reason", reason)):
        if not given:
            ctx = click.get_current_context()
            raise click.MissingParameter(ctx=ctx, param=next(p for p in ctx.command.params if p.name == name))
    return _one(case, str(act), words, str(reason), officer, overrules)


def _one(
    case: str, act: str, words: Sequence[str], reason: str, officer: str | None, overrules: Sequence[str]
) -> Answer[Decided]:
    from doxdocket.decisions.acts import UNDO, targets
    from doxdocket.desk import deciding

    target = targets(act, words)
    if act == "person.born":
        target["date"] = _birth(str(target["date"]), reason)
    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason)
        (done,) = deciding.record(opened, [deciding.Asked(act, target, why, who, overrules)])
        end = at_row(opened)
        kept = deciding.upheld(opened, done.decision) if act == UNDO else ""
    made = done.decision
    data: Decided = {"case": case, "decision": made.id, "at": made.at, "act": act, "target": dict(made.target), "officer": who,
            "reason": why, "already": done.already, **end}  # fmt: skip
    if done.already:
        return Answer(data, say("deciding.says_so_already_nothing_was", id=made.id))
    return Answer(
        data,
        say("deciding.recorded_next_doxdocket_run", id=made.id, row_said=row_said(end), case=case)
        + (f"\n{kept.strip()}" if kept else ""),
    )


def _birth(date: str, reason: str) -> str:
    """A birth date, which is a value: from standard input, or not more than a year."""
    if date == "-" and reason != "-":
        return sys.stdin.read().strip()
    if len(date) > 4 or date == "-":
        raise WrongCall("deciding.birth_date_is_no_argument")
    return date


def _many(case: str, file: str, officer: str | None, *, whole: bool) -> Answer[Many]:
    from doxdocket.cli import decision_files
    from doxdocket.desk import deciding
    from doxdocket.desk.answers import together

    try:
        data = Path(file).read_bytes()
    except OSError:
        raise meant_path(WrongCall("deciding.cannot_be_read", file=file), file) from None
    with open_case(case) as opened:
        given = "" if officer is None and len(opened.custody.able()) > 1 else opened.custody.officer(officer or "")
        asked, faults = decision_files.read(data, given)
        origin, by = {"file": hashlib.sha256(data).hexdigest()}, opened.custody.who(given)
        if whole and faults:
            raise together(faults)
        if whole:
            done, refused = deciding.record(opened, asked, origin=origin, by=by), list[deciding.Fault]()
        else:
            done, refused = deciding.record_right(opened, asked, faults, origin=origin, by=by)
        end = at_row(opened)
    told: Many = {
        "case": case, "file": file, "rows": len(done), **end, "recorded": _lines(d for d in done if not d.already),
        "already": _lines(d for d in done if d.already), "adrift": _lines(d for d in done if d.adrift),
        "retimed": _lines(d for d in done if d.retimed and not d.already),
        "refused": [{"line": n, "message_zh": no.said("zh"), "message_en": no.said("en")} for n, no in refused],
    }  # fmt: skip
    n, old, lost = len(told["recorded"]), len(told["already"]), len(told["adrift"])
    text = say("deciding.recorded_there_already", n=n, old=old) + "\n" + row_said(end)
    if lost:
        text += say("deciding.note_name_something_that_current", lost=lost)
    if late := len(told["retimed"]):
        text += say("deciding.note_say_time_at_from", late=late)
    if refused:
        text += "\n" + refused_said(refused)
    text += say("deciding.next_doxdocket_run", case=case) if n else ""
    return Answer(told, text, exit_code=2 if refused else 0)


def refused_said(refused: "Sequence[Fault]") -> str:
    """Every line that was not recorded with what is wrong with it, and what to do."""
    from doxdocket.desk.answers import lines

    return say("deciding.lines_were_refused", n=len(refused), lines=lines(refused, manner().lang))


def _lines(some: "Iterable[Done]") -> list[Line]:
    return [{"line": one.asked.line, "decision": one.decision.id} for one in some]


@command("deciding.open")
@case_argument()
@argument("finding")
@option("--beside", metavar="FINDING")
@option("--reason", required=True)
@option("--officer", metavar="NAME", about=Sentence("deciding.officer_option_2"))
@option("-o", "--output", metavar="FILE", type=click.Path())
def open_(
    case: str, finding: str, beside: str | None, reason: str, officer: str | None, output: str | None
) -> Answer[Opened] | Answer[Annotated[Rendered, zh_en("deciding.of_picture")]] | Answer[Annotated[Compared, zh_en("deciding.of_two")]]:  # fmt: skip
    """Open it through the door."""
    from doxdocket.cli.describing import named
    from doxdocket.desk import revealing
    from doxdocket.store.clear_values import open_name, open_post

    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason)
        if beside is not None:
            return _beside(opened, finding, beside, why, who)
        if finding.startswith(_IMAGE) and "/" not in finding:
            return _rendered(opened, finding, output, why, who)
        if finding.startswith(_FILE):
            [source] = named(opened, [finding.removeprefix(_FILE)])
            value = open_name(opened, source, reason=why, officer=who)
        elif finding.startswith(_POST):
            channel, _, post = finding.removeprefix(_POST).rpartition("/")
            value = open_post(opened, channel, post, reason=why, officer=who)
        else:
            value = revealing.reveal(opened, finding, reason=why, officer=who).value
        data: Opened = {"case": case, "finding": finding, "value": value, **_logged(opened)}
    return Answer(data, one_line(value) if finding.startswith(_FILE) and sys.stdout.isatty() else value, verbatim=True)


def _beside(case: "Case", first: str, second: str, reason: str, officer: str) -> Answer[Compared]:
    """Two values, and whether they were one when they were sealed."""
    from doxdocket.desk import revealing

    found = revealing.beside(case, first, second, reason=reason, officer=officer)
    both: list[OfTwo] = [{"finding": one.covered.finding, "value": one.value, "custody_row": one.row} for one in (found.first, found.second)]  # fmt: skip
    data: Compared = {"case": str(case.folder), "kind": found.first.covered.key[5], "findings": both, "equal": found.equal, **_logged(case)}  # fmt: skip
    said = say("deciding.sealed_equal") if found.equal else say("deciding.sealed_apart")
    lines = [f"{one['custody_row']}  {one['finding']}\n{one['value']}" for one in both]
    return Answer(data, "\n".join([*lines, say("deciding.of_kind", kind=found.first.covered.kind, said=said)]), verbatim=True)  # fmt: skip


def _logged(case: "Case") -> Row:
    """The row that an opening is, said beside the value, whose own words go to standard output alone."""
    end = at_row(case)
    if not manner().json:  # where it is in the answer
        out.note(row_said(end))
    return end


def _rendered(case: "Case", finding: str, output: str | None, reason: str, officer: str) -> Answer[Rendered]:
    """Write the covered rendering of a picture to a new file."""
    from doxdocket.cli.leaving import fresh
    from doxdocket.desk.releasing import require
    from doxdocket.pipeline import pictures
    from doxdocket.store.new_file import put

    if output is None:
        raise WrongCall("deciding.picture_is_written_to_file")
    path = fresh(Path(output))
    data = pictures.rendering(case, finding.removeprefix(_IMAGE), reason=reason, officer=officer)
    require(case, [(output, data)], covered=True)
    put(path, [data])
    return Answer({"case": str(case.folder), "finding": finding, "file": output, **_logged(case)},
                  say("deciding.written_faces_and_findings_covered", output=output))  # fmt: skip
