"""The prices asked in a case, each with the post and the masked stretch that it was read from, so that a person can check it.

A stretch is the price in 【】 with a little of its text on both sides. Findings are masks there; of the rest only words of offers and the
other prices stand, and everything else is a dot, since a name or a street that detection missed may stand beside a price. Left out:
receipts and what prices answer (``gains``).

>>> told_price("谷雨住青年大街301，查开房300元一次", {(14, 17)})
'··········，查开房300元一次'
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.assess.gains import meaning_of_sums, offers
from doxdocket.assess.plain_records import plain
from doxdocket.count.conduct import claimed
from doxdocket.count.explanation import Section
from doxdocket.pipeline.parties import Key, Masking, texts
from doxdocket.pipeline.published import current, latest_conduct, latest_posts
from doxdocket.records import EARLIER
from doxdocket.store.case import Case
from doxdocket.store.located import InRun
from doxdocket.store.run import Run
from doxdocket.words import Both, zh_en

BESIDE = 14  # characters of the text on each side of a price
FIGURES = frozenset({"price_low", "price_high", "offers"})


def offered(case: Case, label: str = "sale_offer") -> pa.Table:
    """The conduct that offers look-ups, or that has another label, as decisions leave it."""
    conduct = claimed(latest_conduct(case))
    return conduct.filter(pc.equal(conduct["label"], label)).select(
        ["channel_id", "post_id", "where", "start", "end", "label", "status", "quoted", "slots"]
    )


def posts(case: Case, rows: pa.Table) -> dict[tuple[str, str], offers.Post]:
    """The posts that offer something: when, and whether they were forwarded."""
    every = latest_posts(case)
    wanted = every.filter(pc.is_in(every["post_id"], pc.unique(rows["post_id"])))
    edits = _edits(case, wanted)
    return {
        key: offers.Post(
            row["date"], bool(row["forwarded_from"] or row["forwarded_from_id"]), row["reply_to"], *edits.get(key, ())
        )
        for row in wanted.to_pylist()
        for key in [(row["channel_id"], row["post_id"])]
    }


def _edits(case: Case, posts: pa.Table) -> dict[Key, tuple[datetime | None, frozenset[str]]]:
    """Of posts that were captured in several versions since when the last may stand, and the prices of the others."""
    several = {
        (r["channel_id"], r["post_id"]): (r["capture"], r["row_no"]) for r in posts.to_pylist() if r["versions"] > 1
    }
    if not several:
        return {}
    run, names = current(case), {f"{channel}/{post}" for channel, post in several}
    version = {(r["channel_id"], r["post_id"], r["capture"]): r["version"] for r in run.read("versions").to_pylist()}
    taken = {(r["channel_id"], r["capture"]): r["at"] for r in run.read("captures").to_pylist()}
    before = defaultdict[Key, set[str]](set)
    for row in _proposed(run).to_pylist():
        key = row["channel_id"], row["post_id"]
        if key in several and version.get((*key, row["capture"])) != version.get((*key, several[key][0])):
            before[key] |= _priced(row)
    edited, last = dict[Key, datetime](), dict[Key, datetime]()
    for batch in InRun(run, "posts").batches(names, ["channel_id", "post_id", "capture", "row_no", "edited"]):
        for row in batch.to_pylist():
            key, at = (row["channel_id"], row["post_id"]), taken.get((row["channel_id"], row["capture"]))
            if several[key] == (row["capture"], row["row_no"]) and row["edited"]:
                edited[key] = row["edited"]
            elif at and version.get((*key, row["capture"])) != version.get((*key, several[key][0])):
                last[key] = max(at, last.get(key, at))
    return {key: (edited.get(key, last.get(key)), frozenset(before[key])) for key in several}


def _proposed(run: Run, columns: Iterable[str] = ()) -> pa.Table:
    """The stretches of every capture that the machine labels as offers."""
    conduct = run.read("conduct", ["channel_id", "post_id", "capture", "label", "slots", *columns])
    return conduct.filter(pc.equal(conduct["label"], "sale_offer"))


def removed(case: Case, rows: pa.Table) -> list[dict[str, Any]]:
    """The offers with prices that an earlier version of a post held and the version that counts does not, once each: they were asked from its first day."""
    latest, run = latest_posts(case), current(case)
    stands = {
        (r["channel_id"], r["post_id"]): r["capture"]
        for r in latest.filter(pc.greater(latest["versions"], 1)).to_pylist()
    }
    if not stands:
        return []
    version = {(r["channel_id"], r["post_id"], r["capture"]): r["version"] for r in run.read("versions").to_pylist()}
    held = defaultdict[Key, set[str]](set)
    for row in rows.to_pylist():
        held[row["channel_id"], row["post_id"]] |= _priced(row)
    found = []
    for row in _proposed(run, ["where", "start", "end", "status", "quoted"]).to_pylist():
        key = row["channel_id"], row["post_id"]
        if (
            key not in stands
            or row["status"] == "doubtful"
            or version.get((*key, row["capture"])) == version.get((*key, stands[key]))
        ):
            continue
        if lost := _priced(row) - held[key]:
            held[key] |= lost
            at = {(slot["start"], slot["end"]) for slot in row["slots"] or () if slot["value"] in lost}
            slots = [
                slot
                for slot in row["slots"] or ()
                if slot["slot"] in {"what", "unit"} or (slot["start"], slot["end"]) in at
            ]
            found.append(row | {"where": EARLIER + row["where"], "slots": slots})
    return found


def _priced(row: Mapping[str, Any]) -> set[str]:
    return {slot["value"] for slot in row["slots"] or () if slot["slot"] in {"price", "maybe_price"}}


def stretches(case: Case, found: Iterable[offers.Offer], masked: Masking) -> dict[tuple[str, str, str, int, int], str]:
    """The masked stretch of each price, by channel, post, place and span."""
    some = list(found)
    said = texts(case, {(one.channel, one.post): True for one in some}) if some else {}
    priced = defaultdict[tuple[tuple[str, str], str], set[tuple[int, int]]](set)
    for one in some:
        priced[(one.channel, one.post), one.where].add(one.span)
    out = {}
    for one in some:
        place = (one.channel, one.post), one.where
        whole, spans = said.get(place, ("", []))
        if not whole:  # of words that an edit removed the price alone is shown
            out[one.channel, one.post, one.where, *one.span] = f"【{one.price:f}】"
            continue
        start, end = one.span
        text = told_price(whole, priced[place])
        before = masked(text[:start], [(a, min(b, start), mask) for a, b, _, mask in spans if a < start])
        after = masked(text[end:], [(max(a, end) - end, b - end, mask) for a, b, _, mask in spans if b > end])
        line = f"{_cut(_SEVERAL.sub('·', before)[::-1])[::-1]}【{whole[start:end]}】{_cut(_SEVERAL.sub('·', after))}"
        out[one.channel, one.post, one.where, start, end] = " ".join(line.split())
    return out


_SEVERAL = re.compile("·+")
_ALONE = "的了是要有和都只就才在到起每一查元块毛个次条份单包收加价赏送给"
"""Characters that say nothing of anybody where they stand alone."""


def told_price(text: str, prices: Collection[tuple[int, int]]) -> str:
    """The text with a dot for every letter and digit that is neither of a price nor of a word that offers are made of."""
    kept = bytearray(not c.isalnum() for c in text)
    for start, end in (*prices, *(found.span() for found in _said().finditer(text))):
        kept[start:end] = bytes([1]) * (end - start)
    return "".join(c if keep else "·" for c, keep in zip(text, kept, strict=True))


@cache
def _said() -> re.Pattern[str]:
    """The words of offers: of prices, of what is looked up, of how it is sold."""
    from doxdocket.detect.data import table  # noqa: PLC0415 - reading a run loads no detector

    rows = table("conduct/money.yaml")
    told = [rows[name] for name in ("per", "before", "reward", "part_before", "was_before", "not_before", "fill")]
    told += [unit["words"] for unit in rows["units"]]
    told += [table("conduct/cues.yaml")["content"][name]["words"] for name in ("look_up", "deal_word")]
    told += table("conduct/slots.yaml")["what"].values()
    words = {word for one in told for word in one.split() if len(word) > 1}
    parts = [
        rf"(?<![a-z\d]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w)
        for w in sorted(words, key=lambda w: (-len(w), w))
    ]
    return re.compile("|".join([*parts, f"[{_ALONE}]", "(?<=[/一每])[年月日天季人户]"]), re.IGNORECASE)


def _cut(text: str) -> str:
    """The first characters of a text; a number is not cut in two, since half of one reads as another.

    >>> _cut("一份，开房200"), _cut("一份，开房记录今天只要三百 200 元"), _cut("一份，开房记录今天只要 2000 元")
    ('一份，开房200', '一份，开房记录今天只要三百 …', '一份，开房记录今天只要 …')
    """
    if len(text) <= BESIDE:
        return text
    kept = text[:BESIDE]
    return (kept.rstrip("0123456789.") if text[BESIDE].isdigit() else kept) + "…"


_NEXT, _WITHIN = 3, timedelta(hours=1)
"""So many posts after one of a task, and so long after it, may say that it was paid."""


def answers(case: Case, rows: pa.Table) -> dict[Key, list[Key]]:
    """Of the post of each row those that answer it and the next three of its channel within an hour, in their order."""
    if not rows.num_rows:
        return {}
    every = latest_posts(case)
    every = every.filter(pc.is_in(every["channel_id"], pc.unique(rows["channel_id"])))
    by = defaultdict[str, list[dict[str, Any]]](list)
    for row in every.select(["channel_id", "post_id", "date", "reply_to"]).to_pylist():
        by[row["channel_id"]].append(row)
    wanted = {(row["channel_id"], row["post_id"]) for row in rows.to_pylist()}
    found: dict[Key, list[Key]] = {}
    for channel, posts_ in by.items():
        dated = sorted((row for row in posts_ if row["date"]), key=lambda row: row["date"])
        after = {}
        for n, row in enumerate(dated):
            after[row["post_id"]] = [
                one["post_id"] for one in dated[n + 1 : n + 1 + _NEXT] if one["date"] - row["date"] <= _WITHIN
            ]
        for row in posts_:
            if (channel, str(row["reply_to"])) in wanted:
                after.setdefault(str(row["reply_to"]), []).append(row["post_id"])
        found |= {
            (channel, post): [(channel, one) for one in dict.fromkeys(some)]
            for post, some in after.items()
            if (channel, post) in wanted
        }
    return found


def said(case: Case, *rows: pa.Table, beside: Iterable[Key] = ()) -> dict[tuple[str, str, str], str]:
    """The texts of the posts of those rows and ``beside``, by channel, post and place; in clear, for reading what a sum means."""
    wanted = {(row["channel_id"], row["post_id"]): True for some in rows for row in some.to_pylist()} | dict.fromkeys(
        beside, True
    )
    return {(*key, where): text for (key, where), (text, _) in texts(case, wanted).items()} if wanted else {}


def section(case: Case, id_: str, masked: Masking) -> Section | None:
    """The prices behind a figure of prices or in a post, the nearest to the figure first; none where it is about something else."""
    if id_ not in FIGURES and "/" not in id_:
        return None
    rows = offered(case)
    found = [
        one
        for one in offers.priced(
            meaning_of_sums.read(offers.offers(rows.to_pylist(), posts(case, rows)), said(case, rows))
        )
        if id_ in (*FIGURES, f"{one.channel}/{one.post}")
    ]
    if not found:
        return None
    lowest = id_ == "price_low"
    found.sort(
        key=lambda one: (
            one.coin != "CNY",
            lowest and one.doubtful,
            one.price if lowest else -one.price,
            one.channel,
            one.post,
        )
    )
    told = offers.asked(found, case.info.display_zone, stretches(case, found, masked))
    lines = [zh_en("prices.what_was_read_as_price")]
    return Section(zh_en("prices.prices_asked_masked"), lines, [_lean(row) for row in told])


def _lean(one: offers.Price) -> dict[str, Any]:
    names = ("channel_id", "post_id", "price", "coin", "doubtful", "what", "unit", "confirmed", "of_others", "stretch")
    row = plain(one)
    return {name: row[name] for name in names} | {"sign": Both(*offers.SIGNS.get(one.sign, (one.sign, one.sign)))}
