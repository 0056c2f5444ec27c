"""``run --what-would-change``: what the next run would change, by figure and by decision, before it is made.

Words of posts are shown as in every table: findings of either run masked, long runs of digits blanked. Left out: making the run.

>>> (
...     figure({"low": 3, "estimate": 3, "high": 4, "value": 3}),
...     figure({"low": None, "estimate": None, "high": None, "value": 11}),
... )
('3 – 3 – 4', '11')
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict, cast

from doxdocket.cli.command import Answer, OfCase
from doxdocket.cli.language import manner
from doxdocket.desk.accounts.figures import MISSING, bounds, shown
from doxdocket.report.document import Block, Both, Column, Items, Part, Table, written
from doxdocket.words import coded, either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.next_run import Foreseen as Seen
    from doxdocket.store.case import Case

Row = Mapping[str, Any]
BESIDE = 20
"""Characters of a post shown before and behind what a decision names."""
LONGEST = 60
"""Characters shown of what it names."""
PUBLISHED = 4
"""Findings shown of a publication."""


class Versions(TypedDict):
    """With what the result was made, and with what it would be."""

    then: str | None
    now: str


class Ends(TypedDict):
    """A figure."""

    low: int | str | None
    estimate: int | str | None
    high: int | str | None
    value: object


class Moves(TypedDict):
    """A figure now, and as it would be."""

    id: str
    label: str
    label_en: str
    unit: str
    then: Ends
    would_be: Ends


class Shown(TypedDict):
    """A part of a decision that does not stay."""

    decision: str
    act: str
    part: str
    status: str
    then: str | None
    would_be: str | None
    becomes: Literal["moves", "settled", "back", "adrift"]
    said: str
    text: str


class Codes(TypedDict, total=False):
    """Codes of persons; not told where nothing would change."""

    stay: list[str]
    new: list[str]
    gone: list[str]


class Foreseen(OfCase):
    """What the next run would change."""

    run: str
    would_be: str
    unchanged: bool
    detector: Versions
    weights: Versions
    figures: list[Moves]
    same: int
    counts: dict[str, int]
    decisions: list[Shown]
    codes: Codes
    waiting: int


def told(opened: "Case", case: str, progress: Callable[[str, int, int], None]) -> Answer[Foreseen]:
    """Ask, and say it."""
    from doxdocket.desk.next_run import foreseen

    with foreseen(opened, progress) as seen:
        decisions = _shown(opened, seen)
    versions: dict[str, Versions] = {
        name: {"then": then or None, "now": now} for name, (then, now) in seen.versions.items()
    }
    counts = {name: len({row["decision"] for row in rows}) for name, rows in seen.decisions.items()}
    figures = cast("list[Moves]", [{name: row[name] for name in row if name != "figure"} for row in seen.figures])
    data: Foreseen = {
        "case": case, "run": seen.run, "would_be": seen.would_be, "unchanged": seen.unchanged, "detector": versions["detector"], "weights": versions["weights"], "figures": figures, "same": seen.same,
        "counts": counts, "decisions": decisions, "codes": cast("Codes", dict(seen.codes)), "waiting": seen.waiting,
    }  # fmt: skip
    return Answer(data, _text(case, seen, counts, decisions, figures))


def figure(ends: Row) -> str:
    """Low, estimate and high, or the one number of a figure that has no bounds."""
    return bounds(ends) if any(ends[name] is not None for name in ("low", "estimate", "high")) else shown(ends["value"])


def _text(
    case: str, seen: "Seen", counts: Row, decisions: Sequence[Row], figures: Sequence[Row]
) -> "Both | list[Block | None]":
    if seen.unchanged:
        return zh_en("foreseeing.nothing_would_change_is_what", run=seen.run)
    names = {"detector": say("foreseeing.detector"), "weights": say("foreseeing.weights")}
    unknown = say("foreseeing.not_recorded")
    versions = [
        f"{names[name]}{say('marks.colon')}{then or unknown} → {now}"
        for name, (then, now) in seen.versions.items()
        if then != now
    ]
    waiting = zh_en("foreseeing.files_that_can_be_read", waiting=seen.waiting)  # fmt: skip
    first = zh_en("foreseeing.nothing_was_changed_current_result", run=seen.run, would_be=seen.would_be)  # fmt: skip
    return [Part([first, *versions, waiting if seen.waiting else None]), _decisions(counts, decisions), _figures(seen, figures),
            Part([_codes(seen), zh_en("foreseeing.to_make_it_so_doxdocket", case=case)])]  # fmt: skip


def _decisions(counts: Row, decisions: Sequence[Row]) -> Block:
    if not counts or not any(counts.values()):
        return zh_en("foreseeing.no_decision_names_anything_that")
    n = {name: counts.get(name, 0) for name in ("stays", "moves", "settled", "back", "adrift")}
    blocks: list[Block | None] = [
        zh_en("foreseeing.decisions_stay_follow_their_words", stays=n["stays"], moves=n["moves"], settled=n["settled"], back=n["back"], adrift=n["adrift"]),
    ]  # fmt: skip
    titles = coded("next_run_parts")
    columns = [
        Column("", "decision"),
        Column(zh_en("foreseeing.act"), "act"),
        Column(zh_en("foreseeing.what_becomes_of_it"), "said"),
        Column(zh_en("foreseeing.words_masked"), "text"),
    ]
    for name, title in titles.items():
        rows = Table([row for row in decisions if row["becomes"] == name], columns)
        blocks.append(Items(written(rows, manner().lang), title=title, indent="  "))
    return Part(blocks)


def _figures(seen: "Seen", figures: Sequence[Row]) -> Block:
    if not figures:
        return zh_en("foreseeing.no_figure_would_change")
    columns = [
        Column(zh_en("foreseeing.id"), "id"), Column(zh_en("demo.figure"), _label), Column(zh_en("foreseeing.now_low_estimate_high"), lambda r: figure(r["then"]), right=True),
        Column(zh_en("foreseeing.would_be"), lambda r: figure(r["would_be"]), right=True), Column(zh_en("foreseeing.unit"), "unit"),
    ]  # fmt: skip
    title = zh_en("foreseeing.figures_that_would_change_more", same=seen.same)
    return Part([title, Table(figures, columns)])


def _label(row: Row) -> str:
    part = row["id"].partition(".")[2]
    return either(row["label"], row["label_en"]) if row["label"] else either(*MISSING.get(part, (part, part)))


def _codes(seen: "Seen") -> str:
    stay, new, gone = (seen.codes.get(name, ()) for name in ("stay", "new", "gone"))
    named = f" ({', '.join(gone)})" if gone else ""
    return say("foreseeing.codes_of_persons_stay_would", stay=len(stay), new=len(new), gone=len(gone), named=named)  # fmt: skip


def _shown(opened: "Case", seen: "Seen") -> list[Shown]:
    """Every part of a decision that does not stay, with what becomes of it in words and its text masked."""
    from doxdocket.decisions.placing import STATES

    rows = [row for name, found in seen.decisions.items() if name != "stays" for row in found]
    words = _Words(opened, seen, rows) if rows else None
    return [
        cast("Shown", {**row, "said": either(*STATES[row["status"]]), "text": words.of(row)}) for row in rows if words
    ]


class _Words:
    """The words that decisions name, masked by what either run found."""

    def __init__(self, opened: "Case", seen: "Seen", rows: Iterable[Row]) -> None:
        from doxdocket.desk.masking import Hidden, unread_posts
        from doxdocket.pipeline import sampled

        keys = [key for row in rows for key in (row["then"], row["would_be"]) if key]
        posts = {_two(_place(key)[0]) for key in keys}
        self._hide = Hidden(opened).words
        self._posts = sampled.drawn_posts(opened, posts)
        self._unread = unread_posts(opened)
        self._found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for one in seen.findings.to_pylist() if seen.findings is not None else ():
            if (key := (one["channel_id"], one["post_id"])) in posts:
                self._found[key].append(one)

    def of(self, row: Row) -> str:
        """What it names now, and what it would name, where that is something else."""
        told = [self._one(key) for key in dict.fromkeys((row["then"], row["would_be"])) if key]
        return " → ".join(dict.fromkeys(told))

    def _one(self, key: str) -> str:
        name, where, start, end, kind = _place(key)
        post = self._posts.get(_two(name))
        if not where:
            number = key.rpartition("/")[2]
            held = [f"{_kind(f['kind'])} {f['mask']}" for f in self._found[_two(name)] if str(f["person"]) == number]
            return say("marks.semicolon").join(list(dict.fromkeys(held))[:PUBLISHED])
        if post is None or _two(name) in self._unread:
            return _kind(kind)
        from doxdocket.store.clear_values import stretch

        text = stretch(where, post["text"], post["fields"]) or ""
        spans = [(f["start"], f["end"], f["mask"]) for f in self._found[_two(name)] if f["where"] == where]
        before, inside, behind = (
            self._part(text, spans, a, b)
            for a, b in ((max(0, start - BESIDE), start), (start, end), (end, end + BESIDE))
        )
        inside = inside if len(inside) <= LONGEST else inside[:LONGEST] + "…"
        return " ".join(f"{_kind(kind)} {before}「{inside}」{behind}".split())

    def _part(self, text: str, spans: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
        from doxdocket.desk.masking import masked

        here = [(max(a, start) - start, min(b, end) - start, mask) for a, b, mask in spans if a < end and start < b]
        return masked(text[start:end], here, self._hide)


def _place(key: str) -> tuple[str, str, int, int, str]:
    """The post of a key, and where in it a stretch of which kind lies; of a publication the post alone."""
    from doxdocket.decisions import placing

    for bare in (False, True):
        post, place = placing.span_key(key, bare=bare)
        if post:
            return (post, *place)
    return placing.publication_key(key)[0], "", 0, 0, ""


def _two(post: str) -> tuple[str, str]:
    channel, _, number = post.rpartition("/")
    return channel, number


def _kind(kind: str) -> str:
    """A kind or a label of conduct in words."""
    from doxdocket.desk.answers import called

    return either(*called(kind))
