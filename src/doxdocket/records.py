r"""The records that rooms hand each other, and the Arrow shapes in which the store keeps them.

Times are aware UTC; offsets are code points of the text as captured; ids are strings. Nothing here can print a
clear value: a finding carries a keyed digest, a mask and a tag.

>>> Masked(digest=b"\x7f\x3a" + bytes(30), mask="138********").tag
'#7f3a'
"""

from dataclasses import dataclass
from enum import StrEnum

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
    ("media", pa.list_(MEDIA)),
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
    ("where", pa.string()),             # text, contact, location, link[0], button[0], poll, file_name, image:<sha256>
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
    ("why", pa.string()),               # of an unread one: damaged, too_large, no_decoder, ocr_failed
    ("form", pa.string()), ("width", pa.int32()), ("height", pa.int32()), ("remarks", pa.list_(pa.string())),
    ("turned", pa.int32()),             # degrees by which its text had to be turned to be read
    ("document", pa.string()), ("document_reasons", pa.list_(pa.string())),     # what paper or screen it shows
    ("faces", pa.list_(BOX)),           # where faces are; whose is never asked
    ("lines", pa.int32()), ("codes", pa.list_(pa.string())),    # what its QR and bar codes say
    ("text", pa.string()),              # that was read in it, lines joined
    ("phash", pa.binary()),             # 256 bits that near-duplicates share
    ("reading", pa.binary()),           # the whole record of the reader, as MessagePack
])

#: One row a picture of the case and what it is a copy of. ``posts``: how many posts show it; none: it was taken in by itself.
PICTURES = pa.schema([
    ("source", pa.string()),
    ("cluster", pa.string()),           # the first picture, by digest, of those that are near-duplicates of it
    ("posts", pa.int64()),
])

#: What a stretch of conduct says beside its label; ``value`` a code, a number or a channel's name, never a person's.
SLOT = pa.struct([("slot", pa.string()), ("value", pa.string()), ("start", pa.int32()), ("end", pa.int32())])

#: One row a stretch of conduct: what the machine proposes that somebody does in one text of one post.
CONDUCT = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("post_no", pa.int64()), ("source", pa.string()),
    ("capture", pa.string()),
    ("where", pa.string()),             # text, poll, button[0]
    ("start", pa.int32()), ("end", pa.int32()),
    ("label", pa.string()),             # insult, threat, incitement, paid_task, sale_offer, promotion, source_of_data, motive
    ("status", pa.string()),            # proposed by the machine, confirmed by a person
    ("person", pa.int16()),             # which person of this post it is against, as in findings; -1 where there is none
    ("reasons", pa.list_(pa.string())), # codes of detect/reasons.yaml
    ("slots", pa.list_(SLOT)),          # who is to do what, price, source, motive; docs/explanation/conduct.md lists them
    ("priced", pa.bool_()),             # whether it names a price or reward, in any currency
    ("yuan_low", pa.decimal128(12, 2)), ("yuan_high", pa.decimal128(12, 2)),    # of prices in yuan; null where none is named
    ("harms", pa.list_(pa.string())),   # which of the six harms the words show
    ("aggravators", pa.list_(pa.string())), # of the post: minor, disabled, sexual_rumour, organised, deep_synthesis
    ("quoted", pa.bool_()),             # lies in a quote of somebody else's post
    ("row_no", pa.int64()),             # of the post's row, as in POSTS
])

#: One row a publication: one person of one post. Not a repeat: a dossier.
DOSSIERS = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("post_no", pa.int64()), ("person_no", pa.int16()),
    ("date", UTC),
    ("person", pa.string()),            # V0001, under certain links; null when the set points to nobody
    ("person_best", pa.string()),       # the code under certain and likely links: the machine's estimate
    ("person_low", pa.string()),        # the code when every doubtful link is added too
    ("role", pa.string()), ("relation", pa.string()),
    ("identifies", pa.string()),        # alone, combined, no, unknown
    ("counts", pa.string()),            # the first bound that holds it: low, estimate, high; none when it is nobody's
    ("kinds", pa.list_(pa.string())), ("items", pa.int32()), ("item_set", pa.binary()),
    ("repeat_of", pa.string()),         # channel_id/post_id/person_no of the first, or null
    ("repeat_why", pa.string()),        # forward, quote, same_items, or null
    ("repeat_best", pa.string()), ("repeat_low", pa.string()),  # repeat_of under person_best and person_low
    ("age_low", pa.int16()), ("age_high", pa.int16()),
    ("kinds_low", pa.list_(pa.string())),   # kinds without hubs and what was decided to be lawfully public; null where there is neither
])

#: One row an edge between two publications (each ``channel_id/post_id/person_no``).
LINKS = pa.schema([
    ("a", pa.string()), ("b", pa.string()), ("rule", pa.string()),   # id of the rule in rules/links.yaml
    ("level", pa.string()),             # certain, likely, possible
    ("certain", pa.bool_()), ("kinds", pa.list_(pa.string())), ("tags", pa.list_(pa.string())),
    ("blocked_by", pa.string()),        # the conflict or decision that keeps the two apart, or null
])

#: One row a question that a person must decide, strongest identifiers first. Publications as in LINKS; persons under certain
#: links. The effects are persons more (or fewer) in the low and the high, each of this answer alone.
QUEUE = pa.schema([
    ("rank", pa.int32()), ("question", pa.string()),    # same_person, which_number (one person has two), whose_value (a hub)
    ("a", pa.string()), ("b", pa.string()), ("person_a", pa.string()), ("person_b", pa.string()),
    ("rule", pa.string()), ("level", pa.string()), ("blocked_by", pa.string()),     # as in LINKS; empty rule: which_number
    ("agree", pa.list_(pa.string())), ("agree_tags", pa.list_(pa.string())), ("agree_masks", pa.list_(pa.string())),
    ("against", pa.list_(pa.string())), ("against_a", pa.list_(pa.string())), ("against_b", pa.list_(pa.string())),
    ("same_low", pa.int32()), ("same_high", pa.int32()), ("apart_low", pa.int32()), ("apart_high", pa.int32()),
    ("command_same", pa.string()), ("command_apart", pa.string()),
])

#: One row an item: distinct (person, kind, normalised value).
ITEMS = pa.schema([
    ("person", pa.string()), ("kind", pa.string()), ("digest", pa.binary()), ("mask", pa.string()),
    ("tag", pa.string()), ("findings", pa.int32()), ("posts", pa.int32()), ("verdict", pa.string()),
    ("tier_low", pa.string()), ("tier_default", pa.string()), ("tier_high", pa.string()),
    ("hub", pa.bool_()),                # many people share the value: in the high alone (HUBS says why)
])

#: One row a value that so many different people share that it is an item of none of them in the low and the estimate.
HUBS = pa.schema([
    ("kind", pa.string()), ("digest", pa.binary()), ("mask", pa.string()), ("tag", pa.string()),
    ("why", pa.string()),               # different_names, different_id_numbers, different_addresses: what tells its people apart
    ("different", pa.int32()),          # how many of these
    ("told", pa.int32()), ("commonest", pa.int32()),    # publications that tell one; of them those of the commonest
    ("publications", pa.int32()), ("dossiers", pa.int32()), ("channels", pa.int32()),
    ("persons_low", pa.int32()), ("persons", pa.int32()), ("persons_high", pa.int32()),
    ("first", pa.string()), ("last", pa.string()),      # publications, as in LINKS
])

PERSONS = pa.schema([
    ("person", pa.string()), ("role", pa.string()), ("identifies", pa.string()),
    ("publications", pa.int32()), ("dossiers", pa.int32()), ("channels", pa.int32()),
    ("kinds", pa.list_(pa.string())), ("items", pa.int32()),
    ("first_date", UTC), ("last_date", UTC), ("age_low", pa.int16()), ("age_high", pa.int16()),
])

#: One row a publication: how old its person was on the day of the post, and whether under 18 and under 14 at each bound.
AGES = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int16()),
    ("person", pa.string()), ("person_best", pa.string()), ("person_low", pa.string()), ("counts", pa.string()),
    ("age_low", pa.int16()), ("age_high", pa.int16()),  # full years, from all posts of the person under certain links; not exported
    ("under_18_low", pa.bool_()), ("under_18_best", pa.bool_()), ("under_18_high", pa.bool_()),
    ("under_14_low", pa.bool_()), ("under_14_best", pa.bool_()), ("under_14_high", pa.bool_()),
])

#: One row a combination of kinds.
PROFILES = pa.schema([
    ("how", pa.string()),               # at_least (named, these kinds and perhaps others), number (so many identifying kinds or more), exactly
    ("profile", pa.string()), ("kinds", pa.string()),   # joined by +; of one element any kind of those joined by /
    ("persons_low", pa.int64()), ("persons_estimate", pa.int64()), ("persons_high", pa.int64()),
    ("publications_low", pa.int64()), ("publications_estimate", pa.int64()), ("publications_high", pa.int64()),
])

_BOUNDED = [(f"{what}_{bound}", pa.int64()) for what in ("posts_with_pi", "publications", "dossiers", "persons")
            for bound in ("low", "estimate", "high")]

#: One row a month and channel. Rows overlap: their persons never add up.
MONTHS = pa.schema([
    ("span", pa.string()),              # month, or whole: all time of one channel
    ("month", pa.string()),             # in China, 2023-07; null: undated
    ("channel_id", pa.string()),        # null: all channels together
    ("posts", pa.int64()),
    *_BOUNDED,
    ("first_persons", pa.int64()),      # persons whose first publication stands here, by estimate
])

#: One row an account or signature and channel, and one an account over all channels (``channel_id`` null).
ACTORS = pa.schema([
    ("how", pa.string()),               # account (its number), signature (a name under posts of one channel), not_shown
    ("account", pa.string()), ("author", pa.string()), ("channel_id", pa.string()), ("channels", pa.int64()),
    ("same_signature", pa.int64()),     # other channels in which an equal signature stands: a hint, no identity
    ("posts", pa.int64()), ("forwards", pa.int64()), ("own", pa.int64()),
    ("publications_low", pa.int64()), ("publications_estimate", pa.int64()), ("publications_high", pa.int64()),
    ("publications_forwarded", pa.int64()),     # of the high
    ("persons_low", pa.int64()), ("persons_estimate", pa.int64()), ("persons_high", pa.int64()),
    ("items_low", pa.int64()), ("items_estimate", pa.int64()), ("items_high", pa.int64()),
    ("insult", pa.int64()), ("threat", pa.int64()), ("incitement", pa.int64()), ("paid_task", pa.int64()),
    ("sale_offer", pa.int64()), ("promotion", pa.int64()),
    ("confirmed", pa.int64()),          # posts with conduct that a person confirmed
    ("first_date", UTC), ("last_date", UTC),
])

#: One row a prefecture and what names it. Persons of several places stand in several rows.
REGIONS = pa.schema([
    ("source", pa.string()),            # registration (id numbers), address, phone (area codes), likely (one place a person)
    ("region", pa.string()), ("province", pa.string()), ("place", pa.string()),
    ("persons_low", pa.int64()), ("persons_estimate", pa.int64()), ("persons_high", pa.int64()),
    ("conflicting", pa.int64()),        # of the high: persons whose sources name different prefectures
    ("persons_public", pa.int64()),     # the low, rounded down to fives; null below 10: what a public document may show
])

#: One row a person under certain links of whom a place is known: where a visit would begin.
PLACES = pa.schema([
    ("person", pa.string()), ("region", pa.string()), ("place", pa.string()),
    ("source", pa.string()),            # which source the place was taken from: address, phone, registration, in that order
    ("address", pa.string()), ("phone", pa.string()), ("registration", pa.string()),   # the code that most posts name, by source
    ("conflict", pa.bool_()),           # sources, or posts of one source, name different prefectures
])

#: One row a publication of the earlier evidence against later captures (``recheck``). ``person_no`` null: a person that only
#: an earlier version of the post exposes.
RECHECK = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int16()), ("person", pa.string()),
    ("status", pa.string()),            # there, changed_values_kept, changed_values_gone, changed_values_unclear, gone, not_covered
    ("proves", pa.string()),            # what that proves and what not: codes of merge/proofs.py
    ("items", pa.int32()),              # distinct values of the earlier captures
    ("items_gone", pa.int32()),         # of them no longer in the later version
    ("items_unclear", pa.int32()),      # of them where the later form may not show them, or a picture may
    ("differs", pa.string()),           # what of the post differs from the last earlier capture, as in VERSIONS
    ("earlier", pa.list_(pa.string())), ("earlier_at", UTC),    # captures that expose the person; the last one's time
    ("later", pa.list_(pa.string())), ("later_at", UTC),    # later captures that speak of the post; time of the one that settles
    ("later_first", pa.int64()), ("later_last", pa.int64()),    # the ids which that one reaches
    ("gone_after", UTC), ("gone_before", UTC),  # between these times the post or the values went
])

#: One row a standing decision that says something of a person (or of what was told of one): a modifier.
MODIFIERS = pa.schema([
    ("person", pa.string()), ("person_best", pa.string()), ("person_low", pa.string()), ("modifier", pa.string()), ("scope", pa.string()),
    ("of", pa.string()), ("told", pa.string()), ("source", pa.string()), ("decision", pa.string()), ("officer", pa.string()), ("ground", pa.string()),
])

#: One row a thing that a standing decision names, and where this run found it by content (``now`` null: nothing fits).
DECIDED = pa.schema([
    ("decision", pa.string()), ("act", pa.string()), ("part", pa.string()), ("key", pa.string()), ("now", pa.string()),
    ("status", pa.string()),            # there, moved; and where it fits nothing: gone, several, unmarked, one_now
])

#: What is missing or doubtful: one row a channel, capture and item. ``channel_id`` null: of a file, of no one channel;
#: ``capture`` null: of all captures of the channel merged.
COMPLETENESS = pa.schema([
    ("channel_id", pa.string()), ("capture", pa.string()), ("source", pa.string()),
    ("item", pa.string()),              # docs/explanation/completeness.md lists them
    ("code", pa.string()),              # which: code of a warning, status of a file, form of a document
    ("count", pa.int64()),              # null: not determinable
    ("bytes", pa.int64()),
    ("detail", pa.string()),            # ranges of ids, times, forms; no content
])

#: One row a post whose last view reading another file contradicts. ``code``: falls, jumps, as in ``completeness``.
DOUBTED = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("code", pa.string()),
    ("alone", pa.int32()),              # 1 where no other file counts the post itself
])

#: One row a captured channel: what it shows and does, its parts of the whole, and where the weighing places it (``rules/channels.yaml``).
#: Counts are the machine's estimate unless they have low and high beside them; first: no captured channel showed it earlier.
CHANNEL_RANKING = pa.schema([
    ("channel_id", pa.string()), ("title", pa.string()), ("username", pa.string()),
    ("place", pa.int32()), ("score", pa.float64()),     # null where it exposes nobody: no candidate
    ("proposed", pa.bool_()),           # whether the machine proposes it as a core channel
    ("drawn", pa.int32()), ("draws", pa.int32()),       # in so many of so many drawn weightings it is in the set
    ("decided", pa.string()), ("decision", pa.string()),    # core, not_core, by that decision; null
    ("in_low", pa.bool_()), ("in_best", pa.bool_()), ("in_high", pa.bool_()),   # which bounds of the figure core_channels hold it
    ("posts", pa.int64()), ("posts_with_pi", pa.int64()), ("publications", pa.int64()), ("dossiers", pa.int64()),
    ("persons_low", pa.int64()), ("persons", pa.int64()), ("persons_high", pa.int64()),
    ("first_persons", pa.int64()), ("only_persons", pa.int64()),        # shown first here; shown nowhere else
    ("shared_persons", pa.int64()), ("source_persons", pa.int64()),     # shown elsewhere too, hubs left out; of them shown first here
    ("hub_persons", pa.int64()),        # shown by more channels than the cap: they bind nobody
    ("items", pa.int64()), ("first_items", pa.int64()), ("only_items", pa.int64()),
    ("days", pa.int64()), ("first_at", UTC), ("last_at", UTC),  # days in China with a publication; of all posts
    ("incitement", pa.int64()), ("paid_task", pa.int64()), ("sale_offer", pa.int64()), ("promotion", pa.int64()),
    ("conduct", pa.int64()), ("conduct_confirmed", pa.int64()), # posts that expose somebody and incite, set tasks or sell; confirmed by a person
    ("views_low", pa.int64()), ("views", pa.int64()), ("views_high", pa.int64()),   # of posts with personal information, in 人次
    ("views_read", pa.int64()), ("views_of", pa.int64()),       # so many of so many of these posts have a reading
    ("members", pa.int64()), ("members_at", UTC),       # subscribers as last captured
    ("passed_on", pa.int64()), ("passes_on", pa.int64()),       # posts of others forwarded from here; own posts forwarded from elsewhere
    ("part_first_persons", pa.float64()), ("part_first_items", pa.float64()), ("part_source_of_overlap", pa.float64()),
    ("part_publications", pa.float64()), ("part_days", pa.float64()), ("part_conduct", pa.float64()), ("part_views", pa.float64()),
])

#: One row two channels (a before b) and a kind of thing that both show. Bounds where persons are open; of items, sets, images
#: and texts the estimate alone. jaccard: of all that either shows; of_a: of what a shows.
CHANNEL_PAIRS = pa.schema([
    ("what", pa.string()),              # persons, items, sets, images, texts
    ("a", pa.string()), ("b", pa.string()),
    ("shared_low", pa.int64()), ("shared", pa.int64()), ("shared_high", pa.int64()), ("in_a", pa.int64()), ("in_b", pa.int64()),
    ("jaccard_low", pa.float64()), ("jaccard", pa.float64()), ("jaccard_high", pa.float64()),
    ("of_a_low", pa.float64()), ("of_a", pa.float64()), ("of_a_high", pa.float64()),
    ("of_b_low", pa.float64()), ("of_b", pa.float64()), ("of_b_high", pa.float64()),
    ("first_a", pa.int64()), ("first_b", pa.int64()), ("open_order", pa.int64()),   # of the shared, shown first in a, in b, not known
    ("lag_seconds", pa.int64()),        # the middle time between the two
])

#: One row a criterion of the weighing: its weight, whether it could be told, and at which part of all weight the set changes.
CHANNEL_WEIGHTS = pa.schema([
    ("criterion", pa.string()), ("side", pa.string()), ("weight", pa.int32()), ("used", pa.bool_()),
    ("of_all", pa.float64()),           # its part of the weights used
    ("whole", pa.int64()),              # what the parts are parts of
    ("lower_at", pa.float64()), ("lower_set", pa.list_(pa.string())),   # with less weight than this the set is another: which; null: never
    ("upper_at", pa.float64()), ("upper_set", pa.list_(pa.string())),
    ("decision", pa.string()),          # whose weights these are, where they are not those of the rules
])

#: One row a channel that exposes somebody, in the order in which each adds most persons to those before it.
CHANNEL_COVERAGE = pa.schema([
    ("place", pa.int32()), ("channel_id", pa.string()),
    ("persons", pa.int64()), ("of_persons", pa.float64()), ("items", pa.int64()), ("of_items", pa.float64()),   # covered so far
    ("views", pa.int64()),              # of these channels; null where one has no reading
])

#: One row a relation of one kind between two channels (count/sql/channel_edges.sql).
NETWORK = pa.schema([
    ("source", pa.string()), ("target", pa.string()),
    ("kind", pa.string()),              # forward, promotion, backup, mention, signature, account, announcement, persons
    ("weight", pa.int64()), ("how", pa.string()), ("captured", pa.bool_()), ("directed", pa.bool_()),
    ("first_at", UTC), ("last_at", UTC),
])

#: One row a post that is no service post: how often it was seen (人次, times, never persons). Null: not known, never zero.
REACH = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("album", pa.string()), ("date", UTC),
    ("month", pa.string()),             # of the post, in the zone of display
    ("exposes", pa.string()),           # the first bound at which it exposes somebody: low, estimate, high; null
    ("seen_low", pa.int64()), ("seen", pa.int64()), ("seen_high", pa.int64()),  # times seen (人次): the last reading
    ("seen_at", UTC), ("readings", pa.int32()), ("doubt", pa.string()),     # falls, jumps
    ("story", pa.string()),             # the post that was first; one key, one story: the low counts it once
    ("counter", pa.string()),           # the post whose counter it shows: the high counts each once
    ("in_low", pa.string()),            # counts; same_album, same_story; untold (of which post), apart (of which channel)
    ("first_at", UTC), ("first_seen_low", pa.int64()), ("first_seen", pa.int64()), ("first_seen_high", pa.int64()),
    ("growth_low", pa.int64()), ("growth", pa.int64()), ("growth_high", pa.int64()), ("growth_per_day", pa.float64()),
    ("forwards_low", pa.int64()), ("forwards_high", pa.int64()),    # its counter, and at least what was captured
    ("forwards_captured", pa.int64()), ("reactions", pa.int64()),
    ("members_low", pa.int64()), ("members", pa.int64()), ("members_high", pa.int64()), ("members_at", UTC),
    ("over_views", pa.string()), ("over_forwards", pa.string()),    # 5,000 and 500: low surely, high perhaps; null
])
_SEEN = [
    ("posts", pa.int64()), ("read", pa.int64()),    # an album is one; read: with a reading
    ("seen_low", pa.int64()), ("seen", pa.int64()), ("seen_high", pa.int64()),
]
_SEEN_PI = [
    ("pi_posts", pa.int64()), ("pi_read", pa.int64()),  # of them with personal information
    ("pi_seen_low", pa.int64()), ("pi_seen", pa.int64()), ("pi_seen_high", pa.int64()),
    ("pi_over_views", pa.int64()), ("pi_over_forwards", pa.int64()),
    ("read_twice", pa.int64()), ("growth", pa.int64()), ("first_at", UTC), ("last_at", UTC),
]

#: Times seen (人次) by channel. A story of two channels is in both: rows do not add up, nor do members (they overlap).
REACH_CHANNELS = pa.schema([
    ("channel_id", pa.string()), *_SEEN, *_SEEN_PI,
    ("members_low", pa.int64()), ("members", pa.int64()), ("members_high", pa.int64()), ("members_at", UTC),
])

#: Times seen (人次) by month of the post. A story of two months is in both.
REACH_MONTHS = pa.schema([("month", pa.string()), *_SEEN, *_SEEN_PI])

#: Times seen (人次) of posts that expose a person. A post of several persons is under each: rows do not add up.
REACH_PERSONS = pa.schema([("person", pa.string()), *_SEEN])

#: One row a distinct value of a publication, as the figures of items count it.
EXPOSURES = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int16()),
    ("person", pa.string()), ("person_best", pa.string()), ("person_low", pa.string()), ("counts", pa.string()),
    ("under_14_low", pa.bool_()), ("under_14_best", pa.bool_()), ("under_14_high", pa.bool_()), ("kind", pa.string()),
    ("value_no", pa.int64()),           # equal numbers are equal values; a number says nothing else
    ("spelling_no", pa.int64()),        # the same; that of the whole value that a hidden or wrong one fits; null where it may be another spelling of the first
    ("sure", pa.int32()),               # 0 where every finding of the value is doubtful
    ("hub", pa.bool_()),                # many people share the value: in the high alone (HUBS says why)
    ("shown", pa.string()),             # the first bound at which its kind is shown: low, estimate, high; none
])

SCHEMAS = {
    "posts": POSTS, "channels": CHANNELS, "readings": READINGS, "warnings": WARNINGS, "keys": KEYS,
    "captures": CAPTURES, "versions": VERSIONS, "merged": MERGED, "findings": FINDINGS, "conduct": CONDUCT,
    "images": IMAGES, "pictures": PICTURES, "dossiers": DOSSIERS,
    "links": LINKS, "queue": QUEUE, "items": ITEMS, "hubs": HUBS, "persons": PERSONS,
    "ages": AGES, "profiles": PROFILES, "months": MONTHS, "actors": ACTORS, "regions": REGIONS, "places": PLACES,
    "recheck": RECHECK, "completeness": COMPLETENESS, "doubted": DOUBTED,
    "channel_ranking": CHANNEL_RANKING, "channel_pairs": CHANNEL_PAIRS, "channel_weights": CHANNEL_WEIGHTS,
    "channel_coverage": CHANNEL_COVERAGE, "network": NETWORK, "decided": DECIDED, "modifiers": MODIFIERS,
    "exposures": EXPOSURES,
    "reach": REACH, "reach_channels": REACH_CHANNELS, "reach_months": REACH_MONTHS, "reach_persons": REACH_PERSONS,
}
"""Every table of a run or made of one, by name."""
