"""What the owner hands in: the report to the police, the notice to a platform, the request to a search engine, the letter to the prosecutors.

Each is a ``Paper`` of the court's layout (.docx, HTML, printed page): what is not known is a visible blank, law is quoted from the rules that ship with the program,
what was found is masked unless the owner chose to show it, which the report alone does, and what is of others, or what nobody said anything of, stands in none.
Of the owner a paper names what it needs: a platform may pass a notice on to whoever published (Civil Code art. 1195), so that identity number, telephone and home address stand
there only where the owner chose so (``ADDED``).

>>> sorted(PAPERS)
['notice', 'prosecutors', 'report', 'search']
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from doxdocket.kit.exposure import IN_PARTS, Exposed
from doxdocket.kit.folder import Day, Item, Kind, Kit
from doxdocket.kit.reading import plain
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import by_provision
from doxdocket.report.document import Block, Both, Column, Document, Paragraph, Part, Table
from doxdocket.report.paper import Paper, blank
from doxdocket.words import zh_en

Made = tuple[Kit, Sequence[Exposed]]
ADDED: Final = ("phone", "id_number", "address")
"""What of the owner a paper to a platform or a search engine names where the owner chose so."""
PASSED_ON: Final = ("notice", "search")
"""Papers that may come before the eyes of whoever published."""
_BY_HAND = zh_en("kit_papers.by_hand")
_ON_PAGE = zh_en("kit_papers.on_page")


def _known(text: str, label: str) -> Both:
    """What the owner wrote, or a blank."""
    plain = text.strip()
    return (plain, plain) if plain else blank(zh_en(f"kit_papers.{label}"), _ON_PAGE)


def _to(text: str, label: str) -> Block:
    """To whom it goes."""
    zh, en = zh_en("kit_papers.to")
    return Paragraph(tuple(a + b for a, b in zip((zh, en), _known(text, label), strict=True)))  # type: ignore[arg-type]


def _told(text: str, label: str) -> Block | None:
    """What the owner may leave open: nothing where nothing was written."""
    return _fact(text, label) if text.strip() else None


def _fact(text: str, label: str) -> Block:
    zh, en = zh_en(f"kit_papers.{label}")
    (said_zh, said_en), (colon_zh, colon_en) = _known(text, label), zh_en("marks.colon")
    return Paragraph((f"{zh}{colon_zh}{said_zh}", f"{en}{colon_en}{said_en}"))


def _part(title: str, *blocks: Block | None) -> Part:
    return Part(blocks, zh_en(f"kit_papers.{title}"))


def _law(*provisions: str) -> Block:
    """The sentences of the law, as the rules have them."""
    rules = [by_provision(one) for one in provisions]
    return Part(
        [(f"{one.article}：“{one.sentence}。”", f"{one.article}: “{one.sentence}。” {one.says.en}") for one in rules],
        zh_en("kit_papers.law"),
    )


def local(moment: datetime) -> str:
    """A moment by the clock of this computer; its zone is told once, over the column."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _taken(kit: Kit) -> Column:
    zones = {one.taken.astimezone().strftime("%z") for one in kit.record.files}
    zone = ", ".join(f"UTC{one[:3]}:{one[3:5]}" for one in sorted(zones))
    return Column(zh_en("kit_papers.taken", zone=zone), lambda one: local(one.taken))


def _gone(kit: Kit) -> list[Block]:
    """Files that the owner took out again, a line each."""
    return [zh_en("kit_papers.gone", no=one.no, at=local(one.at), sha256=one.sha256) for one in kit.record.gone]


def _evidence(kit: Kit, *, police: bool = False) -> Part:
    columns = [
        Column(zh_en("kit_papers.no"), "no"), Column(zh_en("kit_papers.what"), lambda one: zh_en(f"kit.what_{one.what}")),
        Column(zh_en("kit_papers.file"), "name"), Column(zh_en("kit_papers.from"), "about"), _taken(kit),
        Column("SHA-256", "sha256"),
    ]  # fmt: skip
    if police and any(kit.for_police(one.no) for one in kit.record.files):
        columns.append(
            Column(zh_en("kit_papers.for_police"), lambda one: next((path.name for path in kit.for_police(one.no)), ""))
        )
    files = Table(kit.record.files, columns, zh_en("kit_papers.no_files"))
    return _part("evidence", files, *_gone(kit), zh_en("kit_papers.evidence_said"))


def _exposed(found: Sequence[Exposed], *, whole: bool = False) -> Part:
    """What of the owner is exposed, a row a value; ``whole``: what the owner chose is shown in full."""
    mine = _one_each([one for one in found if one.answer == "mine"])
    columns = [
        Column(zh_en("kit_papers.kind"), lambda row: (kinds()[row[0].kind].zh, kinds()[row[0].kind].en)),
        Column(zh_en("kit_papers.value"), lambda row: _content(row[0], whole=whole)),
        Column(zh_en("kit_papers.in_files"), lambda row: ", ".join(map(str, row[1]))),
    ]
    none = blank(zh_en("kit_papers.exposed"), _ON_PAGE)
    family = _one_each([one for one in found if one.answer == "family"])
    whose = Column(zh_en("kit_papers.whose"), lambda row: row[0].who or zh_en("kit_papers.family"))
    of_family = _part("of_family", Table(family, [whose, *columns])) if family else None
    return _part(
        "exposed", Table(mine, columns, none), of_family, zh_en("kit_papers.masked") if mine or family else None
    )


def _one_each(mine: Sequence[Exposed]) -> list[tuple[Exposed, tuple[int, ...]]]:
    """Each value with the files that show it; one that is part of another of its kind is no second one."""

    def part(one: Exposed, other: Exposed) -> bool:
        return (
            one.kind == other.kind
            and one.kind in IN_PARTS
            and one is not other
            and one.who == other.who
            and plain(one.value) in plain(other.value)
        )

    return [
        (one, tuple(sorted({*one.files, *(no for other in mine if part(other, one) for no in other.files)})))
        for one in mine
        if not any(part(one, other) for other in mine)
    ]


def _content(one: Exposed, *, whole: bool) -> str | Both:
    if one.picture:
        return zh_en("kit_papers.picture")
    if one.shown and whole:
        return one.clear
    return one.mask if one.mask.strip("*") else zh_en("kit_papers.covered", n=len(one.clear))


def _days(kit: Kit) -> Block:
    gone = {one.no for one in kit.record.gone}

    def files(one: Day, lang: int) -> str:
        return ", ".join(f"{no}{zh_en('kit_papers.deleted')[lang]}" if no in gone else str(no) for no in one.files)

    columns = [
        Column(zh_en("kit_papers.day"), _when), Column(zh_en("kit_papers.kind_of_harm"), lambda one: zh_en(f"kit.kind_{one.kind}")),
        Column(zh_en("kit_papers.times"), "times", right=True), Column(zh_en("kit_papers.says"), "says"), Column(zh_en("kit_papers.place"), "place"),
        Column(zh_en("kit_papers.seen_by"), "seen_by"), Column(zh_en("kit_papers.in_files"), lambda one: (files(one, 0), files(one, 1))),
    ]  # fmt: skip
    return Table(kit.record.diary, columns, blank(zh_en("kit_papers.diary"), _ON_PAGE))


def _span(one: Day) -> str:
    return " – ".join(dict.fromkeys(day for day in (one.day, one.until) if day))


def _when(one: Day) -> str | Both:
    return " ".join(filter(None, (_span(one), one.time))) or blank(zh_en("kit_papers.day"), _ON_PAGE)


def _place(kit: Kit) -> list[Block | None]:
    about = kit.record.about
    return [_fact(about.platform, "platform"), _fact(about.where, "where"), _fact(about.since, "since")]


def _owner(kit: Kit) -> Part:
    about = kit.record.about
    return _part(
        "owner",
        _fact(about.name, "name"),
        _fact(about.id_number, "id_number"),
        _fact(about.phone, "phone"),
        _fact(about.address, "address"),
    )


def _true_name(kit: Kit, paper: str) -> Part:
    """Who sends a paper that may be passed on: name, and by what they are reached."""
    about = kit.record.about
    chosen = [field for field in ADDED if f"{paper}/{field}" in kit.record.adds]
    more = [_fact(getattr(about, field), field) for field in chosen]
    left = None if len(chosen) == len(ADDED) else zh_en("kit_papers.left_out")
    return _part("true_name", _fact(about.name, "name"), _fact(about.contact, "contact"), *more, left)


def _asks(*keys: str) -> Part:
    return _part("asks", *(zh_en(f"kit_papers.{key}") for key in keys))


def _report(kit: Kit, found: Sequence[Exposed]) -> list[Block | None]:
    about = kit.record.about
    return [
        _to(about.police, "police"), _owner(kit), _part("course", *_place(kit), _told(about.who, "who"), _days(kit)), _exposed(found, whole=True),
        _asks_police(kit.record.diary), _law("cn/pipl/10", "cn/xingfa/253-1-1", "cn/zhian/56-1"), _evidence(kit, police=True),
    ]  # fmt: skip


def _asks_police(diary: Sequence[Day]) -> Part:
    """What is asked; with the days on which somebody threatened or wanted money, where the diary has any."""
    threats = [one for one in diary if one.kind == "threat"]
    days = [text for one in threats if (text := _span(one))]
    asked = [zh_en(f"kit_papers.{key}") for key in ("ask_police", "ask_secure", "ask_receipt")]
    if threats:
        (comma_zh, comma_en), (none_zh, none_en) = zh_en("marks.comma"), zh_en("kit.no_day")
        when = comma_zh.join(dict.fromkeys(days)) or none_zh, comma_en.join(dict.fromkeys(days)) or none_en
        asked.append(zh_en("kit_papers.ask_threat", days=when))
    return _part("asks", *asked)


def _notice(kit: Kit, found: Sequence[Exposed]) -> list[Block | None]:
    about = kit.record.about
    return [
        _to(about.platform, "platform_name"), _true_name(kit, "notice"),
        _part("where_it_is", _fact(about.where, "where"), _fact(about.since, "since")), _exposed(found),
        _asks("ask_take_down", "ask_keep", "ask_answer"), _law("cn/minfadian/1195-1", "cn/minfadian/1195-2"), _first_evidence(kit), zh_en("kit_papers.true"),
    ]  # fmt: skip


def _search(kit: Kit, found: Sequence[Exposed]) -> list[Block | None]:
    about = kit.record.about
    return [
        _to(about.engine, "engine"), _true_name(kit, "search"),
        _part("what_results", _fact(about.searched, "searched"), _fact(about.where, "where")), _exposed(found),
        _asks("ask_unlink", "ask_cache", "ask_answer"), _law("cn/minfadian/1195-1", "cn/minfadian/1037-2"), _first_evidence(kit), zh_en("kit_papers.true"),
    ]  # fmt: skip


def _prosecutors(kit: Kit, found: Sequence[Exposed]) -> list[Block | None]:
    about, harm = kit.record.about, Counter[Kind]()
    for one in kit.record.diary:
        harm[one.kind] += one.times or 1
    rows = list(harm.items())
    columns = [
        Column(zh_en("kit_papers.kind_of_harm"), lambda row: zh_en(f"kit.kind_{row[0]}")),
        Column(zh_en("kit_papers.times"), lambda row: row[1], right=True),
    ]
    return [
        _to(about.procuratorate, "procuratorate"), _part("from_whom", _fact(about.name, "name"), _fact(about.phone, "phone")),
        _part("clue", *_place(kit), _told(about.others, "others")), _exposed(found),
        _part("harm", Table(rows, columns, blank(zh_en("kit_papers.diary"), _ON_PAGE))),
        _asks("ask_prosecutors", "ask_secret"), _law("cn/pipl/10", "cn/pipl/70"), _evidence(kit),
    ]  # fmt: skip


def _first_evidence(kit: Kit) -> Part:
    files = kit.record.files
    columns: list[Column] = [
        Column(zh_en("kit_papers.no"), "no"), Column(zh_en("kit_papers.what"), lambda one: zh_en(f"kit.what_{one.what}")),
        Column(zh_en("kit_papers.from"), "about"), _taken(kit), Column(zh_en("kit_papers.copy"), lambda one: _copy(kit, one)),
    ]  # fmt: skip
    return _part(
        "first_evidence",
        Table(files, columns, blank(zh_en("kit_papers.files"), _ON_PAGE)),
        zh_en("kit_papers.copies_said"),
    )


def _copy(kit: Kit, one: Item) -> str | Both:
    there = kit.covered(one.no)
    return there[0].name if there else zh_en("kit_papers.no_copy")


PAPERS: Final[Mapping[str, Callable[[Kit, Sequence[Exposed]], list[Block | None]]]] = {
    "report": _report, "notice": _notice, "search": _search, "prosecutors": _prosecutors,
}  # fmt: skip


def paper(name: str, kit: Kit, found: Sequence[Exposed]) -> Paper:
    """One of them; KeyError for another name."""
    sign = blank(zh_en("kit_papers.signature"), _BY_HAND)
    date = blank(zh_en("kit_papers.date"), _BY_HAND)
    return Paper(
        name,
        zh_en(f"kit_papers.title_{name}"),
        Document({}, PAPERS[name](kit, found)),
        number=None,
        authority=None,
        date=date,
        grade="own",
        signatures=(sign,),
    )


def titles() -> dict[str, Both]:
    """What each is called."""
    return {name: zh_en(f"kit_papers.title_{name}") for name in PAPERS}
