"""Fits the weights of the reader's decision: ``python -m tools.train_decide --net DIR --nets DIR [--folds OUT] [--write]``.

Of each marked value of the open hands the candidate that fits best should stand, all others not. The weights make the probability of
the right sets greatest: of all sets without overlaps a text has its chance by the sum of its scores, found by one pass forth and one back over each
row of candidates that overlap. A ridge holds weights small: of some, the one under which what is right in the folds left out is likeliest. Weights are rounded to whole numbers, and the same files give the same bytes.
``DIR`` holds what a net said of hands that it had not seen. Five folds by hand: each is judged by weights of the others, and the lines from which a claim stands
(by family) and a post (for all) come from such judgements of the others too. Replies are weighed alone. What ships is fitted on all open hands, with the lines of all.
"""

import argparse
import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from doxdocket import rehearsal
from doxdocket.detect.reader import columns, decide, gate
from doxdocket.detect.reader.candidate import Offer
from doxdocket.detect.reader.columns import Scale
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.detect.reader.lexicon import Sort, entries
from doxdocket.detect.reader.rows import rows as rows_of
from doxdocket.detect.reader.tagger import Tagged, Weights, load, tag
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict
from doxdocket.score import Tally
from doxdocket.score.hands import Hand, Message, Span, labelled
from doxdocket.score.measures import covered, family, measures, near
from doxdocket.score.read import Labelled
from doxdocket.score.sums import Ways
from doxdocket.text import read
from tools import corpus, ordinary
from tools.lowest import lowest
from tools.train import oof

TARGET = Path(decide.__file__).with_name("decide.tsv")
SCALE = 100
RIDGE = 4.0  # of posts
RIDGES = (4.0, 8.0, 16.0, 32.0)  # of candidates, of which the folds choose one
LEAST = 3  # hands in which a feature of one kind stands
LEASTS = range(300, 501, 50)
REHEARSED, SEED = 360, 1907
QUIET, STILL = (
    10_000,
    6,
)  # ordinary posts of the rehearsal; of ten thousand of them and of ordinary items that the gate lets pass, at most so many may be claimed
QUIET_COUNTS, RIDGE_POSTS = (
    4,
    12.0,
)  # how often each of these counts beside a post of a hand, when posts are weighed; the ridge there
NEVER = 1 << 20
SEEN = 5  # posts in which a feature of posts stands
DECOYS = 18  # of a thousand posts that disclose nobody, at most so many may be claimed without a number of its own form, and as many with one
EVEN_ODDS = -round(100 * log(QUIET_COUNTS))  # an even chance where ordinary posts count once
LEAST_SURE = {decide.LINE: 100, decide.NUMBERS: EVEN_ODDS}
COMPOSED = 18  # forms made of a hand
FIELDS, USUAL, LONGEST = (1, 7), 0.7, 40  # fields of a form, how often a name or number stands, characters of a value
MARKS = (
    ("\uff1a", "\n"),
    (":", "\n"),
    (":", " "),
    ("\uff1a", "\uff0c"),
    (" ", "\n"),
    ("\n", "\n"),
    ("|", "\n"),
    (" - ", "\n"),
    ("=", "&"),
)
"""What stands between a label and its value, and behind the value."""
HAN = re.compile("[\u4e00-\u9fff]{2,}")
SMALL = 3  # hundredths that count for nothing
ALONE: columns.Weights = {
    ("name", "more=down"): 600, ("name", "more=part"): -274, ("name", "more=told"): 115, ("*", "source=cipher"): 70,
    (decide.POST, "text=spelled"): 70, (decide.POST, "text=down"): 100, (decide.POST, "text=told"): 60, (decide.POST, "text=field"): 240,
}  # fmt: skip
"""Weights of what stands in few hands, which the ridge would bring to nothing: each fitted alone on the open hands (ridge 1; 2026-11-30 and 12-01)."""
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Case(NamedTuple):
    """A message with its candidates, their features, and which should stand."""

    hand: str
    id: str
    offers: list[Offer]
    features: list[list[str]]
    right: frozenset[int]
    text: tuple[str, ...] = ()
    firm: frozenset[int] = frozenset()


def features(told: Evidence) -> dict[Offer, list[str]]:
    """The features of each candidate of a text, by name."""
    names: list[list[str]] = [[*told.of_text()] for _ in told.offers]
    for sheet in rows_of([told]).sheets:
        for known, codes, rows in sheet.columns:
            places = range(len(codes)) if rows is None else rows.tolist()
            for row, code in zip(places, codes.tolist(), strict=True):
                if known[code]:
                    names[sheet.at[row]].append(known[code])
    return dict(zip(told.offers, names, strict=True))


def case(hand: str, message: Message, net: Tagged) -> Case:
    """One message; each stretch and kind once, by its end."""
    reading = read(message.text)
    told = Evidence.of(reading, net)
    known = features(told)
    best: dict[tuple[int, int, str], Offer] = {}
    for one in told.offers:
        if one[:3] not in best or (one[4] is Verdict.VALID and best[one[:3]][4] is not Verdict.VALID):
            best[one[:3]] = one
    offers = sorted(best.values(), key=lambda one: (one[1], one[0], one[2]))
    raw = [reading.span(one[0], one[1]) for one in offers]
    right = set()
    for span in message.spans:
        fits = []
        for at, (one, (start, end)) in enumerate(zip(offers, raw, strict=True)):
            shared = min(end, span.end) - max(start, span.start)
            if shared > 0 and shared >= covered() * max(end - start, span.end - span.start) and near(one[2], span.kind):
                union = max(end, span.end) - min(start, span.start)
                fits.append((one[2] == span.kind, shared / union, one[4] is not Verdict.DOUBTFUL, -at))
        if fits:
            right.add(-max(fits)[3])
    return Case(
        hand,
        message.id,
        offers,
        [known[one] for one in offers],
        frozenset(right),
        told.of_post(),
        frozenset(at for at, one in enumerate(offers) if told.shows(one)),
    )


def cases(hands: Iterable[Hand], nets: Path) -> list[Case]:
    """All messages, with a folder of a net's out-of-fold scores."""
    found = []
    for hand in hands:
        said = oof.tagged(nets / f"{hand.name}.npz")
        found += [case(hand.name, message, said[message.id]) for message in hand.messages]
    return found


def rehearsed(many: int, seed: int, quiet: float) -> tuple[list[Message], list[Case]]:
    """Invented messages of the rehearsal's open styles (its held ones are never learned from): the hands hold few dense forms, rows and lists.

    The net has not seen them. What a label says of a home (户籍地址) follows the guide.
    """
    messages = [_rehearsed(one) for one in rehearsal.messages(seed, "open", many, ordinary=quiet)]
    return messages, asked("rehearsal", messages)


def asked(name: str, messages: Sequence[Message], net: Weights | None = None) -> list[Case]:
    """Messages that no net has seen, as a net sees them; none: the shipped one."""
    nets = tag([read(one.text) for one in messages], net)
    return [case(name, one, net) for one, net in zip(messages, nets, strict=True)]


def composed(hand: Hand) -> list[Message]:
    """Forms filled in with the values of a hand under words that the lists call labels: what a known label says, whatever the value, no hand holds enough of.

    They are read by the net of the hand's fold, which has seen neither them nor their values: one that has would speak louder than the labels. Every third is the form alone.
    """
    chance = random.Random(hand.name)  # noqa: S311 - the same forms each time
    told: dict[str, list[str]] = {}
    for message in hand.messages:
        for span in message.spans:
            value = message.text[span.start : span.end]
            if span.form == "verbatim" and len(value) <= LONGEST and not set(value) & set("\n|:\uff1a"):
                told.setdefault(span.kind, []).append(value)
    known = sorted(told.keys() & labels().keys())
    out = []
    for at in range(COMPOSED if len(known) >= FIELDS[1] else 0):
        some: list[str] = [kind for kind in ("name", "phone_number") if kind in known and chance.random() < USUAL]
        rest = [kind for kind in known if kind not in some]
        some += chance.sample(rest, min(chance.randint(*FIELDS), len(rest)))
        between, end = chance.choice(MARKS)
        text, spans = "", []
        for kind in some:
            text += chance.choice(labels()[kind]) + between
            if at % 3 != 2:
                value = chance.choice(told[kind])
                spans.append(Span(len(text), len(text) + len(value), kind, "p1", "verbatim", ""))
                text += value
            text += end
        out.append(Message(f"{hand.name}-form{at}", 0, "", "", {}, text, tuple(spans), (), ()))
    return out


@cache
def labels() -> dict[str, list[str]]:
    """The words that label a value of each kind, written in Han characters."""
    found: dict[str, list[str]] = {}
    for word, sort, kind in entries():
        if sort in (Sort.LABEL, Sort.WEAK) and kind in kinds() and HAN.fullmatch(word):
            found.setdefault(kind, []).append(word)
    return found


def _rehearsed(one: dict[str, Any]) -> Message:
    spans = []
    for span in one["spans"]:
        registered = span["kind"] == "home_address" and "户籍" in one["text"][max(0, span["start"] - 8) : span["start"]]
        kind = "household_registration" if registered else span["kind"]
        spans.append(Span(span["start"], span["end"], kind, "p1", "verbatim", ""))
    ignored = tuple((span["start"], span["end"]) for span in one["ignore"])
    return Message(one["id"], 0, "", "", {}, one["text"], tuple(spans), (), ignored)


class Rows(NamedTuple):
    """Candidates as rows of numbers of weights, and the order in which sums run over those that overlap."""

    at: Whole
    begin: Whole
    right: Floats
    steps: list[tuple[Whole, Whole, Whole]]  # candidate; its place among sums; the sum of what ends before it begins
    ends: Whole  # the last sum of each group
    sums: int


def vocabulary(given: Sequence[Case]) -> dict[tuple[str, str], int]:
    """Weights that are worth fitting: of features that stand in enough hands."""
    seen: dict[tuple[str, str], set[str]] = {}
    for one in given:
        for offer, features in zip(one.offers, one.features, strict=True):
            for feature in features:
                for kind in (decide.ANY, offer[2]):
                    seen.setdefault((kind, feature), set()).add(one.hand)
    return {key: n for n, key in enumerate(sorted(key for key, hands in seen.items() if len(hands) >= LEAST))}


def rows(given: Sequence[Case], known: dict[tuple[str, str], int]) -> Rows:
    """Everything as arrays."""
    at: list[int] = []
    begin: list[int] = []
    right: list[bool] = []
    groups: list[list[tuple[int, Offer]]] = []
    for one in given:
        first = len(begin)
        for n, (offer, features) in enumerate(zip(one.offers, one.features, strict=True)):
            begin.append(len(at))
            at += [known[key] for f in features for key in ((decide.ANY, f), (offer[2], f)) if key in known]
            right.append(n in one.right)
        reach = -1
        for n, offer in sorted(enumerate(one.offers), key=lambda pair: pair[1][:2]):
            if offer[0] >= reach:
                groups.append([])
            groups[-1].append((first + n, offer))
            reach = max(reach, offer[1])
    for group in groups:
        group.sort(key=lambda pair: (pair[1][1], pair[1][0]))
    groups.sort(key=len, reverse=True)
    base = np.cumsum([0] + [len(group) + 1 for group in groups])
    free = [[bisect_right([o[1] for _, o in group], o[0]) for _, o in group] for group in groups]
    steps = []
    for step in range(len(groups[0])):
        many = (
            sum(len(group) > step for group in groups)
            if step == 0
            else bisect_right([-len(g) for g in groups], -step - 1)
        )
        steps.append(
            (
                np.array([groups[n][step][0] for n in range(many)]),
                base[:many] + step + 1,
                base[:many] + np.array([free[n][step] for n in range(many)]),
            )
        )
    return Rows(np.array(at, np.int64), np.array(begin), np.array(right, float), steps, base[1:] - 1, int(base[-1]))


def chances(scores: Floats, given: Rows) -> tuple[float, Floats]:
    """The logarithm of the sum over all sets, and the chance of each candidate to stand."""
    sums = np.zeros(given.sums)
    for some, place, free in given.steps:
        sums[place] = np.logaddexp(sums[place - 1], scores[some] + sums[free])
    back, chance = np.zeros(given.sums), np.zeros(len(scores))
    back[given.ends] = 1
    for some, place, free in reversed(given.steps):
        share = np.minimum(np.exp(scores[some] + sums[free] - sums[place]), 1)
        chance[some] = back[place] * share
        back[place - 1] += back[place] * (1 - share)
        back[free] += back[place] * share
    return float(sums[given.ends].sum()), chance


def fitted(given: Sequence[Case], ridge: float) -> columns.Weights:
    """The weights for these cases, as whole numbers."""
    known = vocabulary(given)
    all_ = rows(given, known)
    of = np.repeat(np.arange(len(all_.begin)), np.diff([*all_.begin, len(all_.at)]))

    def loss(x: Floats) -> tuple[float, Floats]:
        scores = np.bincount(of, weights=x[all_.at], minlength=len(all_.begin))
        total, chance = chances(scores, all_)
        slope = np.bincount(all_.at, weights=(chance - all_.right)[of], minlength=len(x)) + ridge * x
        return total - float(scores @ all_.right) + ridge / 2 * float(x @ x), slope

    found = np.rint(lowest(loss, np.zeros(len(known))) * SCALE).astype(int)
    return {key: int(found[n]) for key, n in known.items() if abs(found[n]) >= SMALL}


def surprise(given: Sequence[Case], table: columns.Weights) -> float:
    """How unlikely weights hold what is right in cases: the negative logarithm of the chances of their right sets."""
    known = {key: n for n, key in enumerate(table)}
    all_, weights = rows(given, known), np.array(list(table.values()), float) / SCALE
    of = np.repeat(np.arange(len(all_.begin)), np.diff([*all_.begin, len(all_.at)]))
    scores = np.bincount(of, weights=weights[all_.at], minlength=len(all_.begin))
    return chances(scores, all_)[0] - float(scores @ all_.right)


def chosen(
    folds: Mapping[int, tuple[Sequence[Case], Sequence[Case]]], ridges: Iterable[float] = RIDGES
) -> tuple[float, dict[int, columns.Weights]]:
    """The ridge under which what is right in the cases that each fold left out is likeliest, and the weights of each fold under it.

    ``folds``: of each the cases to fit, and those left out.
    """
    told: list[tuple[float, float, dict[int, columns.Weights]]] = []
    for ridge in ridges:
        tables = {n: fitted(rest, ridge) for n, (rest, _) in folds.items()}
        told.append((sum(surprise(out, tables[n]) for n, (_, out) in folds.items()), ridge, tables))
        print(f"ridge {ridge:g}: surprise of folds left out {told[-1][0]:.0f}", flush=True)
        if len(told) > 1 and told[-1][0] >= told[-2][0]:
            break
    _, best, tables = min(told, key=lambda one: one[:2])
    return best, tables


def text(given: columns.Weights) -> str:
    """As the table is shipped."""
    head = "# Weights of the new reader's decision: kind, feature, hundredths of log-odds (lines: thousandths). Fitted by tools/train_decide.py.\n"
    return head + "".join(f"{kind}\t{feature}\t{weight}\n" for (kind, feature), weight in sorted(given.items()))


class Heard(NamedTuple):
    """A case that weights of other folds have judged: its rivals with their places in the captured text, their chances and claims."""

    rivals: list[decide.Rival]
    raw: list[tuple[int, int]]
    alone: list[int]
    claims: list[int]
    text: tuple[str, ...]
    truth: Labelled
    firm: frozenset[int]


def heard(name: str, messages: Sequence[Message], own: Sequence[Case], table: columns.Weights) -> list[Heard]:
    """What weights say of the messages of a hand."""
    by_kind, found = decide.scale(table), []
    for one, message in zip(own, messages, strict=True):
        reading = read(message.text)
        scored = [
            (o, sum([by_kind[o[2]].get(f, 0) for f in fs])) for o, fs in zip(one.offers, one.features, strict=True)
        ]
        kept = [at for at, (_, score) in enumerate(scored) if score > decide.LOW]
        rivals = [(*scored[at][0][:3], scored[at][1]) for at in kept]
        firm = frozenset(n for n, at in enumerate(kept) if at in one.firm)
        alone = decide.chances(rivals)
        raw = [reading.span(start, end) for start, end, *_ in rivals]
        found.append(Heard(rivals, raw, alone, decide.claimed(rivals, alone), one.text, labelled(message, name), firm))
    return found


def ordinary_text(data: Path | None, table: columns.Weights) -> list[Heard]:
    """Items of public ordinary text that may be learned from (``tools/ordinary.py``); none where the data is not here."""
    found = ordinary.sources(data, None)
    items = ordinary.items((name, found[name]()) for name in ("cold", "uner") if name in found)
    texts = [one.text for one in items if one.side == ordinary.OPEN and one.digest not in ordinary.known()]
    messages = [Message(str(at), 0, "", "", {}, text, (), (), ()) for at, text in enumerate(texts)]
    out: list[Heard] = []
    for first in range(0, len(messages), 256):
        some = [one for one in messages[first : first + 256] if gate.passes(read(one.text))]
        own = [case("ordinary", one, net) for one, net in zip(some, tag([read(one.text) for one in some]), strict=True)]
        out += heard("ordinary", some, own, table)
    return out


def _standing(one: Heard, by_kind: Scale) -> list[tuple[int, int, str]]:
    kept = decide.parted(one.rivals, one.alone, one.claims, by_kind, one.text, one.firm.__contains__)[0]
    return [(*one.raw[at], one.rivals[at][2]) for at in kept]


def _tally(given: Iterable[Heard], lines: columns.Weights) -> Tally:
    by_kind, tally = decide.scale(lines), Tally()
    for one in given:
        stand = _standing(one, by_kind)
        tally.add(one.truth, {"findings": [{"start": start, "end": end, "kind": kind} for start, end, kind in stand]})
    return tally


def drawn(given: Mapping[int, Sequence[Heard]], quiet: Sequence[Heard]) -> dict[int | None, columns.Weights]:
    """For each fold from the others' cases, and from all: the lines, by family those of the best F1; and the weights of posts."""
    families = measures().families
    at_line = {
        least: {n: _tally(some, lines_of(dict.fromkeys(families, least))) for n, some in given.items()}
        for least in LEASTS
    }
    out: dict[int | None, columns.Weights] = {}
    for left in (*given, None):
        rest = [n for n in given if n != left]
        lines = lines_of(
            {
                name: max(LEASTS, key=lambda least: _f1(at_line[least][n].families[name] for n in rest))
                for name in families
            }
        )
        out[left] = lines | posts([one for n in rest for one in given[n]], quiet, decide.scale(lines))
    return out


def posts(given: Sequence[Heard], quiet: Sequence[Heard], by_kind: Scale) -> dict[tuple[str, str], int]:
    """Weights of whether a post discloses anybody, from those in which something is claimed; the line leaves few decoys and few quiet posts claimed."""
    told, truth, decoy, still, lines, every = [], [], [], [], [], 0
    for one, is_quiet in [*((one, False) for one in given), *((one, True) for one in quiet)]:
        kept = decide.above(one.rivals, one.alone, one.claims, by_kind)
        every += not one.truth.spans and not is_quiet
        if {one.rivals[at][2] for at in kept} - decide.soft():
            told.append(decide.of_claims(one.rivals, one.claims, kept, one.text))
            truth.append(any(span["kind"] not in measures().soft for span in one.truth.spans or ()))
            decoy.append(not one.truth.spans and not is_quiet)
            still.append(is_quiet)
            lines.append(decide.line_of([(one.rivals[at][2], one.claims[at]) for at in kept]))
    seen = Counter(name for names in told for name in set(names))
    place = {name: at for at, name in enumerate(sorted(name for name, n in seen.items() if n >= SEEN))}
    row = np.repeat(np.arange(len(told)), [sum(name in place for name in names) for names in told])
    column = np.array([place[name] for names in told for name in names if name in place])
    sign, often = np.where(truth, 1.0, -1.0), np.where(still, QUIET_COUNTS, 1.0)

    def loss(x: Floats) -> tuple[float, Floats]:
        margin = sign * np.bincount(row, weights=x[column], minlength=len(told))
        slope = -sign * often / (1 + np.exp(np.minimum(margin, 500)))
        back = np.bincount(column, weights=slope[row], minlength=len(x)) + RIDGE_POSTS * x
        return float(often @ np.logaddexp(0, -margin) + RIDGE_POSTS / 2 * x @ x), back

    x = np.rint(lowest(loss, np.zeros(len(place))) * SCALE).astype(int)
    found = {(decide.POST, name): int(x[at]) for name, at in place.items() if x[at]}
    scores = np.bincount(row, weights=x[column], minlength=len(told))
    most = (np.array(decoy), DECOYS * every // 1000), (np.array(still), STILL * len(quiet) // 10_000)
    for name, least in LEAST_SURE.items():
        own = np.array(lines) == name
        found[decide.POST, name] = max(least, *(_above(scores[which & own], many) for which, many in most))
    return found | {(decide.POST, decide.MAY): EVEN_ODDS}


def _above(scores: Floats, many: int) -> int:
    """A line that so many of these scores pass."""
    ranked = sorted(map(int, scores), reverse=True)
    return (ranked[many] if many < len(ranked) else -NEVER) + 1


def _f1(ways: Iterable[Ways]) -> float:
    right, missed, wrong = map(sum, zip(*((w.found.right, w.found.missed, w.found.wrong) for w in ways), strict=True))
    return 2 * right / max(1, 2 * right + missed + wrong)


def lines_of(by_family: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """Lines as rows of the table."""
    return {(kind, decide.LINE): by_family[family(kind)] for kind in kinds()}


def main() -> None:
    """Fit in five folds and on all open hands, tell what the folds give, and write when asked to."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--net", type=Path, required=True, help="a folder of a net's out-of-fold scores, a file a hand")
    ask.add_argument("--nets", type=Path, required=True, help="a folder of the nets of the folds (F0/weights.npz …)")
    ask.add_argument(
        "--ridge", type=float, action="append", help="of candidates, as chosen before; else the folds choose"
    )
    ask.add_argument("--folds", type=Path, help="a folder for the weights of each fold, for ./docket bench reader")
    ask.add_argument("--data", type=Path, help="the folder with cold and uner: ordinary text that is to stay quiet")
    ask.add_argument("--write", action="store_true", help=f"replace {TARGET.name}")
    given = ask.parse_args()
    hands = [one for one in corpus.open_hands() if (given.net / f"{one.name}.npz").exists()]
    nets = [load((given.nets / f"F{n}" / "weights.npz").read_bytes()) for n in range(corpus.FOLDS)]
    made = {hand.name: cases([hand], given.net) for hand in hands}
    _, more = rehearsed(REHEARSED, SEED, 0.4)
    forms = {hand.name: asked(hand.name, composed(hand), nets[corpus.fold(hand.name)]) for hand in hands}
    parts: dict[int, tuple[list[Case], list[Case]]] = {}
    for n in range(corpus.FOLDS):
        names = {hand.name for hand in hands if corpus.fold(hand.name) == n}
        learned = (one for name, own in made.items() if name not in names for one in (*own, *forms[name]))
        parts[n] = [*more, *learned], [one for name in sorted(names) for one in made[name]]
    ridge, tables = chosen(parts, given.ridge or RIDGES)
    alone = {one.name: heard(one.name, one.messages, made[one.name], tables[corpus.fold(one.name)]) for one in hands}
    still = [*heard("rehearsal", *rehearsed(QUIET, SEED + 1, 1.0), tables[0]), *ordinary_text(given.data, tables[0])]
    judged = by_fold(alone)
    lines = drawn(judged, still)
    for n in judged if given.folds else ():
        given.folds.mkdir(parents=True, exist_ok=True)
        (given.folds / f"fold{n}.tsv").write_text(text({**tables[n], **lines[n]}), encoding="utf-8")
    whole = Tally()
    for n, own in judged.items():
        whole.join(_tally(own, lines[n]))
    told = whole.told()
    print(
        *(
            f"{name:12} F1 {one['f1']:.3f} P {one['precision']:.3f} R {one['recall']:.3f}"
            for name, one in told["families"].items()
        ),
        sep="\n",
    )
    print(
        "decoys",
        told["decoys"]["claimed"],
        "of",
        told["decoys"]["messages"],
        "lines",
        lines_short(lines[None]),
        flush=True,
    )
    if given.write:
        TARGET.write_text(
            text(
                {
                    **fitted([*more, *(one for name, own in made.items() for one in (*own, *forms[name]))], ridge),
                    **lines[None],
                    **ALONE,
                }
            ),
            encoding="utf-8",
        )


def by_fold(given: Mapping[str, Sequence[Heard]]) -> dict[int, list[Heard]]:
    """What was judged of each hand, by the fold that left it out."""
    found: dict[int, list[Heard]] = {}
    for name, own in given.items():
        found.setdefault(corpus.fold(name), []).extend(own)
    return dict(sorted(found.items()))


def lines_short(given: columns.Weights) -> dict[str, int]:
    """Lines by family, and of posts."""
    return {
        kind if kind == decide.POST else family(kind): n
        for (kind, feature), n in given.items()
        if feature == decide.LINE
    }


if __name__ == "__main__":
    main()
