"""What each page of the kit says and does. Every form works without scripts; what is destroyed asks once more.

Of a value in clear there is one page, for one value that the owner said is theirs, and it goes after a minute; beside it the owner's own list of who called or sent (``callers``).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import Response

from doxdocket.detect import check_digits
from doxdocket.errors import WrongCall
from doxdocket.kit import advice, exposure, papers, quotes
from doxdocket.kit.app import Page, Visit, stood
from doxdocket.kit.copies import place
from doxdocket.kit.exposure import Exposed
from doxdocket.kit.folder import FILE, HAND_IN, PAPERS, About, Answer, Day, Item, Kind, Kit, Own, Said, Seen, What
from doxdocket.kit.reading import PICTURES
from doxdocket.kit.screen import digits, plain, sites
from doxdocket.kit.signs import sign
from doxdocket.report import html
from doxdocket.report.paper import Paper
from doxdocket.report.writers import made
from doxdocket.seal.masks import mask
from doxdocket.words import say

BROUGHT: Final = 300 << 20
"""Bytes of the files of one form."""
MANY: Final = 50
"""Files of one form."""
SECONDS: Final = 60
"""For which a value stands in clear."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_MISSED: Final = (
    "name",
    "phone_number",
    "id_number",
    "home_address",
    "social_account",
    "email",
    "bank_account",
    "workplace",
    "school",
    "vehicle_file",
    "family_members",
    "other",
)
"""Kinds of what the owner adds, the common ones."""
_MONEY = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_FIELDS = tuple(name for name in About.__struct_fields__ if name != "since_on")


def home(visit: Visit) -> Response:
    """What to do first, and how far one is."""
    found = _exposed(visit)
    found = exposure.heads(found)
    sure, _, unsure = exposure.to_answer(found)
    open_ = sum(map(len, (*sure, *unsure)))
    record = visit.kit.record
    first = "files" if not record.files else "exposed" if open_ else "papers" if record.diary else "diary"
    return visit.page("home.html.j2", say("kit.name"), found=found, open=open_, first=first, **_takes())


def _takes() -> dict[str, Any]:
    """What the form says that takes files in."""
    return {"sorts": get_args(What), "most": BROUGHT >> 20, "many": MANY}


def _exposed(visit: Visit) -> list[Exposed]:
    return exposure.exposed(visit.kit, visit.work.reads)


# Files
def files(visit: Visit) -> Response:
    """The files, and the form that takes more in."""
    lacks = _lacking(visit)
    of_app = _of_app(visit)
    apps = {app: some for app in dict.fromkeys(of_app.values()) if len(some := [one.no for one in lacks if of_app.get(one.no) == app]) > 1}  # fmt: skip
    grouped = {no for some in apps.values() for no in some}
    return visit.page(
        "files.html.j2",
        say("kit.files"),
        **_takes(),
        apps=list(apps.items()),
        asked={one.no for one in lacks} - grouped,
        titled=_titled(visit, [one for one in lacks if one.no not in grouped]),
    )


_SHOWN: Final = ("screenshot", "page", "chat")
"""Files that often come from one place."""


def take(visit: Visit) -> Response:
    """Take in what was brought."""
    brought = [one for name, one in visit.files if name == "files" and (one.name or one.data)]
    what = visit.text("what")
    if not brought:
        raise WrongCall("kit_pages.no_file_chosen")
    if what not in (*get_args(What), AUTO):
        raise WrongCall("kit_pages.no_kind_chosen")
    empty = say("marks.comma").join(one.name for one in brought if not one.data)
    if not any(one.data for one in brought):
        raise WrongCall("kit_pages.empty_file", files=empty)
    new = same = 0
    for one in brought:
        if not one.data:
            continue
        before = len(visit.kit.record.files)
        sort = _by_name(one.name) if what == AUTO else msgspec.convert(what, What)
        item = visit.kit.take(one.name, one.data, sort)
        if what == AUTO:
            visit.work.by_form.add(item.no)
        visit.work.read(item.no)
        new += len(visit.kit.record.files) > before
        same += len(visit.kit.record.files) == before
    told = say("kit.taken", n=new) + (say("kit.taken_before", n=same) if same else "")
    return visit.go(
        "/files",
        told + (say("kit.were_empty", files=empty) if empty else "") + _hidden(visit, *(one.name for one in brought)),
    )


def _hidden(visit: Visit, *texts: str) -> str:
    """That papers hide something of what was just written, where they do."""
    hide = papers.hiding("report", visit.kit, _exposed(visit))
    return say("kit.hidden_in_papers") if any(hide(text) != text for text in texts) else ""


AUTO: Final = "auto"
"""What a file is, told by its name, and by what stands in it once it is read."""
_ENDINGS: Final[tuple[tuple[What, tuple[str, ...]], ...]] = (
    ("screenshot", PICTURES),
    ("page", (".html", ".htm", ".mht", ".mhtml", ".webarchive", ".pdf")),
    ("recording", (".mp3", ".m4a", ".amr", ".wav", ".aac", ".ogg", ".flac", ".mp4", ".mov", ".avi", ".mkv", ".3gp")),
    ("chat", (".txt",)),
)
_NAMED: Final[tuple[tuple[What, re.Pattern[str]], ...]] = (
    ("parcel", re.compile("快递|运单|包裹|面单")),
    ("calls", re.compile("来电|通话|未接|短信")),
)


def _by_name(name: str) -> What:
    """By what it is called, then by its ending."""
    by_ending: What = next((what for what, endings in _ENDINGS if name.lower().endswith(endings)), "other")
    called = next((what for what, words in _NAMED if words.search(name)), None)
    return called if called and by_ending != "recording" else by_ending


def tell(visit: Visit) -> Response:
    """What a file is and where it is from, to be told anew."""
    one = visit.kit.item(visit.number("no"))
    return visit.page("tell.html.j2", say("kit.tell", no=one.no), one=one, sorts=get_args(What), seen=get_args(Seen))


def told(visit: Visit) -> Response:
    """Keep it."""
    no, what = visit.number("no"), visit.text("what")
    if what not in get_args(What):
        raise WrongCall("kit_pages.no_kind_chosen")
    seen: Seen = next((one for one in get_args(Seen) if one == visit.text("seen")), "")
    with visit.work.changing():
        visit.kit.tell(no, msgspec.convert(what, What), visit.text("about", 300), seen)
    return visit.go(f"/files#f-{no}", say("kit.about_kept") + _hidden(visit, visit.text("about", 300)))


def sources(visit: Visit) -> Response:
    """Where each file is from; what is said of one screenshot of an app fills those of it that are empty, what is said of all fills the rest; none of a private message."""
    apps = _of_app(visit)
    typed = {(apps[one.no], text) for one in visit.kit.record.files if one.no in apps and (text := visit.text(f"about-{one.no}", 300))}  # fmt: skip
    of_app = {app: text for app, text in typed if sum(each == app for each, _ in typed) == 1}
    given = {app: text for app in apps.values() if (text := visit.text(f"app-{app}", 300))}
    of_app |= given
    left = any(name.startswith("app-") and visit.text(name, 300) and name[4:] not in given for name in visit.form)
    with visit.work.changing():
        for one in list(visit.kit.record.files):
            about, of = visit.text(f"about-{one.no}", 300), apps.get(one.no, "")
            if not about and of in of_app:
                public = papers.published(msgspec.structs.replace(one, about=of_app[of]))
                about = of_app[of] if public else ""
                left |= not public and of in given
            if not about and _filled(one) and _shows(visit, one.no) and not _talk(visit, one):
                about = visit.text("about-all", 300)
            if f"about-{one.no}" in visit.form and about != one.about:
                visit.kit.tell(one.no, one.what, about, one.seen)
    told_so = say("kit.about_kept") + _hidden(visit, *(one.about for one in visit.kit.record.files))
    if left:
        return visit.go("/files", told_so + say("kit.not_of_app"))
    if lacks := [str(one.no) for one in _lacking(visit)]:  # their names tell no app, or nothing was written of it
        told_so += say("kit.sources_lack", files=say("marks.comma").join(lacks))
    return visit.go(visit.onward("/exposed", "/files"), told_so)


def _lacking(visit: Visit) -> list[Item]:
    """Files that show something and of which nobody said where they are from."""
    return [one for one in visit.kit.record.files if _filled(one) and not one.about and _shows(visit, one.no)]


def _talk(visit: Visit, one: Item) -> bool:
    """Whether a file looks like a talk with one person, a message or a list: as it was read, by its app, or by a name, alone, among its first lines. One that is not read may be."""
    read, app = visit.work.reads.get(one.no), _app(one.name)
    head = [line.strip() for text in read.texts[:1] for line in text.split("\n")[:4]] if read else []
    named = any(exposure.one_value("name", line) or (_WRITING.search(app) and _BARE.fullmatch(line)) for line in head)
    return read is None or bool(read.form) or _CALLING.search(app) is not None or named


def _titled(visit: Visit, some: Sequence[Item]) -> dict[int, str]:
    """Where screenshots are from by their own heads, for the owner to see before it is kept; nothing of what may be a talk with one person, or holds what papers hide."""
    if visit.work.waiting():
        return {}
    told, hide = dict[int, str](), exposure.Hiding(visit.kit, _exposed(visit))
    for one in some:
        read = visit.work.reads[one.no]
        lines = [line.strip() for line in read.texts[0].split("\n")[:9]] if read.texts else []
        channel = (
            one.what == "page"
            and bool(lines)
            and (_OF_TELEGRAM.fullmatch(lines[0]) or _OF_FORUM.fullmatch(lines[0])) is not None
        )
        if channel or (read.picture and lines and not _talk(visit, one)):
            lines = [_BACK.sub("", line) for line in lines]
            lines = [line for line in lines if re.search(r"\w", line) and line not in _ARROWS and not sign("bar_count").fullmatch(line)]  # fmt: skip
            around = "\n".join([one.name[:3], *lines])
            head = next((text for pair in pairwise(lines) if (text := headed(*pair, around))), "")
            if head and hide(head, "where") == head:
                told[one.no] = head
    return told


def headed(line: str, below: str, around: str) -> str:
    r"""The platform and the name of a channel, a group or an account by two lines of the head of a screen.

    >>> (
    ...     headed("猎物馆", "12,431 位订阅者", ""),
    ...     headed("微博正文", "小铲子07", ""),
    ...     headed("吃瓜群(1032)", "群号 000012345", "吃瓜群(1032)\n群号 000012345"),
    ...     headed("江州论坛", "bbs.example.invalid/thread-90211", ""),
    ... )
    ('Telegram 猎物馆', '微博 小铲子07', 'QQ群 吃瓜群 000012345', '江州论坛 bbs.example.invalid/thread-90211')
    >>> (
    ...     headed("猎 猎物馆", "8 413 subscribers", ""),
    ...     headed("江州吧\t进吧 签到", "帖子", ""),
    ...     headed("谁认识她 - 江州吧", "首页", ""),
    ... )
    ('Telegram 猎物馆', '江州吧', '江州吧')
    >>> headed("吃瓜群(1032)", "000012345", ""), headed("算了吧 签到", "帖子", "")
    ('QQ群 吃瓜群 000012345', '')
    """
    line = _AVATAR.sub("", line)
    if (page := _OF_TELEGRAM.fullmatch(line)) and page[1] == below:
        return f"Telegram {below}"
    if sites(below) == [below] and 1 < len(line) <= _TITLE and not sign("no_title").fullmatch(line):
        return f"{line} {below}"
    if sign("telegram_head").fullmatch(below) and 1 < len(line) <= _TITLE and not sign("no_title").fullmatch(line):
        return f"Telegram {line}"
    if line == "微博正文" and 1 < len(below) <= _TITLE and not sign("no_title").fullmatch(below):
        return f"微博 {below.removeprefix('@')}"
    if forum := _OF_FORUM.fullmatch(line) or _FORUM.match(line):
        return forum[1]
    group, app, told = _GROUP.fullmatch(line), sign("group_of").search(around), digits("".join(sites(around)))
    if group and re.fullmatch(r"\d{5,12}", below):
        told = below
    if group and told:
        return f"QQ群 {group[1]} {told}"
    return f"{app[0][:2]}群 {group[1]}" if group and app else ""


_ARROWS: Final = frozenset("くへ＜〈")
"""What the reader takes the arrow of a bar for."""
_OF_TELEGRAM = re.compile(r"(.{2,30}) [–—-] Telegram")
_OF_FORUM = re.compile(r".{1,60} [–—_-] ?([^\s–—_-]{1,12}(?:吧|论坛|贴吧|社区))")
"""The title of a saved page of a forum."""
_FORUM = re.compile(r"([^\s，。！？!?]{1,12}吧)\s+(?:进吧|已?关注|\+ ?关注)")
"""The head of a forum on a telephone: its name beside what one may do there."""
_AVATAR = re.compile(r"^(\S) (?=\1)")
"""The sign that stands for a picture before a name that begins with it."""
_BACK = re.compile(r"^[<‹＜くへ〈]\s?(?:\d{1,3}\+?)?\s+(?=\S)")
"""The arrow of a bar, and how much waits behind it."""
_GROUP = re.compile(r"(.{2,20}?)\s?[(（]\d{1,5}[)）]")
_TITLE: Final = 30
"""Signs of a title at most."""
_CALLING = re.compile(r"mms|message|messaging|sms|phone|dialer|contacts|mail", re.IGNORECASE)
_WRITING = re.compile(r"tencent|qq|wechat|whatsapp|telegram|dingtalk|lark", re.IGNORECASE)
"""Apps in which a screen that is headed by a word alone, without the number of a group, is of one person."""
_BARE = re.compile(r"(?!(?:微信|QQ|Telegram|消息)$|.*(?:群|频道))[^\s:：()（）\d，。！？]{2,12}")


def _of_app(visit: Visit) -> dict[int, str]:
    """The files that are asked by their app for their source, each with it: those that look like no talk, of apps whose name is nobody's data."""
    if visit.work.waiting():
        return {}
    hide = exposure.Hiding(visit.kit, _exposed(visit))
    apps = {one.no: _app(one.name) for one in visit.kit.record.files if _filled(one) and not _talk(visit, one)}
    return {no: app for no, app in apps.items() if app and hide(app) == app}


def _shows(visit: Visit, no: int) -> bool:
    """Whether a file shows data or a threat, as far as it was read: of any other it need not be known where it is from."""
    read = visit.work.reads.get(no)
    return read is None or bool(read.hits or read.threats or read.why)


_APP = re.compile(r"screenshot.*_([A-Za-z][A-Za-z0-9.]{1,60})\.[a-z0-9]{3,4}", re.IGNORECASE)


def _app(name: str) -> str:
    """Of which app a screenshot is, by what telephones put into its name.

    >>> _app("Screenshot_20261123_220104_Telegram.jpg"), _app("Screenshot_20261124_190522.png")
    ('Telegram', '')
    """
    found = _APP.fullmatch(name)
    return found[1] if found else ""


def _filled(one: Item) -> bool:
    return one.what in _SHOWN and one.seen != "private"


def copy(visit: Visit) -> Response:
    """The covered copy of a file, or that for the police, as a page that can be covered as the others."""
    path, no = _copy_of(visit), visit.number("no")
    text = "" if path.suffix == ".png" else path.read_text("utf-8")
    title = say("kit.copy_of", no=no)
    return visit.page("copy.html.j2", title, no=no, text=text, police=bool(visit.query.get("police")))


def picture(visit: Visit) -> Response:
    """The picture on that page."""
    path = _copy_of(visit)
    if path.suffix != ".png":
        raise WrongCall("kit_pages.no_copy_here")
    return Response(path.read_bytes(), headers={"content-type": "image/png"})


def _copy_of(visit: Visit) -> Path:
    no = visit.kit.item(visit.number("no")).no
    there = visit.kit.for_police(no) if visit.query.get("police") else visit.kit.covered(no)
    if not there:
        raise WrongCall("kit_pages.no_copy_here")
    return there[0]


def copies(visit: Visit) -> Response:
    """Which copies of a file there are: ``police``, one that shows who called; ``left_out``, none to hand in."""
    no, what, chosen = visit.kit.item(visit.number("no")).no, visit.text("what"), visit.text("chosen") == "yes"
    if what not in ("police", "left_out"):
        raise WrongCall("kit_pages.not_there_any_more")
    if what == "police" and chosen and not visit.work.shows(no):
        raise WrongCall("kit_pages.nobody_to_show")
    record = visit.kit.record
    lists = [(record.left_out, chosen)] if what == "left_out" else [(record.police, chosen), (record.no_police, not chosen)]  # fmt: skip
    for held, there in lists:
        held[:] = [one for one in held if one != no] + [no] * there
    visit.kit.save()
    visit.work.again((no,))
    return visit.go(f"/papers#c-{no}", say("kit.about_kept"))


def photos(visit: Visit) -> Response:
    """What copies do with the owner's photograph where no face was found."""
    _keep_photos(visit)
    return visit.go("/papers/check", say("kit.about_kept"))


def _keep_photos(visit: Visit) -> None:
    """The writing alone is seen (``cover``), none is handed in (``out``), or it is shown (``open``)."""
    record = visit.kit.record
    for one in record.files if not visit.work.waiting() else ():
        said = visit.text(f"photo-{one.no}")
        if said in _PHOTO and said != _photo(visit, one.no) and visit.work.faceless(one.no):
            for held, chosen in ((record.left_out, said == "out"), (record.open, said == "open")):
                held[:] = [no for no in held if no != one.no] + [one.no] * chosen
            record.police = [no for no in record.police if no != one.no or said != "out"]
            visit.kit.save()
            visit.work.again((one.no,))


_PHOTO: Final = ("cover", "out", "open")


def _photo(visit: Visit, no: int) -> str:
    """Which of them holds."""
    return "out" if no in visit.kit.record.left_out else "open" if no in visit.kit.record.open else "cover"


def _photographs(visit: Visit) -> list[tuple[int, str]]:
    """Pictures that are asked for, and what holds of each."""
    return [(one.no, _photo(visit, one.no)) for one in visit.kit.record.files if visit.work.faceless(one.no)]


def out(visit: Visit) -> Response:
    """Ask whether a file is to go."""
    return visit.page("out.html.j2", say("kit.out"), one=visit.kit.item(visit.number("no")))


def take_out(visit: Visit) -> Response:
    """Take it out."""
    no = visit.number("no")
    exposure.part_with(visit.kit, visit.work.reads, visit.kit.item(no).no)
    visit.kit.take_out(no)
    visit.work.gone(no)
    return visit.go("/files", say("kit.was_taken_out", no=no))


def stamp(visit: Visit) -> Response:
    """Make a time-stamp request over all files."""
    path = visit.kit.ask_stamp()
    return visit.go("/files", say("kit.stamp_made", file=f"stamps/{path.name}"))


# Diary
def diary(visit: Visit) -> Response:
    """What happened, and the form for more."""
    no = visit.number("no")
    draft = None if visit.fault else visit.drafted(_entry(no))
    typed = visit.form if visit.fault else draft
    one = next((day for day in visit.kit.record.diary if day.no == no), None)
    given: dict[str, Any] = dict(typed) if typed is not None else {}
    if one and not given:
        fields = ("kind", "says", "day", "time", "until", "rough", "place", "seen_by", "times", "money")
        given = {name: stood(one, name) for name in fields}
    ticked = (
        {int(text) for text in typed.getlist("file") if text.isdigit()}
        if typed is not None
        else set(one.files if one else ())
    )
    return visit.page(
        "diary.html.j2",
        say("kit.diary"),
        kinds=get_args(Kind),
        given=given,
        ticked=ticked,
        no=no if one else 0,
        was=(draft["was"] if draft else "") or (one.written.isoformat() if one else ""),
        draft=draft is not None,
        today=visit.kit.clock().astimezone().date().isoformat(),
        gone={each.no for each in visit.kit.record.gone},
        drafts=[] if one else [(_draft_tag(visit, each), each) for each in _drafts(visit)],
    )


def _drafts(visit: Visit, *, alone: bool = False) -> list[Day]:
    """What the files tell of what happened, for the owner to confirm; nothing while they are read. ``alone``: whatever the diary has already."""
    if visit.work.waiting():
        return []
    kit, reads, found = visit.kit, visit.work.reads, _exposed(visit)
    if alone:
        kit = Kit(kit.folder, msgspec.structs.replace(kit.record, diary=[]), kit.clock)
    more = exposure.withheld(kit, reads)
    hide = exposure.Hiding(kit, found, shows="chosen")
    return papers.drafts(kit, reads, found, more, [hide.typed(one) for one in kit.record.threats], hide)


@contextmanager
def _answering(visit: Visit) -> Iterator[list[str]]:
    """The owner says of values whose they are. Entries that were drafted by what they said before, and that they did not change, say what they say now; what is to be told of it is put in the list."""
    told, was = list[str](), _drafts(visit, alone=True)
    with visit.work.changing():
        yield told
    now = _drafts(visit, alone=True)
    stale, changed = list[int](), list[int]()
    for day in list(visit.kit.record.diary):
        if not any(_says_as(day, one) for one in was) or any(_says_as(day, one) for one in now):
            continue
        same = next((one for one in now if one.kind == day.kind and {*one.files} & {*day.files}), None)
        if same is None:
            stale.append(day.no)
        else:
            visit.kit.write_day(msgspec.structs.replace(same, no=day.no))
            changed.append(day.no)
    comma = say("marks.comma")
    if changed:
        told.append(say("kit.days_follow", days=comma.join(map(str, changed))))
    if stale:
        told.append(say("kit.days_stale", days=comma.join(map(str, stale))))


def _says_as(one: Day, other: Day) -> bool:
    """Whether an entry is as it was drafted."""
    return msgspec.structs.replace(one, no=0, written=other.written) == msgspec.structs.replace(other, no=0)


def _draft_tag(visit: Visit, one: Day) -> str:
    return visit.kit.tag(
        "draft", msgspec.json.encode(msgspec.structs.replace(one, written=visit.kit.record.made)).decode()
    )


def confirm(visit: Visit) -> Response:
    """Enter those of the drafted entries that the owner left ticked, as they were shown."""
    ticked = visit.form.getlist("entry")
    some = [one for one in _drafts(visit) if _draft_tag(visit, one) in ticked]
    for one in some:
        visit.kit.write_day(one)
    visit.draft()
    return visit.go(visit.onward("/papers", "/diary#written"), say("kit.days_written", n=len(some)))


def _entry(no: int) -> str:
    """The page on which an entry is written."""
    return f"/diary?no={no}" if no else "/diary"


def write(visit: Visit) -> Response:
    """Enter it."""
    kind, says = visit.text("kind"), visit.text("says")
    if kind not in get_args(Kind):
        raise WrongCall("kit_pages.no_harm_chosen")
    if not says:
        raise WrongCall("kit_pages.nothing_said")
    first, last = _day(visit, visit.text("day")), _day(visit, visit.text("until"))
    if first and last and last < first:
        raise WrongCall("kit_pages.ends_before_it_begins")
    chosen = tuple(
        int(text) for text in visit.form.getlist("file") if text.isascii() and text.isdigit() and len(text) < 7
    )
    time = visit.text("time", 9)
    if time and not _TIME.fullmatch(time):
        raise WrongCall("kit_pages.no_time")
    times, times_said = _number(visit.text("times", 40), _TIMES)
    money, money_said = _number(visit.text("money", 40), _YUAN)
    no = visit.number("no")
    there = next((day for day in visit.kit.record.diary if day.no == no), None)
    if no and there is None:
        raise WrongCall("kit_pages.no_such_day")
    if there and visit.text("was") not in ("", there.written.isoformat()):
        raise WrongCall("kit_pages.changed_elsewhere")
    visit.kit.record.drafts.pop(_entry(no), None)
    visit.kit.write_day(Day(
        no, visit.kit.record.made, msgspec.convert(kind, Kind), says, first, last, int(times) if times.isdecimal() else None,
        visit.text("place", 200), visit.text("seen_by", 200), chosen, time, money, visit.text("rough", 100), times_said or (times if "." in times else ""), money_said,
    ))  # fmt: skip
    return visit.go(
        "/diary",
        say("kit.day_written") + _hidden(visit, says, visit.text("place"), visit.text("seen_by"), visit.text("rough")),
    )


_TIMES = re.compile(r"[次回个通条遍件]+")
_YUAN = re.compile(r"人民币|RMB|CNY|yuan|[¥￥元块圆钱整]+", re.IGNORECASE)
_HAN_NUMBER = re.compile(r"(?!.*[一二两三四五六七八九]{2})[零〇一二两三四五六七八九十百千万]+")


def _number(text: str, units: re.Pattern[str]) -> tuple[str, str]:
    """A number as somebody writes it, as digits; else nothing, and the words as they are.

    >>> [_number(text, _YUAN) for text in ("128元", "￥1，600.50", "一百二十八块", "5-6", "")]
    [('128', ''), ('1600.50', ''), ('128', ''), ('', '5-6'), ('', '')]
    >>> _number("一次", _TIMES), _number("大概五六次", _TIMES)
    (('1', ''), ('', '大概五六次'))
    """
    bare = units.sub("", unicodedata.normalize("NFKC", text)).replace(",", "").replace(" ", "")
    if _MONEY.fullmatch(bare):
        return bare, ""
    if _HAN_NUMBER.fullmatch(bare):
        from doxdocket.detect.han import number  # noqa: PLC0415 - loads the detector

        return str(number(bare)), ""
    return "", text


def _day(visit: Visit, text: str) -> str:
    if not text:
        return ""
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    if day is None:
        raise WrongCall("kit_pages.no_day")
    if day > visit.kit.clock().astimezone().date():
        raise WrongCall("kit_pages.day_to_come")
    return day.isoformat()


def day_out(visit: Visit) -> Response:
    """Ask whether an entry is to go."""
    no = visit.number("no")
    one = next((day for day in visit.kit.record.diary if day.no == no), None)
    if one is None:
        raise WrongCall("kit_pages.no_such_day")
    return visit.page("day_out.html.j2", say("kit.strike", no=no), one=one)


def strike(visit: Visit) -> Response:
    """Take an entry out."""
    visit.kit.strike_day(visit.number("no"))
    return visit.go("/diary", say("kit.day_struck"))


# What is exposed
def exposed(visit: Visit) -> Response:
    """Everything that was found, masked, and what the owner says of it, in one form."""
    found = _exposed(visit)
    own = {plain(one.value) for one in found if one.typed}
    heads = exposure.heads(sorted(found, key=lambda one: not one.near))
    sure, sent, unsure = exposure.to_answer(heads)
    held = visit.kit.record.drafts.get("/exposed", {})
    if held.get("was") != [_was(visit, *_OWN)]:  # written elsewhere since
        for name in _OWN:
            held.pop(name, None)
    draft = visit.drafted("/exposed")
    typed = visit.form if visit.fault else draft
    quoted = {one.words for one in visit.kit.record.threats}
    return visit.page(
        "exposed.html.j2",
        say("kit.exposed"),
        found=heads,
        sure=sure,
        sent=sent,
        unsure=unsure,
        given=typed if typed is not None else ImmutableMultiDict(),
        draft=draft is not None,
        was=_was(visit, *_OWN),
        said=typed.getlist("said") if typed is not None and "threats" in typed else None,
        missed=[
            (visit.kit.tag(one.kind, one.value), one, mask(one.kind, one.value), plain(one.value) in own)
            for one in visit.kit.record.missed
        ],
        typed_as=_typed_as(visit, heads),
        typed_in=_typed_in(visit, heads),
        sorts=_MISSED,
        answers=("mine", "family", "caller", "others"),
        threats=[
            (label, [(visit.kit.tag("said", one.label + one.words), one, one.words in quoted) for one in some])
            for label, some in groupby(exposure.threats(visit.kit, visit.work.reads), lambda one: one.label)
        ],
        may_be=_may_be(visit, exposure.threats(visit.kit, visit.work.reads)),
        as_chosen={one.words: one for one in visit.kit.record.threats},
        said_of=_of_file(visit, exposure.threats(visit.kit, visit.work.reads)),
        more_own=_MORE_OWN,
        pictures=[
            (one, _has_face(visit, one.no))
            for one in visit.kit.record.files
            if (read := visit.work.reads.get(one.no))
            and read.picture
            and ((one.what in _SHOWN and one.seen != "private") or one.no in visit.kit.record.photos)
        ],
        photos=set(typed.getlist("photo"))
        if typed is not None and "photos" in typed
        else set(map(str, visit.kit.record.photos)),
        broken=[no for no, read in visit.work.reads.items() if read.why == "picture_damaged"],
        copied={one.no for one in visit.kit.record.files if visit.kit.covered(one.no)},
        unread={no: read.why for no, read in visit.work.reads.items() if read.why not in ("", "picture_damaged")},
    )


def _typed_as(visit: Visit, found: Sequence[Exposed]) -> dict[str, str]:
    """Of what the owner wrote as not found what takes it out again, by the value."""
    tags = {plain(one.value): visit.kit.tag(one.kind, one.value) for one in visit.kit.record.missed}
    return {one.value: tags[key] for one in found if (key := plain(one.value)) in tags}


def _typed_in(visit: Visit, found: Sequence[Exposed]) -> dict[str, str]:
    """Of what the owner typed in a field of papers that field, by the tag of the value: there it is changed."""
    about = visit.kit.record.about
    fields = {exposure.same(kind, text): field for kind, field in _OF_OWNER.items() if (text := getattr(about, field))}
    return {one.tag: field for one in found if one.typed and (field := fields.get(exposure.same(one.kind, one.value), ""))}  # fmt: skip


def _has_face(visit: Visit, no: int) -> bool:
    """Whether a face was found in a picture: copies cover it."""
    return any(hit.where == "face" for hit in visit.work.reads[no].hits)


def own(visit: Visit) -> Response:
    """What the owner writes of themselves, so that the computer knows it."""
    _keep_own(visit)
    _draft_beside(visit, [name for name, _, _ in _MORE_OWN])  # what was picked beside
    return visit.go("/exposed#open", say("kit.about_kept"))


_OWN: Final = ("name", "phone", "id_number", "address")
"""Of what papers need what the page of what is exposed asks for too."""
_MORE_OWN: Final[tuple[tuple[str, str, Answer], ...]] = (
    ("own_school", "school", "mine"),
    ("own_dorm", "home_address", "mine"),
    ("own_kin", "phone_number", "family"),
)
"""What else is asked for there: a field, the kind and whose it is (``Record.missed``)."""


def _keep_own(visit: Visit) -> None:
    """What is not empty: these fields stand closed in the form, and are emptied on the page of papers."""
    more = [Own(kind, text, of) for name, kind, of in _MORE_OWN if len(plain(text := visit.text(name, 200))) > 1]
    if more := [one for one in more if one not in visit.kit.record.missed]:
        with _own(visit):
            visit.kit.record.missed += more
    there = visit.kit.record.about
    given = {name: text for name in _OWN if (text := visit.text(name, 200)) not in ("", getattr(there, name))}
    if given:
        _numbers_right(visit)
        if visit.text("was") not in ("", _was(visit, *_OWN)):
            raise WrongCall("kit_pages.changed_elsewhere")
        with _own(visit):
            visit.kit.record.about = msgspec.structs.replace(visit.kit.record.about, **given)


@contextmanager
def _own(visit: Visit) -> Iterator[None]:
    """Something is written; where it changes what is known as the owner's, copies are made anew."""
    with visit.work.changing():
        yield
        visit.kit.save()
    _show_again(visit)


def _numbers_right(visit: Visit) -> None:
    """WrongCall where an identity number or a mobile of the form cannot be one: a slip here goes into every paper."""
    number = plain(visit.text("id_number")).upper()
    if re.fullmatch(r"\d+X?", number, re.ASCII) and not (check_digits.right(number) or re.fullmatch(r"\d{15}", number)):
        raise WrongCall(
            "kit_pages.id_number_length" if len(number) not in (15, 18) else "kit_pages.id_number_wrong", n=len(number)
        )
    phone = plain(visit.text("phone")).removeprefix("+86")
    if re.fullmatch(r"1[3-9]\d+", phone, re.ASCII) and len(phone) != 11:
        raise WrongCall("kit_pages.phone_length", n=len(phone))


def add_missed(visit: Visit) -> Response:
    """A value that the computer did not find, and whose it is."""
    value = plain(visit.text("value", 200))
    _keep_missed(visit)
    _draft_beside(visit)
    visit.kit.save()
    found = [each for each in _exposed(visit) if plain(each.value) == value]
    files = say("marks.comma").join(str(no) for no in sorted({no for each in found for no in each.files}))
    return visit.go("/exposed#missed", say("kit.missed_found", files=files) if found else say("kit.missed_nowhere"))


_OF_MISSED: Final = ("kind", "of", "who", "value")


def _keep_missed(visit: Visit) -> None:
    kind, value = visit.text("kind"), visit.text("value", 200)
    if kind not in _MISSED or len(plain(value)) < 2:
        raise WrongCall("kit_pages.too_short_to_find")
    of, who = visit.text("of") or "mine", visit.text("who", 40)
    if of not in ("mine", "family", "caller", "others"):
        raise WrongCall("kit_pages.not_there_any_more")
    one = Own(kind, value, msgspec.convert(of, Answer), who if of == "family" else "")
    with _own(visit):
        left = [each for each in visit.kit.record.missed if (each.kind, each.value) != (kind, value)]
        visit.kit.record.missed = [*left, one]


def _draft_beside(visit: Visit, kept: Sequence[str] = _OF_MISSED) -> None:
    """Keep as a draft what was picked beside what was ``kept``: a value that the computer did not find."""
    visit.draft()
    for name in kept:
        visit.kit.record.drafts.get(visit.form.get("draft", ""), {}).pop(name, None)


def drop_missed(visit: Visit) -> Response:
    """It is not the owner's after all."""
    left = [one for one in visit.kit.record.missed if visit.kit.tag(one.kind, one.value) != visit.text("tag")]
    with _own(visit):
        visit.kit.record.missed = left
    return visit.go("/exposed#missed")


def _keep_threats(visit: Visit) -> None:
    """Which of what was said the report quotes."""
    chosen = visit.form.getlist("said")
    there = exposure.threats(visit.kit, visit.work.reads)
    tags = {visit.kit.tag("said", one.label + one.words): one for one in there}
    whole = {one for one in _of_file(visit, there) if str(one) in visit.form.getlist("said-of")}
    kept = {tag: one for tag, one in tags.items() if tag in chosen or whole.intersection(one.files)}
    may_be = _may_be(visit, list(kept.values()))
    visit.kit.record.threats = [_as_chosen(visit, tag, one, may_be[one.words]) for tag, one in kept.items()]
    visit.kit.save()


def _as_chosen(visit: Visit, tag: str, one: Said, may_be: Mapping[str, Mapping[str, str]]) -> Said:
    """A sentence with who said it and when, as the owner chose of what the picture may tell; kept where the form does not ask."""
    before = next((each for each in visit.kit.record.threats if each.words == one.words), one)
    told = {"by": one.by, "at": one.at}
    for field, some in may_be.items():
        said = visit.text(f"{field}-{tag}", 60) if f"{field}-{tag}" in visit.form else getattr(before, field)
        told[field] = said if said in some else ""
    return msgspec.structs.replace(one, **told)


def _may_be(visit: Visit, said: Sequence[Said]) -> dict[str, dict[str, dict[str, str]]]:
    """Of sentences who may have said each (``by``) and when (``at``), and how that is shown, where the screen is not sure to tell; nobody whom papers mask, and nothing while files are read."""
    told = {one.words: dict[str, dict[str, str]]() for one in said}
    hide = papers.hiding("report", visit.kit, _exposed(visit))
    for one in said if not visit.work.waiting() else ():
        read = visit.work.reads[one.files[0]] if len(one.files) == 1 and one.files[0] in visit.work.reads else None
        if read and len(read.texts) == 1:
            by, at = quotes.offered(read.texts[0], one.words, read.lines, read.size[0])
            shown = {
                text: (say("kit.said_above", at=text) if side == "above" else say("kit.said_below", at=text))
                if len(at) > 1
                else text
                for text, side in at.items()
            }
            for field, some in (("by", {text: text for text in by}), ("at", shown)):
                if not getattr(one, field) and (
                    kept := {text: each for text, each in some.items() if hide(text) == text}
                ):
                    told[one.words][field] = kept
    return told


def _of_file(visit: Visit, some: Sequence[Said]) -> dict[int, int]:
    """Files of public places whose sentences may be ticked together, three or more of them that the owner did not choose yet: a friend's talk is none."""
    public = {one.no for one in visit.kit.record.files if papers.published(one) and one.seen != "private"}
    chosen = {one.words for one in visit.kit.record.threats}
    left = [one for one in some if one.words not in chosen]
    count = Counter(no for one in left for no in one.files if no in public)
    return {no: n for no, n in sorted(count.items()) if n > _FEW_SAID}


_FEW_SAID: Final = 2


def rest(visit: Visit) -> Response:
    """Ask whether all the rest is of others: each value before it is answered."""
    some = _rest(visit)
    return visit.page("rest.html.j2", say("kit.rest_sure", n=len(some)), some=some, asked=_asked(visit, some))


def _rest(visit: Visit) -> list[Exposed]:
    """What nobody said anything of; who called or sent is answered with its list."""
    sure, _, unsure = exposure.to_answer(exposure.heads(_exposed(visit)))
    return [one for some in (*sure, *unsure) for one in some]


def nobody(visit: Visit) -> Response:
    """Ask whether values are nobody's, on one page for all: copies show them from then on. What has a digit is ticked by the owner alone."""
    asked = [visit.path.get("tag", ""), *re.findall(r"[0-9a-f]{24}", visit.query.get("then", ""))]
    some = [one for one in _exposed(visit) if one.tag in asked and one.answer is None]
    if not some:
        raise WrongCall("kit_pages.not_there_any_more")
    counted = [(one, len(digits(one.value))) for one in some]
    numbers = [pair for pair in counted if pair[1]]
    few = [pair for pair in counted if not pair[1]]
    return visit.page(
        "nobody.html.j2", say("kit.nobody_title"), numbers=numbers, few=few, onward=bool(visit.query.get("next"))
    )


def of_nobody(visit: Visit) -> Response:
    """Those that the owner ticked are nobody's."""
    found, ticked = _exposed(visit), visit.form.getlist("tag")
    heads = [one for one in found if one.tag in ticked]
    if visit.text("sure") != "yes":
        raise WrongCall("kit_pages.nobody_not_sure")
    with _answering(visit) as more:
        for page in ("/exposed", "/exposed/callers"):
            held = visit.kit.record.drafts.pop(page, {})
            if any(held.get("value", ())):  # typed, and none of the picks
                visit.kit.record.drafts[page] = {name: held[name] for name in _OF_MISSED if name in held}
        for one in (
            each for head in heads for each in exposure.equal(head, found) if plain(each.value) == plain(head.value)
        ):
            visit.kit.answer(
                one.tag, "nobody"
            )  # what is part of it may be somebody's: 我去听涛小学 is none, 听涛小学 is
    note = say("kit.answers_kept", n=len(heads)) if heads else say("kit.about_kept")
    return visit.go(visit.onward(_more(visit, changed=True), "/exposed#open"), note + "".join(more))


def callers(visit: Visit) -> Response:
    """Who called or sent by the owner's own lists, each in full with when, so that the owner can tell who it is; answered one by one. For whom the owner has a name, that is taken for the owner's own people until the owner says otherwise."""
    asked = exposure.to_answer(exposure.heads(_exposed(visit)))[1]
    kin = {one.tag: next(filter(sign("kin").fullmatch, one.notes), "") for one in asked}
    some = [replace(one, kin=one.kin or kin[one.tag]) for one in asked if not one.service]
    services = [one for one in asked if one.service]
    draft = visit.drafted("/exposed/callers")
    if not asked:
        return visit.go("/exposed#open")
    return visit.page(
        "callers.html.j2",
        say("kit.sent_in", n=len(asked)),
        some=some,
        services=services,
        sent=sum(sum(each.texts.values()) for one in services for each in one.calls),
        given=draft or {},
        draft=draft is not None,
    )


_ALL = re.compile("all((?:-[0-9a-f]{24})+)")


def _said(visit: Visit, found: Sequence[Exposed]) -> tuple[dict[str, str], dict[str, str]]:
    """What was chosen of each value, and whose it is of the family: what was chosen of one goes before what was of several together (``all-`` and their tags)."""
    said, who = dict[str, str](), dict[str, str]()
    for name in visit.form:
        if told := _ALL.fullmatch(name):
            tags = told[1][1:].split("-")
            said |= dict.fromkeys(tags, visit.text(name))
            who |= dict.fromkeys(tags, visit.text(f"who-{tags[0]}-{len(tags)}", 40))
    for one in found:
        if visit.text(f"said-{one.tag}"):
            said[one.tag], who[one.tag] = visit.text(f"said-{one.tag}"), visit.text(f"who-{one.tag}", 40)
    there = {one.tag for one in found}
    return {tag: text for tag, text in said.items() if tag in there and text in get_args(Answer)}, who


def answers(visit: Visit) -> Response:
    """All that the page asks: what the computer did not find, the owner's own, whose each is, what the report quotes; of what is said to be nobody's it is asked once more."""
    if visit.text("value"):
        _keep_missed(visit)
    found = sorted(_exposed(visit), key=lambda one: not one.near)
    said, who = _said(visit, found)
    kept = {tag: text for tag, text in said.items() if text != "nobody"}
    known = visit.kit.own()
    _keep_own(visit)
    if "threats" in visit.form:
        _keep_threats(visit)
    with _answering(visit) as follows:
        if "photos" in visit.form:
            chosen, record = visit.form.getlist("photo"), visit.kit.record
            record.photos = [one.no for one in record.files if str(one.no) in chosen]
            record.open = [no for no in record.open if no in record.photos]
        if len(kept) == len(said):  # what is said to be nobody's is not kept before it was confirmed
            visit.kit.record.drafts.pop(visit.form.get("draft", ""), None)
        else:
            _draft_beside(visit)
        for head in (one for one in found if one.tag in kept):
            for one in exposure.equal(head, found):
                if one.tag == head.tag or one.tag not in said:
                    visit.kit.answer(one.tag, msgspec.convert(kept[head.tag], Answer), who.get(head.tag, ""))
    if visit.form.get("draft") == "/exposed/callers":
        visit.sitting.left_open |= {one.tag for one in exposure.to_answer(exposure.heads(found))[1]}
    if visit.text("show_all") == "yes" or "show_all=yes" in visit.form.getlist("as"):  # it stood ticked, and is not
        visit.kit.record.show_all = visit.text("show_all") == "yes"
        visit.kit.save()
    _show_again(visit)
    if wrong := [tag for tag in said if tag not in kept]:
        next_ = "&next=1" if visit.form.get("next") else ""
        return visit.go(f"/exposed/nobody/{wrong[0]}?then={'-'.join(wrong[1:])}{next_}")
    more = _more(visit, changed=bool(kept) or visit.kit.own() != known)
    note = say("kit.answers_kept", n=len(kept)) if kept else say("kit.about_kept")
    return visit.go(visit.onward(more, "/exposed#open"), note + "".join(follows))


def _more(visit: Visit, *, changed: bool) -> str:
    """What comes after the answers of a page: what is left to be asked, or the diary; what the owner leaves open on purpose keeps nobody on the page."""
    sure, sent, _ = exposure.to_answer(exposure.heads(_exposed(visit)))
    if visit.form.get("draft") != "/exposed/callers" and any(one.tag not in visit.sitting.left_open for one in sent):
        return "/exposed/callers"
    return "/exposed#open" if sure and changed else "/diary"


def _asked(visit: Visit, some: Sequence[Exposed]) -> str:
    """What names these values together."""
    return visit.kit.tag("rest", " ".join(sorted(one.tag for one in some)))


def spot(visit: Visit) -> Response:
    """Where a value stands in the covered copy of a picture."""
    one = next((one for one in _exposed(visit) if one.tag == visit.path["tag"]), None)
    there = visit.kit.covered(one.spot[0]) if one and one.spot else []
    if one is None or one.spot is None or not there:
        raise WrongCall("kit_pages.not_there_any_more")
    no, boxes = one.spot
    return Response(
        place(there[0].read_bytes(), visit.work.reads[no].size, boxes), headers={"content-type": "image/png"}
    )


def _one(visit: Visit) -> Exposed:
    tag = visit.text("tag") or visit.path.get("tag")
    found = next((one for one in _exposed(visit) if one.tag == tag), None)
    if found is None:
        raise WrongCall("kit_pages.not_there_any_more")
    return found


def answer(visit: Visit) -> Response:
    """Whose it is, of a value and those equal to it; of all that nobody said anything of, where ``tag`` is ``rest``."""
    said, who, tag = visit.text("said"), visit.text("who", 40), visit.text("tag")
    found = sorted(_exposed(visit), key=lambda one: not one.near)
    heads = _rest(visit) if tag == "rest" else [_one(visit)]
    if said not in (*get_args(Answer), "") or (tag == "rest" and said != "others"):
        raise WrongCall("kit_pages.not_there_any_more")
    if said == "nobody":
        return visit.go(f"/exposed/nobody/{tag}")
    if tag == "rest" and visit.text("asked") != _asked(visit, heads):
        return visit.go("/exposed/rest")  # more was read, or answered, since it was asked
    some = {
        one.tag: one
        for head in heads
        for one in exposure.equal(head, found)
        if tag != "rest" or not one.sends or exposure.own_people(head)
    }
    with _answering(visit) as follows:
        for one in some.values():
            visit.kit.answer(one.tag, msgspec.convert(said, Answer) if said else None, who)
    _show_again(visit)
    if tag == "rest":
        return visit.go("/exposed", say("kit.rest_done", n=len(heads)) + "".join(follows))
    return visit.go("/exposed#open" if said else f"/exposed#v-{tag}", "".join(follows))


def _show_again(visit: Visit) -> None:
    """What became known as the owner's since they ticked that all of theirs is shown, is shown too."""
    if visit.kit.record.show_all:
        _show_mine(visit)


def _show_mine(visit: Visit) -> list[Exposed]:
    """The report to the police shows in full all that is the owner's."""
    mine = [one for one in _exposed(visit) if one.answer == "mine" and not (one.picture or one.unclear)]
    new = [one for one in mine if not one.shown]
    with visit.work.changing():
        visit.kit.record.shown += [one.tag for one in new]
    return mine


def show(visit: Visit) -> Response:
    """Whether the report to the police shows a value of the owner's own; all of the owner's, but not of the family, where ``tag`` is ``mine``."""
    if visit.text("tag") == "mine":
        return visit.go("/exposed#mine", say("kit.all_shown", n=len(exposure.heads(_show_mine(visit)))))
    one = _one(visit)
    if one.answer not in ("mine", "family"):
        raise WrongCall("kit_pages.not_yours")
    visit.kit.record.show_all &= visit.text("shown") == "yes"  # one is not to be shown: not all are
    with visit.work.changing():
        visit.kit.show(one.tag, shown=visit.text("shown") == "yes")
    return visit.go(f"/exposed#v-{one.tag}")


def mend(visit: Visit) -> Response:
    """What stands there, where the computer misread it; nothing: as it was read."""
    one, read = _one(visit), visit.text("value", 200)
    if one.picture or len(plain(read)) == 1:
        raise WrongCall("kit_pages.too_short_to_find")
    visit.kit.record.reads.pop(one.tag, None)
    if read:
        visit.kit.record.reads[one.tag] = read
        if one.answer:  # what is corrected into a value that another file shows is that
            same = next(
                (each for each in _exposed(visit) if each.kind == one.kind and plain(each.value) == plain(read)), None
            )
            if same and same.answer is None:
                visit.kit.answer(same.tag, one.answer, one.who)
    visit.kit.save()
    _show_again(visit)
    return visit.go(f"/exposed#v-{one.tag}", say("kit.mended"))


def uncover(visit: Visit) -> Response:
    """One value in clear, for a minute."""
    one = _one(visit)
    if one.answer not in ("mine", "family", *(("caller",) if one.unclear else ())) or one.picture:
        raise WrongCall("kit_pages.not_yours")
    visit.served.clear[visit.sitting.csrf] = one.tag
    return visit.go("/exposed/uncovered")


def uncovered(visit: Visit) -> Response:
    """It, once: who comes back to this page finds the list."""
    tag = visit.served.clear.pop(visit.sitting.csrf, "")
    one = next((one for one in _exposed(visit) if one.tag == tag and one.answer in _COMPARED), None)
    if one is None:
        return visit.go("/exposed")
    pictured = one.unclear and one.spot is not None
    if pictured:
        visit.served.clear[f"{visit.sitting.csrf}/picture"] = tag
    return visit.page("uncovered.html.j2", say("kit.uncovered"), one=one, seconds=SECONDS, pictured=pictured)


def in_picture(visit: Visit) -> Response:
    """Of the file as it came the value alone, that page once: whoever confirms what was read sees it beside."""
    tag = visit.served.clear.pop(f"{visit.sitting.csrf}/picture", "")
    one = next((one for one in _exposed(visit) if one.tag == tag and one.answer in _COMPARED), None)
    if one is None or one.spot is None:
        raise WrongCall("kit_pages.not_there_any_more")
    no, boxes = one.spot
    shown = place(visit.kit.data(no), visit.work.reads[no].size, boxes, alone=True)
    if not shown:
        raise WrongCall("kit_pages.not_there_any_more")
    return Response(shown, headers={"content-type": "image/png"})


_COMPARED: Final = ("mine", "family", "caller")
"""Answers by which a value stands in a paper, so that its owner compares it with the picture."""


# Papers
def papers_(visit: Visit) -> Response:
    """What is still needed, the papers, and the copies to hand in with them."""
    about = visit.kit.record.about
    refused = (
        visit.fault and visit.at in ("/papers/about", "/papers/hand-in") and "name" in visit.form
    )  # other forms of the page have none of its fields
    draft = None if refused else visit.drafted("/papers")
    typed: Mapping[str, str] = visit.form if refused else draft or {}
    given = {name: typed.get(name, getattr(about, name)) for name in _FIELDS}
    if not any(given.values()):
        given = {name: getattr(about, name) for name in _FIELDS}
    given |= {name: text for name, text in _proposed(visit, given).items() if name not in typed}
    saved = sorted((visit.kit.folder / PAPERS).glob("*"))
    said = (visit.kit.folder / FILE).stat().st_mtime_ns
    old = any(path.stat().st_mtime_ns < said for path in saved)
    quoted = sorted({int(no[1]) for no in re.finditer(r"(?:第\s*|file )(\d{1,6})", about.worst)})
    return visit.page(
        "papers.html.j2",
        say("kit.papers"),
        given=given,
        ends=(ends := [end for end in papers.NOTICES.values() if end]),
        more_end=next((end for end in ends if not (given[f"platform{end}"] or given[f"where{end}"])), ""),
        choices=_choices(_exposed(visit)),
        draft=draft is not None,
        unclear=_not_one(visit),
        handed=sorted(path.name for path in (visit.kit.folder / HAND_IN).glob("*")),
        titles={name: (papers.title(name), _to_whom(visit, name)) for name in papers.names(visit.kit)},
        was=(draft["was"] if draft else "") or _was(visit),
        shows=(shows := {one.no: visit.work.shows(one.no) for one in visit.kit.record.files}),
        lack=sum(no in visit.kit.record.no_police and bool(n) for no, n in shows.items()),
        photographed=_photographs(visit),
        written=[one.name for one in saved],
        old=old,
        open=sum(map(len, exposure.to_answer(exposure.heads(_exposed(visit)))[0])),
        quoted=[no for no in quoted if no in {one.no for one in visit.kit.record.gone}],
    )


def _not_one(visit: Visit) -> dict[str, str]:
    """Of each field of who the owner is that papers do not show as it was typed, why."""
    about, found = visit.kit.record.about, _exposed(visit)
    hides = [papers.hiding(name, visit.kit, found) for name in ("report", "notice")]
    fields = sorted(papers.REACHED)
    masked = {name: any(hide.of_owner(text := getattr(about, name), name) != text for hide in hides) for name in fields}
    return {name: say(f"kit.one_{name}") if masked[name] else "" for name in fields}


def _proposed(visit: Visit, given: Mapping[str, str]) -> dict[str, str]:
    """What fields that are empty may say, for the owner to see before it is kept: platforms by the sources, and what the owner said is theirs and showed in full, where that is one value. Nothing of a field that the owner emptied."""
    found, told = _exposed(visit), dict[str, str]()
    if not any(given[f"{name}{end}"] for name in ("platform", "where") for end in papers.NOTICES.values()):
        unread = {no for no, read in visit.work.reads.items() if read.why}
        told = papers.places(visit.kit, found, exposure.threats(visit.kit, visit.work.reads), unread)
    told |= {
        name: some[0] for name, some in _choices(found).items() if len(some) == 1 and name != "work" and not given[name]
    }
    return {name: text for name, text in told.items() if name not in visit.kit.record.emptied}


_OF_OWNER: Final = {"name": "name", "id_number": "id_number", "phone_number": "phone", "home_address": "address", "workplace": "work", "school": "work"}  # fmt: skip
"""The field of a kind."""


def _choices(found: Sequence[Exposed]) -> dict[str, list[str]]:
    """Of fields of the owner what may be chosen for them: what the owner said is theirs and showed in full."""
    told = dict[str, list[str]]()
    for one in exposure.heads(found):
        if one.answer == "mine" and one.shown and one.kind in _OF_OWNER and not (one.unclear or one.picture):
            told.setdefault(_OF_OWNER[one.kind], []).append(one.clear)
    return told


def _to_whom(visit: Visit, name: str) -> str:
    """The platform of a notice."""
    return getattr(visit.kit.record.about, f"platform{papers.NOTICES[name]}") if name in papers.NOTICES else ""


def _was(visit: Visit, *names: str) -> str:
    """What names all that was filled in (or these fields), so that a page that is older does not undo it."""
    told = {name: getattr(visit.kit.record.about, name) for name in names or About.__struct_fields__}
    return visit.kit.tag("about", msgspec.json.encode(told).decode())


def about(visit: Visit) -> Response:
    """Keep what papers need."""
    _keep_about(visit)
    _keep_photos(visit)
    told_so = say("kit.about_kept") + _hidden(visit, *msgspec.structs.astuple(visit.kit.record.about))
    return visit.go(visit.onward("/papers/check", "/papers"), told_so)


def _keep_about(visit: Visit) -> None:
    """What the form shows."""
    _numbers_right(visit)
    if visit.text("was") not in ("", _was(visit)):
        raise WrongCall("kit_pages.changed_elsewhere")
    was = visit.kit.record.about
    given = {name: visit.text(name) for name in _FIELDS if name in visit.form}
    proposed = _proposed(visit, {name: getattr(was, name) for name in _FIELDS})
    if not any(given.values()) and any(getattr(was, name) for name in given):
        raise WrongCall("kit_pages.all_empty")
    with _own(visit):
        visit.kit.record.drafts.pop("/papers", None)
        dropped = [name for name in given if not given[name] and (name in proposed or getattr(was, name))]
        visit.kit.record.emptied = [one for one in (*visit.kit.record.emptied, *dropped) if not given.get(one)]
        today = visit.kit.clock().astimezone().date().isoformat()
        on = was.since_on if given.get("since", was.since) == was.since else today
        visit.kit.record.about = msgspec.structs.replace(was, **given, since_on=on)


def goes_with(visit: Visit) -> Response:
    """What of the owner a paper names beyond what it needs, and which files go with it; these stay as they were found as long as nobody changes them."""
    name, record, chosen = _name(visit), visit.kit.record, visit.form.getlist("field")
    if chosen and name not in papers.PASSED_ON:
        raise WrongCall("kit_pages.no_such_paper")
    rest_ = [one for one in record.adds if not one.startswith(f"{name}/")]
    record.adds = rest_ + [f"{name}/{field}" for field in papers.ADDED if field in chosen]
    ticked = [one for one in record.files if str(one.no) in visit.form.getlist("file")]
    if ticked != papers.files(visit.kit, name, _exposed(visit)):
        record.handed[name] = [one.no for one in ticked]
    visit.kit.save()
    return visit.go(f"/papers/of/{name}", say("kit.about_kept"))


def paper(visit: Visit) -> Response:
    """One paper, to read and print."""
    name, found = _name(visit), _exposed(visit)
    told = _paper(visit, name, found)
    shown = html.fragment(told.document, visit.lang) + html.ended(told, visit.lang)
    if visit.work.waiting():
        shown = shown[:0]  # what is covered is known when all files are read
    more = papers.ADDED if name in papers.PASSED_ON else ()
    adds = [field for field in more if f"{name}/{field}" in visit.kit.record.adds]
    chosen = {one.no for one in papers.files(visit.kit, name, found)}
    unknown = [
        one.no
        for one in visit.kit.record.files
        if one.what in ("screenshot", "page") and papers.source(visit.kit, one, name) is None
    ]
    return visit.page(
        "paper.html.j2", papers.title(name)[visit.lang != "zh"], paper=name, shown=shown, more=more, adds=adds, chosen=chosen, busy=busy_with_copies(visit),
        unknown=unknown if name in papers.PASSED_ON and name not in visit.kit.record.handed else [],
    )  # fmt: skip


def check(visit: Visit) -> Response:
    """What the papers to hand in say, on one page: all that stands in full, what is masked, which files, what is blank; whole they are read one by one."""
    found, some = _exposed(visit), list[dict[str, Any]]()
    for name in () if busy_with_copies(visit) else papers.handed(visit.kit):
        hide, report = papers.hiding(name, visit.kit, found), name == "report"
        shown = str(html.fragment(_paper(visit, name, found).document, visit.lang))
        open_ = {
            one.tag for one in found if report and one.shown and not one.unclear and one.answer in ("mine", "family")
        }
        some_files = [one.no for one in papers.files(visit.kit, name, found)]
        part = [
            one
            for one in exposure.heads(found)
            if one.answer in (("mine", "family") if report else ("mine",)) and not (one.picture or one.unclear)
            if name not in papers.PASSED_ON or {*one.files} & {*some_files}
        ]
        some.append({
            "name": name, "report": report, "notice": name in papers.NOTICES, "title": papers.title(name), "whom": hide(_to_whom(visit, name) or (visit.kit.record.about.police if report else ""), "whom"),
            "whole": list({plain(value): (label, value) for label, value in [*((papers.said_kind(one.kind), hide(one.clear)) for one in part if one.tag in open_), *papers.named_in(name, visit.kit, hide)]}.values()),
            "masked": list(dict.fromkeys(papers.said_kind(one.kind) for one in part if one.tag not in open_)),
            "days": [f"{hide(one.day or one.rough)} {say(f'kit.kind_{one.kind}')}".strip() for one in visit.kit.record.diary],
            "callers": list(dict.fromkeys(one.clear for one in exposure.heads(found) if one.answer == "caller" and not (one.unclear or one.service))),
            "files": some_files, "bare": [no for no in some_files if not papers.copies(visit.kit, name, visit.kit.item(no))],
            "left": [one.no for one in visit.kit.record.files if one.no not in some_files] if name not in papers.PASSED_ON else [], "blanks": list(dict.fromkeys(_BLANK.findall(shown))),
        })  # fmt: skip
    unclear = sum(one.unclear and one.answer in _COMPARED for one in exposure.heads(found))
    about = visit.kit.record.about
    left = ["unkept"] if _proposed(visit, {name: getattr(about, name) for name in _FIELDS}) else []
    left += [
        name
        for name in ("notice", "search")
        if (about.engine or name != "search") and name not in papers.handed(visit.kit)
    ]
    return visit.page(
        "check.html.j2",
        say("kit.check"),
        some=some,
        same=len({tuple(one["whole"]) for one in some if one["notice"]}) < 2,
        busy=busy_with_copies(visit),
        unclear=unclear,
        left=left,
        photographed=_photographs(visit),
    )


_BLANK: Final = re.compile(r"〔[^〔〕]*?[：:]\s*([^〔〕（(]{1,60})")
"""A blank of a paper, and what is lacking there."""


def _paper(visit: Visit, name: str, found: Sequence[Exposed]) -> Paper:
    reads = visit.work.reads
    return papers.paper(name, visit.kit, found, exposure.withheld(visit.kit, reads), reads)


def busy_with_copies(visit: Visit) -> bool:
    """Whether files are read or copies made, so that a paper would say of some that there is none."""
    return bool(visit.work.waiting() or visit.work.copying())


def _name(visit: Visit) -> str:
    name = visit.path.get("name") or visit.text("name")
    if name not in papers.names(visit.kit):
        raise WrongCall("kit_pages.no_such_paper")
    return name


def save(visit: Visit) -> Response:
    """Write the papers into the folder: .docx to change, and a page to print."""
    if busy_with_copies(visit):
        raise WrongCall("kit_pages.copies_come")
    names, found = [_name(visit)] if visit.text("name") else papers.names(visit.kit), _exposed(visit)
    for name in names:
        told = _paper(visit, name, found)
        called = papers.file_name(name, visit.lang)
        visit.kit.put(visit.kit.folder / PAPERS / f"{called}.docx", made(told, ".docx", visit.lang))
        visit.kit.put(visit.kit.folder / PAPERS / f"{called}.html", html.page(told, visit.lang).encode())
    return visit.go("/papers", say("kit.papers_written", n=len(names), folder=str(visit.kit.folder / PAPERS)))


def hand_in(visit: Visit) -> Response:
    """Lay into a folder for the police, and one for each platform, what they get: papers and covered copies, and nothing else of the kit. By the form of the page of papers what that shows is kept first."""
    kept = "was" in visit.form
    if kept:
        _keep_about(visit)
    _keep_photos(visit)  # of the page to look at before
    if busy_with_copies(visit):
        raise WrongCall("kit_pages.copies_come")
    kit = visit.kit
    kit.clear_handed()
    kit.save()  # killed before the end, the half is none
    try:
        _lay(visit)
        kit.record.laid = kit.told()
        kit.save()
    except BaseException:
        kit.clear_handed()
        raise
    finally:
        kit.unlaid = False
    note = _hidden(visit, *msgspec.structs.astuple(kit.record.about)) if kept else ""
    return visit.go("/papers#hand-in", say("kit.handed", folder=str(kit.folder / HAND_IN)) + note)


def _lay(visit: Visit) -> None:
    kit, found = visit.kit, _exposed(visit)
    for name in papers.handed(kit):
        told, called = _paper(visit, name, found), papers.file_name(name.partition("_")[0], visit.lang)
        whom = _to_whom(visit, name)
        if papers.hiding(name, kit, found)(whom, "where") != whom:
            whom = ""  # the folder goes out with the paper, in which it is masked
        there = {path.name for path in (kit.folder / HAND_IN).glob("*")}
        whose = kit.folder / HAND_IN / papers.folder_of(name, visit.lang, whom, there)
        kit.put(whose / f"{called}.docx", made(told, ".docx", visit.lang))
        for one in papers.files(kit, name, found):
            for path in papers.copies(kit, name, one):
                kit.put(whose / path.name, path.read_bytes())


# Help, language, the end
def help_(visit: Visit) -> Response:
    """Whom to call, and what to do first."""
    found, whole = advice.lines(visit.kit.folder)
    return visit.page("help.html.j2", say("kit.help"), lines=found, whole=whole)


def speak(visit: Visit) -> Response:
    """The other language."""
    visit.draft()
    visit.kit.record.lang = "en" if visit.text("lang") == "en" else "zh"
    visit.kit.save()
    return visit.go(visit.text("back") or visit.text("draft") or "/")


def cover(visit: Visit) -> Response:
    """Cover the screen, at every browser: nothing is shown until the kit is opened again by its file. What the browser kept of pages to go back to goes."""
    visit.draft()
    for sitting in visit.served.door.present():
        visit.served.door.lock(sitting)
    shown = visit.go("/")
    shown.headers["clear-site-data"] = '"cache"'
    return shown


def leave(visit: Visit) -> Response:
    """End the program."""
    visit.draft()
    return _ended(visit, visit.page("ended.html.j2", say("kit.ended"), left=None))


def draft(visit: Visit) -> Response:
    """Keep what is being typed, or drop it."""
    visit.draft()
    if visit.text("drop"):
        visit.kit.record.drafts.pop(visit.text("drop"), None)
        visit.kit.save()
        return visit.go(visit.text("drop"))
    return Response(status_code=204)


def _ended(visit: Visit, shown: Response) -> Response:
    """The last page; the browser keeps no cookie of it."""
    shown.delete_cookie(visit.served.place.cookie, path="/", httponly=True, samesite="strict")
    visit.served.stop()
    return shown


def delete(visit: Visit) -> Response:
    """Ask whether everything is to go."""
    return visit.page("delete.html.j2", say("kit.delete"))


def delete_all(visit: Visit) -> Response:
    """Remove everything, and end the program."""
    if visit.text("sure") != "yes":
        raise WrongCall("kit_pages.not_sure")
    visit.work.end()
    left = visit.kit.delete()
    return _ended(visit, visit.page("ended.html.j2", say("kit.deleted"), left=left))


PAGES: Final = (
    Page("/", home),
    Page("/files", files),
    Page("/files/take", take, post=True, again=files, limit=BROUGHT, files=MANY),
    Page("/files/tell", tell),
    Page("/files/sources", sources, post=True, again=files),
    Page("/files/told", told, post=True, again=files),
    Page("/files/copy/{no}", copy),
    Page("/files/copy/{no}/picture", picture),
    Page("/files/copies", copies, post=True),
    Page("/files/photos", photos, post=True),
    Page("/files/out", out),
    Page("/files/take-out", take_out, post=True),
    Page("/files/stamp", stamp, post=True, again=files),
    Page("/diary", diary),
    Page("/diary/write", write, post=True, again=diary),
    Page("/diary/drafts", confirm, post=True, again=diary),
    Page("/diary/out", day_out),
    Page("/diary/strike", strike, post=True),
    Page("/exposed", exposed),
    Page("/exposed/rest", rest),
    Page("/exposed/callers", callers),
    Page("/exposed/nobody/{tag}", nobody),
    Page("/exposed/nobody", of_nobody, post=True, again=exposed),
    Page("/exposed/place/{tag}", spot),
    Page("/exposed/missed", add_missed, post=True, again=exposed),
    Page("/exposed/not-missed", drop_missed, post=True, again=exposed),
    Page("/exposed/own", own, post=True, again=exposed),
    Page("/exposed/answer", answer, post=True, again=exposed),
    Page("/exposed/answers", answers, post=True, again=exposed),
    Page("/exposed/show", show, post=True, again=exposed),
    Page("/exposed/mend", mend, post=True, again=exposed),
    Page("/exposed/uncover", uncover, post=True, again=exposed),
    Page("/exposed/uncovered", uncovered),
    Page("/exposed/picture", in_picture),
    Page("/papers", papers_),
    Page("/papers/about", about, post=True, again=papers_),
    Page("/papers/with", goes_with, post=True, again=papers_),
    Page("/papers/save", save, post=True, again=papers_),
    Page("/papers/hand-in", hand_in, post=True, again=papers_),
    Page("/papers/of/{name}", paper),
    Page("/papers/check", check),
    Page("/help", help_),
    Page("/language", speak, post=True),
    Page("/cover", cover, post=True),
    Page("/draft", draft, post=True, covered=True),
    Page("/leave", leave, post=True, covered=True),
    Page("/delete", delete),
    Page("/delete/all", delete_all, post=True, again=delete),
)
