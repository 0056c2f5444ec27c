"""``decide`` and ``open``: what a person finds, with a reason; and one value through the one door.

A reason is kept for good and read by others, so one that itself holds a value is refused by the store. Left out: deciding many things at once.

>>> targets("figure.value", ("persons", "812"))
{'figure': 'persons', 'value': '812'}
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.store.case import Case

#: What each act is about: the names of its targets, in the order in which they are written.
ACTS = {
    "finding.confirm": ("finding",), "finding.reject": ("finding",), "person.same": ("a", "b"),
    "conduct.confirm": ("conduct",), "conduct.reject": ("conduct",), "person.not_same": ("a", "b"), "figure.value": ("figure", "value"), "undo": ("decision",),
    "channel.core": ("channel",), "channel.not_core": ("channel",), "channel.weights": ("weights",),
}  # fmt: skip


def targets(act: str, words: Sequence[str]) -> dict[str, str]:
    """The targets of an act by name."""
    names = ACTS[act]
    if len(words) != len(names):
        raise WrongCall(
            zh="{act} 要写 {n} 个对象：{names}。",
            en="{act} takes {n} targets: {names}.",
            act=act,
            n=len(names),
            names=" ".join(names),
        )
    return dict(zip(names, words, strict=True))


_FILE = "file:"
_POST = "post:"  # before channel and id of a post
_IMAGE = "image:"  # before the digest of a picture
"""What stands before a source whose name is to be opened."""


def officer_of(case: "Case", given: str | None) -> str:
    """Who acts: as given, or the case's only officer."""
    if given and given.strip():
        return given.strip()
    if len(case.info.officers) == 1:
        return str(case.info.officers[0])
    raise WrongCall(zh="由谁作出？加 --officer 姓名。", en="Who does this? Add --officer NAME.")


def reason_of(given: str) -> str:
    """The reason as given, or from standard input when it is ``-``; one that repeats a value is refused."""
    from doxdocket.store.reason import checked

    return checked(sys.stdin.read() if given == "-" else given)


@command(
    "decide",
    short=("记录一项认定", "Record a decision"),
    about=(
        (
            "记录一项认定：只增不改，可用另一项认定撤销；重新计算后仍然有效。\n"
            "  finding.confirm / finding.reject 命中      确认或排除一处命中（编号见 export findings 的 finding 列）\n"
            "  conduct.confirm / conduct.reject 行为      确认或排除一处行为标注（编号见 export conduct 的 conduct 列）\n"
            "  person.same / person.not_same A B          同一人、不是同一人（V0001 或 频道/贴文/序号）\n"
            "  figure.value 数据 值                       采用这个值（在上下限之间）\n"
            "  channel.core / channel.not_core 频道        是、不是核心频道（编号见 export channel_ranking）\n"
            "  channel.weights 权重                       另定频道权重，如 views=0,days=5（见 explain 案卷 core_channels）\n"
            "  undo 认定编号                              撤销一项认定"
        ),
        (
            "Records a decision: it is never changed, another one can undo it, and every later run keeps to it.\n"
            "  finding.confirm / finding.reject FINDING   (ids: the column finding of export findings)\n"
            "  conduct.confirm / conduct.reject CONDUCT   (ids: the column conduct of export conduct)\n"
            "  person.same / person.not_same A B          V0001, or channel/post/number\n"
            "  figure.value FIGURE VALUE                  what documents print, within the bounds\n"
            "  channel.core / channel.not_core CHANNEL    ids: export channel_ranking\n"
            "  channel.weights WEIGHTS                    such as views=0,days=5; see explain CASE core_channels\n"
            "  undo DECISION"
        ),
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
    ),
    shape=(
        '{"case", "decision", "at", "act", "target", "officer", "reason"}',
        '{"case", "decision", "at", "act", "target", "officer", "reason"}',
    ),
)
@case_argument()
@argument("act", type=click.Choice(list(ACTS)), about=("认定的种类", "what kind of decision"))
@argument("words", nargs=-1, metavar="TARGET", required=True, about=("对象", "what it is about"))
@option("--reason", required=True, about=("理由；- 即从标准输入读", "why; - reads it from standard input"))
@option(
    "--officer",
    metavar="NAME",
    about=("由谁作出；案卷只有一名经办人时可不写", "who decides; the case's only officer unless given"),
)
def decide(case: str, act: str, words: tuple[str, ...], reason: str, officer: str | None) -> Answer:
    """Record it, once it is clear what it is about."""
    target = targets(act, words)
    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason)
        done = opened.decide(act, known(opened, target), why, who)
    data = {"case": case, "decision": done.id, "at": done.at, "act": act, "target": dict(done.target), "officer": who,
            "reason": why}  # fmt: skip
    return Answer(
        data, say(f"已记录 {done.id}。下一步：doxdocket run {case}", f"Recorded {done.id}. Next: doxdocket run {case}")
    )


def known(case: "Case", target: dict[str, str]) -> dict[str, object]:
    """The same targets, each there for certain; a person's code becomes the key of its first dossier."""
    from doxdocket import pipeline

    found: dict[str, object] = dict(target)
    for name in ("a", "b"):
        if name in target:
            found[name] = _dossier(case, target[name])
    if len({found[n] for n in ("a", "b") if n in found}) == 1:
        raise WrongCall(zh="两个对象是同一个。", en="The two targets are the same.")
    if "figure" in target:
        figures = {f["id"]: f for f in pipeline.figures(case)["figures"]}
        if target["figure"] not in figures:
            raise _absent(target["figure"])
        found["value"] = picked(figures[target["figure"]], target["value"])
    if "decision" in target and target["decision"] not in {d.id for d in case.decisions()}:
        raise _absent(target["decision"])
    if (
        "channel" in target
        and target["channel"] not in pipeline.current(case).read("channel_ranking")["channel_id"].to_pylist()
    ):
        raise _absent(target["channel"])
    if "weights" in target:
        weighed(target["weights"])
    if "finding" in target:
        _finding(case, target["finding"])
    if "conduct" in target:
        _conduct(case, target["conduct"])
    return found


def weighed(text: str) -> None:
    """Weights as they can be read; others are refused."""
    from doxdocket.law.channels import changed

    changed(text)


def picked(figure: Mapping[str, Any], text: str) -> int | str:
    """The value that a person picks for a figure: a whole number or a fraction, within the bounds where there are any.

    >>> picked({"id": "persons", "low": 790, "high": 830}, "812"), picked({"id": "ratio", "low": None}, "3/5")
    (812, '3/5')
    """
    try:
        value, ends = Fraction(text), [Fraction(figure[end]) for end in ("low", "high") if figure.get(end) is not None]
    except (ValueError, ZeroDivisionError):
        raise WrongCall(
            zh="{figure} 的值要写成整数或分数 p/q。",
            en="The value of {figure} is a whole number or a fraction p/q.",
            figure=figure["id"],
        ) from None
    if ends and not ends[0] <= value <= ends[-1]:
        raise WrongCall(
            zh="{figure} 的值要在下限 {low} 和上限 {high} 之间。若上下限本身不对，请先认定命中或人。",
            en="The value of {figure} lies between {low} and {high}. If the bounds are wrong, decide on findings or persons first.",
            figure=figure["id"], low=figure["low"], high=figure["high"],
        )  # fmt: skip
    return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _dossier(case: "Case", name: str) -> str:
    from doxdocket import pipeline

    keys = [key for key, code in case.codes().items() if code == name]
    if keys:
        return keys[0]
    rows = pipeline.current(case).read("dossiers", ["channel_id", "post_id", "person_no"]).to_pylist()
    if name not in {f"{r['channel_id']}/{r['post_id']}/{r['person_no']}" for r in rows}:
        raise _absent(name)
    return name


def _absent(name: str) -> WrongCall:
    return WrongCall(zh="现行结果里没有 {name}。", en="The current result has no {name}.", name=name)


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


def _conduct(case: "Case", name: str) -> None:
    """A stretch of conduct of the current run, by its id; a rejected one is still there."""
    from doxdocket import pipeline
    from doxdocket.law import standing

    split(name)
    rows = pipeline.current(case).read("conduct", ["channel_id", "post_id", "where", "start", "end", "label"])
    if name not in set(standing.conduct_keys(rows).to_pylist()):
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
    shape=(
        '{"case", "finding", "value"}；图片为 {"case", "finding", "file"}',
        '{"case", "finding", "value"}; of a picture {"case", "finding", "file"}',
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
def open_(case: str, finding: str, reason: str, officer: str | None, output: str | None) -> Answer:
    """Open it through the door."""
    from doxdocket.cli.describing import named
    from doxdocket.store.door import open_name, open_post, open_value

    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason)
        if finding.startswith(_FILE):
            [source] = named(opened, [finding.removeprefix(_FILE)])
            name = open_name(opened, source, reason=why, officer=who)
            return Answer({"case": case, "finding": finding, "value": name}, name)
        if finding.startswith(_IMAGE) and "/" not in finding:
            return _rendered(opened, finding, output, why, who)
        if finding.startswith(_POST):
            channel, _, post = finding.removeprefix(_POST).rpartition("/")
            text = open_post(opened, channel, post, reason=why, officer=who)
            return Answer({"case": case, "finding": finding, "value": text}, text)
        channel, post, where, start, end, _ = _finding(opened, finding)
        value = open_value(opened, channel, post, where, start, end, reason=why, officer=who)
    return Answer({"case": case, "finding": finding, "value": value}, value)


def _rendered(case: "Case", finding: str, output: str | None, reason: str, officer: str) -> Answer:
    """Write the covered rendering of a picture to a new file."""
    from doxdocket.pipeline import pictures

    if output is None:
        raise WrongCall(zh="图片要写到文件：加 -o 文件。", en="A picture is written to a file: add -o FILE.")
    path = Path(output)
    if path.exists():
        raise WrongCall(zh="文件已存在，不覆盖：{file}", en="{file} exists and is not replaced", file=path)
    data = pictures.rendering(case, finding.removeprefix(_IMAGE), reason=reason, officer=officer)
    path.write_bytes(data)
    return Answer({"case": str(case.folder), "finding": finding, "file": output},
                  say(f"已写入：{output}（人脸和命中已遮盖）", f"Written: {output} (faces and findings covered)"))  # fmt: skip
