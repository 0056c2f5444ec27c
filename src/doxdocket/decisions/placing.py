"""What a decision is about, found again by content: keys move when texts shift or another person is found first in a post.

A mark says what a thing is known by: a publication by the digests of its values, a finding by its value and how-manieth of
equal ones it is at its place, a stretch by the digest of its words, their length and how-manieth it is. Post and
channel hold still, so that each is looked for in its own post alone; an edit or another detector moves it there. Where the words
still stand but another detector reads them otherwise, `again` says what holds of them: what a person said is there is there. What is
not found, or fits two, is said and never put to something else. Digests may be cut to four digits where a decision came from
an export. Source: docs/decisions/0006-decisions-by-content.md. Leaves out: reading tables, and what decisions do.

>>> post = Post(
...     findings=[
...         Found("text", 4, 9, "name", "aa11", 1, sure=True),
...         Found("text", 20, 25, "name", "bb22", 0, sure=True),
...     ]
... )
>>> mark_of(post, 0)
{'values': {'name': ['bb22']}}
>>> publication(post, 1, {"values": {"name": ["bb22"]}})
(0, 'moved')
>>> publication(post, 1, {"values": {"name": ["cc33"]}})
(None, 'gone')
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from doxdocket.law.kinds import valueless
from doxdocket.law.links import links
from doxdocket.words import zh_en

State = Literal[
    "there",
    "moved",
    "other_ends",
    "words",
    "agreed",
    "gone",
    "several",
    "contradicted",
    "unmarked",
    "one_now",
]
STATES: Mapping[State, tuple[str, str]] = {
    "there": zh_en("placing.where_it_was"),
    "moved": zh_en("placing.found_by_content_at_another"),
    "other_ends": zh_en("placing.same_words_of_which_program"),
    "words": zh_en("placing.no_longer_proposed_it_stands"),
    "agreed": zh_en("placing.no_longer_proposed_as_was"),
    "gone": zh_en("placing.fits_nothing_any_more"),
    "several": zh_en("placing.fits_several_so_none"),
    "contradicted": zh_en("placing.fits_nothing_it_would_now"),
    "unmarked": zh_en("placing.fits_nothing_old_decision_by"),
    "one_now": zh_en("placing.fits_nothing_its_two_are"),
}  # fmt: skip
"""Each state in words."""
STANDS: tuple[State, ...] = ("there", "moved")
"""What needs no word."""
SETTLED: State = "agreed"
"""Names nothing in the run and is not adrift."""
Mark = Mapping[str, Any]


class Named(NamedTuple):
    """One thing that a decision names and where it is now: a row of the table ``decided``."""

    decision: str
    act: str
    part: str
    key: str
    now: str | None
    status: State


def post_key(name: str) -> tuple[str, str]:
    """Channel and number of a post that is named (channel/number).

    >>> post_key("telegram:channel:1/45")
    ('telegram:channel:1', '45')
    """
    channel, _, post = name.rpartition("/")
    return channel, post


def post_of(publication: str) -> tuple[str, str]:
    """The same of the post of a publication."""
    return post_key(publication.rpartition("/")[0])


def publication_key(key: str) -> tuple[str, int]:
    """The post and the number of the person of a publication's key.

    >>> publication_key("telegram:channel:1/45/0")
    ('telegram:channel:1/45', 0)
    """
    post, _, number = key.rpartition("/")
    return post, int(number) if number.lstrip("-").isdigit() else -1


def span_key(key: str, *, bare: bool = False) -> tuple[str, tuple[str, int, int, str]]:
    """The post, and place, start, end and kind, of the key of a finding or stretch; ``bare``: one without a kind.

    >>> span_key("telegram:channel:1/45/link[0]/3-14/phone_number")
    ('telegram:channel:1/45', ('link[0]', 3, 14, 'phone_number'))
    """
    parts = key.rsplit("/", 2 if bare else 3)
    start, _, end = parts[2].partition("-") if len(parts) == 4 - bare else ("", "", "")
    if not (start.isdigit() and end.isdigit()):
        return "", ("", 0, 0, "")
    return parts[0], (parts[1], int(start), int(end), "" if bare else parts[3])


class Found(NamedTuple):
    """One finding of a post, or one stretch of conduct (its label as ``kind``, the digest of its words)."""

    where: str
    start: int
    end: int
    kind: str
    digest: str
    person: int
    sure: bool
    said: bool = False  # by a person, where the program finds nothing


@dataclass(slots=True)
class Post:
    """What a run holds of one post. ``text``: the text at a place; ``seal``: the digest of words.

    ``values``: the digests that a stretch of a text may have as a value of a kind. ``once``: no capture shows it otherwise.
    """

    findings: list[Found] = field(default_factory=list)
    conduct: list[Found] = field(default_factory=list)
    text: Callable[[str], str | None] = lambda _where: None
    seal: Callable[[str], str] = lambda words: words
    values: Callable[[str, str, int, int], Collection[str]] = lambda _kind, _text, _start, _end: ()
    once: bool = False
    instead: list[Found] = field(default_factory=list)
    """Readings in place of which a person put in another one: what was decided before knows its publication by these."""

    def replace(self, now: list[Found]) -> None:
        """Take these as its findings, and keep those in whose place a person put in another."""
        said, left = [f for f in now if f.said], {f[:4] for f in now}
        self.instead += [
            f for f in self.findings if said and f[:4] not in left
            if any(one.where == f.where and _shared(f, (one.start, one.end)) for one in said)
        ]  # fmt: skip
        self.findings = now

    def persons(self) -> dict[int, dict[str, set[str]]]:
        """The values of each person of the post, by kind; a person of doubtful findings alone is none."""
        sure = {f.person for f in self.findings if f.sure and f.person >= 0}
        found: dict[int, dict[str, set[str]]] = {no: {} for no in sorted(sure)}
        for f in self.findings:
            if f.person in sure and f.kind not in valueless():
                found[f.person].setdefault(f.kind, set()).add(f.digest)
        return found


def mark_of(post: Post, person: int) -> dict[str, Any]:
    """What a publication is known by."""
    held = post.persons().get(person, {})
    mark: dict[str, Any] = {"values": {kind: sorted(values) for kind, values in sorted(held.items())}}
    equal = _best(post.persons(), mark["values"])
    return mark if len(equal) < 2 or person not in equal else {**mark, "nth": equal.index(person), "of": len(equal)}


def publication(post: Post, person: int, mark: Mark | None) -> tuple[int | None, State]:
    """Which person of the post is meant now."""
    held = post.persons()
    if not mark or not mark.get("values"):
        return (person, "there") if person in held else (None, "unmarked")
    best = _best(held, mark["values"])
    if not best and post.instead:
        then = Post([*post.findings, *post.instead]).persons()
        held = {no: then[no] for no in held}
        best = _best(held, mark["values"])
    if len(best) > 1:
        if mark.get("of") != len(best) or any(held[no] != held[best[0]] for no in best):
            return None, "several"
        best = [best[mark["nth"]]]
    return (best[0], "there" if best[0] == person else "moved") if best else (None, "gone")


def _best(held: Mapping[int, Mapping[str, set[str]]], values: Mapping[str, Sequence[str]]) -> list[int]:
    """The persons that share most of the values, half of them at least, contradict none, and of these hold least beside."""
    scores = {no: _score(kinds, values) for no, kinds in held.items()}
    least = max(1, (sum(map(len, values.values())) + 1) // 2)
    top = max(scores.values(), default=0)
    fit = {no: sum(map(len, held[no].values())) for no, score in scores.items() if score == top >= least}
    return [no for no, size in fit.items() if size == min(fit.values())]


def _score(held: Mapping[str, set[str]], values: Mapping[str, Sequence[str]]) -> int:
    """How many of the values are held; none when they contradict one another (another full name, another number)."""
    shared = {
        kind: sum(any(_same(v, one) for one in held.get(kind, ())) for v in known) for kind, known in values.items()
    }
    contradicted = any(
        kind in held and values[kind] and not shared[kind] for kind in links().file.conflicts if kind in values
    )
    return 0 if contradicted else sum(shared.values())


def _same(known: str, digest: str) -> bool:
    """Whether a digest is the known one, which may be a tag of four digits."""
    return digest.startswith(known.removeprefix("#"))


def mark_of_span(rows: Iterable[Found], key: tuple[str, int, int, str]) -> dict[str, Any] | None:
    """What a finding or stretch is known by among the rows of its post; None when it is not there."""
    where, start, end, kind = key
    here = _places(rows, where, kind)
    digest = next((f.digest for f in here if (f.start, f.end) == (start, end)), None)
    if digest is None:
        return None
    known = {} if kind in valueless() else {"value": digest}
    equal = _equal(here, known.get("value", ""))
    return {**known, "nth": equal.index((start, end)), "of": len(equal)}


def span(
    rows: Iterable[Found], key: tuple[str, int, int, str], mark: Mark | None
) -> tuple[tuple[int, int] | None, State]:
    """Where the finding or stretch is now."""
    where, start, end, kind = key
    here = _places(rows, where, kind)
    if not mark:
        return ((start, end), "there") if (start, end) in {(f.start, f.end) for f in here} else (None, "unmarked")
    equal = _equal(here, mark.get("value", ""))
    return _nth(equal, (start, end), mark)


def _nth(equal: Sequence[tuple[int, int]], was: tuple[int, int], mark: Mark) -> tuple[tuple[int, int] | None, State]:
    if not equal:
        return None, "gone"
    if len(equal) == mark["of"]:
        now = equal[mark["nth"]]
        return now, "there" if now == was else "moved"
    if was in equal and equal.index(was) == mark["nth"]:
        return was, "there"
    return None, "several"


def again(
    post: Post, name: str, key: tuple[str, int, int, str], mark: Mark | None, act: str
) -> tuple[tuple[int, int, str] | None, State]:
    """Of a finding or conduct (``name``) that is gone: what holds where its words still stand, with start, end and kind.

    It is put to the one finding of which more than half lies in these words, or that holds them all; what is rejected, to one of
    which more than half lies in them and that is more than half of them. Of names, numbers and the like another value is another thing. An act that says whose the words are, or that they were
    public, follows them to another kind; one about the kind never does. What a person said is there stands on its words where there is
    no such finding; what was rejected and nobody claims any more is settled.
    """
    where, _, _, kind = key
    conduct, known = name == "conduct", (mark or {}).get("value", "")
    at = still(post, key, mark or {}, conduct=conduct)
    if at is None:
        return None, "gone"
    rows = [f for f in (post.conduct if conduct else post.findings) if f.where == where and _shared(f, at)]
    own = next((f for f in rows if f[1:4] == (*at, kind) and (f.said or _same(known, f.digest))), None)
    if own is not None:
        return (*at, kind), "words" if own.said else "there"
    same = {(f.start, f.end, f.kind) for f in rows if f.kind == kind or act in OF_WORDS}
    denies = act.endswith(".reject")
    fit = [
        one
        for one in same
        if most((one[0], one[1]), at, both=denies) or (not denies and one[0] <= at[0] and at[1] <= one[1])
    ]
    if not conduct and any(k in links().file.conflicts for k in (kind, *(one[2] for one in fit))):
        fit = []
    if len(fit) == 1:
        return fit[0], "other_ends"
    if not denies:
        return (*at, kind), "words"
    if fit:
        return None, "several"
    return (None, "gone") if conduct and same else (None, "agreed")


def most(one: tuple[int, int], at: tuple[int, int], *, both: bool) -> bool:
    """Whether more than half of a stretch lies in another; ``both``: and is more than half of that one.

    >>> most((0, 3), (0, 9), both=False), most((0, 3), (0, 9), both=True)
    (True, False)
    """
    least = at[1] - at[0] if both else 0
    return 2 * (min(one[1], at[1]) - max(one[0], at[0])) > max(one[1] - one[0], least)


OF_WORDS = ("finding.person", "finding.lawfully_public")
"""Acts that say something of words, whatever kind they are of."""


def _shared(one: Found, at: tuple[int, int]) -> bool:
    return one.start < at[1] and at[0] < one.end


def still(post: Post, key: tuple[str, int, int, str], mark: Mark, *, conduct: bool) -> tuple[int, int] | None:
    """Where the words of a finding or of conduct stand now: where they were, else at the one place that holds them.

    They stand where they were if they have the value that is known, if nobody ever saw the post otherwise, or, of a secret, if
    everything around it is as it was.
    """
    where, start, end, kind = key
    text, known = post.text(where) or "", str(mark.get("value", ""))

    def holds(first: int, last: int) -> bool:
        made = [post.seal(text[first:last])] if conduct else post.values(kind, text, first, last)
        return any(_same(known, one) for one in made)

    inside = start < end <= len(text)
    if inside and "around" in mark:
        if _same(mark["around"], post.seal(_around(text, start, end))):
            return start, end
    elif inside and known and holds(start, end):
        return start, end
    if not start < end or not known or known.startswith("#"):  # a tag is enough for one place, not for a whole text
        return None
    found = [at for at in range(len(text) - (end - start) + 1) if holds(at, at + end - start)]
    if len(found) == 1:
        return found[0], found[0] + end - start
    alone = inside and not found and post.once and not conduct and "around" not in mark
    return (start, end) if alone else None


def _around(text: str, start: int, end: int) -> str:
    """A text without a stretch, of which the length is told."""
    return f"{text[:start]}\0{end - start}\0{text[end:]}"


def _places(rows: Iterable[Found], where: str, kind: str) -> list[Found]:
    return sorted(f for f in rows if f.where == where and f.kind == kind)


def _equal(rows: Iterable[Found], known: str) -> list[tuple[int, int]]:
    return list(dict.fromkeys((f.start, f.end) for f in rows if _same(known, f.digest)))


def mark_of_words(post: Post, where: str, start: int, end: int) -> dict[str, Any] | None:
    """What any stretch of a text is known by; None where there is no such text."""
    text = post.text(where) or ""
    if not 0 <= start < end <= len(text):
        return None
    known = post.seal(text[start:end])
    equal = _windows(post, text, known, end - start)
    return {"words": known, "length": end - start, "nth": equal.index((start, end)), "of": len(equal)}


def mark_around(post: Post, where: str, start: int, end: int) -> dict[str, Any] | None:
    """What a stretch that holds a secret is known by: everything around it."""
    text = post.text(where) or ""
    return {"around": post.seal(_around(text, start, end))} if 0 <= start < end <= len(text) else None


def words(post: Post, where: str, was: tuple[int, int], mark: Mark | None) -> tuple[tuple[int, int] | None, State]:
    """Where the stretch is now."""
    text = post.text(where) or ""
    if mark and "around" in mark:
        return (
            (was, "there")
            if _same(mark["around"], (mark_around(post, where, *was) or {}).get("around", ""))
            else (None, "gone")
        )
    if not mark:
        return (was, "there") if 0 <= was[0] < was[1] <= len(text) else (None, "unmarked")
    return _nth(_windows(post, text, mark["words"], mark["length"]), was, mark)


def _windows(post: Post, text: str, known: str, length: int) -> list[tuple[int, int]]:
    return [
        (at, at + length) for at in range(len(text) - length + 1) if _same(known, post.seal(text[at : at + length]))
    ]


def mark_of_key(name: str, key: str, posts: Mapping[str, Post], after: Mapping[str, Post]) -> dict[str, Any] | None:
    """The mark of what a key names, by what it is: words, a finding, conduct, else a publication (after decisions)."""
    if name == "span":
        post, place = span_key(key, bare=True)
        return mark_of_words(posts[post], *place[:3])
    if name in {"finding", "conduct"}:
        post, place = span_key(key)
        mark = mark_of_span(posts[post].conduct if name == "conduct" else posts[post].findings, place)
        text = posts[post].text(place[0]) if place[3] in valueless() else None
        return (
            mark if mark is None or text is None else {**mark, "around": posts[post].seal(_around(text, *place[1:3]))}
        )
    post, number = publication_key(key)
    return mark_of(after[post], number)
