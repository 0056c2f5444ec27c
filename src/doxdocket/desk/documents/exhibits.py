"""The posts that documents show or name, as exhibits: one number each through all documents of a case, masked text, source with digest, capture.

An exhibit is called by what does not change: the code of its channel, which counts channels as they came into the case, and the number that the platform gave
the post (证据C02-345). Of a post that was captured in several versions this is the last one; each earlier one is an exhibit of its own, with the file and the capture that it stands in
(证据C02-345 版本1, by the order of captures). So a number is the same in every document, at every scope, after every decision and run, and needs no list to be looked up.

Exhibits are the examples of the summary (posts that surely expose somebody of age, with most that was found in them, nothing of it decided untrue, of different channels where there are some); the
posts of conduct that a person confirmed, in the scope or not; the posts that entries of the register rest on, that lists of calls are held against, that expose a person of whom harm is
entered, in which a defendant denies, and that takings are read from, whatever their channel; those of prices that a person confirmed or that stand in the scope. Where it is asked for, every post of the scope that surely exposes somebody is one too, up to ``MOST``. Text is masked by
``desk.masked_posts``; what that cannot mask is not shown. Left out: which of them the office files, and how the book shows them (``book``).

>>> cut("一二三四五六", 4)
'一二三四…'
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.assess.gains.offers import Price
from doxdocket.count import reach
from doxdocket.count.catalogue import BOUNDS, Bound
from doxdocket.decisions.acts import KIND_UNTRUE, UNTRUE
from doxdocket.decisions.hints import hints
from doxdocket.decisions.placing import post_key, post_of
from doxdocket.desk import masked_posts, masking, posters
from doxdocket.desk.documents.at_odds import at_odds
from doxdocket.desk.documents.draft import CONDUCT
from doxdocket.desk.documents.material import Key, Material
from doxdocket.desk.documents.minors import Minor, minors
from doxdocket.desk.masking import mailless
from doxdocket.desk.sight import Piece, sight
from doxdocket.pipeline import published, registered
from doxdocket.pipeline.parties import denials, of_party
from doxdocket.pipeline.published import latest_conduct, latest_posts
from doxdocket.visible_signs import one_line
from doxdocket.words import either, lang, say

EXAMPLES, MOST, QUESTIONS = 3, 1000, 50
_TRIED, _SEEN = (
    60,
    28,
)  # of how many posts the masked words are looked at for examples, and how many characters a cell shows
CONFIRMED = "confirmed"
_POST = "post:"
_NAMED = re.compile(r"(?<![A-Za-z0-9])(C\d+)-(\d+)(?!\d)", re.ASCII)
_NAMES = re.compile(
    r"(?:证据|贴文|[Ee]xhibits?|[Pp]osts?)[ :：]{0,2}(?:C[0-9]+-[0-9]+(?:[ ,，、;；/及和与]|and){0,4})++|C[0-9]+-[0-9]+(?= ?号?(?:证据|贴文))"
)
"""Exhibits that somebody named as such in the words of an entry, and the two numbers of each: other things are numbered so too."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A post as documents cite it (``name``); ``source``: the digest of the file that it stands in, ``file``: its number on the list of evidence."""

    name: str
    post: masked_posts.Post
    source: str
    file: int | None
    captured: str
    version: int = 0
    """The number of a version that is not the last; 0 of the last, or only one."""

    @property
    def posted(self) -> str | None:
        """When it was posted; where several versions were captured, that the words shown are those of the last, which may be of a later day."""
        if self.post.versions > 1 and not self.version:
            return say(
                "documents.posted_in_versions", at=self.post.at or say("documents.unknown"), n=self.post.versions
            )
        return self.post.at or None

    @property
    def place(self) -> str:
        """What references to it name."""
        return "/".join(self.post.key) + (f"#{self.version}" if self.version else "")

    @property
    def text(self) -> str:
        """Its words, masked, on one line; nothing of a post that was not searched to its end."""
        if self.post.unread:
            return say("documents.not_shown")
        whole = " ".join(
            re.sub(r"\s+", " ", told(one.pieces)).strip() for one in self.post.texts if one.where == "text"
        )
        return one_line(whole)


@dataclass(frozen=True, slots=True)
class Act:
    """A post of one label of conduct, whether a person confirmed it, and whether it is in every bound of the scope (``sure``): who a post of a group is of may be open."""

    label: str
    key: Key
    confirmed: bool
    sure: bool


class Exhibits:
    """The exhibits of this material; ``left``: posts that surely expose somebody and were asked for and are not among them."""

    def __init__(self, of: Material) -> None:
        self.of = of

    @cached_property
    def acts(self) -> list[Act]:
        """Posts by label, within the scope."""
        return _acts(self.of)

    def theirs(self, label: str) -> int:
        """How many posts of a label a person confirmed that are in the high of the scope alone: whose they are is open."""
        return sum(act.label == label and act.confirmed and not act.sure for act in self.acts)

    @cached_property
    def found(self) -> Mapping[Key, set[str]]:
        """Of each post that may be an example the kinds that were surely found in it."""
        return _to_show(self.of)

    @cached_property
    def examples(self) -> Sequence[Exhibit]:
        """Those of the summary."""
        return self._made(_examples(self.of))

    @cached_property
    def confirmed(self) -> Mapping[Key, Exhibit]:
        """The posts of conduct that a person confirmed and that are surely of the scope, by their keys."""
        keys = dict.fromkeys(act.key for act in self.acts if act.confirmed and act.sure)
        return {one.post.key: one for one in self._made(keys)}

    @cached_property
    def cited(self) -> Mapping[Key, Sequence[str]]:
        """The posts that documents name without regard to the scope, each with what it is named for: conduct that a person confirmed, what the register rests on, lists of contacts, prices and takings."""
        of, found = self.of, defaultdict[Key, dict[str, None]](dict)
        codes = {of.short(one): one for one in of.names.order}
        for row in latest_conduct(of.case).select(["channel_id", "post_id", "label", "status"]).to_pylist():
            key = row["channel_id"], row["post_id"]
            if row["status"] == CONFIRMED and row["label"] in CONDUCT and not of.within(key):
                found[key][say("documents_evidence.for_outside")] = None
            elif row["status"] == CONFIRMED and row["label"] not in CONDUCT and of.within(key):
                found[key][say("documents_evidence.for_excerpt")] = (
                    None  # the excerpt counts it and lists it in no table
                )
        for entry, row in registered.entries(of.case).all():
            for name in entry.evidence:
                if name.startswith(_POST):
                    found[post_key(name.removeprefix(_POST))][
                        say("documents_evidence.for_register", entry=row.name)
                    ] = None
            for code, post in _NAMED.findall(
                " ".join([*entry.evidence, *_NAMES.findall(msgspec.json.encode(entry).decode())])
            ):
                if code in codes:
                    found[codes[code], post][say("documents_evidence.for_register", entry=row.name)] = None
        for one in of.worksheet.contacts.rows:
            for post in one.posts:
                found[post_key(post.post)][say("documents_evidence.for_contacts", entry=one.entry)] = None
        for asks in self.asked:
            found[asks["channel_id"], asks["post_id"]][
                say("documents_evidence.for_question", what=either(*hints()[asks["hint"]].name))
            ] = None
            found[post_of(asks["publication"])][
                say("documents_evidence.for_asked", what=either(*hints()[asks["hint"]].name))
            ] = None
        for person, entries_ in self._harmed.items():
            for key in self.of_persons.get(person, ()):
                found[key][say("documents_evidence.for_harm", entries=say("marks.comma").join(entries_))] = None
        for minor in self.minors:
            for key in minor.cited:
                found[key][say("documents_evidence.for_minor", who=minor.person)] = None
        for denial in denials(of.case):
            found[denial.key][say("documents_evidence.for_denial")] = None
        for account in of.parties.accounts:
            for said in account.handed:
                found[post_key(said.post)][say("documents_evidence.for_account")] = None
        for price in of.gains.asked:
            if not price.of_others and self.shows(price):
                found[price.channel_id, price.post_id][
                    say("documents_evidence.for_price" if price.confirmed else "documents_evidence.for_price_open")
                ] = None
        for price in of.gains.not_asked:
            if price.means == "takings":
                found[price.channel_id, price.post_id][say("documents_evidence.for_takings")] = None
        return {key: list(told) for key, told in found.items()}

    @cached_property
    def asked(self) -> Sequence[Mapping[str, str]]:
        """The questions (withdrawn, corrected) that posts of the scope put and nobody answered, the first of them."""
        rows = self.of.run.read("hints", ["hint", "channel_id", "post_id", "publication", "person", "kind"]).to_pylist()
        own = [row for row in rows if self.of.within(post_of(row["publication"]))]
        return sorted(own, key=lambda row: (self._order((row["channel_id"], row["post_id"])), row["publication"]))[
            :QUESTIONS
        ]

    def shows(self, price: Price) -> bool:
        """Whether documents list a price by itself: one that a person confirmed, or of the scope; of the other channels they say how many there are."""
        return price.confirmed or self.of.within((price.channel_id, price.post_id))

    @cached_property
    def _harmed(self) -> Mapping[str, Sequence[str]]:
        """The persons of whom harm or a list of calls is entered, each with the entries."""
        found = defaultdict[str, list[str]](list)
        harm, lists = self.of.worksheet.harm.rows, self.of.worksheet.contacts.rows
        for person, entry in [*((row.person, row.entry) for row in harm), *((row.person, row.entry) for row in lists)]:
            if person:
                found[person].append(entry)
        return found

    @cached_property
    def of_persons(self) -> Mapping[str, Sequence[Key]]:
        """Of each of these persons the posts that expose them, in the order of the book."""
        found = defaultdict[str, dict[Key, None]](dict)
        for row in self.of.run.read("dossiers", ["channel_id", "post_id", "person", "by_link"]).to_pylist():
            key = row["channel_id"], row["post_id"]
            if row["person"] in self._harmed and not row["by_link"] and (key, row["person"]) not in self.mentions:
                found[row["person"]][row["channel_id"], row["post_id"]] = None
        return {person: sorted(keys, key=self._order) for person, keys in found.items()}

    @cached_property
    def minors(self) -> Sequence[Minor]:
        """Who is under age in the scope, each with posts that show it."""
        return minors(self.of)

    @cached_property
    def bounds(self) -> Mapping[tuple[Key, str], Bound]:
        """From which bound on a post counts as exposing a person, by post and person; of a hub (``by_link``) the high."""
        found: dict[tuple[Key, str], Bound] = {}
        for row in self.of.run.read("dossiers", ["channel_id", "post_id", "person", "counts"]).to_pylist():
            if row["person"] and row["counts"] in BOUNDS:
                key = (row["channel_id"], row["post_id"]), row["person"]
                found[key] = min(row["counts"], found.get(key, BOUNDS[-1]), key=BOUNDS.index)
        return found

    @cached_property
    def mentions(self) -> AbstractSet[tuple[Key, str]]:
        """The posts, each with a person, that say of the person a name and nothing else, and are in no low: somebody is known there by other posts, a denial too."""
        held: dict[tuple[Key, str], bool] = {}
        for row in self.of.run.read(
            "dossiers", ["channel_id", "post_id", "person", "identifies", "counts", "kinds"]
        ).to_pylist():
            if row["person"]:
                one = (row["channel_id"], row["post_id"]), row["person"]
                alone = row["identifies"] == "no" and row["counts"] != "low" and set(row["kinds"] or ()) == {"name"}
                held[one] = alone and held.get(one, True)
        return {one for one, alone in held.items() if alone}

    @cached_property
    def showing(self) -> Mapping[Key, int]:
        """Of each post from which an edit took all that counts in the low the number of the version that shows it: that one is the exhibit."""
        rows = self.of.run.read("dossiers", ["channel_id", "post_id", "counts", "stood"])
        stood = defaultdict[Key, list[str | None]](list)
        for row in rows.filter(pc.equal(rows["counts"], "low")).to_pylist():
            stood[row["channel_id"], row["post_id"]].append(row["stood"])
        gone = {key: " ".join(filter(None, all_)).split() for key, all_ in stood.items() if all(all_)}
        kept = defaultdict[Key, dict[str, int]](dict)
        for row in (
            self.of.run.read("versions", ["channel_id", "post_id", "capture", "version"]).to_pylist() if gone else ()
        ):
            kept[row["channel_id"], row["post_id"]][row["capture"]] = row["version"]
        last = {(r["channel_id"], r["post_id"]): r["capture"] for r in self.of.run.read("merged", ["channel_id", "post_id", "capture"]).to_pylist()} if gone else {}  # fmt: skip
        others = {key: sorted({*kept[key].values()} - {kept[key][last[key]]}) for key in gone}
        return {key: 1 + others[key].index(max(kept[key][one] for one in some)) for key, some in gone.items()}

    def counts(self, one: Exhibit) -> bool:
        """Whether it is the version by which the post counts."""
        return one.version == self.showing.get(one.post.key, 0)

    @cached_property
    def _exposed(self) -> Mapping[Key, Sequence[str]]:
        """The persons whom each post exposes, at any bound."""
        found = defaultdict[Key, list[str]](list)
        for key, who in self.bounds:
            found[key].append(who)
        return found

    def aimed(self, one: Exhibit, label: str) -> list[str]:
        """Whom a confirmed act may be aimed at: against whom the machine read it; else, where the post names nobody, whom the post that it answers exposes. Nobody decided on it."""
        read = dict.fromkeys(
            act.code for act in one.post.conduct if (act.label, act.status) == (label, CONFIRMED) and act.code
        )
        answered = self._exposed.get((one.post.channel, one.post.reply_to), ()) if not one.post.persons else ()
        return list(read or dict.fromkeys(answered))

    def persons(self, one: Exhibit, *, mentioned: bool | None = None) -> Iterator[tuple[Bound, list[str]]]:
        """The persons whom a post exposes, by the bound from which on it counts for each; ``mentioned``: those whom it only mentions, or those but for these."""
        of = [who for who in one.post.persons if mentioned in (None, (one.post.key, who) in self.mentions)]
        for bound in BOUNDS:
            if some := [who for who in of if self.bounds.get((one.post.key, who), BOUNDS[-1]) == bound]:
                yield bound, some

    @cached_property
    def only_priced(self) -> AbstractSet[Key]:
        """The posts that are there for a price alone which nobody confirmed, and expose nobody."""
        said = [say("documents_evidence.for_price_open")]
        kept = {*(one.post.key for one in self.examples), *self.confirmed, *self._counted}
        return {
            one.post.key
            for one in self.every
            if not one.post.persons and one.post.key not in kept and self.cited.get(one.post.key) == said
        }

    @cached_property
    def again(self) -> Mapping[Key, Sequence[Mapping[str, str]]]:
        """The publications that show again what an earlier post showed, by post, in the order of persons."""
        columns = ["channel_id", "post_id", "person_no", "person", "counts", "repeat_of", "repeat_why"]
        found = defaultdict[Key, list[Mapping[str, str]]](list)
        for row in self.of.tables.dossiers.select(columns).sort_by("person_no").to_pylist():
            if row["repeat_of"] and row["person"] and row["counts"] != "none":
                found[row["channel_id"], row["post_id"]].append(row)
        return found

    @cached_property
    def every(self) -> Sequence[Exhibit]:
        """All of them, in the order of the book: by channel as these came into the case, then by number. Of a person's own packet: the posts that tell of them, and no other."""
        return self._made(self._keys)

    @cached_property
    def _keys(self) -> Sequence[Key]:
        """Their keys; with a post that shows somebody again stands the one that showed the same first, which its form names."""
        if self.of.person:
            return sorted(self.of.posts or (), key=self._order)
        kept = set[Key]()
        more = {*_examples(self.of), *(act.key for act in self.acts if act.confirmed and act.sure), *self.cited, *self._counted[:MOST]}  # fmt: skip
        while more:
            kept |= more
            more = {post_of(row["repeat_of"]) for key in more for row in self.again.get(key, ())} - kept
        return sorted(kept, key=self._order)

    @cached_property
    def held(self) -> AbstractSet[Key]:
        """The keys of those that the run has: no document cites another post as an exhibit."""
        return self._sources.keys() & set(self._keys)

    @cached_property
    def listed(self) -> Sequence[Exhibit]:
        """The same, each with its earlier versions before it, oldest first."""
        return [version for one in self.every for version in (*self._versions(one), one)]

    def _versions(self, one: Exhibit) -> Iterator[Exhibit]:
        for n, post in enumerate(masked_posts.versions(self.of.case, one.post.key) if one.post.versions > 1 else (), 1):
            name = say("documents.exhibit_version", exhibit=one.name, n=n)
            yield self._exhibit(name, post, self._also[post.key][post.capture], n)

    def pictures(self, one: Exhibit) -> list[str]:
        """The digests of the pictures that a post shows, and after them those of the other posts of its album, which was sent as one."""
        if one.version:  # they stand with the last version
            return []
        own = [media.picture for media in one.post.media if media.picture]
        beside = (picture for key in self._albums.get(one.post.key, ()) for picture in self._beside.get(key, ()))
        return list(dict.fromkeys([*own, *beside]))

    @cached_property
    def posters(self) -> Mapping[Key, tuple[str, str]]:
        """By whom each was posted and forwarded, as it may leave the office."""
        return posters.named(self.of.case, [one.post.key for one in self.every])

    def files(self, one: Exhibit) -> list[int]:
        """The numbers on the list of evidence of every file in which a post stands, its own first, and of those of its pictures."""
        digests = [one.source, *sorted(self._also.get(one.post.key, {}).values()), *self.pictures(one)]
        return list(dict.fromkeys(no for digest in digests if (no := self.of.names.serial.get(digest))))

    def views(self, one: Exhibit) -> str | None:
        """How often it was seen; where a counter fell, the most that it showed too; where the file that it is cited from has no such reading, in which files it was read."""
        if one.post.views is None:
            return None
        told, files, fell = f"{one.post.views:,}", self.views_in(one), self.fell(one)
        told = say("documents.views_in", n=told, files=files) if files else told
        return say("documents.views_fell", n=told, most=fell) if fell else told

    def fell(self, one: Exhibit) -> str:
        """The most that its counter showed, where that is more than its last reading."""
        return f"{max(self._read[one.post.key]):,}" if one.post.key in self._fallen else ""

    def views_in(self, one: Exhibit) -> str:
        """The numbers of the files in which its views were read, where that which it is cited from is none of them."""
        captures = self._read.get(one.post.key, {}).get(one.post.views or 0, ()) if one.post.views is not None else ()
        sources = {self._also[one.post.key][capture] for capture in captures if capture in self._also[one.post.key]}
        files = sorted(no for source in sources if (no := self.of.names.serial.get(source)))
        return "" if one.source in sources else say("marks.comma").join(map(str, files))

    @cached_property
    def _readings(self) -> pa.Table:
        """Every reading of their views."""
        rows, posts = (
            self.of.run.read("readings"),
            pa.array(sorted({one.post.key[1] for one in self.every}), pa.string()),
        )
        return rows.filter(pc.and_(pc.equal(rows["what"], "views"), pc.is_in(rows["post_id"], posts)))

    @cached_property
    def _read(self) -> Mapping[Key, Mapping[int, set[str]]]:
        """By post and count of views the captures in which that was read."""
        found = defaultdict[Key, dict[int, set[str]]](dict)
        for row in self._readings.to_pylist():
            found[row["channel_id"], row["post_id"]].setdefault(row["value"], set()).add(row["capture"])
        return found

    @cached_property
    def _fallen(self) -> AbstractSet[Key]:
        """The posts whose counter once showed more than its last reading."""
        rows = reach.last(self._readings, self.of.run.read("captures"), self.of.run.read("doubted")).to_pylist()
        return {(row["channel_id"], row["post_id"]) for row in rows if row["doubt"] == "falls"}

    @cached_property
    def _also(self) -> Mapping[Key, Mapping[str, str]]:
        """Of each post the file that has it, by capture."""
        wanted, found = {one.post.key for one in self.every}, defaultdict[Key, dict[str, str]](dict)
        for row in self.of.run.read("posts", ["channel_id", "post_id", "capture", "source"]).to_pylist():
            if (key := (row["channel_id"], row["post_id"])) in wanted:
                found[key][row["capture"]] = row["source"]
        return found

    @cached_property
    def _beside(self) -> Mapping[Key, Sequence[str]]:
        keys = {key for one in self.every for key in self._albums.get(one.post.key, ())}
        return sight(self.of.case).pictured(keys) if keys else {}

    @cached_property
    def _albums(self) -> Mapping[Key, Sequence[Key]]:
        """The posts of each album, by each of them, in the order of their numbers."""
        rows = latest_posts(self.of.case).select(["channel_id", "post_id", "album"])
        groups = defaultdict[Key, list[Key]](list)
        for row in rows.filter(pc.is_valid(rows["album"])).to_pylist():
            groups[row["channel_id"], row["album"]].append((row["channel_id"], row["post_id"]))
        return {key: sorted(keys, key=self._order) for keys in groups.values() for key in keys}

    @property
    def left(self) -> int:
        """How many posts that were asked for are not among them."""
        return len(set(self._counted) - {one.post.key for one in self.every})

    @cached_property
    def _counted(self) -> list[Key]:
        return sorted(exposing(self.of), key=self._order) if self.of.counted else []

    @cached_property
    def _channels(self) -> Mapping[str, int]:
        return {one: n for n, one in enumerate(self.of.names.order)}

    def _order(self, key: Key) -> tuple[int, str, int, str]:
        channel, post = key
        return self._channels.get(channel, len(self._channels)), channel, int(post) if post.isdecimal() else 0, post

    def _made(self, keys: Iterable[Key]) -> list[Exhibit]:
        """Those of the posts that the run has."""
        keys = list(keys)
        posts = masked_posts.posts(self.of.case, keys)
        return [
            self._exhibit(self.of.exhibit(key, cited=True), posts[key], self._sources[key])
            for key in keys
            if key in posts
        ]

    def _exhibit(self, name: str, post: masked_posts.Post, source: str, version: int = 0) -> Exhibit:
        at = self.of.captured(source, self._captured.get(source))
        return Exhibit(name, post, source, self.of.names.serial.get(source), at, version)

    @cached_property
    def _sources(self) -> Mapping[Key, str]:
        rows = latest_posts(self.of.case).select(["channel_id", "post_id", "source"]).to_pydict()
        return dict(zip(zip(rows["channel_id"], rows["post_id"], strict=True), rows["source"], strict=True))

    @cached_property
    def _captured(self) -> Mapping[str, datetime | None]:
        return {one.sha256: one.captured_at for one in self.of.case.sources()}


def exposing(of: Material) -> set[Key]:
    """The posts of the scope that surely expose somebody."""
    rows = of.tables.dossiers.select(["channel_id", "post_id", "counts"]).to_pylist()
    return {key for r in rows if r["counts"] == "low" and of.surely(key := (r["channel_id"], r["post_id"]))}


def _acts(of: Material) -> list[Act]:
    """Posts by label within the scope: confirmed where a person confirmed a stretch of it, in the order of time."""
    rows = latest_conduct(of.case).select(["channel_id", "post_id", "label", "status"]).to_pylist()
    at = {
        (r["channel_id"], r["post_id"]): r["date"]
        for r in latest_posts(of.case).select(["channel_id", "post_id", "date"]).to_pylist()
    }
    found: dict[tuple[str, Key], set[str]] = defaultdict(set)
    for row in rows:
        key = row["channel_id"], row["post_id"]
        if row["label"] in CONDUCT and of.within(key):
            found[row["label"], key].add(row["status"])
    acts = [Act(label, key, CONFIRMED in states, of.surely(key)) for (label, key), states in found.items()]
    return sorted(acts, key=lambda a: (CONDUCT.index(a.label), at.get(a.key) is None, str(at.get(a.key)), a.key))


def _examples(of: Material) -> list[Key]:
    """Posts (``found``) that surely expose somebody and, once defendants are entered, are put to one surely, where some are: those with a day and with most
    different things found first; another channel before another post of one. None that exposes somebody who is or may be under age, and none of which something was decided untrue; those that mask hides whole come last, and behind them those in which a number contradicts what is told beside it.
    """
    found = of.exhibits.found
    put = of_party(of.case, "", "") if of.parties.defendants else None
    theirs = {(row["channel_id"], row["post_id"]) for row in put.sure.to_pylist()} & found.keys() if put else set()
    order = sorted(theirs or found, key=lambda key: (key not in of.dated, -len(found[key]), key))
    order = _legible(of, order[:_TRIED]) + order[_TRIED:]
    odd = {one.key for one in at_odds(of.case)}
    order.sort(key=lambda key: key in odd)
    first = list({key[0]: key for key in reversed(order)}.values())[::-1]
    best = sorted((key for key in first if key not in odd), key=order.index)
    return [*best, *(key for key in order if key not in best)][:EXAMPLES]


def _to_show(of: Material) -> Mapping[Key, set[str]]:
    rows = of.tables.dossiers.select(["channel_id", "post_id", "counts", "repeat_of", "person"]).to_pylist()
    young = {one.person for one in of.exhibits.minors}
    not_shown = {(r["channel_id"], r["post_id"]) for r in rows if r["person"] in young}
    untrue = published.standing(of.case).by(*UNTRUE, KIND_UNTRUE)
    not_shown |= {post_of(str(one["target"].get("publication", "//"))) for one in untrue}
    sure = {
        (r["channel_id"], r["post_id"]) for r in rows if r["counts"] == "low" and r["repeat_of"] is None
    } - not_shown
    found: dict[Key, set[str]] = defaultdict(set)
    for r in of.tables.findings.select(["channel_id", "post_id", "kind", "verdict"]).to_pylist():
        if r["verdict"] == "valid" and (key := (r["channel_id"], r["post_id"])) in sure and of.surely(key):
            found[key].add(r["kind"])
    return found


def _legible(of: Material, keys: list[Key]) -> list[Key]:
    """The same with those last of whose masked words a cell would show nothing but signs."""
    posts = masked_posts.posts(of.case, keys)

    def shows(key: Key) -> bool:
        some = (one for one in posts[key].texts if one.where == "text") if key in posts else ()
        return any(sign.isalpha() for one in some for sign in told(one.pieces).strip()[:_SEEN])

    return sorted(keys, key=lambda key: not shows(key))


def covered(piece: Piece) -> str:
    """A piece of a text as a paper shows it (``masking.covered``)."""
    return masking.covered(piece.kind, piece.shown)


def told(pieces: Iterable[Piece]) -> str:
    """A text of a post as a paper shows it; addresses for mail are hidden, whoever they belong to."""
    return mailless("".join(map(covered, pieces)))


def cut(text: str, most: int) -> str:
    """As much of a text as a cell bears."""
    return text if len(text) <= most else text[:most].rstrip() + "…"


def stretches(post: masked_posts.Post, label: str) -> str:
    """The masked words of the stretches of a post with this label, each once; the text whole where it was not searched to its end."""
    if post.unread:
        return say("documents.not_shown")
    texts = {one.where: one.pieces for one in post.texts}
    found: Iterable[str] = (
        mailless("".join(covered(p) if p.kind else p.shown[max(one.start - p.start, 0) : one.end - p.start] for p in texts.get(one.where, ()) if p.start < one.end and p.end > one.start))
        for one in post.conduct if one.label == label and one.status != "rejected"
    )  # fmt: skip
    return one_line(
        (" / " if lang() == "en" else "／").join(
            dict.fromkeys(re.sub(r"\s+", " ", one).strip() for one in found if one.strip())
        )
    )
