"""What the owner hands in: the report to the police, the notice to a platform, the request to a search engine, the letter to the prosecutors.

Each is a ``Paper`` of the court's layout (.docx, HTML, printed page): what is not known is a visible blank, law is quoted from the rules that ship with the program,
what was found is masked unless the owner chose to show it, which the report alone does, and what is of others, or what nobody said anything of, stands in none.
Of the owner a paper names what it needs: a platform may pass a notice on to whoever published (Civil Code art. 1195), so that identity number, telephone and home address stand
there only where the owner chose so (``ADDED``).

>>> [one for one in PAPERS if one not in NOTICES], len(NOTICES)
(['report', 'search', 'prosecutors'], 6)
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec

from doxdocket.kit.calls import TEXTS, _shown, order
from doxdocket.kit.exposure import ACCOUNTS, Called, Exposed, Hiding, summed, told_best, within
from doxdocket.kit.folder import Day, Item, Kind, Kit, Record, Said
from doxdocket.kit.quotes import act_of, spoken
from doxdocket.kit.screen import IN_PARTS, NEAR, WHEN, Read, heads_of, moments, number, plain, sites, standing, text_of
from doxdocket.kit.signs import sign
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import by_provision
from doxdocket.report.document import Block, Both, Column, Document, Paragraph, Part, Table
from doxdocket.report.paper import Paper, blank
from doxdocket.seal import addresses
from doxdocket.words import named, said_in, say, zh_en

Made = tuple[Kit, Sequence[Exposed]]
ADDED: Final = ("phone", "id_number", "address")
"""What of the owner a paper to a platform or a search engine names where the owner chose so."""
NOTICES: Final = {"notice": "", **{f"notice_{n}": f"_{n}" for n in range(2, 7)}}
"""A notice for each platform, and what its fields end in (``About``)."""
PASSED_ON: Final = (*NOTICES, "search")
"""Papers that may come before the eyes of whoever published; of them files that show what was published, and no data of the family."""
_ON_PAGE = zh_en("kit_papers.on_page")


def _known(text: str, label: str) -> Both:
    """What the owner wrote, or a blank."""
    plain = text.strip()
    return (plain, plain) if plain else blank(zh_en(f"kit_papers.{label}"), _ON_PAGE)


def _to(text: str, label: str) -> Block:
    """To whom it goes."""
    zh, en = zh_en("kit_papers.to")
    return Paragraph(tuple(a + b for a, b in zip((zh, en), _known(text, label), strict=True)))  # type: ignore[arg-type]


def _if_told(text: str, label: str) -> Block | None:
    """What the owner may leave open: nothing where nothing was written."""
    return _fact(text, label) if text.strip() else None


def _fact(text: str, label: str) -> Block:
    zh, en = zh_en(f"kit_papers.{label}")
    (said_zh, said_en), (colon_zh, colon_en) = _known(text, label), zh_en("marks.colon")
    return Paragraph((f"{zh}{colon_zh}{said_zh}", f"{en}{colon_en}{said_en}"))


def _part(title: str, *blocks: Block | None) -> Part:
    return Part(blocks, zh_en(f"kit_papers.{title}"))


_WHOLE: Final = {"cn/xingfa/253-1-1": ("cn/xingfa/253-1-1", "cn/xingfa/253-1-1-extra")}
"""Paragraphs of which the rules have the parts."""


def _law(*provisions: str) -> Part:
    """The sentences of the law, as the rules have them; whole ones alone stand between quotation marks."""
    lines = list[Both]()
    for one in provisions:
        parts = [by_provision(part) for part in _WHOLE.get(one, (one,))]
        text, (zh, en) = "；".join(part.sentence for part in parts) + "。", zh_en("kit_papers.items")
        shown = (f"{zh}：{text}", f" {en}: {text}") if "……" in text else (f"：“{text}”", f": “{text}”")
        lines.append((parts[0].article + shown[0], parts[0].article + shown[1] + " " + parts[0].says.en))
    return Part(lines, zh_en("kit_papers.law"))


def local(moment: datetime) -> str:
    """A moment by the clock of this computer; its zone is told once, over the column."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _taken(kit: Kit) -> Column:
    zones = {one.taken.astimezone().strftime("%z") for one in kit.record.files}
    zone = ", ".join(f"UTC{one[:3]}:{one[3:5]}" for one in sorted(zones))
    return Column(zh_en("kit_papers.taken", zone=zone), lambda one: local(one.taken))


def copies(kit: Kit, name: str, one: Item) -> list[Path]:
    """The copy of a file that goes with a paper: with the report that which shows what the report does, where there is one; the prosecutors get it too."""
    return (kit.for_police(one.no) if name not in PASSED_ON else []) or kit.covered(one.no)


def _evidence(
    kit: Kit, name: str, found: Sequence[Exposed], shown: Mapping[int, Sequence[str]], reads: Mapping[int, Read]
) -> Part:
    def where(one: Item) -> str:
        """Where it is from, and the addresses and the number of the group that a public file shows."""
        sites_ = shown.get(one.no, ()) if published(one) else ()
        return say("marks.comma").join(dict.fromkeys(filter(None, (one.about.strip(), *sites_))))

    columns = [
        Column(zh_en("kit_papers.no"), "no"), Column(zh_en("kit_papers.what"), lambda one: zh_en(f"kit.what_{one.what}")),
        Column(zh_en("kit_papers.file"), "name"), Column(zh_en("kit_papers.from"), where), _taken(kit),
        Column(zh_en("kit_papers.copy"), lambda one: "".join(path.name for path in copies(kit, name, one)) or _copy(kit, one, reads)),
    ]  # fmt: skip
    table = Table(files(kit, name, found), columns, zh_en("kit_papers.no_files"))
    return _part("evidence", table, zh_en("kit_papers.evidence_said"), zh_en("kit_papers.police_said"))


def _digests(kit: Kit, name: str, found: Sequence[Exposed]) -> Part | None:
    """The annex by which whoever gets the files tells that they are those: nobody needs to read it."""
    there = files(kit, name, found)
    columns = [Column(zh_en("kit_papers.no"), "no"), Column("SHA-256", "sha256")]
    return _part("digests", zh_en("kit_papers.digests_said"), Table(there, columns)) if there else None


def files(kit: Kit, name: str, found: Sequence[Exposed]) -> list[Item]:
    """The files of a paper: those that the owner chose for it; else all but talks of which nothing tells that they concern the owner, of one that may be passed on the pictures and pages that show what is the owner's, or were said to be public, and are, by their source, of whom it goes to."""
    chosen, record = kit.record.handed.get(name), kit.record
    if chosen is not None:
        return [one for one in record.files if one.no in chosen]
    found = _photos(kit, found)
    if name not in PASSED_ON:
        told = {no for one in found if one.answer not in ("others", "nobody") for no in one.files}
        told |= {no for one in record.threats for no in one.files} | {no for one in record.diary for no in one.files}
        return [
            one
            for one in record.files
            if one.what != "chat" or one.about or one.seen or one.no in told or not kit.covered(one.no)  # not read
        ]
    own = [one for one in found if one.answer == "mine"] or [one for one in found if one.answer is None]
    shows = ({no for one in own for no in one.files} | _said_public(kit, found)) - set(record.left_out)
    return [
        one
        for one in kit.record.files
        if one.no in shows
        and one.what in ("screenshot", "page")
        and (source(kit, one, name) or (name == "search" and published(one) and _addresses(one.about)))
    ]


def _said_public(kit: Kit, found: Sequence[Exposed]) -> set[int]:
    """Pictures that the owner said were public, whatever was found in them, but for those that show what is of others, or what nobody said whose it is."""
    others = {no for one in found if one.answer in ("family", "others", None) and not one.picture for no in one.files}
    return {one.no for one in kit.record.files if one.seen == "public" and one.what == "screenshot"} - others


def _addresses(where: str) -> list[str]:
    """Of lines of where it is those with the address of a page: a search engine has no groups and no chats."""
    return [line.strip() for line in where.splitlines() if sign("web").search(line)]


def _found_by_search(kit: Kit) -> list[str]:
    about = kit.record.about
    told = [line for end in NOTICES.values() for line in _addresses(getattr(about, f"where{end}"))]
    return list(
        dict.fromkeys([*told, *(line for one in kit.record.files if published(one) for line in _addresses(one.about))])
    )


_SAVED: Final = (".html", ".htm", ".mht", ".mhtml", ".webarchive")


def _public(one: Item) -> bool | None:
    """Whether anybody could see what a file shows: as the owner said, else by its source, and of a saved page (no bill or letter as PDF) without one. None where that does not tell."""
    if one.what not in PUBLIC or one.seen:
        return one.what in PUBLIC and one.seen == "public"
    place = sign("place").search(one.about) is not None
    if sign("private").search(f"{one.about} {one.name}"):
        return None if place else False
    if not place and sign("paid").search(f"{one.about} {one.name}"):
        return False
    if one.about.strip():
        return place or not sign("sent").search(one.about) or None
    return (one.what == "page" and one.name.lower().endswith(_SAVED)) or None


def published(one: Item) -> bool:
    """Whether what a file shows may be called published. A list of calls, a slip, a recording never."""
    return _public(one) is True


def source(kit: Kit, one: Item, name: str) -> bool | None:
    """Whether a file is of whom a notice goes to, by the source that the owner wrote: its name, or a line of where it is, stands there. None where no source was written, it does not tell whether anybody could see that, or it is not known whom the notice goes to; a private message is never."""
    about = kit.record.about
    end = NOTICES.get(name)
    lines = (
        [about.engine]
        if end is None
        else [getattr(about, f"platform{end}"), *getattr(about, f"where{end}").splitlines()]
    )
    named, written = [plain(line) for line in lines if len(plain(line)) > 1], plain(one.about)
    if (public := _public(one)) is False:
        return False
    if not written or not named:
        return None
    if end is None and (there := [line for line in named if line in written]):
        # a page of the same company is no result of its search: that is asked
        return (public and any(sign("result").search(written.replace(line, "")) for line in there)) or None
    ours = any(line in written or written in line for line in named)
    return ours and public and not (name in NOTICES and _elsewhere(kit, one, name))


def _elsewhere(kit: Kit, one: Item, name: str) -> bool:
    """Whether a source begins with the platform of another notice."""
    own, *others = (plain(getattr(kit.record.about, f"platform{end}")) for end in (NOTICES[name], *NOTICES.values()))
    return plain(_platform(one.about)) in {each for each in others if each and each != own}


def _of_platform(kit: Kit, one: Item, name: str) -> bool:
    """Whether a source names the platform of a notice, and does not begin with that of another."""
    platform = plain(getattr(kit.record.about, f"platform{NOTICES[name]}"))
    return bool(platform) and platform in plain(one.about) and not _elsewhere(kit, one, name)


def places(
    kit: Kit, found: Sequence[Exposed], threats: Sequence[Said] = (), unread: Collection[int] = ()
) -> dict[str, str]:
    """The fields of platforms, as the sources of what was published tell them: the first word of a source, or the site of an address, is the platform, and where it is the whole line. The owner sees them before they are kept.

    Of files that show what is the owner's or the family's, or a threat in a place where more than one person reads, and of recordings and pictures that could not be read (``unread``) from such a place: where evidence comes from is not where the offence is.

    >>> _platform("Telegram 频道 甲"), _platform("https://t.me/s/abc"), _platform("QQ群 乙")
    ('Telegram', 'Telegram', 'QQ')
    """
    told, found = defaultdict[str, dict[str, None]](dict), _photos(kit, found)
    own = [one for one in found if one.answer in ("mine", "family")] or [one for one in found if one.answer is None]
    own += [one for one in found if one.picture and one.answer is None]
    shows = {no for one in own for no in one.files} | _said_public(kit, found)
    threaten = {no for one in threats for no in one.files}
    for one in kit.record.files:
        place = (
            sign("place").search(one.about) is not None
            and one.seen != "private"
            and not sign("private").search(one.about)
        )
        there = published(one) and (one.no in shows or (one.no in threaten and place))
        if one.about.strip() and (there or (one.no in unread and place)):
            told[_platform(one.about)][one.about.strip()] = None
    ends = list(NOTICES.values())
    return {
        f"{field}{end}": text
        for end, (platform, where) in zip(ends, told.items(), strict=False)
        for field, text in (("platform", platform), ("where", "\n".join(where)))
    }


_SITES: Final = {"t.me": "Telegram", "weibo.com": "微博", "m.weibo.cn": "微博", "tieba.baidu.com": "百度贴吧"}
"""Platforms whose site is called otherwise."""


def _platform(about: str) -> str:
    site = re.match(r"(?:https?://)?([\w-]+(?:\.[\w-]+)+)(?:/|$)", about.strip())
    first = re.split(r"[\s,，、：:（(]", about.strip())[0]
    return (
        _SITES.get(site[1].removeprefix("www."), site[1])
        if site
        else re.sub(r"(?<=.)(?:群聊?|频道)$", "", first) or first
    )


PUBLIC: Final = ("screenshot", "page", "chat")
"""Sorts of files that may show what was published (``published``); a call, a text and a parcel show what somebody knows."""


def _exposed(kit: Kit, found: Sequence[Exposed], *, whole: bool = False, of: Sequence[Item] | None = None) -> Part:
    """What of the owner is exposed, a row a value; ``whole``: what the owner chose is shown in full; ``of``: in these files alone, and nothing of the family."""
    there = {one.no: published(one) for one in (kit.record.files if of is None else of)}
    public, known = ({no for no, shows in there.items() if shows is which} for which in (True, False))
    mine, family = _of(found, "mine", public), _of(found, "family", public) if of is None else []
    apart = _of(found, "mine", known) if of is None else []
    columns = [
        Column(zh_en("kit_papers.kind"), lambda row: (kinds()[row[0].kind].zh, kinds()[row[0].kind].en)),
        Column(zh_en("kit_papers.value"), lambda row: _content(row[0], whole=whole)),
        Column(zh_en("kit_papers.in_files"), _in_files),
    ]
    none = blank(zh_en("kit_papers.exposed"), _ON_PAGE)
    whose = Column(zh_en("kit_papers.whose"), lambda row: row[0].who or zh_en("kit_papers.family"))
    return _part(
        "exposed", Table(mine, columns, none),
        _part("of_family", Table(family, [whose, *columns])) if family else None,
        _part("known_to_them", Table(apart, columns)) if apart else None,
        zh_en("kit_papers.masked") if mine or family or apart else None,
    )  # fmt: skip


_PHOTO: Final = "face_photo"


_FRONT: Final = 6
"""Rows of a part that are told before the signature; all of them stand in the annex."""
_LONG: Final = 80
"""Signs of a sentence that are told there."""


def _first(rows: Sequence[Any], sort: Callable[[Any], object]) -> list[Any]:
    """Some of many rows, of each sort one before another has two, in their order.

    >>> _first(["a1", "a2", "a3", "a4", "a5", "a6", "a7", "b1"], lambda one: one[0])
    ['a1', 'a2', 'a3', 'a4', 'a5', 'b1']
    """
    met, ranked = Counter[object](), list[tuple[int, int]]()
    for n, one in enumerate(rows):
        ranked.append((met[sort(one)], n))
        met[sort(one)] += 1
    return [rows[n] for n in sorted(n for _, n in sorted(ranked)[:_FRONT])]


def _line(*said: str | Both) -> Both:
    """Pieces of one line; those that say nothing are left out."""
    both = [(one, one) if isinstance(one, str) else one for one in said]
    return " ".join(one[0] for one in both if one[0]), " ".join(one[1] for one in both if one[1])


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG].rstrip() + "……"


def _lines(rows: Sequence[Any], some: Sequence[Any], of: Callable[[Any], Both], annex: str) -> list[Block]:
    """Rows as lines, and where all of them stand whole."""
    title = zh_en(f"kit_papers.{annex}")
    (zh, _), (_, en) = (zh_en("kit_papers.all_in", n=len(rows), annex=one) for one in title)
    return [*(Paragraph(of(one)) for one in some), Paragraph((zh, en))]


def _exposed_short(
    kit: Kit, found: Sequence[Exposed], *, whole: bool = False, of: Sequence[Item] | None = None
) -> Part:
    """What is exposed, kind by kind, as it is read before signing: a few values of each, masked as in the annex."""
    full = _exposed(kit, found, whole=whole, of=of)
    shows = {one.no: published(one) for one in (kit.record.files if of is None else of)}
    public, known = ({no for no, there in shows.items() if there is which} for which in (True, False))
    told = list[Block]()
    groups = (("mine", public, ""), ("family", public, "of_family"), ("mine", known, "apart"))
    for whose, there, title in groups[: 1 if of is not None else None]:
        by_kind = defaultdict[Both, list[Both]](list)
        for one, _ in _of(found, whose, there):
            value = _content(one, whole=whole)
            by_kind[kinds()[one.kind].zh, kinds()[one.kind].en].append(
                (value, value) if isinstance(value, str) else value
            )
        if not by_kind:
            continue
        said = []
        for at, (colon, stop, comma) in enumerate((("：", "；", "、"), (": ", "; ", ", "))):
            of_each = [
                kind[at] + colon + comma.join(dict.fromkeys(value[at] for value in values[:_EACH]))
                + (zh_en("kit_papers.and_more", n=len(values))[at] if len(values) > _EACH else "")
                for kind, values in by_kind.items()
            ]  # fmt: skip
            head = zh_en(f"kit_papers.{title}")[at] + colon if title else ""
            said.append(head + stop.join(of_each))
        told.append(Paragraph((said[0], said[1])))
    if not told:
        told.append(blank(zh_en("kit_papers.exposed"), _ON_PAGE))
    (zh, en) = zh_en("kit_papers.exposed")
    seen = zh_en("kit_papers.each_in", annex=zh)[0], zh_en("kit_papers.each_in", annex=en)[1]
    return _part("exposed_short", *told, Paragraph(seen) if full else None)


_EACH: Final = 3
"""Values of a kind that are told before the signature."""


def _photos(kit: Kit, found: Sequence[Exposed]) -> list[Exposed]:
    """What was found, and the photograph of the owner in the pictures that they named, where no face that was found there is theirs already."""
    known = {no for one in found if one.kind == _PHOTO and one.answer == "mine" for no in one.files}
    left = tuple(one.no for one in kit.record.files if one.no in kit.record.photos and one.no not in known)
    photo = Exposed("", _PHOTO, "", "", left, "mine", typed=False, shown=False, picture=True)
    return [*found, photo] if left else list(found)


def _in_files(row: tuple[Exposed, tuple[int, ...]]) -> Both:
    """Numbers of files; those that show part of the value alone say so."""
    (zh, en), partly = zh_en("kit_papers.partly"), set(row[0].partly) | (set(row[1]) - set(row[0].files))
    told = [(f"{no}{zh}", f"{no} {en}") if no in partly else (str(no), str(no)) for no in row[1]]
    return ", ".join(one for one, _ in told), ", ".join(one for _, one in told)


def _of(found: Sequence[Exposed], whose: str, numbers: Collection[int]) -> list[tuple[Exposed, tuple[int, ...]]]:
    """Values of somebody that these files show, each once."""
    there = [(one, tuple(no for no in one.files if no in numbers)) for one in found if one.answer == whose]
    return _one_each([replace(one, files=some) for one, some in there if some])


def _one_each(mine: Sequence[Exposed]) -> list[tuple[Exposed, tuple[int, ...]]]:
    """Each value with the files that show it; one that is part of another of its kind is no second one, and of a firm or a school no sentence around it (``told_best``)."""
    kept = list[tuple[Exposed, tuple[int, ...]]]()
    for one in sorted(mine, key=told_best):
        at = next(
            (
                n
                for n, (head, _) in enumerate(kept)
                if head.kind == one.kind and one.kind in IN_PARTS and head.who == one.who and within(one, head)
            ),
            None,
        )
        if at is None:
            kept.append((one, one.files))
        else:
            head, files = kept[at]
            longer = one.files if len(plain(one.value)) > len(plain(head.value)) else ()
            whole = replace(head, files=tuple(sorted({*head.files, *longer})))
            kept[at] = whole, tuple(sorted({*files, *one.files}))
    tags = [one.tag for one in mine]
    return sorted(kept, key=lambda row: tags.index(row[0].tag))


def _content(one: Exposed, *, whole: bool) -> str | Both:
    if one.picture:
        return zh_en("kit_papers.picture")
    if one.shown and whole:
        return one.clear
    return one.mask if one.mask.strip("*") else zh_en("kit_papers.covered")


def _days(kit: Kit) -> list[Block]:
    """The diary by time."""
    there = {one.no for one in kit.record.files}
    days = sorted(kit.record.diary, key=lambda one: one.order)
    columns = [
        Column(zh_en("kit_papers.day"), _when), Column(zh_en("kit_papers.kind_of_harm"), lambda one: zh_en(f"kit.kind_{one.kind}")),
        Column(zh_en("kit_papers.times"), lambda one: one.times or one.times_said, right=True), Column(zh_en("kit_papers.says"), "says"), Column(zh_en("kit_papers.place"), "place"),
        Column(zh_en("kit_papers.seen_by"), "seen_by"), Column(zh_en("kit_papers.in_files"), lambda one: ", ".join(str(no) for no in one.files if no in there)),
    ]  # fmt: skip
    paid = [Decimal(one.money) for one in days if one.money]
    if paid or any(one.money_said for one in days):
        columns.insert(4, Column(zh_en("kit_papers.money"), lambda one: one.money or one.money_said, right=True))
    table = Table(days, columns, blank(zh_en("kit_papers.diary"), _ON_PAGE))
    return [table, *([zh_en("kit_papers.money_all", sum=sum(paid))] if paid else [])]


def _often(times: int | str | Both | None) -> Both:
    """How often."""
    if not times:
        return "", ""
    zh, en = times if isinstance(times, tuple) else (str(times), str(times))
    return zh_en("kit_papers.so_often", n=zh)[0], zh_en("kit_papers.so_often", n=en)[1]


def _days_short(kit: Kit) -> list[Block]:
    """The diary as it is read before signing."""
    days = sorted(kit.record.diary, key=lambda one: one.order)
    if not days:
        return _days(kit)
    some = _first(days, lambda one: one.kind)
    lines = _lines(
        days,
        some,
        lambda one: _line(
            _when(one), zh_en(f"kit.kind_{one.kind}"), _often(one.times or one.times_said), _cut(one.says)
        ),
        "days",
    )
    return [*lines, *_days(kit)[1:]]


def _by_number(found: Sequence[Exposed]) -> dict[str, list[Exposed]]:
    """Who harasses, what is one number together; a platform's own number is none (``_floods``)."""
    theirs = defaultdict[str, list[Exposed]](list)
    for one in found:
        if one.answer == "caller" and not one.service:
            theirs[number(one.value) or one.tag].append(one)
    return theirs


def drafts(
    kit: Kit,
    reads: Mapping[int, Read],
    found: Sequence[Exposed],
    more: Sequence[Called],
    said: Sequence[Said],
    hide: Callable[[str], str],
) -> list[Day]:
    """Entries of the diary as the files tell them, for the owner to confirm: what was published of them, calls of those who harass, threats to them alone that they chose (``said``), parcels. None of what an entry with the same file tells already; ``hide``: masks what is of others."""
    taken = {one.no: one.day for one in kit.record.files if one.no in reads}
    told = list[Day]()

    def add(kind: Kind, says: str, when: Mapping[str, Any], files: Sequence[int], **rest: Any) -> None:
        if not any(one.kind == kind and {*one.files} & {*files} for one in kit.record.diary):
            told.append(Day(0, kit.record.made, kind, hide(says), files=tuple(files), **when, **rest))

    def when(said: Sequence[str], files: Sequence[int]) -> dict[str, str]:
        at = [one for one in said if one] or [one for no in files for one in times(reads[no], taken[no])]
        return _shown_when([one for one in at if hide(one) == one], taken[files[0]])

    def shown_at(no: int) -> list[str]:
        spots = [(text, span) for text in reads[no].texts for one in own for span in standing(one.value, text)[:1]]
        return [at for text, span in spots if (at := spoken(text, *span)[1])] or times(reads[no], taken[no])

    own = [one for one in _photos(kit, found) if one.answer in ("mine", "family") and not one.unclear]
    public = [
        one.no
        for one in kit.record.files
        if one.no in reads and published(one) and any(one.no in each.files for each in own)
    ]

    def used(no: int) -> str:
        mine = list(dict.fromkeys(said_kind(one.kind) for one in own if one.answer == "mine" and no in one.files))
        return say("kit.draft_used", mine=say("marks.comma").join(mine)) if mine else ""

    bare = _said_public(kit, found) - {no for one in own for no in one.files}
    for source, there in _by_source(kit, sorted(bare & reads.keys())).items():
        add("published", say("kit.draft_picture", where=source), when([], there), there)
    for source, there in _by_source(kit, public).items():
        at = {no: shown_at(no) for no in there}
        for same in ([no for no in there if at[no]], [no for no in there if not at[no]]):  # of which nobody knows when
            shown = [one for one in own if {*one.files} & {*same}]
            of = {
                whose: say("marks.comma").join(
                    dict.fromkeys(said_kind(one.kind) for one in shown if one.answer == whose)
                )
                for whose in ("mine", "family")
            }
            if not shown:
                continue
            says = say("kit.draft_published", where=source, mine=of["mine"]) if of["mine"] else say("kit.draft_theirs", where=source, family=of["family"])  # fmt: skip
            if of["mine"] and of["family"]:
                says += say("kit.draft_family", family=of["family"])
            add("published", says, when([one for no in same for one in at[no]], same), same)
    lists = sorted(
        {
            each.no
            for one in found
            if one.answer == "caller"
            for each in one.calls
            if each.times and reads[each.no].form != "private"
        }
    )
    rows = [
        calls_row([each for one in same for each in one.calls if each.no in lists], taken)
        for same in _by_number(found).values()
    ]
    if rows := [row for row in rows if row.times]:
        counts = [_least_of(row) for row in rows]
        whole = all(isinstance(row.times, int) for row in rows)
        beside = calls_row([one for one in more if one.no in lists], taken)
        says = say("kit.draft_calls", n=len(rows)) + (
            say("kit.draft_withheld", n=_least_of(beside)) if beside.times else ""
        )
        dated = [" ".join(key) for row in rows for key in row.dated]
        near = [text for one in found if one.answer == "caller" for each in one.calls for text in each.moments]
        add("calls", says, _shown_when(dated or near, "", span=True), lists,
            times=sum(counts) if whole else None, times_said="" if whole else say("kit.draft_least", n=sum(counts)))  # fmt: skip
    harass = [one for one in found if one.answer == "caller"]
    for theirs, key in (
        ([one for one in harass if not one.service], "draft_texts"),
        ([one for one in harass if one.service], "draft_codes"),
    ):
        wrote = [[each for each in one.calls if each.texts and reads[each.no].form != "private"] for one in theirs]
        if n := sum(sum(texted(lists_, taken).values()) for lists_ in wrote):
            there = sorted({each.no for lists_ in wrote for each in lists_})
            moments_ = [text for lists_ in wrote for each in lists_ for text in each.written]
            says = say(f"kit.{key}", n=n, senders=sum(map(bool, wrote)))
            says += say("kit.draft_used", mine=said_kind("phone_number")) if key == "draft_codes" else ""
            add("texts", says, _shown_when(moments_, "", span=True), there, times=n)
    for item in kit.record.files:
        if not (read := reads.get(item.no)):
            continue
        text, slip = "\n".join(read.texts), "parcel" in (item.what, read.form) and not published(item)
        ordered = item.what != "chat" and sign("on_delivery").search(text) and sign("of_order").search(text)
        if slip or ordered:
            what = [WHEN.split(each)[0].strip() for each in sign("slip_says").findall(text)] if slip else []
            if what or (ordered and used(item.no)):
                says = say("kit.draft_parcel", what=say("marks.comma").join(what)) if what else say("kit.draft_order")
                add("parcels", says + used(item.no), when(moments(text)[:1], [item.no]), [item.no])
        codes = sum(one.kind == "verification_code" for one in read.hits) if sign("message_says").search(text) else 0
        if codes and not (published(item) or any(one.kind == "texts" and item.no in one.files for one in told)):
            says = say("kit.draft_code", n=codes) + say("kit.draft_used", mine=said_kind("phone_number"))
            add("texts", says, when([], [item.no]), [item.no], times=codes)
        if heard := [
            one
            for one in said
            if not slip and one.label not in ("insult", "noted", "message") and item.no in one.files
            if _public(item) is False or read.form == "private"
        ]:
            by = next((one.by for one in heard if one.by), "")
            add(
                "threat",
                say("kit.draft_threat", by=by or say("kit.draft_nobody"), n=len(heard), words=heard[0].words),
                when([one.at for one in heard], [item.no]),
                [item.no],
            )
    for one in (each for each in said if each.label == "noted" and {*each.files} & {*reads}):
        moments_ = [at for at in one.at.split("、") if at]
        says = say("kit.draft_noted", by=one.by or say("kit.draft_nobody"), words=one.words)
        add("threat", says, _shown_when(moments_, "", span=True), one.files, times=len(moments_) or None)
    return sorted(told, key=lambda one: one.order)


def _by_source(kit: Kit, numbers: Sequence[int]) -> dict[str, list[int]]:
    """Files by the source that the owner wrote; those without one apart."""
    told = defaultdict[str, list[int]](list)
    for no in numbers:
        told[kit.item(no).about.strip() or say("kit.draft_somewhere", no=no)].append(no)
    return told


def _least_of(row: "_Row") -> int:
    return row.times if isinstance(row.times, int) else int(re.sub(r"\D", "", row.times[0]))


_OF_DAY = re.compile(r"20\d\d\D|\d{1,2}\s?[-./月]\s?\d")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
_WEEKDAY = re.compile(r"(?<=[日号])\s?(?:星期|周)[一二三四五六日]")
_STAMP = re.compile(
    r"[^\w\n]*(?:\d[\d.,]{0,8}[万wWkK]?\s*)?(?:发[表布](?:于|时间)?|编辑于?|阅读|浏览|views?|edited|posted)?[\s:：]{0,3}\x00"
    r"(?:[^\w\n]*(?:\x00|发[表布]于?|编辑|已编辑|edited|(?:阅读|浏览)(?:\s?\d[\d.,]{0,8}[万wWkK]?)?|views?|\d[\d.,]{0,8}[万wWkK]?\s*(?:次?阅读|次?浏览|views?)))*"
    r"(?:[^\w\n]*(?:来自|发布于|[Ii][Pp]属地)[^\n]{0,30}|[^\w\n]*)"
)
"""Where a platform shows a time of its own: in a line of moments alone (each as one sign here), or beside how often it was seen and from where it was sent."""
_STAYS: Final = frozenset({"birth_date", "lodging_record", "travel_ticket"})


def times(read: Read, taken: str) -> list[str]:
    r"""Moments that a file shows, each with its day as it stands there, below a line of its own too. None but where a platform shows its own, no clock without a day or past midnight, no birth, no stay, none that somebody speaks of, and none after the file was taken in.

    >>> times(
    ...     Read(("21:40\n11月28日\n甲\n她在这\n21:14\n生日 2001-05-14 03:00\n2026-11-29 02:13:44 来自网页",)),
    ...     "2026-12-01",
    ... )
    ['11月28日 21:14', '2026-11-29 02:13:44']
    """
    told = dict[str, bool]()
    for which, text in enumerate(read.texts):
        if at_ := [one.at for one in text_of(text).chat if _OF_DAY.match(one.at)]:
            told |= dict.fromkeys(at_, True)
            continue
        at, day, last, above, posts = 0, "", "", "", deque(heads_of(text))
        stays = [one for one in read.hits if one.text == which and one.kind in _STAYS and one.where == "text"]
        for line in text.split("\n"):
            at, begun, over = at + len(line) + 1, at, above
            above = line if line.strip() else above
            bare, row = _WEEKDAY.sub("", line.strip()), list(_shown(_WEEKDAY.sub("", line.strip())))
            for one in row:
                bare = bare.replace(one if one in bare else one.replace(" ", "", 1), "\x00", 1)
            heads = []
            while posts and posts[0][0] < at:
                first, end = posts.popleft()
                heads.append(line[first - begun : end - begun])
            if (
                not (_STAMP.fullmatch(bare) or heads)
                or sign("born").search(line if _shown(over) else f"{over} {line}")
                or sign("other_moment").search(over)
                or any(one.start < at and begun < one.end for one in stays)
            ):
                continue
            for one in heads or row:
                dated, clock = _OF_DAY.match(one) or NEAR.match(one), _CLOCK.search(one)
                if dated and not clock:
                    day, last = one, ""
                    told |= {day: True}
                elif dated:
                    told[one] = True
                    told.pop("", None)
                elif day and clock:
                    if f"{clock[0]:0>5}" < last:
                        day = ""  # past midnight, or a list from the newest on: of which day nobody knows
                        continue
                    last = f"{clock[0]:0>5}"
                    told[f"{day} {one}"] = True
                    told.pop(day, None)
    return [one for one in told if not re.match(r"20\d\d", one) or _moment(one, taken)[0] <= taken]


def _shown_when(at: Sequence[str], taken: str, *, span: bool = False) -> dict[str, str]:
    """When by moments that a file shows: their day; of more days the first and the last, as days where it is sure that something lasted (``span``), else in words. Without a year they are told as shown: of which nobody knows."""
    whole = sorted(
        {_moment(one, taken) for one in at if re.match(r"20\d\d", one)}, key=lambda one: (one[0], one[1] or "24")
    )
    if whole and (span or whole[0][0] == whole[-1][0]):
        (day, time), until = whole[0], whole[-1][0]
        return {"day": day, "until": until if until != day else "", "time": time}
    return {"rough": as_shown(at)} if at else {}


def as_shown(at: Sequence[str]) -> str:
    """The first and the last of these moments, as they are shown, and that no year is."""
    near = any(NEAR.match(one) for one in at)
    some = sorted(dict.fromkeys(at), key=order if near else lambda one: _moment(one, ""))
    told = some[0] if len(some) == 1 else say("kit.from_until", first=some[0], last=some[-1])
    if near:
        return say("kit.shown_near", at=told)
    return told if all(re.match(r"20\d\d", one) for one in some) else told + say("kit.no_year")


def _callers(
    kit: Kit,
    found: Sequence[Exposed],
    more: Sequence[Called],
    served: Mapping[str, str | Both] = MappingProxyType({}),
    *,
    short: bool = False,
) -> Part | None:
    """Numbers and accounts of who harasses, in the order of time, a row for each: a call that two lists have counts once. ``more``: calls whose number was withheld, told of the lists in which the owner chose some."""
    taken = {one.no: one.day for one in kit.record.files}
    theirs = _by_number(found)
    rows: list[tuple[Both, str | Both, _Row, str | Both]] = [
        ((kinds()[same[0].kind].zh, kinds()[same[0].kind].en), min((one.clear for one in same), key=len),
         calls_row([*(each for one in same for each in one.calls), *map(Called, {no for one in same for no in one.files})], taken), next((served[one.tag] for one in same if served.get(one.tag)), ""))
        for same in theirs.values()
    ]  # fmt: skip
    kind, chosen = kinds()["phone_number"], {no for one in found if one.answer == "caller" for no in one.sends}
    if beside := [one for one in more if one.no in chosen]:
        rows.append(((kind.zh, kind.en), zh_en("kit_papers.withheld"), calls_row(beside, taken), ""))
    rows.sort(key=lambda row: (row[2].keys[:1] or [("9999", "")], row[0], str(row[1])))
    flood = _flooded(found, taken)
    if short and rows:
        most = sorted(rows, key=lambda row: -_least_of(row[2]) if row[2].times else 0)
        lines = _lines(
            rows,
            [one for one in rows if one in most[:_FRONT]],
            lambda row: _line(row[0], row[1], _often(row[2].times), row[2].first),
            "callers",
        )
        return _part("callers_short", *lines, flood)
    columns = [
        Column(zh_en("kit_papers.kind"), lambda row: row[0]), *([Column(zh_en("kit_papers.service"), lambda row: row[3])] if any(row[3] for row in rows) else []), Column(zh_en("kit_papers.value"), lambda row: row[1]),
        Column(zh_en("kit_papers.times"), lambda row: row[2].times, right=True), Column(zh_en("kit_papers.first"), lambda row: row[2].first),
        Column(zh_en("kit_papers.last"), lambda row: row[2].last), Column(zh_en("kit_papers.answered"), lambda row: row[2].states), Column(zh_en("kit_papers.in_files"), lambda row: row[2].files),
    ]  # fmt: skip
    return _part("callers", Table(rows, columns) if rows else None, flood) if rows or flood else None


_CHAINS: Final = frozenset(("tron", "ethereum", "bitcoin"))


def _services(found: Sequence[Exposed], reads: Mapping[int, Read]) -> dict[str, str | Both]:
    """By tag with whom an account for money is, as the words before it name it where it stands; the chain of a wallet by its form."""
    told = dict[str, str | Both]()
    for one in found:
        if one.answer != "caller" or one.kind not in ("payment_account", "virtual_asset"):
            continue
        if (address := addresses.read(one.value)) and address.chain in _CHAINS:
            told[one.tag] = zh_en(f"kit_papers.chain_{address.chain}")
            continue
        texts = [text for no in one.files if no in reads for text in reads[no].texts]
        before = [text[:a].rpartition("\n")[2] for text in texts for a, _ in standing(one.value, text)]
        named_ = [each[0] for line in before for each in list(sign("pay_name").finditer(line[-16:]))[-1:]]
        told[one.tag] = say("marks.comma").join(dict.fromkeys(named_))
    return told


def _flooded(found: Sequence[Exposed], taken: Mapping[int, str]) -> Block | None:
    """Messages of platforms' own numbers that the owner says are part of it, as one line."""
    some = [one for one in found if one.answer == "caller" and one.service]
    if not some:
        return None
    lists = [each for one in some for each in one.calls]
    n = sum(sum(texted(one.calls, taken).values()) for one in some)
    shown = [text for one in lists for text in one.written]
    files = ", ".join(map(str, sorted({one.no for one in lists})))
    return Paragraph(
        zh_en(
            "kit_papers.flooded",
            n=n,
            senders=len(some),
            at=as_shown(shown) if shown else say("kit.no_day"),
            files=files,
        )
    )


def _demanding(found: Sequence[Exposed]) -> Part | None:
    """Accounts and wallets of who harasses that a file from this platform shows: it can keep what it has of them. No telephone number: of that it knows nothing."""
    rows = [one for one in found if one.answer == "caller" and one.kind in ACCOUNTS | {"virtual_asset"}]
    kind = Column(zh_en("kit_papers.kind"), lambda one: (kinds()[one.kind].zh, kinds()[one.kind].en))
    columns = [kind, Column(zh_en("kit_papers.value"), "clear")]
    return _part("demanding", Table(rows, columns)) if rows else None


@dataclass(frozen=True, slots=True)
class _Row:
    """Of a number how often it called by all lists, when (as it sorts; of these with a year; the first and the last as written), what they say of the calls, and which files."""

    times: int | str | Both
    keys: list[tuple[str, str]]
    dated: list[tuple[str, str]]
    first: str | Both
    last: str | Both
    states: str | Both
    files: str


def calls_row(lists: Sequence[Called], taken: Mapping[int, str]) -> _Row:
    """Calls of which lists tell day and minute are one by these; those that a list tells without (a screen says 今天, or a count alone) may be the same as of another list, so that both together are at least as many as the longer."""
    keyed = {at: [(_moment(text, taken.get(one.no, "")), text) for text in one.moments] for at, one in enumerate(lists)}
    whole = [
        at
        for at, one in enumerate(lists)
        if one.times == len(keyed[at]) and all(key[0] != "9999" and key[1] for key, _ in keyed[at])
    ]
    counts = Counter[tuple[str, str]]()
    for at in whole:
        counts |= Counter(key for key, _ in keyed[at])
    rest = [one.times for at, one in enumerate(lists) if at not in whole and one.times]
    least = len(rest) + bool(counts) > 1
    states = _states(lists, taken) if not least else _least(lists)
    for at, one in enumerate(lists):
        keyed[at] = [*keyed[at], *((_moment(text, taken.get(one.no, "")), text) for text in one.written)]
    times = max([counts.total(), *rest, sum(n for state, n in states.items() if state not in ("outgoing", ""))])
    told = dict(pair for some in reversed(keyed.values()) for pair in some)
    keys = sorted(key for key in told if key[0] != "9999")
    near = sorted(key for key in told if key[0] == "9999" and (NEAR.match(told[key]) or not counts))
    texts: list[str | Both] = [told[key] for key in keys]
    beside = ("", "")  # before or behind the others nobody knows
    if len({at for at, some in keyed.items() if any(key in near for key, _ in some)}) > 1 or (near and len(lists) > 1):
        both = [_as_shown(told[key]) for key in near]  # which of two lists is the later one nobody knows
        joined = "、".join(one[0] for one in both), ", ".join(one[1] for one in both)
        if texts:
            beside = zh_en("kit_papers.or_when", text=joined[0])[0], zh_en("kit_papers.or_when", text=joined[1])[1]
        else:
            texts.append(joined)
    else:
        texts += [_as_shown(told[key]) for key in near]
    return _Row(
        zh_en("kit_papers.at_least", n=times) if least else times or "",
        [*keys, *near],
        sorted({key for some in keyed.values() for key, text in some if re.search(r"20\d\d", text)}),
        texts[0] if texts else "",
        texts[-1] if texts else "",
        _and_beside(_and_beside(_said_states(states, least=least), _said_texts(texted(lists, taken))), beside),
        ", ".join(map(str, sorted({one.no for one in lists}))),
    )


def texted(lists: Sequence[Called], taken: Mapping[int, str]) -> dict[str, int]:
    """How many messages lists tell of, by sort; one that two lists have at one minute counts once, and of those without a moment the most that one list has."""
    told = dict[str, int]()
    for sort in TEXTS:
        count = Counter[tuple[str, str]]()
        for one in lists:
            here = Counter[tuple[str, str]]()
            for moment, state, n in one.rows:
                if state == sort:
                    here[_moment(moment, taken.get(one.no, ""))] += n
            count |= here
        if count:
            told[sort] = count.total()
    return told


def _said_texts(texts: Mapping[str, int]) -> Both:
    some = [zh_en(f"kit_papers.call_{sort}", n=n) for sort, n in texts.items()]
    return "、".join(one[0] for one in some), ", ".join(one[1] for one in some)


def _and_beside(states: Both, beside: Both) -> Both:
    zh, en = ("；".join(filter(None, (states[0], beside[0]))), "; ".join(filter(None, (states[1], beside[1]))))
    return zh, en


def _as_shown(text: str) -> Both:
    """A moment as a list shows it; a day by that on which it was shown is never counted from the day of writing."""
    return zh_en("kit_papers.as_shown", text=text) if NEAR.match(text) else (text, text)


def _states(lists: Sequence[Called], taken: Mapping[int, str]) -> dict[str, int]:
    """What lists say of calls of which each is told once by its moment, or of one list; of a call of which two lists say two things nobody knows."""
    if sum(bool(one.rows) for one in lists) < 2:
        return summed((state, n) for one in lists for _, state, n in one.rows)
    most = dict[tuple[str, str], list[str]]()
    for one in lists:
        here = defaultdict[tuple[str, str], list[str]](list)
        for moment, state, n in one.rows:
            here[_moment(moment, taken.get(one.no, ""))] += [state] * n
        for key, some in here.items():
            known = most.get(key, [])
            if len(known) == len(some) == 1:
                most[key] = [some[0] or known[0] if not (some[0] and known[0]) or some[0] == known[0] else ""]
            elif len(some) > len(known):
                most[key] = some
    return summed((state, 1) for some in most.values() for state in some)


def _least(lists: Sequence[Called]) -> dict[str, int]:
    """Of lists that may tell the same calls how many of each sort there are at least: the most that one list tells."""
    most = Counter[str]()
    for one in lists:
        most |= Counter({state: n for state, n in one.states.items() if state})
    return summed(most.items())


def _said_states(states: Mapping[str, int], *, least: bool) -> Both:
    some = [zh_en(f"kit_papers.call_{state or 'unknown'}", n=n) for state, n in states.items()]
    told = "、".join(one[0] for one in some), ", ".join(one[1] for one in some)
    return (
        (zh_en("kit_papers.at_least", n=told[0])[0], zh_en("kit_papers.at_least", n=told[1])[1])
        if least and some
        else told
    )


def _moment(text: str, taken: str) -> tuple[str, str]:
    """Where a moment of a list stands in time; one without a year is sorted as of the last one before the file was taken in, one without a day, or with one by that on which it was shown, of no known day."""
    clock = re.search(r"(\d{1,2})[:：](\d{2})", text)
    time = f"{int(clock[1]):02d}:{clock[2]}" if clock else ""
    if whole := re.search(r"(20\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", text):
        return f"{whole[1]}-{int(whole[2]):02d}-{int(whole[3]):02d}", time
    if part := re.match(r"\s*(\d{1,2})[-./月](\d{1,2})", text):
        day = f"{int(part[1]):02d}-{int(part[2]):02d}"
        return f"{int(taken[:4] or 0) - (day > taken[5:]):04d}-{day}", time
    return "9999", f"{order(text)[0]} {time} {text}" if NEAR.match(text) else time


def _paid(kit: Kit) -> bool:
    """Whether somebody offered money, by the words that the owner chose or wrote."""
    chosen = any(act_of(one.label, one.words) == "paid_task" for one in kit.record.threats)
    return chosen or sign("paid_task").search(kit.record.about.worst) is not None


def _quoted(one: Said) -> Both:
    """A sentence as it was said, in one line."""
    return _line(one.at, one.by, zh_en(f"kit.act_{act_of(one.label, one.words)}"), f"“{_cut(one.words)}”")


def _worst(kit: Kit, *, short: bool = False) -> Part | None:
    """Threats, rewards and calls to harass, as they were said: those of files that the owner chose, and what the owner wrote."""
    there = {one.no for one in kit.record.files}
    rows = [one for one in kit.record.threats if not one.files or there.intersection(one.files)]
    written = [Paragraph(line) for line in kit.record.about.worst.splitlines() if line.strip()]
    if short and rows:
        some = _first(rows, lambda one: act_of(one.label, one.words))
        return _part("worst_short", *_lines(rows, some, _quoted, "worst"), *written)
    unsaid = zh_en("kit_papers.not_shown")
    columns = [
        Column(zh_en("kit_papers.said_at"), lambda one: one.at or unsaid), Column(zh_en("kit_papers.said_by"), lambda one: one.by or unsaid),
        Column(zh_en("kit_papers.kind"), lambda one: zh_en(f"kit.act_{act_of(one.label, one.words)}")), Column(zh_en("kit_papers.words"), "words"),
        Column(zh_en("kit_papers.in_files"), lambda one: ", ".join(str(no) for no in one.files if no in there)),
    ]  # fmt: skip
    return _part("worst", Table(rows, columns) if rows else None, *written) if rows or written else None


def _span(one: Day, time: str = "") -> str:
    """From which day, at what time of it, to which."""
    until = one.until if one.until != one.day else ""
    return " – ".join(filter(None, (" ".join(filter(None, (one.day, time if one.day else ""))), until)))


def _when(one: Day) -> str | Both:
    """The day; where it is not known, about when, with the day on which that was written."""
    if _span(one):
        return _span(one, one.time)
    told = zh_en("kit_papers.about_when", rough=one.rough) if one.rough else blank(zh_en("kit_papers.day"), _ON_PAGE)
    if _NEAR_QUOTED.search(one.rough):  # 昨天 of a screen, not of the day of writing
        return told
    on = zh_en("kit_papers.written_on", day=f"{one.written.astimezone():%Y-%m-%d}")
    return told[0] + on[0], told[1] + on[1]


_NEAR_QUOTED = re.compile(rf"“(?:{NEAR.pattern})")
_WHOLE_DAY = re.compile(r"20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}")


def said_kind(kind: str) -> str:
    """What a kind is called in a sentence."""
    return named(kinds()[kind]).partition("(")[0].partition("（")[0].strip()


def _since(kit: Kit) -> Block:
    """When it began; words that name no whole day are told with the day on which they were written."""
    about = kit.record.about
    if not about.since or not about.since_on or _WHOLE_DAY.search(about.since):
        return _fact(about.since, "since")
    (zh, en), (colon_zh, colon_en) = zh_en("kit_papers.since"), zh_en("marks.colon")
    on = zh_en("kit_papers.written_on", day=about.since_on)
    return Paragraph((f"{zh}{colon_zh}{about.since}{on[0]}", f"{en}{colon_en}{about.since}{on[1]}"))


def _shown_sites(some: Sequence[Item], shown: Mapping[int, Sequence[str]]) -> list[Block | None]:
    """Addresses and numbers of groups that files show, so that whoever gets the paper finds the place."""
    told = [(one.no, shown[one.no]) for one in some if shown.get(one.no)]
    return [
        Paragraph(zh_en("kit_papers.shown_sites", no=no, where=say("marks.comma").join(there))) for no, there in told
    ]


def _place(kit: Kit) -> list[Block | None]:
    about = kit.record.about
    ends = [end for end in NOTICES.values() if end]
    more = [(getattr(about, f"platform{end}"), getattr(about, f"where{end}")) for end in ends]
    others = [block for platform, where in more for block in (_if_told(platform, "platform"), _if_told(where, "where"))]
    return [_fact(about.platform, "platform"), _fact(about.where, "where"), *others, _since(kit)]


def _owner(kit: Kit) -> Part:
    about = kit.record.about
    return _part(
        "owner",
        _fact(about.name, "name"),
        _if_told(about.sex, "sex"),
        _if_told(about.born, "born"),
        _fact(about.id_number, "id_number"),
        _fact(about.phone, "phone"),
        _fact(about.address, "address"),
        _if_told(about.work, "work"),
        _if_told(about.guardian, "guardian"),
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


def _report(kit: Kit, found: Sequence[Exposed], more: Sequence[Called]) -> list[Block | None]:
    about = kit.record.about
    return [
        _to(about.police, "police"), _owner(kit), _part("course", *_place(kit), _if_told(about.who, "who"), *_days_short(kit)), _exposed_short(kit, found, whole=True),
        _worst(kit, short=True), _callers(kit, found, more, short=True), _asks_police(kit), zh_en("kit_papers.as_it_was"), zh_en("kit_papers.behind"),
    ]  # fmt: skip


_THREATENS: Final = ("threat", "noted")


def _law_of(kit: Kit) -> list[str]:
    """What the rules have on what the diary and the chosen words tell, beside the data that were published."""
    told = {one.kind for one in kit.record.diary} | {"threat" for one in kit.record.threats if one.label in _THREATENS}
    return ["cn/fashi-2013-21/5-1"] * ("threat" in told) + ["cn/zhian/50"] * bool(told & {"threat", "texts", "calls"})


def _asks_police(kit: Kit) -> Part:
    """What is asked; with the days on which somebody threatened or wanted money, and the words, where there are any."""
    threats = [one for one in kit.record.diary if one.kind == "threat"]
    there = {one.no for one in kit.record.files}
    said_at = {one.at for one in kit.record.threats if one.label in _THREATENS and there.intersection(one.files[:1])}
    said_at = {at for some in said_at for at in some.split("、")}
    days_of = {at[:10] if re.match(r"20\d\d-\d\d-\d\d", at) else as_shown([at]) for at in said_at if _OF_DAY.match(at)}
    asked = [zh_en(f"kit_papers.{key}") for key in ("ask_police", "ask_secure", "ask_receipt")]
    if threats or days_of:
        (comma_zh, comma_en), (none_zh, none_en) = zh_en("marks.comma"), zh_en("kit.no_day")
        days = sorted({text for one in threats if (text := _span(one) or one.rough)} | days_of)
        asked.append(
            zh_en("kit_papers.ask_threat", days=(comma_zh.join(days) or none_zh, comma_en.join(days) or none_en))
        )
    if _worst(kit) is not None:
        asked.append(zh_en("kit_papers.ask_words" if _paid(kit) else "kit_papers.ask_said", no=len(asked) + 1))
    return _part("asks", *asked)


def _posted(kit: Kit, name: str, where: str, shown: Sequence[tuple[int, str]]) -> list[Block | None]:
    """When it was published there, as the files that go with the notice show it. What the owner typed of when it began is of the whole: it is told to a platform alone where there is no other."""
    of_all = not shown and kit.record.about.since and [one for one in names(kit) if one in NOTICES] == [name]
    if not (shown or of_all or _WHOLE_DAY.search(where)):
        return [_fact("", "posted_at")]
    lines = [zh_en("kit_papers.posted", no=no, at=at) for no, at in shown]
    return [_since(kit) if of_all else None, *map(Paragraph, lines)]


def _notice(
    name: str, kit: Kit, found: Sequence[Exposed], at: Mapping[int, str], sites_: Mapping[int, Sequence[str]]
) -> list[Block | None]:
    about, some = kit.record.about, files(kit, name, found)
    platform, where = getattr(about, f"platform{NOTICES[name]}"), getattr(about, f"where{NOTICES[name]}")
    shown = [(one.no, at[one.no]) for one in some if at.get(one.no)]
    return [
        _to(platform, "platform_name"), _true_name(kit, name),
        _part("where_it_is", _fact(where, "where"), *_shown_sites(some, sites_), *_posted(kit, name, where, shown)), _exposed_short(kit, found, of=some), _demanding(found),
        _asks("ask_take_down", "ask_keep", "ask_answer"), zh_en("kit_papers.true"), zh_en("kit_papers.behind_notice"),
    ]  # fmt: skip


def _search(kit: Kit, found: Sequence[Exposed]) -> list[Block | None]:
    about, some = kit.record.about, files(kit, "search", found)
    where = "\n".join(_found_by_search(kit))
    return [
        _to(about.engine, "engine"), _true_name(kit, "search"),
        _part("what_results", _fact(about.searched, "searched"), _fact(where, "where")), _exposed_short(kit, found, of=some),
        _asks("ask_unlink", "ask_cache", "ask_answer"), zh_en("kit_papers.true"), zh_en("kit_papers.behind_notice"),
    ]  # fmt: skip


def _prosecutors(kit: Kit, found: Sequence[Exposed]) -> list[Block | None]:
    about = kit.record.about
    return [
        _to(about.procuratorate, "procuratorate"), _part("from_whom", _fact(about.name, "name"), _fact(about.phone, "phone")),
        _part("clue", *_place(kit), _if_told(about.others, "others")), _exposed_short(kit, found),
        _part("harm", *_days_short(kit)), _worst(kit, short=True),
        _asks("ask_prosecutors" if about.others.strip() else "ask_prosecutors_one", "ask_secret"), zh_en("kit_papers.behind"),
    ]  # fmt: skip


def _annexes(
    name: str,
    kit: Kit,
    found: Sequence[Exposed],
    more: Sequence[Called],
    shown: Mapping[int, Sequence[str]],
    reads: Mapping[int, Read],
) -> list[Paper]:
    """What stands behind the signature and nobody needs to read before it: item by item what is told in short before, the law, the list of files, their digests."""
    if name in PASSED_ON:
        some = files(kit, name, found)
        parts: dict[str, Part | None] = {
            "exposed": _exposed(kit, found, of=some),
            "first_evidence": _first_evidence(kit, some, reads),
            "law": _law("cn/minfadian/1195-1", "cn/minfadian/1195-2" if name in NOTICES else "cn/minfadian/1037-2"),
        }
    else:
        police = name == "report"
        law = ("cn/xingfa/253-1-1", "cn/zhian/56-1", *_law_of(kit)) if police else ("cn/pipl/70",)
        parts = {
            "days": Part(_days(kit)) if kit.record.diary else None,
            "exposed": _exposed(kit, found, whole=police),
            "worst": _worst(kit),
            "callers": _callers(kit, found, more, _services(found, reads)) if police else None,
            "evidence": _evidence(kit, name, found, shown, reads),
            "law": _law("cn/pipl/10", *law),
            "digests": _digests(kit, name, found),
        }
    return [
        Paper(
            f"{name}_{key}",
            zh_en(f"kit_papers.{key}"),
            Document({}, [each for each in part.blocks if each is not None]),
            number=None,
            authority=None,
            date=None,
            grade="own",
        )
        for key, part in parts.items()
        if part is not None
    ]


def _first_evidence(kit: Kit, some: Sequence[Item], reads: Mapping[int, Read]) -> Part:
    columns: list[Column] = [
        Column(zh_en("kit_papers.no"), "no"), Column(zh_en("kit_papers.what"), lambda one: zh_en(f"kit.what_{one.what}")),
        _taken(kit), Column(zh_en("kit_papers.copy"), lambda one: _copy(kit, one, reads)),
    ]  # fmt: skip
    return _part(
        "first_evidence",
        Table(some, columns, blank(zh_en("kit_papers.files"), _ON_PAGE)),
        zh_en("kit_papers.copies_said"),
    )


def _copy(kit: Kit, one: Item, reads: Mapping[int, Read]) -> str | Both:
    there, unread = kit.covered(one.no), one.no in reads and reads[one.no].why
    return there[0].name if there else zh_en("kit_papers.not_read" if unread else "kit_papers.no_copy")


PAPERS: Final = ("report", *NOTICES, "search", "prosecutors")


def _told(
    name: str,
    kit: Kit,
    found: Sequence[Exposed],
    more: Sequence[Called],
    at: Mapping[int, str],
    shown: Mapping[int, Sequence[str]],
) -> list[Block | None]:
    if name in NOTICES:
        return _notice(name, kit, found, at, shown)
    if name == "report":
        return _report(kit, found, more)
    return _search(kit, found) if name == "search" else _prosecutors(kit, found)


def names(kit: Kit) -> list[str]:
    """Papers that are made: a notice for each platform that the owner wrote, and the others."""
    about = kit.record.about
    return [
        name for name in PAPERS if name not in NOTICES or name == "notice" or getattr(about, f"platform{NOTICES[name]}")
    ]


def handed(kit: Kit) -> list[str]:
    """Papers that are laid ready to hand in: none of which nobody knows to whom, and to a search engine none that names no page."""
    about = kit.record.about
    left = {"notice"} - {"notice" for text in (about.platform, about.where) if text}
    left |= set() if about.engine and _found_by_search(kit) else {"search"}
    return [name for name in names(kit) if name not in left]


def named_in(name: str, kit: Kit, hide: Hiding) -> list[tuple[str, str]]:
    """What of the owner stands in full in the head of a paper, with its label."""
    told = _head(name, kit.record, hide)
    return [
        (say(f"kit_papers.{field}"), text)
        for field in _fields(name, kit.record)
        if (text := told.get(field, getattr(kit.record.about, field)).strip())
    ]


def _fields(name: str, record: Record) -> tuple[str, ...]:
    """What of the owner a paper names."""
    return _NAMES_OWNER.get(name, ("name", "contact", *(one for one in ADDED if f"{name}/{one}" in record.adds)))


def _head(name: str, record: Record, hide: Hiding) -> dict[str, str]:
    """Who the owner is and by what they are reached, as they typed it for a paper that names it: in its head alone, never where evidence stands."""
    return {
        field: hide.of_owner(getattr(record.about, field), field) for field in _fields(name, record) if field in REACHED
    }


REACHED: Final = frozenset({"name", "id_number", "phone", "contact", "address"})


_NAMES_OWNER: Final = {
    "report": ("name", "id_number", "phone", "address", "born", "sex", "work"),
    "prosecutors": ("name", "phone"),
}
"""What of the owner stands in a paper that is not passed on."""
_KIND_OF: Final = {
    "name": "name",
    "id_number": "id_number",
    "phone": "phone_number",
    "address": "home_address",
    "work": "workplace",
}


def hiding(name: str, kit: Kit, found: Sequence[Exposed]) -> Hiding:
    """What a paper hides in every word that the owner typed."""
    about = kit.record.about
    named = [
        (_KIND_OF.get(field, ""), text)
        for field in _fields(name, kit.record)
        if (text := getattr(about, field).strip())
    ]
    if name == "report":  # no piece of what stands there in full is masked for another that it resembles
        named += [
            (one.kind, text) for one in found if one.shown and one.answer == "mine" for text in (one.value, one.clear)
        ]
    return Hiding(kit, found, named, "chosen" if name == "report" else "masks")


def paper(
    name: str, kit: Kit, found: Sequence[Exposed], more: Sequence[Called] = (), reads: Mapping[int, Read] | None = None
) -> Paper:
    """One of them. ``more``: calls whose number was withheld, for the report; ``reads``: the files, whose times a notice tells."""
    hide = hiding(name, kit, found)
    found = [
        replace(one, who=hide(one.who), clear=one.clear if one.answer == "caller" else hide(one.clear)) for one in found
    ]
    found = [
        one for one in _photos(kit, found) if not (one.unclear and one.answer in {"mine", "family", "caller"})
    ]  # nobody compared it with the picture
    hidden = hide.record(kit.record)
    hidden.about = msgspec.structs.replace(hidden.about, **_head(name, kit.record, hide))
    # which files go with it is told by the words as they are: two masks that are equal are no one place
    hidden.handed = {**hidden.handed, name: [one.no for one in files(kit, name, found)]}
    of_it = {one.no for one in kit.record.files if name in NOTICES and _of_platform(kit, one, name)}
    found = [one for one in found if name not in NOTICES or one.answer != "caller" or of_it & {*one.files}]
    kit = Kit(kit.folder, hidden, kit.clock)
    taken = {one.no: one.day for one in kit.record.files}
    at = {
        no: hide(as_shown(some))
        for no, read in (reads or {}).items()
        if no in taken and (some := times(read, taken[no]))
    }
    shown = {
        no: [one for text in read.texts for one in sites(text) if hide(one, "where") == one]
        for no, read in (reads or {}).items()
    }
    line = tuple(
        f"{label}{colon}{'＿' * 12}"
        for label, colon in zip(zh_en("kit_papers.signature"), zh_en("marks.colon"), strict=True)
    )
    date = tuple(
        f"{label}{colon}{'＿' * 12}"
        for label, colon in zip(zh_en("kit_papers.date"), zh_en("marks.colon"), strict=True)
    )
    return Paper(
        name,
        title(name),
        Document({}, _told(name, kit, found, more, at, shown)),
        number=None,
        authority=None,
        date=date,  # type: ignore[arg-type]
        grade="own",
        signatures=(line,),  # type: ignore[arg-type]
        annexes=_annexes(name, kit, found, more, shown, reads or {}),
    )


def title(name: str) -> Both:
    """What a paper is called; a second notice has its number behind it."""
    return zh_en(f"kit_papers.title_{name.partition('_')[0]}")


def folder_of(name: str, lang: str, whom: str, there: Collection[str] = ()) -> str:
    """The folder to hand in of a paper; ``whom``: the platform of a notice; one that is ``there`` already has the number of its notice."""
    sort, _, number = name.partition("_")
    parts = [said_in("en" if lang == "en" else "zh", f"kit_papers.folder_{sort}"), re.sub(r"[^\w]+", "", whom)[:20]]
    told = "-".join(filter(None, parts))
    return f"{told}-{number}" if told in there else told


def file_name(name: str, lang: str) -> str:
    """What its file is called."""
    zh, en = title(name)
    return (zh if lang == "zh" else en) + name.partition("_")[2]
