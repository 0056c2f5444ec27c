"""The stage: posts in, sealed findings out, pure over Arrow batches, so that it runs alike in one process or many.

Values leave this module as keyed digests and masks only; of passwords and the like not even a digest of the value leaves
(docs/explanation/sealing.md): theirs says whose it is and the how-manieth. What was published beside the text (contact, links, buttons,
polls, file names) is read on its own and belongs to the post's target. Conduct is labelled on the way, since it needs the
findings. Source: docs/explanation/detection.md. Left out: pictures (``images.posted``).

>>> from doxdocket.records import POSTS
>>> batch = pa.RecordBatch.from_pylist(
...     [{"channel_id": "c", "post_id": "1", "text": "姓名：韩知予 电话：17806401357"}], POSTS
... )
>>> stage(batch, DetectConfig(bytes(32))).column("mask").to_pylist()
['韩**', '178********']
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import pyarrow as pa

from doxdocket.detect import ages, conduct, contact, detect, others, pupils
from doxdocket.detect.hit import Hit
from doxdocket.detect.implied import implied
from doxdocket.detect.near import near
from doxdocket.law.kinds import valueless
from doxdocket.records import CONDUCT, FINDINGS, Masked, Role, Verdict
from doxdocket.seal.digest import Digester
from doxdocket.seal.masks import mask
from doxdocket.seal.region import region

_READ = ["channel_id", "post_id", "post_no", "date", "text", "fields", "quotes", "source", "capture", "row_no"]


@dataclass(frozen=True, slots=True)
class DetectConfig:
    """What the stage needs besides posts: the case's digest key, and whether the name tagger is asked."""

    digest_key: bytes = field(repr=False)
    names: bool = True


def stage(batch: pa.RecordBatch, config: DetectConfig) -> pa.RecordBatch:
    """Findings of one batch of posts, in the order of posts, places and offsets."""
    return both(batch, config)[0]


def both(batch: pa.RecordBatch, config: DetectConfig) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Findings and conduct of one batch of posts."""
    digester = Digester(config.digest_key)
    posts = batch.select(_READ)
    beside = posts.column("fields")
    told: dict[int, list[Hit]] = {}
    texts = [text or "" for text in posts.column("text").to_pylist()]
    every: list[list[Hit]] = []
    for at, text in enumerate(texts):
        found = detect(text, model=config.names) if text else []
        every.append(found)
        if found or (beside[at].is_valid and len(beside[at])):
            told[at] = found
    kept = posts.take(pa.array(told, pa.int64())).to_pylist()
    rows = [
        row
        for post, found in zip(kept, told.values(), strict=True)
        for row in _rows(post, found, digester, model=config.names)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=FINDINGS), _conduct(posts, texts, every, model=config.names)


_SPOKEN = ("poll", "button")
"""Places beside the text in which a poster speaks."""


def _conduct(posts: pa.RecordBatch, texts: Sequence[str], hits: Sequence[list[Hit]], *, model: bool) -> pa.RecordBatch:
    """Conduct of the texts and of what is spoken beside them, in the order of posts, places and offsets."""
    beside = [
        (at, part["where"], part["text"])
        for at, parts in enumerate(posts.column("fields").to_pylist())
        for part in parts or ()
        if part["where"].startswith(_SPOKEN) and part["text"]
    ]
    found: list[tuple[int, str, conduct.Act]] = []
    for at, acts in enumerate(conduct.label(texts, hits)):
        found += [(at, "text", act) for act in acts]
    said = [text for *_, text in beside]
    for (at, where, _), acts in zip(
        beside, conduct.label(said, [detect(text, model=model) for text in said]), strict=True
    ):
        found += [(at, where, act) for act in acts]
    found.sort(key=lambda one: one[0])  # stable: the text comes first
    kept = posts.take(pa.array([at for at, _, _ in found], pa.int64())).to_pylist()
    rows = [_act(post, where, act) for post, (_, where, act) in zip(kept, found, strict=True)]
    return pa.RecordBatch.from_pylist(rows, schema=CONDUCT)


def _act(post: Mapping[str, Any], where: str, act: conduct.Act) -> dict[str, Any]:
    firm = [value for value, coin in act.firm if coin == "cny"]
    every = firm + [value for value, coin in act.doubtful if coin == "cny"]
    return {
        "channel_id": post["channel_id"], "post_id": post["post_id"], "post_no": post["post_no"],
        "source": post["source"], "capture": post["capture"], "where": where, "start": act.start, "end": act.end,
        "label": act.label, "status": "proposed", "person": act.person, "reasons": list(act.reasons),
        "slots": [{"slot": s.slot, "value": s.value, "start": s.start, "end": s.end} for s in act.slots],
        "priced": bool(act.firm), "maybe_priced": bool(act.doubtful),
        "yuan_low": _cents(min(firm, default=None), ROUND_FLOOR), "yuan_high": _cents(max(firm, default=None), ROUND_CEILING),
        "yuan_least": _cents(min(every, default=None), ROUND_FLOOR), "yuan_most": _cents(max(every, default=None), ROUND_CEILING),
        "harms": list(act.harms), "aggravators": list(act.aggravators),
        "quoted": where == "text" and _in_quote(post, act.start, act.end), "row_no": post["row_no"],
    }  # fmt: skip


def _cents(yuan: Decimal | None, way: str) -> Decimal | None:
    """Whole cents, the low down and the high up: 0.15毛 is a cent and a half."""
    return None if yuan is None else yuan.quantize(Decimal("0.01"), way)


def _in_quote(post: Mapping[str, Any], start: int, end: int) -> bool:
    return any(q["start"] <= start and end <= q["end"] for q in post["quotes"] or ())


def _rows(
    post: Mapping[str, Any], found: Sequence[Hit], digester: Digester, *, model: bool
) -> Iterator[dict[str, Any]]:
    """Findings of the text, then of what was published beside it."""
    whose = bearer(found, post["text"] or "")
    secrets = Secrets(post, found)
    told = {hit.person for hit in found if not hit.stage and _ages(hit, post["date"]) != (None, None)}
    classes = {
        hit.person: hit.stage for hit in found if hit.verdict is Verdict.DOUBTFUL and hit.reasons == pupils.ALONE
    }
    for one in found:
        stage = one.stage or (classes.pop(one.person, "") if one.verdict is Verdict.VALID else "")
        # Who is told by a number or a birth needs no school year; a class alone tells the age of whoever is exposed with it.
        stage = "" if one.person in told else stage
        hit = one if stage == one.stage else replace(one, stage=stage)
        yield sealed(post, "text", hit, hit.person, digester, secrets)
    for part in post["fields"] or ():
        for hit in (contact.find if part["where"] == "contact" else detect)(part["text"] or "", model=model):
            yield sealed(post, part["where"], told_of(hit, whose), whose.person, digester, secrets)


_NOBODY = Hit(0, 0, "", Verdict.DOUBTFUL, "", (), 0)


def bearer(found: Sequence[Hit], text: str = "") -> Hit:
    """A finding of the person whose it is what stands beside the words: the target, else the first they tell of.

    >>> bearer([], "他爸的").relation, bearer([], "他的").role
    ('father', 'target')
    """
    known = [hit for hit in found if hit.person >= 0]
    if not known:
        relation = others.of_caption(text)
        return _NOBODY if relation is None else replace(_NOBODY, role=others.role(relation).value, relation=relation)
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
