"""The stage: posts in, sealed findings out, pure over Arrow batches, so that it runs alike in one process or many.

Values leave this module as keyed digests and masks only; of passwords and the like not even a digest of the value leaves
(docs/explanation/sealing.md): theirs says whose it is and the how-manieth. What was published beside the text (contact, links, buttons,
polls, file names) is read on its own and belongs to the post's target. Conduct is labelled on the way, since it needs the
findings. Source: docs/explanation/detection.md. Left out: pictures (``images.post_rows``).

>>> from doxdocket.records import POSTS
>>> batch = pa.RecordBatch.from_pylist(
...     [{"channel_id": "c", "post_id": "1", "text": "姓名：韩知予 电话：17806401357"}], POSTS
... )
>>> stage(batch, DetectConfig(bytes(32))).column("mask").to_pylist()
['韩**', '178********']
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache, partial
from itertools import groupby
from typing import Any, NamedTuple

import pyarrow as pa

from doxdocket import bounds, collection
from doxdocket.bounds import Allowance, Lost, guard, spend
from doxdocket.detect import ages, conduct, contact, heard, other_persons
from doxdocket.detect.hit import Hit
from doxdocket.detect.implied import implied
from doxdocket.detect.near_spellings import near
from doxdocket.detect.reader.pictures import SHOWN
from doxdocket.detect.reader.tagger import Tagged
from doxdocket.law import classes
from doxdocket.law.kinds import valueless
from doxdocket.records import CONDUCT, FINDINGS, WARNINGS, Masked, Role, Verdict
from doxdocket.seal.digest import Digester
from doxdocket.seal.masks import mask
from doxdocket.seal.region import region

READ = [
    "channel_id", "post_id", "post_no", "date", "text", "fields", "quotes", "media", "album", "also", "source", "capture",
    "row_no", "byte_start", "byte_end",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DetectConfig:
    """What the stage needs besides posts: the case's digest key, what a text may cost."""

    digest_key: bytes = field(repr=False)
    allowed: Allowance = bounds.TEXT


class Searched(NamedTuple):
    """What was found in posts, in their order, and of which texts nothing is known: those are kept for a person."""

    findings: pa.RecordBatch
    conduct: pa.RecordBatch
    warnings: pa.RecordBatch


def stage(batch: pa.RecordBatch, config: DetectConfig) -> pa.RecordBatch:
    """Findings of one batch of posts, in the order of posts, places and offsets."""
    return search(batch, config).findings


@collection.paused()
def search(batch: pa.RecordBatch, config: DetectConfig) -> Searched:
    """Findings and conduct of one batch of posts. A text that costs too much or fails has neither, and is named instead."""
    digester = Digester(config.digest_key)
    posts = batch.select(READ)
    places = _places(posts)
    seen = look([(place.where, place.text) for place in places], allowed=config.allowed, quiet=_quiet(config.allowed))
    told = [(place, found) for place, found in zip(places, seen, strict=True) if found != _NOTHING]
    wanted = posts.take(pa.array(sorted({place.at for place, _ in told}), pa.int64())).to_pylist()
    findings: list[dict[str, Any]] = []
    acts: list[dict[str, Any]] = []
    warnings: list[dict[str, Any]] = []
    for post, (_, group) in zip(wanted, groupby(told, key=lambda one: one[0].at), strict=True):
        here = [(place.where, found) for place, found in group]
        size = len(post["text"] or "") + sum(len(part["text"] or "") for part in post["fields"] or ())
        rows = guard(partial(_post, post, here, digester), config.allowed.of(size))
        if isinstance(rows, Lost):
            here = [(where, found if isinstance(found, Lost) else rows) for where, found in here]
        else:
            findings += rows[0]
            acts += rows[1]
        warnings += [_warning(post, where, lost) for where, lost in here if isinstance(lost, Lost)]
    return _searched(findings, acts, warnings)


def unsearched(batch: pa.RecordBatch, lost: Lost) -> Searched:
    """Posts of which nothing can be known: each of their texts is kept for a person."""
    posts = batch.select(READ)
    rows = posts.to_pylist()
    return _searched([], [], [_warning(rows[place.at], place.where, lost) for place in _places(posts)])


def _searched(findings: list[dict[str, Any]], acts: list[dict[str, Any]], warnings: list[dict[str, Any]]) -> Searched:
    return Searched(
        pa.RecordBatch.from_pylist(findings, schema=FINDINGS),
        pa.RecordBatch.from_pylist(acts, schema=CONDUCT),
        pa.RecordBatch.from_pylist(warnings, schema=WARNINGS),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A text of a post: which post of the batch, and whether it is what was said or stood beside it."""

    at: int
    where: str
    text: str


def _places(posts: pa.RecordBatch) -> list[_Place]:
    texts = zip(posts.column("text").to_pylist(), posts.column("fields").to_pylist(), strict=True)
    return [
        _Place(at, *place)
        for at, (text, parts) in enumerate(texts)
        for place in (("text", text), *((part["where"], part["text"]) for part in parts or ()))
        if place[1]
    ]


Found = tuple[list[Hit], list[conduct.Act]]
Quiet = dict[tuple[str, str], Found]
_NOTHING: Found = ([], [])
_AGAINST = frozenset({"insult", "threat", "incitement", "paid_task"})
"""Conduct against somebody."""
_SPOKEN = ("text", "poll", "button")
"""Places in which a poster speaks."""
_TOGETHER = 5000
"""Characters of texts that are read at once, which is quicker: few enough that together they cost less than one of them may (``bounds.TEXT``)."""


@collection.paused()  # else a tenth of the time
def look(
    places: Sequence[tuple[str, str]], *, allowed: Allowance = bounds.TEXT, quiet: Quiet | None = None
) -> list[Found | Lost]:
    """Findings and conduct of each text, given with its place in the post; what becomes of one does not hang on the others.

    Texts that are equal (copies, forwards, short talk) are read once; ``quiet`` remembers short ones without a finding for the next call.
    """
    quiet = {} if quiet is None else quiet
    found: dict[tuple[str, str], Found | Lost] = {place: quiet[place] for place in places if place in quiet}
    for some in together(one for one in dict.fromkeys(places) if one not in found):
        found.update(zip(some, _look(some, allowed=allowed), strict=True))
    if len(quiet) > _REMEMBERED:
        quiet.clear()
    quiet.update(
        (one, told)
        for one, told in found.items()
        if not isinstance(told, Lost) and not told[0] and len(one[1]) <= _SHORT
    )
    return [found[place] for place in places]


@cache
def _quiet(_allowed: Allowance) -> Quiet:
    """What a run remembers: texts that may cost so much and hold no finding, with their places and conduct. Chatter comes again in each part of a capture."""
    return {}


_REMEMBERED, _SHORT = 1 << 16, 200


def together(places: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The texts in their order, so many at once; a long one alone."""
    some: list[tuple[str, str]] = []
    size = 0
    for place in places:
        if some and size + len(place[1]) > _TOGETHER:
            yield some
            some, size = [], 0
        some.append(place)
        size += len(place[1])
    if some:
        yield some


def _look(places: Sequence[tuple[str, str]], *, allowed: Allowance) -> Sequence[Found | Lost]:
    """Together texts may cost what one of them may: so each keeps its bounds; else they are read alone."""
    seen = guard(partial(_find, places), allowed.of(min(len(text) for _, text in places)))
    if isinstance(seen, Lost):
        if len(places) == 1:
            return [seen]
        return [one for place in places for one in _look([place], allowed=allowed)]
    hits, nets = seen
    spoken = [at for at, (where, _) in enumerate(places) if where.startswith(_SPOKEN)]
    acts = _label([(places[at][1], hits[at]) for at in spoken], nets, allowed)
    out: list[Found | Lost] = [(found, []) for found in hits]
    for at, done in zip(spoken, acts, strict=True):
        out[at] = done if isinstance(done, Lost) else _promoted(places[at][1], hits[at], done)
    return out


def _promoted(text: str, hits: list[Hit], acts: list[conduct.Act]) -> Found:
    """The same; a text that is against nobody and in which nothing stands but the channels that it promotes by their links tells nobody's account."""
    links = [
        slot
        for act in acts
        if act.label == "promotion" and "promotion.link" in act.reasons
        for slot in act.slots
        if slot.slot == "channel"
    ]
    against = any(act.label in _AGAINST for act in acts)
    if (
        not hits
        or against
        or not all(
            hit.kind == "social_account" and any(one.start <= hit.start and hit.end <= one.end for one in links)
            for hit in hits
        )
    ):
        return hits, acts
    shown = {one: replace(one, value=text[one.start : one.end]) for one in links}
    return [], [replace(act, slots=tuple(shown.get(one, one) for one in act.slots)) for act in acts]


def _find(places: Sequence[tuple[str, str]]) -> tuple[list[list[Hit]], Mapping[str, Tagged]]:
    spend(sum(len(text) for _, text in places))
    found, nets = heard([text for _, text in places])
    hits = [
        contact.told(text, hits) if where == "contact" else hits
        for (where, text), hits in zip(places, found, strict=True)
    ]
    return hits, nets


def _label(
    given: Sequence[tuple[str, list[Hit]]], nets: Mapping[str, Tagged], allowed: Allowance
) -> Sequence[list[conduct.Act] | Lost]:
    """Conduct of each text, bounded alike."""
    if not given:
        return []
    texts, hits = [text for text, _ in given], [found for _, found in given]
    acts = guard(partial(conduct.heard, texts, hits, nets), allowed.of(min(map(len, texts))))
    if not isinstance(acts, Lost):
        return acts
    return [acts] if len(given) == 1 else [one for alone in given for one in _label([alone], nets, allowed)]


def _post(
    post: Mapping[str, Any], here: Sequence[tuple[str, Found | Lost]], digester: Digester
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of findings and of conduct of one post, of its texts that were read."""
    read = [(where, found) for where, found in here if not isinstance(found, Lost)]
    unread = any(where == "text" and isinstance(found, Lost) for where, found in here)
    acts = [_act(post, where, act) for where, (_, done) in read for act in done]
    return list(
        _rows(post, [(w, hits) for w, (hits, _) in read], digester, caption="" if unread else post["text"] or "")
    ), acts


def _warning(post: Mapping[str, Any], where: str, lost: Lost) -> dict[str, Any]:
    return {
        "source": post["source"], "what": "unsearched", "code": f"detect_{lost.how}", "channel_id": post["channel_id"],
        "post_id": post["post_id"], "byte_start": post["byte_start"], "byte_end": post["byte_end"], "detail": f"{where}: {lost.why}",
    }  # fmt: skip


def offered(
    text: str, found: Iterable[Mapping[str, Any]], span: tuple[int, int], others: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    """The columns of conduct that an offer which a person found at that range of a text says of prices; ``found``: rows of the findings of that text, ``others``: ranges that have a label of their own, or had one."""
    hits = [Hit(f["start"], f["end"], f["kind"], Verdict(f["verdict"]), "", ()) for f in found]
    return _priced(conduct.priced(text, hits, span, others))


def _act(post: Mapping[str, Any], where: str, act: conduct.Act) -> dict[str, Any]:
    return {
        "channel_id": post["channel_id"], "post_id": post["post_id"], "post_no": post["post_no"],
        "source": post["source"], "capture": post["capture"], "where": where, "start": act.start, "end": act.end,
        "label": act.label, "status": act.status, "person": act.person, "reasons": list(act.reasons), **_priced(act),
        "harms": list(act.harms), "aggravators": list(act.aggravators),
        "quoted": where == "text" and _in_quote(post, act.start, act.end), "row_no": post["row_no"],
    }  # fmt: skip


def _priced(act: conduct.Act) -> dict[str, Any]:
    """Its slots and what its sums come to in yuan."""
    firm = [value for value, coin in act.firm if coin == "cny"]
    every = [*firm, *(value for value, coin in act.doubtful if coin == "cny"), *act.maybe_yuan]
    return {
        "slots": [{"slot": s.slot, "value": s.value, "start": s.start, "end": s.end} for s in act.slots],
        "priced": bool(act.firm), "maybe_priced": bool(act.doubtful),
        "yuan_low": _cents(min(firm, default=None), ROUND_FLOOR), "yuan_high": _cents(max(firm, default=None), ROUND_CEILING),
        "yuan_least": _cents(min(every, default=None), ROUND_FLOOR), "yuan_most": _cents(max(every, default=None), ROUND_CEILING),
    }  # fmt: skip


def _cents(yuan: Decimal | None, way: str) -> Decimal | None:
    """Whole cents, the low down and the high up: 0.15毛 is a cent and a half."""
    return None if yuan is None else yuan.quantize(Decimal("0.01"), way)


def _in_quote(post: Mapping[str, Any], start: int, end: int) -> bool:
    return any(q["start"] <= start and end <= q["end"] for q in post["quotes"] or ())


def _rows(
    post: Mapping[str, Any], read: Sequence[tuple[str, list[Hit]]], digester: Digester, *, caption: str
) -> Iterator[dict[str, Any]]:
    """Findings of the text, then of what was published beside it; ``caption``: the text."""
    found = next((hits for where, hits in read if where == "text"), [])
    whose = bearer(found, caption)
    secrets = Secrets(post, found)
    told = {hit.person for hit in found if not hit.stage and _ages(hit, post["date"]) != (None, None)}
    for one in found:
        row = sealed(post, "text", shown(post, one), one.person, digester, secrets)
        # Who is told by a number or a birth needs no school year, whose figure is none of years either (初二, 十五).
        yield row | {"age_low": None, "age_high": None} if one.stage and one.person in told else row
    for where, hits in read:
        if where != "text":
            for hit in hits:
                own = hit if where.startswith("file_name") else shown(post, hit)
                yield sealed(post, where, told_of(own, whose), whose.person, digester, secrets)


def rows_of(post: Mapping[str, Any], hits: list[Hit], digester: Digester) -> list[dict[str, Any]]:
    """Rows of findings of the text of one post."""
    return [*_rows(post, [("text", hits)], digester, caption=post["text"] or "")]


_NO_PICTURE = ("voice", "audio", "vcard", "contact")
"""Kinds of files that show none, by their beginnings."""


def shown(post: Mapping[str, Any], hit: Hit) -> Hit:
    """The finding; words that announce a picture are doubtful where the post as captured has no picture, no file and no album.

    A file that was not exported or is gone is one. What does not tell of files (``media`` null) leaves the finding as it is.
    """
    if hit.kind not in SHOWN or post["media"] is None or post["album"] or post["also"]:
        return hit
    if any(not (one["kind"] or "").startswith(_NO_PICTURE) for one in post["media"]):
        return hit
    return replace(hit, verdict=Verdict.DOUBTFUL, reasons=(classes.UNSEEN, *hit.reasons))


_NOBODY = Hit(0, 0, "", Verdict.DOUBTFUL, "", (), 0)


def bearer(found: Sequence[Hit], text: str = "") -> Hit:
    """A finding of the person whose it is what stands beside the words: the target, else the first they tell of.

    >>> bearer([], "他爸的").relation, bearer([], "他的").role
    ('father', 'target')
    """
    known = [hit for hit in found if hit.person >= 0]
    if not known:
        relation = other_persons.of_caption(text)
        return (
            _NOBODY
            if relation is None
            else replace(_NOBODY, role=other_persons.role(relation).value, relation=relation)
        )
    return next((hit for hit in known if hit.role == Role.TARGET), known[0])


def told_of(hit: Hit, whose: Hit) -> Hit:
    """The finding as one of that person."""
    return replace(hit, person=whose.person, role=whose.role, relation=whose.relation)


class Secrets:
    """What is digested of a secret: whose it is and the how-manieth of its kind, never what it says.

    Whose: the person's first identifier in the post, so that the same dossier posted again holds the same items; else the
    place. Two persons with one password thus never have equal digests, and no list of passwords can be tried.
    """

    def __init__(self, post: Mapping[str, Any], found: Sequence[Hit]) -> None:
        self._place = f"{post['channel_id']}\0{post['post_id']}"
        self._first = {hit.person: (hit.kind, hit.value) for kind in reversed(_IDENTIFY) for hit in reversed(found)
                       if hit.kind == kind and hit.verdict is Verdict.VALID}  # fmt: skip
        self._seen: dict[tuple[int, str], list[str]] = {}

    def stands_for(self, hit: Hit, person: int) -> str:
        """The text to digest in place of a secret."""
        seen = self._seen.setdefault((person, hit.kind), [])
        if hit.value not in seen:
            seen.append(hit.value)
        whose = "\0".join(self._first.get(person, (self._place, str(person))))
        return f"{whose}\0{seen.index(hit.value)}"


_IDENTIFY = ("id_number", "passport_number", "phone_number", "social_account", "email", "name")


def sealed(
    post: Mapping[str, Any], where: str, hit: Hit, person: int, digester: Digester, secrets: Secrets
) -> dict[str, Any]:
    """One finding of one post as a row: its value leaves as keyed digest and mask only."""
    in_text = where == "text"
    value = secrets.stands_for(hit, person) if hit.kind in valueless() else hit.value
    kept = Masked(digester.digest(hit.kind, value), mask(hit.kind, hit.value, hit.verdict.value))
    low, high = _ages(hit, post["date"])
    quoted = in_text and _in_quote(post, hit.start, hit.end)
    return {
        "channel_id": post["channel_id"], "post_id": post["post_id"], "post_no": post["post_no"],
        "source": post["source"], "capture": post["capture"], "where": where, "start": hit.start, "end": hit.end, "kind": hit.kind,
        "verdict": hit.verdict.value, "digest": kept.digest, "mask": kept.mask, "tag": kept.tag,
        "reasons": list(hit.reasons), "person": person, "role": hit.role,
        "relation": hit.relation, "quoted": quoted, "age_low": low, "age_high": high,
        "row_no": post["row_no"], **beside(hit, digester),
        "region": region(hit.kind, hit.value, kept.mask) if hit.verdict is Verdict.VALID else None,
    }  # fmt: skip


def beside(hit: Hit, digester: Digester) -> dict[str, list[Any] | None]:
    """What the value says in other kinds, and the spellings near to it; sealed as it is itself."""
    said = implied(hit.kind, hit.value) if hit.verdict in _WHOLE else ()
    like = near(hit.kind, hit.value, hit.verdict.value)
    return {
        "implies": [{"kind": kind, "digest": digester.digest(kind, value)} for kind, value in said] or None,
        "near": [digester.short(_PLACES.get(hit.kind, hit.kind), spelling) for spelling in like] or None,
    }


_WHOLE = frozenset({Verdict.VALID, Verdict.DOUBTFUL})
"""A doubtful value may be confirmed and then says what it says."""
_PLACES = {"delivery_address": "home_address"}


def _ages(hit: Hit, posted: datetime | None) -> tuple[int | None, int | None]:
    """Lowest and highest age that a finding says: by a number or a birth, else by a school year or the like."""
    if hit.stage:
        return ages.of_stage(hit.stage, posted) if hit.verdict is Verdict.VALID else (None, None)
    return ages.of(hit.kind, hit.value, posted) if _says(hit) else (None, None)


def _says(hit: Hit) -> bool:
    """Whether a value may speak of its bearer's age: no doubtful one, no part of a number; one with hidden digits as far as it shows."""
    return (
        hit.verdict is Verdict.VALID
        or (hit.kind == "id_number" and hit.verdict is Verdict.MASKED)
        or (hit.kind in {"birth_date", "age"} and hit.verdict is not Verdict.DOUBTFUL)
    )
