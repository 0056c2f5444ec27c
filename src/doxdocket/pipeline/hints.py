"""Questions that posts themselves put: each with the words' post, the publication that is meant, and the command that would answer.

Words that take back are of the post that they answer; elsewhere, where they name somebody, of the nearest earlier publication of that name alone.
Any other word counts in the post itself, in an answer to it, in a later post of the channel about the same person (or that names one alone), or in one of the channel's next
posts that exposes nobody and answers none (``rules/hints.yaml``). What was decided already is not asked. While nobody answered, what a yes would take
out of the low is in no low (``resolve.decided.waiting``). What it leaves out: the text, of which a word of the stated list alone is kept.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import HINTS
from doxdocket.count.scope import in_no_low, sets_in_high_alone
from doxdocket.decisions.acts import HINT_NO, KIND_UNTRUE
from doxdocket.decisions.hints import (
    Hint,
    How,
    answered,
    answered_no,
    denied,
    held,
    hints,
    kind_of,
    of_several,
    pattern,
    rules,
    said,
    slip,
)
from doxdocket.decisions.placing import post_of
from doxdocket.law.identification import names_alone
from doxdocket.resolve import Resolved
from doxdocket.seal.masks import is_family_name
from doxdocket.store.located import InRun, names_of
from doxdocket.store.run import Run
from doxdocket.text import dressed, read

_NO = HINT_NO.partition(".")[2]
_OF_KIND = KIND_UNTRUE.partition(".")[2]
_TAKEN_OUT = frozenset(one.modifier for one in hints().values())
"""What answers a question as to a whole set: the set stays what the words mean."""
Row = Mapping[str, Any]
Place = tuple[str, str]
Named = Mapping[str, Mapping[str, Sequence[str]]]
_TEXT = ["channel_id", "post_id", "capture", "row_no", "text"]
_PUB = ["channel_id", "post_id", "post_no", "person_no", "person", "person_best"]
_POST = ["channel_id", "post_id", "post_no", "date", "reply_to", "capture", "row_no"]


def asks(run: Run, latest: pa.Table) -> Callable[[pa.Table, pa.Table], pa.Table]:
    """What asks of dossiers and modifiers one row a question; ``latest``: one row a post. Texts and accounts are read once, whatever is decided."""
    texts = _worded(run)
    read: list[tuple[Sequence[_Worded], Mapping[Place, str]]] = []

    def table(dossiers: pa.Table, modifiers: pa.Table) -> pa.Table:
        if texts and not read:
            named = _named(run, {key[0] for key in texts})
            read.append((_asking(latest, texts, named), _posters(run, dossiers, texts)))
        return pa.Table.from_pylist(_asked(dossiers, modifiers, *read[0]) if texts else [], HINTS)

    return table


def _worded(run: Run) -> dict[tuple[str, str, str, int], str]:
    """The texts with a word of a hint, by the row they stand in."""
    out = {}
    for batch in run.batches("posts", _TEXT):
        hit = batch.filter(pc.fill_null(pc.match_substring_regex(batch["text"], pattern()), fill_value=False))
        out.update({(r["channel_id"], r["post_id"], r["capture"], r["row_no"]): r["text"] for r in hit.to_pylist()})
    return out


def only_denied(run: Run, made: Resolved) -> Resolved:
    """The same; where their post denies or takes something back, sets that only say a name stand in the high alone, and those that only tell again what it takes back in no low: it says of whom, and shows nobody."""
    rows = made.dossiers
    told = zip(*(rows[name].to_pylist() for name in ("counts", "identifies", "kinds")), strict=True)
    alone = rows.filter(
        pa.array([at == "estimate" and by != "decided" and names_alone(held) for at, by, held in told], pa.bool_())
    )
    denies = _denying(run, pc.unique(names_of(alone)).to_pylist()) if alone.num_rows else []
    high = names_of(alone.filter(pc.is_in(names_of(alone), pa.array(denies, pa.string()))), "person_no")
    back = pa.array(_corrected(run, made), pa.string())
    if not (len(high) or len(back)):
        return made

    def moved(rows: pa.Table) -> pa.Table:
        return in_no_low(sets_in_high_alone({"dossiers": rows}, high.combine_chunks()), back)["dossiers"]

    return replace(made, dossiers=moved(rows), within=lambda posts: moved(made.within(posts)))


def _corrected(run: Run, made: Resolved) -> list[str]:
    """The sets of the low of which every captured text takes back, in its sentence, each value that it tells, all of them told in an earlier post of the channel.

    Who says that a number is wrong adds nothing. Not where a person decided that the set identifies, or that its post takes nothing back.
    """
    no = {m["told"].partition(" @ ")[2] for m in made.modifiers.to_pylist() if m["modifier"] == _NO}
    rows = made.dossiers
    some = rows.filter(pc.and_(pc.equal(rows["counts"], "low"), pc.not_equal(rows["identifies"], "decided")))
    wanted, texts = {*pc.unique(names_of(some)).to_pylist()} - no, dict[tuple[str, str, int], str]()
    for batch in InRun(run, "posts").batches(sorted(wanted), _TEXT) if wanted else ():
        here = batch.filter(pc.fill_null(pc.match_substring_regex(batch["text"], pattern()), fill_value=False))
        for name, row in zip(names_of(here).to_pylist(), here.to_pylist(), strict=True):
            texts[name, row["capture"], row["row_no"]] = row["text"]
    columns = ["channel_id", "post_id", "person", "capture", "row_no", "where", "kind", "start", "end", "digest"]
    told = defaultdict[str, set[tuple[str, bytes]]](set)
    for batch in InRun(run, "findings").batches(sorted({name for name, _, _ in texts}), columns) if texts else ():
        for name, row in zip(names_of(batch).to_pylist(), batch.to_pylist(), strict=True):
            text = texts.get((name, row["capture"], row["row_no"])) if row["where"] == "text" else None
            wrong = text is not None and _takes_back(_sentence(text, row["start"], row["end"]))
            if row["kind"] != "name" or not wrong:
                value = row["digest"] if wrong and row["digest"] else b""
                told[f"{name}/{row['person']}"].add((row["channel_id"], value))
    values = {one for some_ in told.values() for one in some_ if one[1]}
    if not values:
        return []
    number = dict(zip(names_of(rows).to_pylist(), rows["post_no"].to_pylist(), strict=True))
    first: dict[tuple[str, bytes], int] = {}
    among = pa.array(sorted({digest for _, digest in values}), pa.binary())
    for batch in run.batches("findings", ["channel_id", "post_id", "digest"]):
        here = batch.filter(pc.is_in(batch["digest"], among))
        for name, row in zip(names_of(here).to_pylist(), here.to_pylist(), strict=True):
            key, no_ = (row["channel_id"], row["digest"]), number.get(name)
            if no_ is not None:
                first[key] = min(no_, first.get(key, no_))
    return sorted(
        key
        for key, own in told.items()
        if (no_ := number.get(key.rpartition("/")[0])) is not None and all(first.get(one, no_) < no_ for one in own)
    )


def _takes_back(text: str) -> bool:
    """Whether a text takes something back, by itself or as an answer."""
    return any(hint.own for hint, _ in (*said(text), *answered(text)))


def _denying(run: Run, names: Collection[str]) -> list[str]:
    """Those of these posts of which every captured text denies or takes something back in each sentence that says a name, and calls on nobody to act against anybody."""
    calls = run.read("conduct", ["channel_id", "post_id", "label"])
    calling = {*names_of(calls.filter(pc.is_in(calls["label"], _CALLS))).to_pylist()}
    spans = defaultdict[tuple[str, str, int], list[tuple[int, int]]](list)
    columns = ["channel_id", "post_id", "capture", "row_no", "where", "kind", "start", "end"]
    for batch in InRun(run, "findings").batches(names, columns):
        here = batch.filter(pc.and_(pc.equal(batch["kind"], "name"), pc.equal(batch["where"], "text")))
        for name, row in zip(names_of(here).to_pylist(), here.to_pylist(), strict=True):
            spans[name, row["capture"], row["row_no"]].append((row["start"], row["end"]))
    says: dict[str, bool] = {}
    for batch in InRun(run, "posts").batches(names, _TEXT):
        for name, row in zip(names_of(batch).to_pylist(), batch.to_pylist(), strict=True):
            text = row["text"] or ""
            told = spans.get((name, row["capture"], row["row_no"])) or [(0, len(text))]
            says[name] = says.get(name, name not in calling) and all(_backs(_sentence(text, *one)) for one in told)
    return sorted(name for name, one in says.items() if one)


def _backs(text: str) -> bool:
    """Whether a text denies or takes something back."""
    return bool(denied(text)) or any(hint.own for hint, _ in said(text))


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence, or sentences, that a stretch stands in."""
    first = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
    last = min((at for mark in _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[first:last]


_STOPS = "。!！?？;；\n"
"""What ends a sentence."""
_CALLS = pa.array(["incitement", "paid_task"])
"""Conduct that a post which only denies does not have."""


def _posters(run: Run, dossiers: pa.Table, texts: Iterable[tuple[str, str, str, int]]) -> dict[Place, str]:
    """The account that posted each post with a word of a hint or with a publication, where it is known."""
    wanted = {f"{channel}/{post}" for channel, post, _, _ in texts}
    shown = names_of(dossiers)
    every = pc.unique(pa.chunked_array([pc.unique(shown), pa.array(sorted(wanted), pa.string())], pa.string()))
    out: dict[Place, str] = {}
    for batch in run.batches("posts", ["channel_id", "post_id", "from_id"]):
        names = names_of(batch)
        here = batch.filter(pc.and_(pc.is_in(names, every), pc.is_valid(batch["from_id"])))
        out.update({(r["channel_id"], r["post_id"]): r["from_id"] for r in here.to_pylist()})
    return out


def _named(run: Run, channels: Iterable[str]) -> Named:
    """The names that stand in the texts of these channels, as ``text.read`` cleans them, each with the publications that it is a name of.

    The number of an installment stands beside them as what the posts that say it are called, with these posts.
    """
    among = pa.array(sorted(channels), pa.string())
    at = defaultdict[tuple[str, str, str, int], list[tuple[int, int, int]]](list)
    for batch in run.batches(
        "findings", ["channel_id", "post_id", "capture", "row_no", "where", "kind", "start", "end", "person"]
    ):
        here = pc.and_(
            pc.equal(batch["kind"], "name"),
            pc.and_(pc.equal(batch["where"], "text"), pc.is_in(batch["channel_id"], among)),
        )
        for r in batch.filter(here).to_pylist():
            at[r["channel_id"], r["post_id"], r["capture"], r["row_no"]].append((r["start"], r["end"], r["person"]))
    out: dict[str, dict[str, list[str]]] = {}
    naming = pa.array(sorted({f"{channel}/{post}" for channel, post, _, _ in at}), pa.string())
    for rows in run.batches("posts", _TEXT):
        batch = rows.filter(pc.is_in(rows["channel_id"], among))
        names = names_of(batch)
        counts = pc.fill_null(pc.match_substring_regex(batch["text"], dressed(rules().installment)), fill_value=False)
        for r in batch.filter(pc.or_(pc.is_in(names, naming), counts)).to_pylist():
            channel, post = r["channel_id"], r["post_id"]
            for called in _installments(r["text"] or ""):
                out.setdefault(channel, {}).setdefault(called, []).append(f"{channel}/{post}/")
            for start, end, person in at.get((channel, post, r["capture"], r["row_no"]), ()):
                if name := read((r["text"] or "")[start:end]).clean:
                    out.setdefault(channel, {}).setdefault(name, []).append(f"{channel}/{post}/{person}")
    return out


def asked(
    latest: pa.Table, dossiers: pa.Table, modifiers: pa.Table, texts: Mapping[tuple[str, str, str, int], str],
    posters: Mapping[Place, str] = MappingProxyType({}), named: Named = MappingProxyType({}),
) -> list[dict[str, Any]]:  # fmt: skip
    """The questions, in order of channel and post; ``posters``: the account of each post, where it is known; ``named``: of each channel the
    names that its posts hold, with the publications.
    """
    return _asked(dossiers, modifiers, _asking(latest, texts, named), posters)


@dataclass(frozen=True, slots=True)
class _Worded:
    """A post with a word of a hint: the posts just before it, and what its text, where it is that of the latest capture, asks by itself and as an answer."""

    post: Row
    before: Sequence[Row]
    names: Sequence[str] = ()
    """The publications of the channel whose names stand in it, where it takes something back or tells something of a person."""
    bare: bool = False
    """Whether it names them by a surname or one sign alone (那个苟什么的): unless that is what an earlier publication calls its person, it names nobody."""
    series: Sequence[str] = ()
    """Earlier posts that say an installment which it says, there too."""
    said: Sequence[tuple[Hint, str]] = ()
    answered: Sequence[tuple[Hint, str]] = ()
    several: bool = False
    """Whether what it says of one kind may be of several sets at once."""


def _asking(latest: pa.Table, texts: Mapping[tuple[str, str, str, int], str], named: Named) -> list[_Worded]:
    """The posts with a word of a hint, in order of channel and post."""
    posts = latest.select(_POST).sort_by([("channel_id", "ascending"), ("post_no", "ascending")])
    worded = pa.array(sorted({f"{channel}/{post}" for channel, post, _, _ in texts}), pa.string())
    names = names_of(posts)
    called = _Called(named, names)
    out = []
    for at in pc.indices_nonzero(pc.is_in(names, worded)).to_pylist():
        first = max(0, at - rules().next)
        *before, post = posts.slice(first, at - first + 1).to_pylist()
        text = texts.get((post["channel_id"], post["post_id"], post["capture"], post["row_no"])) or ""
        every = [one for one in called.inside(post["channel_id"], text) if len(one) > 1 or _called_so(one, text)]
        whole = [one for one in every if len(one) > 1 and not is_family_name(one)]
        told = called.told(post["channel_id"], post["post_id"], whole)
        reads = (said(text, told), answered(text, reply=bool(post["reply_to"]))) if text else ((), ())
        own = any(hint.own or "person" in hint.posts for some in reads for hint, _ in some)
        names, series = called.meant(post, at, whole or every, text) if own else ((), ())
        bare = not whole
        if (
            not bare
            and len(every) > len(whole)
            and own
            and all(post_of(key) == (post["channel_id"], post["post_id"]) for key in names)
        ):
            names, series = called.meant(
                post, at, every, text
            )  # the whole name is told here first: the surname may be whom an earlier one calls so
            bare = True
        itself, answer = reads
        out.append(_Worded(post, before, names, bare, series, itself, answer, of_several(text)))
    return out


def _called_so(sign: str, text: str) -> bool:
    """Whether a text calls somebody by one sign, which stands in other words too.

    >>> (
    ...     _called_so("马", "刚才那条搞错了，马上删"),
    ...     _called_so("马", "姓马的那个搞错了"),
    ...     _called_so("苟", "那个苟什么的是假的"),
    ... )
    (False, True, True)
    """
    behind, before = tuple(rules().sign_behind.split()), tuple(rules().sign_before.split())
    at = text.find(sign)
    while at >= 0:
        if text.endswith(behind, 0, at) or text.startswith(before, at + len(sign)):
            return True
        at = text.find(sign, at + 1)
    return False


class _Called:
    """What posts of a channel are called by: names that stand in them, numbers of a series; each with where, in the order of posts."""

    def __init__(self, named: Named, posts: pa.ChunkedArray) -> None:
        self._by_post: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for name, key in ((name, key) for own in named.values() for name, some in own.items() for key in some):
            self._by_post[key.rpartition("/")[0]].add((name, key))
        places = pa.array(sorted(self._by_post), pa.string())
        rank = dict(zip(places.to_pylist(), pc.index_in(places, value_set=posts).to_pylist(), strict=True))
        self._at = {
            channel: {
                name: sorted((rank[key.rpartition("/")[0]] or 0, key) for key in some) for name, some in own.items()
            }
            for channel, own in named.items()
        }
        self._sizes = {channel: sorted({*map(len, own)}, reverse=True) for channel, own in named.items()}

    def inside(self, channel: str, text: str) -> list[str]:
        """The names of the channel that a text holds, in their order."""
        if channel not in self._at:
            return []
        return [*dict.fromkeys(_held(read(text).clean, self._sizes[channel], self._at[channel]))]

    def told(self, channel: str, post: str, inside: Collection[str]) -> set[str]:
        """Which of these the post itself tells somebody by."""
        return {name for name, _ in self._by_post.get(f"{channel}/{post}", ()) if name in inside}

    def meant(self, post: Row, at: int, inside: Collection[str], text: str) -> tuple[list[str], list[str]]:
        """The publications that these names may mean, and the posts that say an installment which the text says: of each the nearest before."""
        of = self._at.get(post["channel_id"], {})
        near = {key for name in inside for key in _before(of[name], at + 1) or [key for _, key in of[name][:1]]}
        answered = self._by_post.get(f"{post['channel_id']}/{post['reply_to']}", ())
        near |= {key for name, key in answered if name in inside}
        return sorted(near), sorted({key for one in _installments(text) for key in _before(of.get(one, ()), at)})


def _before(places: Sequence[tuple[int, str]], at: int) -> list[str]:
    """The nearest of these before a place."""
    end = bisect_left(places, (at, ""))
    return [key for _, key in places[max(0, end - _NEAREST) : end]]


_NEAREST = 64
"""Of the posts that a name or an installment may mean so many are looked at: one that stands in every post means none of long ago."""


def _asked(
    dossiers: pa.Table, modifiers: pa.Table, worded: Sequence[_Worded], posters: Mapping[Place, str]
) -> list[dict[str, Any]]:
    said_of = modifiers.to_pylist()
    untrue = [(m["of"], m["told"]) for m in said_of if m["modifier"] == _OF_KIND]
    done = {(m["modifier"], who) for m in said_of for who in (m["of"], m["person"]) if who}
    shown = _Shown(dossiers, untrue, {who for modifier, who in done if modifier in _TAKEN_OUT})
    done |= {(f"{_OF_KIND} {kind}", key) for key, kind in untrue}
    told_no = ((m["of"], *m["told"].split(" @ ")) for m in said_of if m["modifier"] == _NO)
    no = answered_no(dict(zip(("publication", "hint", "asking"), one, strict=False)) for one in told_no)
    rows = list[dict[str, Any]]()
    named = set[
        tuple[str, str | None]
    ]()  # an answer about a kind that is asked about by name is none to a slip of none
    for one in worded:
        post, before, told = one.post, one.before, [*one.said]
        asking = f"{post['channel_id']}/{post['post_id']}"
        if not shown.any(post):  # parts of words count in what answers, or comes next, and exposes nobody itself
            known = {hint.id: kind_of(word) for hint, word in told}  # a part that takes back the whole is asked too
            told += [
                (hint, word)
                for hint, word in one.answered
                if hint.id not in known or (known[hint.id] and not kind_of(word))
            ]
        itself = any(hint.id == "fiction" for hint, _ in told)
        for hint, word in told:
            ways = [how for how in hint.posts if how != "next" or not itself]
            kind = kind_of(word) if hint.own else None
            of = shown.corrected(post, one, kind) if hint.own else None
            meant = [of] if of is not None else [list(shown.meant(how, post, before, kind)) for how in ways]
            if "person" in ways and not any(meant):  # a bare name: of whom the nearest earlier publication has it
                meant = [shown.corrected(post, one, kind) or []]
            pubs = [pub for some in meant for pub in islice(some, rules().most)]
            told_which = kind and not one.several and any(_answers(hint, pub, kind) & done for pub in pubs)
            for pub in pubs:  # of several that may be meant by a correction of one kind one is
                if no.says(hint.id, pub["key"], asking) or (hint.own and _others(posters, post, pub)):
                    continue
                own = held(kind, pub["kinds"]) if kind else None
                named.add((pub["key"], own))
                if not (told_which or _answers(hint, pub, kind) & done):
                    rows.append({
                        "hint": hint.id, "channel_id": post["channel_id"], "post_id": post["post_id"], "word": word, "how": pub["how"],
                        "publication": pub["key"], "person": pub["person"], "kind": own, "command": hint.command(pub["key"], own), "command_no": hint.no(pub["key"], asking),
                    })  # fmt: skip
    told_of = {key for key, kind in untrue if (key, kind) not in named}
    out: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if not row["kind"] and slip(row["word"]) and row["publication"] in told_of:
            continue  # which kind it was, a person said
        first = out.get((row["hint"], row["publication"]))
        if first is None or (
            first["kind"] and not row["kind"]
        ):  # what takes the whole back is asked before one kind of it
            out[row["hint"], row["publication"]] = row
    order = {name: n for n, name in enumerate(hints())}
    return sorted(out.values(), key=lambda r: order[r["hint"]])


def _answers(hint: Hint, pub: Row, kind: str | None) -> set[tuple[str, str]]:
    """What would have answered yes to a question about a publication, as ``done`` names it; ``kind``: what its words correct."""
    own = held(kind, pub["kinds"]) if kind else None
    return {(hint.modifier, pub["key"]), (hint.modifier, pub["person"]), (f"{_OF_KIND} {own}", pub["key"])}


class _Shown:
    """The publications of each post, and which ones the words of another post may mean."""

    def __init__(
        self, dossiers: pa.Table, untrue: Iterable[tuple[str, str]] = (), taken_out: Collection[str] = ()
    ) -> None:
        """``untrue``: publications, each with a kind that was taken out of it: what corrects that kind is answered, and asks of no other. ``taken_out``: publications and persons of which the same is said as a whole."""
        gone = defaultdict[str, list[str]](list)
        for key, kind in untrue:
            gone[key].append(kind)
        self._of: dict[Place, list[dict[str, Any]]] = defaultdict(list)
        self._keys: dict[str, dict[str, Any]] = {}
        self._persons: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        out = pa.array(sorted(taken_out), pa.string())
        keys = pc.binary_join_element_wise(names_of(dossiers), pc.cast(dossiers["person_no"], pa.string()), "/")
        there = pc.or_(pc.is_in(keys, out), pc.is_in(dossiers["person"], out))
        counted = dossiers.filter(pc.or_(pc.not_equal(dossiers["counts"], "none"), there))
        for d in counted.select([*_PUB, "kinds"]).to_pylist():
            key = f"{d['channel_id']}/{d['post_id']}/{d['person_no']}"
            pub = d | {"key": key, "kinds": [*(d["kinds"] or ()), *gone[key]]}
            self._keys[pub["key"]] = pub
            self._of[d["channel_id"], d["post_id"]].append(pub)
            self._persons[d["channel_id"], d["person_best"]].append(pub)

    def any(self, post: Row) -> bool:
        """Whether a post exposes somebody itself."""
        return (post["channel_id"], post["post_id"]) in self._of

    def meant(self, how: How, post: Row, before: Sequence[Row], kind: str | None = None) -> Iterator[dict[str, Any]]:
        """The publications that the words of a post may mean in that way; ``before``: the posts just before it, ``kind``: what a set must hold that is meant."""
        return ({**pub, "how": how} for pub in self._meant(how, post, before, kind))

    def corrected(self, post: Row, worded: _Worded, kind: str | None = None) -> list[dict[str, Any]] | None:
        """The publications of which a post takes something back: of the post that it answers, else of the installment or of whom it names; None where it does none of these.

        Where these hold nothing of the ``kind`` that is corrected, it is of earlier sets of the same persons that do.
        """
        replied = [{**pub, "how": "reply"} for pub in self._of.get((post["channel_id"], post["reply_to"] or ""), [])]
        named = [{**pub, "how": "person"} for key in worded.names if (pub := self._keys.get(key))]
        said_too = [{**pub, "how": "person"} for key in worded.series for pub in self._of.get(post_of(key), [])]
        series = _earlier(said_too, post)
        if replied:
            of = [pub for pub in replied if pub["key"] in worded.names] or replied
        elif series:
            who = {pub["person_best"] for pub in named}
            of = [pub for pub in series if pub["person_best"] in who] or series
        elif worded.names and (not worded.bare or _earlier(named, post)):
            of = named
        else:
            return None
        earlier = _holding(_earlier(of, post), kind)
        if not earlier and kind:
            persons = {pub["person_best"]: pub["how"] for pub in of}
            same = [
                {**pub, "how": how} for who, how in persons.items() for pub in self._persons[post["channel_id"], who]
            ]
            earlier = _holding(_earlier(same, post), kind)
        if replied or series:
            return sorted(earlier, key=_order)[-rules().most :]
        last = max((pub["post_no"] for pub in earlier), default=None)
        return sorted((pub for pub in earlier if pub["post_no"] == last), key=_order)

    def _meant(self, how: How, post: Row, before: Sequence[Row], kind: str | None) -> Iterable[dict[str, Any]]:
        channel = post["channel_id"]
        here = self._of.get((channel, post["post_id"]), [])
        if how == "same":
            return here
        if how == "reply":
            return _holding(self._of.get((channel, post["reply_to"] or ""), []), kind)
        if how == "person":
            known = _earlier((pub for one in here for pub in self._persons[channel, one["person_best"]]), post)
            return sorted(
                _holding(known, kind), key=lambda pub: -pub["post_no"]
            )  # the latest is likeliest meant, and a list is cut
        if here or post["reply_to"]:
            return []
        near = [one for one in reversed(before) if one["channel_id"] == channel and _soon(one, post)]
        found = [some for one in near if (some := _holding(self._of.get((channel, one["post_id"]), []), kind))]
        return [
            pub for some in (found if kind else found[:1]) for pub in some
        ]  # any of them may be meant that holds the kind


def _order(pub: Row) -> tuple[int, int]:
    return pub["post_no"] or 0, pub["person_no"]


def _earlier(pubs: Iterable[dict[str, Any]], post: Row) -> list[dict[str, Any]]:
    """Those of posts before this one; what it answers is, whatever numbers the two have."""
    no = post["post_no"]
    return [
        pub
        for pub in pubs
        if pub["post_id"] == post["reply_to"] or (None not in (no, pub["post_no"]) and pub["post_no"] < no)
    ]


def _holding(pubs: Iterable[dict[str, Any]], kind: str | None) -> list[dict[str, Any]]:
    """Those whose sets hold the kind that is corrected; all where none is named."""
    return [pub for pub in pubs if not kind or held(kind, pub["kinds"])]


def _installments(text: str) -> set[str]:
    """What a text calls posts of a series, each as no text spells it.

    >>> sorted(_installments("第二十一期 补第３期")), _installments("第一次")
    (['installment 21', 'installment 3'], set())
    """
    from doxdocket.detect.birth_date import number  # noqa: PLC0415 - loads the detector

    return {f"installment {number(match[1])}" for match in re.finditer(rules().installment, read(text).clean)}


def _held(text: str, sizes: Sequence[int], names: Collection[str]) -> Iterator[str]:
    """The names that stand in a text, the longest at each place alone; ``sizes``: of the names, the longest first."""
    at = 0
    while at < len(text):
        size = next((n for n in sizes if text[at : at + n] in names), 0)
        if size:
            yield text[at : at + size]
        at += size or 1


def _others(posters: Mapping[Place, str], one: Row, other: Row) -> bool:
    """Whether two posts are of two accounts, as far as both are known."""
    first, second = (posters.get((row["channel_id"], row["post_id"])) for row in (one, other))
    return None not in (first, second) and first != second


def _soon(one: Row, post: Row) -> bool:
    """Whether a post came soon after another, as far as their times are known."""
    if one["date"] is None or post["date"] is None:
        return True
    return bool(post["date"] - one["date"] <= timedelta(hours=rules().hours))
