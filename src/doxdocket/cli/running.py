"""``run`` and ``report``: compute the figures of a case, and put them on one page.

>>> run.short[1]
'Compute everything that changed'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypedDict

import click

from doxdocket.cli import foreseeing
from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.foreseeing import Foreseen
from doxdocket.cli.leaving import copied, fresh
from doxdocket.cli.masking import file_names
from doxdocket.cli.opening import OfRun, Row, at_row, note_if_other_detection, open_case, row_said, warn_if_stale
from doxdocket.cli.progress import Progress
from doxdocket.cli.said import manner, say


class Refused(TypedDict):
    """A file that a parser would not read."""

    name: str
    why: str


class Ran(Row):
    """What a run did."""

    case: str
    run: str
    unchanged: bool
    parsed: int
    detected: int
    pictures: int
    reused: int
    figures: Annotated[int, ("数据个数", "how many there are")]
    unknown: Annotated[list[str], ("未读取的文件名", "names of files not read")]
    adrift: Annotated[list[str], ("已无所指的认定", "decisions that fit nothing any more")]
    refused: Annotated[list[Refused], ("拒读的文件和原因", "files that a parser would not read")]
    unsearched: Annotated[
        int,
        ("没有识别完、须由人阅读的文字和图片数", "texts and pictures not searched to the end, which wait for a person"),
    ]
    repeats: Annotated[list[dict[str, object]], ("重复了封存内容的所写文字", "texts of the team that repeat a value")]


class Reported(OfRun):
    """A report, written."""

    case: str
    run: str
    grade: str
    file: str
    bytes: int


@command(
    "run",
    short=("计算（只算有变化的部分）", "Compute everything that changed"),
    about=(
        (
            "依次读取证据、识别个人信息、归并到人、统计，然后一次发布。只重算有变化的部分；中断后再运行会从断点继续。\n"
            "相同的证据、认定、规则和版本，得到逐字节相同的结果。\n"
            "--what-would-change 先说会有什么变化：逐数（现在和将来的下限、估计、上限）、逐项认定（不变、随文字移动、已无所指，文字已遮盖）、被害人编号。\n"
            "它与运行同样费时，不改动案卷，随时可以中断。"
        ),
        (
            "Reads the captures, looks for personal information, gathers persons, counts, then publishes all at once. Only\n"
            "what changed is done anew; after an interruption it goes on. The same evidence, decisions, rules and release\n"
            "give the same bytes.\n"
            "--what-would-change says first what would change: by figure (low, estimate and high, now and then), by decision (stays,\n"
            "follows its words, adrift, with masked words) and codes of persons. It takes as long as a run, changes nothing in the\n"
            "case, and may be interrupted."
        ),
    ),
    examples=(
        ("doxdocket run 案卷", "doxdocket run case"),
        ("doxdocket run 案卷 --what-would-change", "doxdocket run case --what-would-change"),
        ("doxdocket run 案卷 --json --quiet", "doxdocket run case --json --quiet"),
    ),
)
@case_argument()
@option(
    "--what-would-change",
    "ahead",
    is_flag=True,
    about=("只说会有什么变化，不运行", "say what would change and run nothing"),
)
def run(
    case: str, ahead: bool
) -> Answer[Ran] | Answer[Annotated[Foreseen, ("--what-would-change 为", "of --what-would-change")]]:
    """Run what has something to do, or say what that would change."""
    from doxdocket import pipeline
    from doxdocket.pipeline import repeats

    with open_case(case) as opened, Progress() as progress:
        if ahead:
            return foreseeing.told(opened, case, progress)
        if opened.current_run() is not None:
            note_if_other_detection(opened, case)
        result = pipeline.run(opened, progress=progress)
        count = len(pipeline.figures(opened)["figures"])
        adrift = pipeline.adrift(opened)
        shown = file_names(opened) if result.unknown or result.refused else str
        unknown = [shown(name) for name in result.unknown]
        repeated = list(repeats.rows(opened))
        end = at_row(opened)
    refused: list[Refused] = [{"name": shown(name), "why": say(zh, en)} for name, zh, en in result.refused]
    data: Ran = {"case": case, "run": result.run_id, "unchanged": result.unchanged, "parsed": result.parsed,
            "detected": result.detected, "pictures": result.seen, "reused": result.reused, "figures": count,
            "unknown": unknown, "adrift": adrift,
            "refused": refused, "unsearched": result.unsearched, "repeats": repeated, **end}  # fmt: skip
    if result.unchanged:
        text = say(f"没有变化：{result.run_id} 仍是现行结果。", f"Nothing changed: {result.run_id} is still current.")
    else:
        text = say(f"已发布 {result.run_id}：读取 {result.parsed} 份，识别 {result.detected} 段，读图 {result.seen} 张，沿用 {result.reused} 段。",
                   f"Published {result.run_id}: {result.parsed} sources read, {result.detected} parts searched, {result.seen} pictures read, "
                   f"{result.reused} kept.")  # fmt: skip
    if result.unknown:
        names = say("、", ", ").join(unknown[:5]) + (" …" if len(result.unknown) > 5 else "")
        text += say(f"\n未读取 {len(result.unknown)} 份：不是已知的采集格式（{names}）。它们的内容不在数据里。",
                    f"\nNot read, {len(result.unknown)}: of no known form of capture ({names}). No figure counts them.")  # fmt: skip
    if refused:
        reasons = "".join(f"\n  {one['name']}  {one['why']}" for one in refused[:5])
        text += say(f"\n拒读 {len(refused)} 份，内容不在数据里：{reasons}",
                    f"\nRefused, {len(refused)}; no figure counts them:{reasons}")  # fmt: skip
    if result.unsearched:
        text += say(f"\n没有识别完 {result.unsearched} 处文字或图片（超出限度或出错），内容不在数据里，须由人阅读。清单：doxdocket export {case} unsearched",
                    f"\nNot searched to the end: {result.unsearched} text(s) or picture(s), stopped or failed. No figure counts them; a person must read "
                    f"them. List: doxdocket export {case} unsearched")  # fmt: skip
    if repeated:
        text += say(f"\n注意：{len(repeated)} 处办案人员所写的文字重复了本案封存的内容，请改写{_ways(case, repeated)[0]}。清单：doxdocket export {case} repeats",
                    f"\nNote: {len(repeated)} text(s) of the team repeat a value of this case; please correct them{_ways(case, repeated)[1]}. List: "
                    f"doxdocket export {case} repeats")  # fmt: skip
    if adrift:
        named = say("、", ", ").join(adrift[:10]) + (" …" if len(adrift) > 10 else "")
        text += say(f"\n注意：{len(adrift)} 项认定已无所指，没有起作用（{named}）。逐项：doxdocket export {case} decided",
                    f"\nNote: {len(adrift)} decision(s) fit nothing any more and did nothing ({named}). One by one: doxdocket export {case} decided")  # fmt: skip
    text += "\n" + row_said(end)
    return Answer(data, text + say(f"\n查看：doxdocket figures {case}", f"\nNext: doxdocket figures {case}"))


def _ways(case: str, repeated: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """With which commands such texts are corrected, of what there is."""
    asked = {str(one["of"]) for one in repeated}
    ways = [
        *(("case", f"doxdocket describe {case} --{name} … --reason …") for name in ("title", "authority")
          if any(one["of"] == "case" and one["field"] == name for one in repeated)),
        ("source", f"doxdocket describe {case} 编号 …", f"doxdocket describe {case} NUMBER …"),
        ("officer", f"doxdocket officer add {case} 工号 --key 指纹 --one-key，doxdocket officer remove {case} 姓名", f"doxdocket officer add {case} NUMBER-OF-SERVICE --key FINGERPRINT --one-key, then doxdocket officer remove {case} NAME"),
        ("key", f"doxdocket key remove {case} 指纹，doxdocket key add {case} 公钥 --name 工号", f"doxdocket key remove {case} FINGERPRINT, then doxdocket key add {case} RECIPIENT --name NUMBER-OF-SERVICE"),
        ("decision", f"doxdocket decide {case} undo 编号", f"doxdocket decide {case} undo ID"),
        ("sample", f"doxdocket sample undo {case} 编号", f"doxdocket sample undo {case} ID"),
    ]  # fmt: skip
    named = [way for way in ways if way[0] in asked]
    if not named:
        return "", ""
    return f"（{'；'.join(way[1] for way in named)}）", f" ({'; '.join(way[-1] for way in named)})"


@command(
    "report",
    short=("生成一页报告", "Write the report"),
    about=(
        (
            "把现行结果写成一个不依赖外部资源、可打印的网页（工作密级，全部掩码）：先列缺失，再列数据、规则、图表、方法、保管链。\n"
            "写在案卷的 out/ 里并登记校验值；-o 另外复制一份。"
        ),
        (
            "Writes the current result as one self-contained, printable page (working grade, all masked): what is missing\n"
            "first, then figures, rules, tables, pictures, method and custody head. It goes to out/ of the case, where its digest\n"
            "is kept; -o makes a copy elsewhere."
        ),
    ),
    examples=(
        ("doxdocket report 案卷", "doxdocket report case"),
        ("doxdocket report 案卷 -o 报告.html --lang zh", "doxdocket report case -o report.html --lang en"),
    ),
)
@case_argument()
@option(
    "--grade", type=click.Choice(["working"]), default="working", about=("密级：working 工作密级", "grade: working")
)
@option("-o", "--output", metavar="FILE", type=click.Path(), about=("另外复制到", "copy it here too"))
def report(case: str, grade: str, output: str | None) -> Answer[Reported]:
    """Write the page."""
    from doxdocket import pipeline
    from doxdocket.report import page

    copy = fresh(Path(output)) if output else None
    lang = manner().lang
    with open_case(case) as opened:
        current = pipeline.current(opened)
        warn_if_stale(opened, case)
        name = f"report-{current.run_id}.{'zh-CN' if lang == 'zh' else lang}.html"
        written = page.write(opened, current, opened.folder / "out" / name, lang=lang)
        if copy:
            copied(opened, written, copy)
    file, size = copy or written, written.stat().st_size
    data: Reported = {"case": case, "run": current.run_id, "grade": grade, "file": str(file), "bytes": size}
    return Answer(data, say(f"报告：{file}（{size // 1024} KB）", f"Report: {file} ({size // 1024} KB)"))
