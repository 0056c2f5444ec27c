r"""Cellebrite's phone report: ``report.xml``, which a ``.ufdr`` holds too, and single models cut out of one.

Source: as captured (IPED's test resources, sepinf-inc/IPED at ad1a8364), its readers ``UfedModelHandler.java`` and
``UfedXmlReader.java``, and SEilers/UFEDLib (both read 2026-11-24). It is what one phone held and not a channel's own
record: there are no views, names are the address book's, and a post that is missing was missing on that phone.

The report is read as a stream of tags. Each message is cut out and read by itself, so a damaged one costs itself: the
walk goes on at the next message, chat or kind of data. Contacts, calls, texts and all else that a phone holds is out of
scope: how many of each kind there are is said, and nothing more.

>>> head = b'<?xml version="1.0"?><project id="1" xmlns="http://pa.cellebrite.com/report/2.0">'
>>> recognise(head, "report.xml").confidence, recognise(b"<extraction><device/></extraction>", "report.xml")
(95, None)
>>> recognise(b'<model type="Chat" id="1" deleted_state="Intact">', "a.xml").confidence
80
>>> import io
>>> file = b'''<project><decodedData><modelType type="Call"><model type="Call" id="c"/></modelType><modelType type="Chat">
... <model type="Chat" id="m1"><field name="Id"><value>5</value></field><field name="Source"><value>Telegram</value></field>
... <multiModelField name="Messages"><model type="InstantMessage" id="m2"/></multiModelField></model></modelType>
... </decodedData></project>'''
>>> parts = list(Report(io.BytesIO(file), "00" * 32).parts())
>>> [(part.table, part.batch.num_rows) for part in parts], parts[-1].batch["detail"].to_pylist()
([('posts', 1), ('channels', 1), ('warnings', 1)], ['Call 1'])
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO, NamedTuple
from xml.etree.ElementTree import Element

from doxdocket.errors import Unreadable
from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.rows import Rows
from doxdocket.parse.tallies import number, room
from doxdocket.parse.ufed.files import Files
from doxdocket.parse.ufed.message import Party, Reader, party
from doxdocket.parse.ufed.model import Fields, Repair, element_of, fields, when, words
from doxdocket.parse.ufed.scan import Resumes, Scan, Tag, closed
from doxdocket.parse.window import Damage
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

#: Fields of a chat that are kept.
_KEPT = frozenset({"Source", "Id", "Name", "ChatType", "Description"})
_LONG = 1000


@dataclass
class Chat:
    """What is known of a chat so far; ``model`` is the tool's own number of it.

    The key is ``<app>:chat:<Id>`` as the report writes the id; where it writes none, the number that the tool gave the chat
    stands for it. Leaves out: photos of the chat, and its start and last activity, which its posts show.

    >>> chat = Chat("m9", 0)
    >>> chat.learn("Source", "Telegram"), chat.learn("Id", " 1234567890 ")
    (None, None)
    >>> chat.channel_id
    'telegram:chat:1234567890'
    """

    model: str
    start: int
    told: dict[str, str] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    waiting: list[tuple[bytes, int, int]] = field(default_factory=list)
    waits: int = 0  # bytes of what waits
    left: Counter[str] = field(default_factory=Counter)  # parts of the chat itself that were not taken

    def learn(self, name: str, value: str) -> None:
        """Take a field of the chat."""
        if name in _KEPT and value.strip():
            self.told.setdefault(name, value.strip()[:_LONG])

    @property
    def known(self) -> bool:
        """Whether its key is certain."""
        return "Id" in self.told and "Source" in self.told

    @property
    def app(self) -> str:
        """The app, in lower case."""
        return " ".join(self.told.get("Source", "unknown").lower().split()).replace(":", "-") or "unknown"

    @property
    def channel_id(self) -> str:
        """Its key."""
        return f"{self.app}:chat:{self.told.get('Id') or self.model}"

    def reader(self, files: Files) -> Reader:
        """Who reads its messages."""
        return Reader(self.app, self.told.get("Id", ""), self.told.get("ChatType", ""), files)

    def meet(self, one: Party) -> None:
        """Count somebody who takes part."""
        self.people["participants"] += 1
        self.people["owner"] += one.owner

    def notices(self) -> dict[str, str]:
        """What is said of it, by code."""
        people = +Counter(
            participants=self.people["participants"], owners=self.people["owner"], posts_of_owner=self.counts["owner"]
        )
        states = +Counter({key: self.counts[key] for key in ("deleted", "unknown", "trash", "dated")})
        parts = +Counter({key: self.counts[key] for key in ("embedded", "transcripts", "reactions")} | self.left)
        said = {"phone_people": people, "phone_states": states, "phone_parts": parts}
        return {code: _said(counts) for code, counts in said.items() if counts}


def _said(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


#: Bytes of one message, of one other element that is read, and of messages that may wait for their chat's id.
_MESSAGE, _ELEMENT, _WAIT = 8 << 20, 1 << 20, 32 << 20
#: Where to go on after damage. What a message says is passed over, or it could begin another one.
_TAGS = rb"<model\s[^<>]*?\btype=\"(?:InstantMessage|Chat)\"|</?modelType[\s>]|</decodedData[\s>]|<file\s"
_RESUMES = Resumes(re.compile(rb"<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+\]\]>|" + _TAGS), re.compile(_TAGS))
_NESTED = re.compile(rb"<(?:multiM|m)odelField\s[^<>]*name=\"(?:Embedded)?InstantMessage\"[^<>]*>\s*\Z")
_LOOK = 512
_MODEL = b'<model type="InstantMessage"'
_AMONG_MESSAGES = frozenset({b"model", b"modelType", b"project"})
_TYPE = re.compile(r"[A-Za-z]{1,40}")
_EXTRACTED = re.compile(rb"Extraction(?:Start|End)DateTime")
#: Bytes that may be searched in vain for the ends of messages (as in ``elements``), and the least that one may have.
_STORE, _LEAST = 16 << 20, 1 << 16
#: Posts that are handed on together.
_ROWS = 1024
#: Ids of posts that are kept in mind to tell repeats.
_IDS = 2_000_000


class Cut(NamedTuple):
    """One element, read, and where it lies in the file."""

    tree: Element
    repairs: list[Repair]
    raw: bytes
    start: int
    end: int


class Report:
    """One walk over one report."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self.scan, self.rows, self.files = Scan(stream), Rows(source), Files()
        self.chat: Chat | None = None
        self.inside: str | None = None  # the field of models that the cursor is in; they stand in models only
        self.kind = ""  # of the data that the cursor is in
        self.met, self.root, self.closed, self.cut, self.chats = False, False, False, False, 0
        self.orphans: dict[str, Chat] = {}  # messages that the tool could put in no chat
        self.after, self.at, self.store = 0, 0, _STORE
        self.others: Counter[str] = Counter()
        self.names, self.made = 0, 0
        self.ids: set[int] = set()
        self.repeated: Counter[str] = Counter()
        self.posts: list[dict[str, Any]] = []

    def parts(self) -> Iterator[Parsed]:
        """Posts, channels, warnings."""
        while True:
            self.at = self.scan.offset
            try:
                tag = self.scan.next()
                if tag is None:
                    break
                self.at = tag.start
                self._tag(tag)
            except Damage as damage:
                self._resume(damage)
            self.after = self.scan.offset
            if len(self.posts) >= _ROWS:
                yield from self._flush()
        yield from self._end()

    def _tag(self, tag: Tag) -> None:
        """One tag of the frame: whoever reads it moves behind it or behind its element."""
        name, scan = tag.name, self.scan
        if self.chat and self.inside == "Messages" and name not in _AMONG_MESSAGES and tag.kind != "close":
            self.at = self.after  # where the beginning of a message was lost
            raise Damage("broken_structure", tag.start)
        if name == b"model":
            self._model(tag)
        elif name in (b"modelField", b"multiModelField"):
            self._enter(tag)
            scan.take(tag)
        elif name == b"field" and tag.kind == "open" and self.inside is None and (self.chat or self.kind == "Chat"):
            self._field(tag, self.chat or self._implied(tag))
        elif name == b"file" and tag.kind == "open" and not self.chat:
            self._file(tag)
        elif name == b"item" and tag.kind == "open" and not self.chat:
            self._item(tag)
        else:
            if name == b"modelType":
                self._close(whole=False)
                self.kind = tag.attributes().get("type", "")
                self.met = True
            elif name == b"project":
                self.root, self.closed, self.met = True, tag.kind != "open", True
            scan.take(tag)

    def _enter(self, tag: Tag) -> None:
        """Into a field of models, or out of it."""
        if tag.kind == "empty":
            return
        name = tag.attributes().get("name", "") if tag.kind == "open" else None
        if name == "Messages" and not self.chat:
            self._implied(tag)
        self.inside = name

    def _implied(self, tag: Tag) -> Chat:
        """A chat whose own tag was lost."""
        self.rows.warn("repair", "broken_structure", self.after, tag.start)
        self.chat = Chat(f"at-{tag.start}", tag.start)
        self.chats += 1
        return self.chat

    def _model(self, tag: Tag) -> None:
        """A model: a chat, something in a chat, or data of another kind."""
        chat, scan = self.chat, self.scan
        if tag.kind == "close":
            if chat and self.inside is not None:  # of a message whose beginning was lost
                self.at = self.after
                raise Damage("broken_structure", tag.start)
            scan.take(tag)
            self._close(whole=True)
            return
        attributes = tag.attributes()
        kind = attributes.get("type", "")
        self.met = self.met or bool(kind)
        misnamed = chat is None and self.kind == "Chat" and kind not in ("Chat", "InstantMessage")
        if misnamed:  # among chats there are none but chats
            self.rows.warn("repair", "broken_structure", tag.start, tag.start + len(tag.raw))
        if kind == "Chat" or misnamed:
            self._close(whole=False)
            scan.take(tag)
            self.chats += 1
            self.chat = Chat(attributes.get("id") or f"at-{tag.start}", tag.start)
            if tag.kind == "empty":
                self._close(whole=True)
        elif kind == "InstantMessage":
            self.inside = "Messages" if chat else None
            self._message(tag, chat)
        elif chat and kind == "Party" and self.inside == "Participants":
            if read := self._cut(tag, _ELEMENT):
                self.rows.repaired(read.repairs, read.start, channel_id=chat.channel_id)
                chat.meet(party(read.tree))
        elif chat:
            read = self._cut(tag, _ELEMENT)
            if read and self.inside == "Messages":
                self._lost("not_an_object", read.start, read.end)
            elif read:
                chat.left[_shown(kind)] += 1
        elif kind:
            self.others[_shown(kind)] += 1
            scan.skip(tag)
        else:
            scan.take(tag)

    def _message(self, tag: Tag, chat: Chat | None) -> None:
        """A message: read at once, or held until its chat's id is known."""
        read = self._cut(tag, min(_MESSAGE, max(_LEAST, self.store)))
        if read is None:
            return
        if chat is None:
            self.rows.tried(
                lambda: self._read(self._orphanage(fields(read.tree), tag.start), read), read.start, read.end
            )
        elif chat.known or chat.waits > _WAIT:
            self._release(chat)
            self.rows.tried(lambda: self._read(chat, read), read.start, read.end)
        else:
            chat.waiting.append((read.raw, read.start, read.end))
            chat.waits += len(read.raw)

    def _cut(self, tag: Tag, limit: int) -> Cut | None:
        """The element that ``tag`` opens, read; none when it cannot be, and then it is quarantined."""
        raw, start, end = self.scan.element(tag, limit)
        try:
            tree, repairs = element_of(raw)
            if raw.count(_MODEL) > raw.startswith(_MODEL) and _swallowed(tree):
                raise Damage("broken_structure", start)  # noqa: TRY301 - what follows is the same as for any damage
        except Damage as damage:
            self._lost(damage.code, start, self._rewind(raw, start, end))
            return None
        if raw.count(b"<![CDATA[") != raw.count(b"]]>"):  # one that was not closed was read to the end of the next
            repairs = [*repairs, ("broken_structure", 0, len(raw))]
        return Cut(tree, repairs, raw, start, end)

    def _orphanage(self, message: Fields, start: int) -> Chat:
        """The chat of a message that stands in none: as the message itself names it."""
        chat = Chat("none", start)
        chat.learn("Source", message.value("Source") or message.value("SourceApplication"))
        chat.learn("Id", message.value("ChatId"))
        if chat.channel_id not in self.orphans:
            room(len(self.orphans))
        return self.orphans.setdefault(chat.channel_id, chat)

    def _rewind(self, raw: bytes, start: int, end: int) -> int:
        """Back to where something else begins in what looked like one element: a closing tag was lost."""
        at, last = 1, closed(raw)
        while found := _RESUMES.search(raw, at, last):
            if not _inside(found, raw):
                self.scan.pos -= len(raw) - found.start()
                self._resumed(found)
                return start + found.start()
            at = found.end()
        return end

    def _release(self, chat: Chat) -> None:
        """Messages that waited."""
        waiting, chat.waiting = chat.waiting, []
        for raw, start, end in waiting:
            self.rows.tried(partial(self._again, chat, raw, start, end), start, end)

    def _again(self, chat: Chat, raw: bytes, start: int, end: int) -> None:
        self._read(chat, Cut(*element_of(raw), raw, start, end))

    def _read(self, chat: Chat, cut: Cut) -> None:
        """One message to a post."""
        channel_id = chat.channel_id
        row, counts = chat.reader(self.files).read(cut.tree)
        post_id = row["post_id"] or f"at-{cut.start}"
        self.rows.repaired(cut.repairs, cut.start, channel_id=channel_id, post_id=post_id)
        chat.counts.update(counts)
        self.names += counts.get("names", 0)
        if (key := hash((channel_id, post_id))) in self.ids:
            self.repeated[channel_id] += 1
        elif len(self.ids) < _IDS:
            self.ids.add(key)
        self.posts.append(row | {
            "channel_id": channel_id, "post_id": post_id, "post_no": number(post_id),
            "byte_start": cut.start, "byte_end": cut.end, "repairs": len(cut.repairs),
        })  # fmt: skip

    def _flush(self) -> Iterator[Parsed]:
        """Hand on what was read."""
        if self.posts:
            self.rows.posts({name: [row[name] for row in self.posts] for name in self.posts[0]})
            self.posts = []
        yield from self.rows.full()

    def _field(self, tag: Tag, chat: Chat) -> None:
        """A field of the chat itself."""
        if read := self._cut(tag, _ELEMENT):
            self.rows.repaired(read.repairs, read.start)
            value = read.tree.find("value")
            if value is not None:
                chat.learn(read.tree.get("name", ""), words(value))

    def _file(self, tag: Tag) -> None:
        """An entry of the list of exported files."""
        if read := self._cut(tag, _ELEMENT):
            self.files.add(read.tree)

    def _item(self, tag: Tag) -> None:
        """A line of the report's own data: when the phone was read, where that is a moment."""
        read = self._cut(tag, _ELEMENT)
        if read and _EXTRACTED.search(read.raw):
            self.made = max(self.made, when(read.tree)[0] or 0)

    def _resume(self, damage: Damage) -> None:
        """Pass over damage to the next message, chat, file or kind of data; what was passed over is quarantined."""
        scan, start = self.scan, self.at
        self.store -= max(0, damage.at - max(start, scan.base))
        begin = start + 1 if self.store > 0 else damage.at
        scan.pos = min(max(scan.pos, begin - scan.base), len(scan.data))
        while found := scan.find(_RESUMES):
            if not _inside(found, scan.data) and not (found.group().startswith(b"<file") and self.chat):
                self._resumed(found)
                break
            scan.pos += len(found.group())
        self.store = min(_STORE, self.store + 2 * (scan.offset - start))
        self._lost("truncated" if not found and damage.code == "truncated" else damage.code, start, scan.offset)
        self.cut = self.cut or not found

    def _resumed(self, found: re.Match[bytes]) -> None:
        """Where the reading goes on: in messages, maybe of a chat whose beginning was passed over."""
        if b"InstantMessage" in found.group():
            if self.chat is None and self.kind != "InstantMessage":
                self.chat = Chat(f"at-{self.scan.offset}", self.scan.offset)
                self.chats += 1
            self.inside = "Messages" if self.chat else None

    def _close(self, *, whole: bool) -> None:
        """The end of a chat, stated or met."""
        chat, self.chat, self.inside = self.chat, None, None
        if chat:
            self._release(chat)
            self._say(chat)
            if not whole:
                self.rows.warn("repair", "broken_structure", self.after, self.after, channel_id=chat.channel_id)

    def _say(self, chat: Chat) -> None:
        """A chat's row, and its notices."""
        channel_id, end = chat.channel_id, self.scan.offset
        self.rows.channel(
            channel_id,
            title=chat.told.get("Name"),
            description=chat.told.get("Description"),
            chat_type=chat.told.get("ChatType"),
            captured_at=self.made / 1_000_000 if self.made else None,
            captured_how="tool" if self.made else None,
        )
        self.rows.notices(chat.notices(), chat.start, end, channel_id=channel_id)
        if "Id" not in chat.told:
            self.rows.warn("notice", "phone_chat_id", chat.start, end, channel_id=channel_id)

    def _lost(self, code: str, start: int, end: int) -> None:
        channel_id = self.chat.channel_id if self.chat else None
        self.rows.warn("quarantine", code, start, end, channel_id=channel_id)

    def _end(self) -> Iterator[Parsed]:
        """The end of the file: what is left, and what is said of the whole report."""
        rows, end = self.rows, self.scan.offset
        if not self.met:
            raise Unreadable("ufed_report.no_data_of_phones_report", at=end)
        left_open = self.chat is not None or (self.root and not self.closed)
        self._close(whole=True)
        for chat in self.orphans.values():
            self._say(chat)
        yield from self._flush()
        if left_open and not self.cut:
            rows.warn("notice", "file_left_open", end, end)
        for channel_id, times in self.repeated.items():
            rows.warn("notice", "repeated_id", 0, end, str(times), channel_id=channel_id)
        others = ", ".join(f"{kind} {count}" for kind, count in sorted(self.others.items()))
        said: dict[str, str | int] = {
            "phone_models": others, "phone_names": self.names, "phone_hashes": self.files.digests,
            "phone_files": str(self.files.listed) if self.files.full else "", "no_chat": "" if self.chats or self.orphans else "0",
        }  # fmt: skip
        rows.notices(said, 0, end)
        yield from rows.rest()


def _swallowed(tree: Element) -> bool:
    """Whether a message stands where none can: what looked like one element has run on into others."""
    return any(
        one.tag == "model" and one.get("type") == "InstantMessage" and field.get("type") != "InstantMessage"
        for field in tree.iter()
        if field.tag in ("modelField", "multiModelField")
        for one in field
    )


def _inside(found: re.Match[bytes], data: bytes) -> bool:
    """Whether what begins there is inside a message: its words, or another message."""
    at, group = found.start(), found.group()
    if group.startswith(b"<!"):
        return True
    return b"InstantMessage" in group and _NESTED.search(data, max(0, at - _LOOK), at) is not None


def _shown(kind: str) -> str:
    """The name of a kind of data; one that the tool does not use could be content."""
    return kind if _TYPE.fullmatch(kind) else "?"


_ID = "ufed"
_SPACE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*\?>\s*)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+"
_PROJECT = re.compile(_SPACE + rb"<project\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>", re.DOTALL)
_ONE_MODEL = re.compile(_SPACE + rb"<model(?:Type)?\s[^<>]*\btype=\"[A-Za-z]+\"", re.DOTALL)
_NAMESPACE = b"http://pa.cellebrite.com/report/2."
_OURS = re.compile(rb"\b(?:extractionType|reportVersion|licenseID|ModelCount)=|<sourceExtractions\b|<decodedData\b")
_ATTRIBUTES = re.compile(rb"<model\s[^<>]*\b(?:deleted_state|decoding_confidence)=")
#: A prologue that declares types: read on, so that it is refused by name and not passed over as unknown.
_DECLARED = re.compile(_SPACE + rb"<!DOCTYPE\b", re.DOTALL)


def recognise(head: bytes, name: str) -> Bid | None:
    """Bid by the namespace, or by what the root and its first models are called."""
    del name
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()  # to be refused by name
    if _NAMESPACE in head and (_PROJECT.match(head) or _ONE_MODEL.match(head) or _DECLARED.match(head)):
        return Bid(_ID, 95, *zh_en("parse_ufed.root_states_namespace_of_cellebrites"))
    if _PROJECT.match(head) and _OURS.search(head):
        return Bid(_ID, 85, *zh_en("parse_ufed.root_and_attributes_are_those"))
    if _ONE_MODEL.match(head) and _ATTRIBUTES.search(head):
        return Bid(_ID, 80, *zh_en("parse_ufed.one_model_of_cellebrites_report"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one report, or one model of it."""
    del stated
    return Report(stream, source_sha256).parts()


FORM = Form(
    _ID,
    *zh_en("parse_ufed.cellebrite_phone_report_report_xml"),
    recognise,
    parse,
)
