r"""The records that rooms hand each other, and the Arrow shapes in which the store keeps them.

Times are aware UTC; offsets are code points of the text as captured; ids are strings. Nothing here can print a
clear value: a finding carries a keyed digest, a mask and a tag.

>>> Masked(digest=b"\x7f\x3a" + bytes(30), mask="138********").tag
'#7f3a'
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pyarrow as pa

# fmt: off
# One column a line or one group of columns, its meaning beside it: these are tables to be read.


class Verdict(StrEnum):
    """What the form of a value says about it. An invalid or masked value still harms and is never dropped."""

    VALID = "valid"          # its form and, where there are any, its check digits agree
    INVALID = "invalid"      # meant as this kind (label, shape), but its check digit, date or length is wrong
    MASKED = "masked"        # part of it was hidden by whoever posted it: 138****1234
    PARTIAL = "partial"      # only part of it was posted: last six digits, surname only
    DOUBTFUL = "doubtful"    # may be this kind and may not; never in a low figure


OF_REPLY = "reply.part"
"""The reason of a finding that a reply alone would not give: it rests on the post that it answers."""
TOLD_ELSEWHERE = "name.told"
"""The reason of a name that its post alone would not give: another post of the case tells of its bearer."""
EARLIER = "earlier:"
"""What stands before the place of a finding that an earlier version of a post holds and the version that counts does not."""


class Role(StrEnum):
    """What a person is in a dossier: 目标, 家属, 提及."""

    TARGET = "target"
    RELATIVE = "relative"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Masked:
    """A value sealed at birth: HMAC-SHA256 digest under the case key, and a mask that cannot be rebuilt."""

    digest: bytes
    mask: str

    @property
    def tag(self) -> str:
        """Four hex digits that tell equal from different on screen, never enough to search by."""
        return "#" + self.digest[:2].hex()


UTC = pa.timestamp("us", tz="UTC")

#: A stretch outside the main text that was published with it: contact, location, link[i], button[i], poll, file_name.
FIELD = pa.struct([("where", pa.string()), ("text", pa.string())])
#: Code-point range of ``text`` that quotes somebody else (a blockquote): a repeat, not a new exposure.
QUOTE = pa.struct([("start", pa.int32()), ("end", pa.int32())])
#: One attached file. ``status``: included, not_included, exceeds, unavailable, missing (named but not there).
MEDIA = pa.struct([("path", pa.string()), ("name", pa.string()), ("mime", pa.string()), ("kind", pa.string()),
                   ("status", pa.string())])

#: An upright stretch of a picture, in pixels as every viewer shows it.
BOX = pa.struct([("left", pa.int32()), ("top", pa.int32()), ("width", pa.int32()), ("height", pa.int32())])



@dataclass(frozen=True, slots=True)
class Drawn:
    """A box that a person drew in a picture, as the place of a finding: ``image:`` and the digest, ``:box[left,top,width,height]`` behind it.

    What stands in it nobody wrote down: the place is its own value, its text one sign (``Drawn.sign``).

    >>> Drawn.at("image:" + "ab" * 32 + ":box[8,16,120,40]").box, Drawn.at("image:" + "ab" * 32), Drawn.at("text")
    ((8, 16, 120, 40), None, None)
    """

    source: str
    box: tuple[int, int, int, int]

    sign = "▢"

    @classmethod
    def at(cls, where: str) -> "Drawn | None":
        """The box that a place names; None where it names none."""
        found = _DRAWN.fullmatch(where)
        if found is None:
            return None
        left, top, width, height = map(int, found.groups()[1:])
        return cls(found[1], (left, top, width, height))

    @property
    def where(self) -> str:
        """How findings name the place."""
        return f"image:{self.source}:box[{','.join(map(str, self.box))}]"


_DRAWN = re.compile(r"image:([0-9a-f]{64}):box\[(0|[1-9]\d{0,5}),(0|[1-9]\d{0,5}),([1-9]\d{0,5}),([1-9]\d{0,5})\]")

#: One row a post of one capture. Key: (channel_id, post_id); one post captured twice has a row for each capture.
POSTS = pa.schema([
    ("channel_id", pa.string()),        # platform:kind:bare id, e.g. telegram:channel:1234567
    ("post_id", pa.string()),
    ("post_no", pa.int64()),            # post_id as a number, for order
    ("type", pa.string()),              # message, service, unsupported
    ("date", UTC),                      # null when only a local clock time is known
    ("date_local", pa.string()),        # as written in the file
    ("edited", UTC),
    ("edit_shown", pa.bool_()),         # whether readers saw "edited"; null where the form does not say
    ("author", pa.string()),            # signature
    ("from_id", pa.string()), ("from_name", pa.string()),
    ("forwarded_from", pa.string()), ("forwarded_from_id", pa.string()), ("saved_from", pa.string()),
    ("forwarded_post", pa.string()), ("forwarded_date", UTC),   # the origin's post id and time
    ("reply_to", pa.string()),
    ("action", pa.string()),            # of service posts
    ("text", pa.string()),              # all runs joined; a lone surrogate is U+FFFD and recorded as a repair
    ("fields", pa.list_(FIELD)),
    ("quotes", pa.list_(QUOTE)),
    ("media", pa.list_(MEDIA)),         # null where the record does not tell of files; empty: it has none
    ("album", pa.string()),             # the group that the file states; posts of one channel and group are one post
    ("also", pa.list_(pa.string())),    # ids of the album's other posts, where the form shows it as one post
    ("state", pa.string()),             # deleted, unknown (of a phone's report), empty (the server had nothing); null
    ("source", pa.string()),            # SHA-256 (hex) of the file it was read from
    ("capture", pa.string()),           # the showing it belongs to: see CHANNELS
    ("byte_start", pa.int64()), ("byte_end", pa.int64()),   # of its record in that file
    ("repairs", pa.int32()),            # how many repairs touched it
    ("row_no", pa.int64()),             # its place among the posts of its file, from 0: an id may stand twice in one
])

#: One row a channel and capture: one showing of the channel at one time. A file is one capture, but for a web archive,
#: in which every fetch is one. ``id_gaps`` counts ids between the first and last that are not there.
CHANNELS = pa.schema([
    ("channel_id", pa.string()), ("platform", pa.string()), ("chat_kind", pa.string()), ("bare_id", pa.string()),
    ("title", pa.string()), ("username", pa.string()), ("description", pa.string()), ("chat_type", pa.string()),
    ("source", pa.string()),
    ("capture", pa.string()),           # first 16 hex digits of the source, with @ and the record's byte in an archive
    ("captured_at", UTC),               # as the file says
    ("captured_how", pa.string()),      # who says so: server, crawler, tool; null
    ("extent", pa.string()),            # of the ids: whole (an export), window (a stretch without choice), selection
    ("stated_posts", pa.int64()), ("stated_first", UTC), ("stated_last", UTC),  # what the file claims to hold
    ("posts", pa.int64()), ("messages", pa.int64()), ("services", pa.int64()), ("unsupported", pa.int64()),
    ("undated", pa.int64()), ("files_missing", pa.int64()), ("id_gaps", pa.int64()),
    ("first_post", pa.int64()), ("last_post", pa.int64()), ("first_date", UTC), ("last_date", UTC),
    ("reach_first", pa.int64()), ("reach_last", pa.int64()),    # of which it speaks beyond those: a page asked for ids before N
])

#: One row a reading: one counter of one post (or of the channel: ``post_id`` null) in one capture.
READINGS = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()),
    ("what", pa.string()),              # views, forwards, replies, reactions, subscribers
    ("label", pa.string()),             # which reaction
    ("low", pa.int64()), ("value", pa.int64()), ("high", pa.int64()),
    ("shown", pa.string()),             # as the file has it: 505.9K
    ("granularity", pa.int64()),        # 1 where exact
    ("at", UTC), ("at_how", pa.string()),   # moment of the reading and who says so: as captured_at
    ("source", pa.string()), ("capture", pa.string()),
])

#: One row a channel and capture as they are ordered in time. ``rank`` grows with time; ``form`` is the source's.
CAPTURES = pa.schema([
    ("channel_id", pa.string()), ("capture", pa.string()), ("source", pa.string()), ("form", pa.string()),
    ("at", UTC), ("at_how", pa.string()),   # server, crawler, tool, stated (by a person); null: nobody says
    ("extent", pa.string()), ("first_post", pa.int64()), ("last_post", pa.int64()), ("id_gaps", pa.int64()),
    ("posts", pa.int64()), ("rank", pa.int64()),
    ("reach_first", pa.int64()), ("reach_last", pa.int64()),    # the ids of which it speaks: first_post to last_post, or beyond
])

#: One row a post and capture where several captures hold the post: which version each shows. Versions are numbered by
#: first appearance, and one that comes back is another; where the order of the captures is not known, contents are counted
#: instead, each once: the least there can be. ``differs`` names what is not as in the capture before.
VERSIONS = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("capture", pa.string()), ("version", pa.int32()),
    ("differs", pa.string()),           # text, type, fields, media, forwarded_from, author, edited; with commas; may be empty
])

#: One row a post: the row of POSTS that stands for it (``capture``: of its last version that which exposes most), with what
#: that form lacks filled in from others. An album's posts share ``album``, the lowest of their ids.
MERGED = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("post_no", pa.int64()), ("date", UTC), ("type", pa.string()),
    ("forwarded_from", pa.string()), ("forwarded_from_id", pa.string()), ("forwarded_post", pa.string()),
    ("forwarded_date", UTC), ("reply_to", pa.string()), ("source", pa.string()), ("capture", pa.string()),
    ("album", pa.string()), ("album_how", pa.string()),     # stated (by a form) or inferred (same second, next id)
    ("captures", pa.int32()), ("versions", pa.int32()),
    ("row_no", pa.int64()),             # of that row, as in POSTS
])

#: One row a channel id that stands for another in this run, because a file does not hold the chat's number.
KEYS = pa.schema([
    ("channel_id", pa.string()), ("key", pa.string()),
    ("how", pa.string()),               # stated, username, kind, posts, title
])

#: What a parser met and could not take as it stood. ``what``: quarantine (bytes left out of posts), repair (bytes
#: read after a stated change), notice (out-of-scope parts, times that disagree). ``detail`` holds no content.
WARNINGS = pa.schema([
    ("source", pa.string()), ("what", pa.string()), ("code", pa.string()), ("channel_id", pa.string()),
    ("post_id", pa.string()), ("byte_start", pa.int64()), ("byte_end", pa.int64()), ("detail", pa.string()),
])

#: What a value says in another kind (``detect/implied.py``).
SAID = pa.struct([("kind", pa.string()), ("digest", pa.binary())])

#: One row a finding: one span of one text of one post.
FINDINGS = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("post_no", pa.int64()), ("source", pa.string()),
    ("capture", pa.string()),
    ("where", pa.string()),             # text, contact, location, link[0], button[0], poll, file_name, image:<sha256>, image:<sha256>:box[…]; earlier: before it where an edit removed it (EARLIER)
    ("start", pa.int32()), ("end", pa.int32()),
    ("kind", pa.string()), ("verdict", pa.string()),
    ("digest", pa.binary()), ("mask", pa.string()), ("tag", pa.string()),
    ("reasons", pa.list_(pa.string())), # codes of detect/reasons.yaml
    ("person", pa.int16()),             # which person of this post, from 0; -1 when nobody's
    ("role", pa.string()),              # of that person: target, relative, mentioned
    ("relation", pa.string()),          # kinship word as a code (father, mother, spouse …) or null
    ("quoted", pa.bool_()),             # lies in a quote of somebody else's post
    ("age_low", pa.int16()), ("age_high", pa.int16()),  # of the person on the day of the post, where the value says
    ("row_no", pa.int64()),             # of the post's row, as in POSTS
    ("boxes", pa.list_(BOX)),           # in a picture: one a line; null elsewhere
    ("implies", pa.list_(SAID)),        # what a valid value says besides itself; null where nothing. Never exported
    ("near", pa.list_(pa.binary())),    # spellings that a slip or a mask leaves, keyed and cut short; null. Never exported
    ("region", pa.string()),            # prefecture that a valid id number, address or landline tells, four digits; 00 at the end: its province only
])

#: One row a picture of the case, whatever posts show it. Its text lies here in clear, as that of posts does in POSTS.
IMAGES = pa.schema([
    ("source", pa.string()),            # SHA-256 (hex) of its bytes
    ("status", pa.string()),            # read, unread: never empty for what could not be read
    ("why", pa.string()),               # of an unread one: damaged, too_large, no_decoder, ocr_failed, illegible, stopped, failed, waiting
    ("form", pa.string()), ("width", pa.int32()), ("height", pa.int32()), ("remarks", pa.list_(pa.string())),
    ("turned", pa.int32()),             # degrees by which its text had to be turned to be read
    ("document", pa.string()), ("document_reasons", pa.list_(pa.string())),     # what paper or screen it shows
    ("faces", pa.list_(BOX)),           # where faces are; whose is never asked
    ("lines", pa.int32()), ("codes", pa.list_(pa.string())),    # what its QR and bar codes say
    ("text", pa.string()),              # that was read in it, lines joined
    ("phash", pa.binary()),             # 256 bits that near-duplicates share
    ("reading", pa.binary()),           # the whole record of the reader, as MessagePack
])

#: One row a picture, before any is read: those of one size and nearly one print are compared, and what was only saved anew is not read again.
PRINTS = pa.schema([
    ("source", pa.string()),
    ("width", pa.int32()), ("height", pa.int32()),      # as it is looked at; 0: it cannot be opened
    ("phash", pa.binary()),
])

#: One row a picture of the case and what it is a copy of. ``posts``: how many posts show it; none: it was taken in by itself.
PICTURES = pa.schema([
    ("source", pa.string()),
    ("cluster", pa.string()),           # the first picture, by digest, of those that are near-duplicates of it
    ("posts", pa.int64()),
])

#: What a stretch of conduct says beside its label; ``value`` a code, a number or a channel's name, never a person's.
SLOT = pa.struct([("slot", pa.string()), ("value", pa.string()), ("start", pa.int32()), ("end", pa.int32())])



def put(table: pa.Table, name: str, column: Any) -> pa.Table:
    """The table with this column in place of its own of that name."""
    at = table.schema.get_field_index(name)
    return table.set_column(at, table.schema.field(at), column)


def told_as_money(slot: str, sign: str, *, confirmed: bool = False) -> bool:
    """Whether a sum of a stretch of conduct is written with a unit of money, so that it can only be the price or reward.

    ``slot``: price, reward, or maybe_ and one of them; ``sign``: what the number was taken for money by. 户籍30 and 300一次 name no
    unit: a room, a count or points may be meant, so that such a number bounds the prices and is none of their value, whoever confirmed that
    the line offers something. ``confirmed`` settles one doubt alone: whether a sum with a unit in a line that names nothing looked up is asked for a look-up.

    >>> told_as_money("price", "unit"), told_as_money("price", "goods"), told_as_money("maybe_price", "unit")
    (True, False, False)
    >>> [told_as_money("maybe_price", "unit_alone", confirmed=so) for so in (False, True)]
    [False, True]
    """
    return (slot, sign) in _MONEY or (confirmed and sign == UNIT_ALONE)


UNIT_ALONE = "unit_alone"
"""The sign of a sum with a unit of money in an offer that names nothing looked up."""
_MONEY = frozenset({("price", "unit"), ("reward", "unit")})


def holds(row: Mapping[str, Any], slot: Mapping[str, Any]) -> bool:
    """Whether a stretch of conduct holds one of its slots; a reason or a price may stand beside it."""
    return bool(slot["start"] >= (row.get("start") or 0) and slot["end"] <= (row.get("end") or slot["end"]))


#: One row a stretch of conduct: what the machine proposes that somebody does in one text of one post.
CONDUCT = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("post_no", pa.int64()), ("source", pa.string()),
    ("capture", pa.string()),
    ("where", pa.string()),             # text, poll, button[0]
    ("start", pa.int32()), ("end", pa.int32()),
    ("label", pa.string()),             # insult, threat, incitement, paid_task, sale_offer, promotion, source_of_data, motive
    ("status", pa.string()),            # proposed by the machine, confirmed by a person, doubtful: the machine gives it a tenth or more
    ("person", pa.int16()),             # which person of this post it is against, as in findings; -1 where there is none
    ("reasons", pa.list_(pa.string())), # codes of detect/reasons.yaml
    ("slots", pa.list_(SLOT)),          # who is to do what, price, source, motive; docs/explanation/conduct.md lists them
    ("priced", pa.bool_()),             # whether it names a price or reward with a unit of money, in any currency
    ("maybe_priced", pa.bool_()),       # whether it names a sum that may be one: doubtful, in no low
    ("yuan_low", pa.decimal128(12, 2)), ("yuan_high", pa.decimal128(12, 2)),    # of prices with a unit, in yuan; null where none is named
    ("yuan_least", pa.decimal128(12, 2)), ("yuan_most", pa.decimal128(12, 2)),  # with the doubtful ones; null where there are neither
    ("harms", pa.list_(pa.string())),   # which of the six harms the words show
    ("aggravators", pa.list_(pa.string())), # of the post: minor, disabled, sexual_rumour, organised, deep_synthesis
    ("quoted", pa.bool_()),             # lies in a quote of somebody else's post
    ("row_no", pa.int64()),             # of the post's row, as in POSTS
])
