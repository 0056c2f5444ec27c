"""``describe``: state or correct what is known about sources that are in the case; nothing said before is lost.

A source is named by its number in the list of evidence (``export CASE sources``) or by the beginning of its SHA-256.

>>> describe.short[1]
'State or correct what is known of sources'
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from doxdocket.cli.adding import lacking, told_lacking
from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.cli.stating import given, stating
from doxdocket.errors import WrongCall
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.sources import Source

_BEGINNING = 8  # digits of a SHA-256 that name a source


class Known(TypedDict):
    """What is stated of a source, and what is not."""

    no: int
    sha256: str
    stated: dict[str, object]
    lacks: list[str]


class Described(TypedDict):
    """What was stated, and what is known now."""

    case: str
    by: str
    changed: list[str]
    sources: list[Known]


@command(
    "describe",
    short=("写明或更正证据的情况", "State or correct what is known of sources"),
    about=(
        (
            "写明或更正证据文件的情况：取证方式、时间、地点、持有人、见证人、来源等。只增不改：每次变更都记入保管链，以前的\n"
            '说法仍可查（doxdocket export 案卷 statements）。空文字（如 --place ""）即撤回。\n'
            "证据用清单编号或 SHA-256 开头（至少 8 位）指明，--all 为全部；不写任何内容则只显示现状和所缺。\n"
            "--title、--authority 更正案卷自己的名称和办案机关，要写理由；保管链里只有新旧两种说法的摘要，旧的不再显示。"
        ),
        (
            "States or corrects what is known of sources: method, time, place, holder, witnesses, origin and so on. Nothing is\n"
            "overwritten: each change is logged in custody and what was said before stays readable (doxdocket export CASE\n"
            'statements). An empty text (--place "") takes a statement back.\n'
            "A source is its number in the list or the beginning of its SHA-256 (8 digits or more); --all means every one.\n"
            "With nothing to state, what is stated and what is lacking are shown.\n"
            "--title and --authority correct what the case says of itself, with a reason; the custody chain holds digests of the old\n"
            "and the new words alone, and the old ones are shown no more."
        ),
    ),
    examples=(
        (
            "doxdocket describe 案卷 1 --method online --place 某地 --witness 王五 --by 张三",
            "doxdocket describe case 1 --method online --place 'Room 2' --witness Wang --by Zhang",
        ),
        ("doxdocket describe 案卷 --all", "doxdocket describe case --all"),
        (
            "doxdocket describe 案卷 --title 某某案 --reason 原标题写了被害人姓名 --by 张三",
            "doxdocket describe case --title 'Case 12' --reason 'the old title named a victim' --by Zhang",
        ),
    ),
)
@case_argument()
@argument(
    "words",
    nargs=-1,
    metavar="SOURCE",
    about=("证据：编号或 SHA-256 开头", "a source: number or beginning of its SHA-256"),
)
@option("--all", "every", is_flag=True, about=("全部证据", "every source"))
@option("--officer", "--by", "by", multiple=True, metavar="NAME", about=("由谁说明", "who states it"))
@option(
    "--taken-by",
    "officers",
    multiple=True,
    metavar="NAME",
    about=("更正取证的人：写全（第七条）", "who took it in, corrected: all of them (art. 7)"),
)
@option("--title", metavar="TEXT", about=("更正案卷名称", "the title of the case, corrected"))
@option("--authority", metavar="TEXT", about=("更正办案机关", "the authority, corrected"))
@option("--reason", metavar="TEXT", about=("为什么更正名称或办案机关", "why title or authority is corrected"))
@stating
def describe(
    case: str,
    words: tuple[str, ...],
    every: bool,
    by: tuple[str, ...],
    officers: tuple[str, ...],
    title: str | None,
    authority: str | None,
    reason: str | None,
    **said: Any,
) -> Answer[Described]:
    """State it, of all of them or of none."""
    from doxdocket.pipeline import repeats  # noqa: PLC0415 - reads the run, which most calls need not

    if len(by) > 1:
        raise WrongCall(
            zh="说明的人写一名（--officer）；更正由谁取证用 --taken-by。没有记录任何东西。",
            en="one person states it (--officer); who took it is corrected with --taken-by. Nothing was recorded.",
        )
    who = "".join(by)
    own = {name: text.strip() for name, text in (("title", title), ("authority", authority)) if text is not None}
    if own or reason is not None:
        if words or every or officers or not own or any(value not in (None, ()) for value in said.values()):
            raise WrongCall(
                zh="--title、--authority 和 --reason 说的是案卷自己：不与证据的说明写在一起，--reason 只与它们同用。没有记录任何东西。",
                en="--title, --authority and --reason are of the case itself: they do not go with statements of sources, and --reason goes with them alone. Nothing was recorded.",
            )
        return _case(case, own, reason, who)
    with open_case(case) as opened:
        stated = given(said, opened.info.display_zone) | ({"officers": officers} if officers else {})
        chosen = opened.sources() if every else named(opened, words)
        if not chosen:
            raise WrongCall(
                zh="要写明哪份证据：编号、SHA-256 开头，或 --all。",
                en="Say which source: its number, the beginning of its SHA-256, or --all.",
            )
        if stated:
            repeats.stated(opened, stated)
            with opened.together():
                for source in chosen:
                    opened.describe_source(source.sha256, officer=who, **stated)
        numbers = {s.sha256: n for n, s in enumerate(opened.sources(), 1)}
        now = [s for s in opened.sources() if s.sha256 in {one.sha256 for one in chosen}]
    rows: list[Known] = [
        {"no": numbers[s.sha256], "sha256": s.sha256, "stated": facts(s), "lacks": [lack.code for lack in s.lacks()]}
        for s in now
    ]
    changed = sorted(
        set(stated) - {"taking", "settings"} | {key for name in ("taking", "settings") for key in stated.get(name, {})}
    )
    return Answer({"case": case, "by": who, "changed": changed, "sources": rows}, _told(now, rows, changed))


def _case(case: str, own: dict[str, str], reason: str | None, by: str) -> Answer[Described]:
    """Correct what the case says of itself; the words that were there are not repeated."""
    from doxdocket.cli.deciding import reason_of  # noqa: PLC0415 - most calls need it not
    from doxdocket.pipeline import repeats  # noqa: PLC0415 - the same
    from doxdocket.store import spoken  # noqa: PLC0415 - the same

    if not reason or own.get("title") == "":
        raise WrongCall(
            zh="更正案卷的名称或办案机关要写理由（--reason），名称不能空。没有记录任何东西。",
            en="to correct title or authority say why (--reason); a title cannot be empty. Nothing was recorded.",
        )
    with open_case(case) as opened:
        why = reason_of(reason, opened)
        spoken.refuse(opened, *(repeats.own_words(text) if name == "authority" else text for name, text in own.items()))
        changed = {name: text for name, text in own.items() if getattr(opened.info, name) != text}
        if changed:
            opened.describe(by, why, **changed)
    names = say("、", ", ").join(sorted(changed))
    text = say(f"已更正案卷的 {names}。", f"Corrected of the case: {names}.") if changed else say("没有不同，没有记录。", "Nothing differs; nothing was recorded.")  # fmt: skip
    return Answer(
        {"case": case, "by": by, "changed": sorted(changed), "sources": []},
        text + say(f"\n下一步：doxdocket run {case}，再出报告：doxdocket report {case}", f"\nNext: doxdocket run {case}, then doxdocket report {case}"),
    )  # fmt: skip


def named(case: "Case", words: Sequence[str]) -> "list[Source]":
    """The sources that the words name, each once, in the order of the list."""
    all_ = case.sources()
    found = [one for word in words for one in _one(all_, word)]
    return [s for s in all_ if s in found]


def _one(sources: "Sequence[Source]", word: str) -> "list[Source]":
    if word.isdigit() and len(word) < _BEGINNING:
        hits = list(sources[int(word) - 1 : int(word)]) if int(word) else []
    else:
        hits = [s for s in sources if len(word) >= _BEGINNING and s.sha256.startswith(word.lower())]
    if len(hits) != 1:
        raise WrongCall(
            zh="“{word}”不是一份证据：要写清单编号或 SHA-256 开头（至少 8 位，且只指一份）。查看：doxdocket export CASE sources",
            en="{word} names no one source: write its number in the list, or the beginning of its SHA-256 (8 digits or more). "
            "To see them: doxdocket export CASE sources",
            word=word[:64],
        )
    return hits


def facts(source: "Source") -> dict[str, Any]:
    """All that people have stated about a source; the names of chats are counted only."""
    plain = {
        name: getattr(source, name)
        for name in ("form", "channel", "origin", "captured_at", "note")
        if getattr(source, name)
    }
    known: dict[str, Any] = {"officers": list(source.officers)} if source.officers else {}
    reading = {"mapping": True} if source.settings.get("mapping") else {}
    chats = {"chats": len(source.settings["chats"])} if source.settings.get("chats") else {}
    return known | plain | dict(source.taking) | reading | chats


def _told(sources: "Sequence[Source]", rows: Sequence[Known], changed: Sequence[str]) -> str:
    lines = []
    if changed:
        lines.append(
            say(
                f"已记入 {len(rows)} 份证据：{'、'.join(changed)}。",
                f"Recorded for {len(rows)} source(s): {', '.join(changed)}.",
            )
        )
    elif len(rows) == 1:
        lines += [
            f"{name}: {one_line(value if not isinstance(value, list) else '、'.join(map(str, value)))}"
            for name, value in rows[0]["stated"].items()
        ]
    if lacks := lacking(sources):
        lines.append(told_lacking(lacks))
    elif not changed:
        lines.append(say("不缺手续。", "Nothing is lacking."))
    return "\n".join(lines) or say("没有写明过任何情况。", "Nothing has been stated.")
