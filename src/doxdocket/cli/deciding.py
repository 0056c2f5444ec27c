"""``decide`` and ``open``: what a person finds, with a reason; and one value through the one door.

A reason is kept for good and read by others, so one that itself holds a value is refused by the store. Many decisions come from one
file, all or none; a birth date is never an argument. What the acts are and do: ``rules/decisions.yaml``.

>>> split("telegram:channel:1/45/link[0]/3-14/phone_number")
('telegram:channel:1', '45', 'link[0]', 3, 14, 'phone_number')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.opening import Row, at_row, open_case, row_said
from doxdocket.cli.said import manner, say
from doxdocket.errors import WrongCall
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.pipeline.deciding import Done
    from doxdocket.store.case import Case

_FILE = "file:"
_POST = "post:"  # before channel and id of a post
_IMAGE = "image:"  # before the digest of a picture
"""What stands before a source whose name is to be opened."""


def officer_of(case: "Case", given: str | None) -> str:
    """Who acts: an officer of the case, named or known by the key that opened it, or the only one there is."""
    if given is None:
        asked_for(case)
    if who := case.custody.officer(given or ""):
        return who
    raise WrongCall(zh="由谁作出？加 --officer 姓名。", en="Who does this? Add --officer NAME.")


def asked_for(case: "Case") -> None:
    """Refuse to guess who acts where this key may act as more than one officer."""
    able = case.custody.able()
    if len(able) > 1:
        raise WrongCall(
            zh="由谁作出？用这把钥匙的可能是 {officers}（各人没有自己的钥匙），不代为选择。没有记录任何东西。加 --officer 姓名。",
            en="Who does this? {officers} may sit at this key (not each has one of his own), and none is chosen for them. Nothing was recorded. Add --officer NAME.",
            officers=say("、", ", ").join(able),
        )  # fmt: skip


def reason_of(given: str, case: "Case | None" = None) -> str:
    """The reason as given, or from standard input when it is ``-``; one that repeats a value, of this case above all, is refused."""
    from doxdocket.store import spoken
    from doxdocket.store.reason import checked

    said = checked(sys.stdin.read() if given == "-" else given)
    if case is not None:
        spoken.refuse(case, said)
    return said


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
    already: Annotated[bool, ("已有，没有再记", "it stood already and was not recorded again")]


class Line(TypedDict):
    """A line of a file, and the decision that it is now."""

    line: int | None
    decision: str


class Many(Row):
    """The decisions of a file."""

    case: str
    file: str
    rows: int
    recorded: list[Line]
    already: list[Line]
    adrift: list[Line]
    retimed: list[Line]


class Opened(Row):
    """What was opened."""

    case: str
    finding: str
    value: str


class Rendered(Row):
    """A picture with faces and findings covered."""

    case: str
    finding: str
    file: str


@command(
    "decide",
    short=("记录一项或多项认定", "Record one decision or many"),
    about=_WithActs(
        (
            (
                "记录认定：只增不改，可用另一项认定撤销；每次运行都按内容重新找到所指对象，找不到的会说明，不会用到别处。\n"
                "与有效认定矛盾的不记录，并说明是哪几项；--overrule 一并撤销它。--from 从文件一次记录多项（全部或全不）。\n"
                "人写编号 V0001 或其任一发布（频道/贴文/序号）；完整的出生日期写 -，从标准输入读。"
            ),
            (
                "Records decisions: never changed, another one can undo them. Every run finds again by content what each is about;\n"
                "what is not found is told and put to nothing else. What contradicts a decision that stands is not recorded and\n"
                "told why; --overrule undoes that one together with it. --from records many of one file, all or none.\n"
                "A person is V0001 or one of its publications (channel/post/number); a whole birth date is written - and read from\n"
                "standard input."
            ),
        )
    ),
    examples=(
        (
            "doxdocket decide 案卷 person.not_same V0001 V0007 --reason 两人出生年份不同 --officer 张三",
            "doxdocket decide case person.not_same V0001 V0007 --reason 'born in different years' --officer Zhang",
        ),
        (
            "doxdocket decide 案卷 figure.value persons 812 --reason 采下限，疑似关联未经核实 --officer 张三",
            "doxdocket decide case figure.value persons 812 --reason 'doubtful links not checked' --officer Zhang",
        ),
        ("doxdocket decide 案卷 --from 认定.jsonl", "doxdocket decide case --from decisions.jsonl"),
    ),
)
@case_argument()
@argument("act", required=False, type=_Act(), about=("认定的种类", "what kind of decision"))
@argument("words", nargs=-1, metavar="TARGET", about=("对象", "what it is about"))
@option("--reason", about=("理由；- 即从标准输入读", "why; - reads it from standard input"))
@option(
    "--officer",
    metavar="NAME",
    about=(
        "由谁作出；只有一名经办人可用这把钥匙时可不写",
        "who decides; the only officer who can act with this key unless given",
    ),
)
@option(
    "--from",
    "file",
    metavar="FILE",
    type=click.Path(),
    about=(
        "从文件记录多项：JSON Lines 或 CSV，每行 act、target、reason、officer",
        "many from a file: JSON Lines or CSV, each with act, target, reason, officer",
    ),
)
@option(
    "--overrule",
    "overrules",
    multiple=True,
    metavar="DECISION",
    about=("一并撤销这项认定", "undo this decision together with it"),
)
def decide(
    case: str, act: str | None, words: tuple[str, ...], reason: str | None, officer: str | None, file: str | None, overrules: tuple[str, ...]
) -> Answer[Decided] | Answer[Annotated[Many, ("--from 为", "of --from")]]:  # fmt: skip
    """Record it, once it is clear what it is about."""
    if file is not None:
        if act or reason or overrules:
            raise WrongCall(
                zh="--from 的文件里已写明一切，不再写别的（--officer 除外）。",
                en="With --from the file says it all: nothing else beside --officer.",
            )
        return _many(case, file, officer)
    for name, given in (("act", act), ("words", words), ("reason", reason)):
        if not given:
            ctx = click.get_current_context()
            raise click.MissingParameter(ctx=ctx, param=next(p for p in ctx.command.params if p.name == name))
    return _one(case, str(act), words, str(reason), officer, overrules)


def _one(
    case: str, act: str, words: Sequence[str], reason: str, officer: str | None, overrules: Sequence[str]
) -> Answer[Decided]:
    from doxdocket.decisions.acts import targets
    from doxdocket.pipeline import deciding

    target = targets(act, words)
    if act == "person.born":
        target["date"] = _birth(str(target["date"]), reason)
    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason)
        (done,) = deciding.record(opened, [deciding.Asked(act, target, why, who, overrules)])
        end = at_row(opened)
    made = done.decision
    data: Decided = {"case": case, "decision": made.id, "at": made.at, "act": act, "target": dict(made.target), "officer": who,
            "reason": why, "already": done.already, **end}  # fmt: skip
    if done.already:
        return Answer(data, say(f"已有 {made.id}，没有再记。", f"{made.id} says so already; nothing was recorded."))
    return Answer(
        data,
        say(
            f"已记录 {made.id}。{row_said(end)}\n下一步：doxdocket run {case}",
            f"Recorded {made.id}. {row_said(end)}\nNext: doxdocket run {case}",
        ),
    )


def _birth(date: str, reason: str) -> str:
    """A birth date, which is a value: from standard input, or not more than a year."""
    if date == "-" and reason != "-":
        return sys.stdin.read().strip()
    if len(date) > 4 or date == "-":
        raise WrongCall(
            zh="出生日期不写在命令里：写 -，从标准输入读；或只写年份。",
            en="A birth date is no argument: write - and give it on standard input; or the year alone.",
        )
    return date


def _many(case: str, file: str, officer: str | None) -> Answer[Many]:
    from doxdocket.cli import decision_files
    from doxdocket.pipeline import deciding

    try:
        data = Path(file).read_bytes()
    except OSError:
        raise WrongCall(zh="读不到文件：{file}", en="{file} cannot be read", file=file) from None
    with open_case(case) as opened:
        given = "" if officer is None and len(opened.custody.able()) > 1 else opened.custody.officer(officer or "")
        asked = decision_files.read(data, given)
        done = deciding.record(
            opened, asked, origin={"file": hashlib.sha256(data).hexdigest()}, by=opened.custody.who(given)
        )
        end = at_row(opened)
    told: Many = {
        "case": case, "file": file, "rows": len(done), **end, "recorded": _lines(d for d in done if not d.already),
        "already": _lines(d for d in done if d.already), "adrift": _lines(d for d in done if d.adrift),
        "retimed": _lines(d for d in done if d.retimed and not d.already),
    }  # fmt: skip
    n, old, lost = len(told["recorded"]), len(told["already"]), len(told["adrift"])
    text = say(f"已记录 {n} 项，已有而未再记 {old} 项。", f"{n} recorded, {old} there already.") + "\n" + row_said(end)
    if lost:
        text += say(
            f"\n注意：{lost} 项所指的对象在现行结果里找不到，已记录而不起作用。",
            f"\nNote: {lost} name something that the current result has not; they are recorded and do nothing.",
        )
    if late := len(told["retimed"]):
        text += say(
            f"\n注意：{late} 项的时间（at）早于本案建立，不能是本案的认定时间：以记录的时间为准，文件所写的时间留在保管链里。",
            f"\nNote: {late} say a time (at) from before this case was made, when nothing was decided in it: they have the time of their recording, and the custody log keeps the time of the file.",
        )
    return Answer(told, text + (say(f"\n下一步：doxdocket run {case}", f"\nNext: doxdocket run {case}") if n else ""))


def _lines(some: "Iterable[Done]") -> list[Line]:
    return [{"line": one.asked.line, "decision": one.decision.id} for one in some]


def _absent(name: str) -> WrongCall:
    from doxdocket.pipeline.answers import absent

    return absent(name)


def split(finding: str) -> tuple[str, str, str, int, int, str]:
    """Channel, post, where, start, end, kind of a finding's id.

    >>> split("telegram:channel:1/45/link[0]/3-14/phone_number")
    ('telegram:channel:1', '45', 'link[0]', 3, 14, 'phone_number')
    """
    parts = finding.rsplit("/", 4)
    start, _, end = parts[3].partition("-") if len(parts) == 5 else ("", "", "")
    if not (start.isdigit() and end.isdigit()):
        raise WrongCall(zh="命中编号应为 频道/贴文/位置/起-止/种类，见 export findings 的 finding 列。",
                        en="A finding's id is channel/post/where/start-end/kind; see the column finding of export findings.")  # fmt: skip
    return parts[0], parts[1], parts[2], int(start), int(end), parts[4]


def _finding(case: "Case", name: str) -> tuple[str, str, str, int, int, str]:
    """A finding of the current run, by its id."""
    import pyarrow.compute as pc

    from doxdocket import pipeline

    channel, post, where, start, end, kind = key = split(name)
    wanted = {"channel_id": channel, "post_id": post, "where": where, "start": start, "end": end, "kind": kind}
    for batch in pipeline.current(case).batches("findings", list(wanted)):
        hits = [pc.equal(batch.column(column), value) for column, value in wanted.items()]
        match = hits[0]
        for more in hits[1:]:
            match = pc.and_(match, more)
        if pc.any(match).as_py():
            return key
    raise _absent(name)


@command(
    "open",
    short=("打开一个值", "Open one value"),
    about=(
        (
            "打开一处命中的明文，或一份证据的原文件名（file:清单编号），只显示一次。必须写理由；先记入保管链，再显示。\n"
            "image:摘要 加 -o 文件，写出一张图片的遮盖版：人脸和命中都已遮住，没有元数据。post:频道/贴文 打开一贴的全部文字（抽样复核漏检时用）。"
        ),
        (
            "Shows the clear text of one finding, or the real name of one source (file:NUMBER of the list), once. A reason is\n"
            "required; the custody log has it before the screen does. image:DIGEST with -o FILE writes a covered rendering of\n"
            "one picture: faces and findings cannot be made out, metadata is gone. post:CHANNEL/POST opens all words of one post, which\n"
            "double review needs to tell what was missed."
        ),
    ),
    examples=(
        (
            "doxdocket open 案卷 telegram:channel:1234567/45/text/3-14/phone_number --reason 核对报案人号码 --officer 张三",
            "doxdocket open case telegram:channel:1234567/45/text/3-14/phone_number --reason 'number given by the complainant' --officer Zhang",
        ),
    ),
)
@case_argument()
@argument(
    "finding",
    about=(
        "命中编号，见 export findings；或 file:编号；或 image:摘要，见 export images；或 post:频道/贴文",
        "the finding's id, see export findings; or file:NUMBER; or image:DIGEST, see export images; or post:CHANNEL/POST",
    ),
)
@option("--reason", required=True, about=("理由；- 即从标准输入读", "why; - reads it from standard input"))
@option("--officer", metavar="NAME", about=("由谁打开", "who opens it"))
@option("-o", "--output", metavar="FILE", type=click.Path(), about=("图片遮盖版写到这里", "where the rendering goes"))
def open_(
    case: str, finding: str, reason: str, officer: str | None, output: str | None
) -> Answer[Opened] | Answer[Annotated[Rendered, ("图片为", "of a picture")]]:
    """Open it through the door."""
    from doxdocket.cli.describing import named
    from doxdocket.store.door import open_name, open_post, open_value

    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason)
        if finding.startswith(_IMAGE) and "/" not in finding:
            return _rendered(opened, finding, output, why, who)
        if finding.startswith(_FILE):
            [source] = named(opened, [finding.removeprefix(_FILE)])
            value = open_name(opened, source, reason=why, officer=who)
        elif finding.startswith(_POST):
            channel, _, post = finding.removeprefix(_POST).rpartition("/")
            value = open_post(opened, channel, post, reason=why, officer=who)
        else:
            channel, post, where, start, end, _ = _finding(opened, finding)
            value = open_value(opened, channel, post, where, start, end, reason=why, officer=who)
        data: Opened = {"case": case, "finding": finding, "value": value, **_logged(opened)}
    return Answer(data, one_line(value) if finding.startswith(_FILE) and sys.stdout.isatty() else value, verbatim=True)


def _logged(case: "Case") -> Row:
    """The row that an opening is, said beside the value, whose own words go to standard output alone."""
    end = at_row(case)
    if not manner().json:  # where it is in the answer
        out.note(row_said(end))
    return end


def _rendered(case: "Case", finding: str, output: str | None, reason: str, officer: str) -> Answer[Rendered]:
    """Write the covered rendering of a picture to a new file."""
    from doxdocket.cli.leaving import fresh
    from doxdocket.pipeline import pictures
    from doxdocket.store.new_file import put

    if output is None:
        raise WrongCall(zh="图片要写到文件：加 -o 文件。", en="A picture is written to a file: add -o FILE.")
    path = fresh(Path(output))
    data = pictures.rendering(case, finding.removeprefix(_IMAGE), reason=reason, officer=officer)
    put(path, [data])
    return Answer({"case": str(case.folder), "finding": finding, "file": output, **_logged(case)},
                  say(f"已写入：{output}（人脸和命中已遮盖）", f"Written: {output} (faces and findings covered)"))  # fmt: skip
