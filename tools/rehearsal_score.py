"""How well a run did against the invented truth of its case: pure functions over dicts, for ``bench score_case``.

Spans, persons and conduct are scored as ``doxdocket.score`` says; persons by B-cubed over publications. Leaves
out reading files and printing (``bench/score_case.py``), bounds beside true counts (``rehearsal.score``) and single messages (``doxdocket eval``).

>>> truth = [{"id": "a", "start": 0, "end": 11, "kind": "phone_number", "value": "1"}]
>>> spans(truth, [{"id": "a", "start": 0, "end": 8, "kind": "phone_number", "verdict": "valid"}])["phone_number"]["f1"]
1.0
>>> spans(truth, [{"id": "a", "start": 0, "end": 8, "kind": "phone_number"}], exact=True)["phone_number"]["f1"]
0.0
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from doxdocket.rehearsal.score import CASE_FIGURES, Row, bounds, post_key, true_counts
from doxdocket.score.conduct import Conduct
from doxdocket.score.matching import claimed, doubtful, match
from doxdocket.score.persons import b_cubed

Score = dict[str, float]

#: The kinds that the first detector had to answer for; the ``only`` of all functions below.
FIRST_KINDS = frozenset(
    {
        "id_number", "phone_number", "landline_number", "email", "bank_account", "social_account", "vehicle_file",
        "name", "home_address", "birth_date", "gender", "ethnicity", "school", "workplace",
    }
)  # fmt: skip


def rates(right: int, wrong: int, missed: int) -> Score:
    """Precision, recall and F1 of three counts."""
    p = right / (right + wrong) if right + wrong else 1.0
    r = right / (right + missed) if right + missed else 1.0
    f1 = 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0
    return {"tp": right, "fp": wrong, "fn": missed, "p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4)}


def _by_text(rows: Iterable[Row]) -> dict[Any, list[Row]]:
    out: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        out[row["id"]].append(row)
    return out


def claims(found: Iterable[Row]) -> list[Row]:
    """Findings that claim something."""
    return [f for f in found if not doubtful(f)]


def spans(
    truth: Iterable[Row],
    found: Iterable[Row],
    *,
    exact: bool = False,
    ignore: Iterable[Row] = (),
    only: Collection[str] | None = None,
) -> dict[str, Score]:
    """Scores by kind and in ``all``; rows carry ``id`` (of the text), ``start``, ``end``, ``kind``.

    With ``only`` nothing but these kinds are asked for; a found span on a true one outside it is left alone.
    """
    true_of, found_of, ignore_of = _by_text(truth), _by_text(claims(found)), _by_text(ignore)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for key in true_of.keys() | found_of.keys():
        true, seen = true_of.get(key, []), found_of.get(key, [])
        outside = [t for t in true if only is not None and t["kind"] not in only]
        spare = [{"start": s["start"], "end": s["end"]} for s in [*ignore_of.get(key, ()), *outside]]
        result = match(true, seen, spare, exact=exact)
        right.update(true[i]["kind"] for i in result.best)
        missed.update(true[i]["kind"] for i in result.missed)
        wrong.update(seen[j]["kind"] for j in result.wrong)
    kinds = [k for k in sorted(right.keys() | missed.keys() | wrong.keys()) if only is None or k in only]
    out = {k: rates(right[k], wrong[k], missed[k]) for k in kinds}
    return out | {"all": rates(*(sum(c[k] for k in kinds) for c in (right, wrong, missed)))}


def ordinary(posts: Collection[Any], found: Iterable[Row], ignore: Iterable[Row] = ()) -> Score:
    """Ordinary posts in which something is claimed, per 100,000; ``strict`` counts claims on ignored spans too."""
    posts, found_of, ignore_of = set(posts), _by_text(found), _by_text(ignore)
    wrong = sum(claimed(found_of.get(key, ()), ignore_of.get(key, ())) for key in posts)
    strict = sum(claimed(found_of.get(key, ())) for key in posts)
    scale = 100_000 / len(posts) if posts else 0.0
    return {
        "posts": len(posts),
        "wrong": wrong,
        "per_100k": round(wrong * scale, 1),
        "strict": strict,
        "strict_per_100k": round(strict * scale, 1),
    }


def figures_in(figures: Iterable[Row], only: Collection[str] | None) -> list[Row]:
    """The figures, with ``kinds`` counted again from the figures of single kinds where ``only`` leaves kinds out.

    Kinds that were hidden from the truth and not from the run would compare fourteen kinds with all.
    """
    rows = list(figures)
    if only is None:
        return rows
    inside = [f for f in rows if f["id"].removeprefix("kind.") in only]
    kinds = {b: sum((f[b] or 0) > 0 for f in inside) for b in ("low", "estimate", "high")}
    return [{**f, **kinds} if f["id"] == "kinds" else f for f in rows]


def publications(truth: Row, findings: Iterable[Row], dossiers: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """For each true publication (post, person) the row of ``dossiers`` that stands for it, by shared spans."""
    seen = _by_text({**f, "id": post_key(f)} for f in findings if f["where"] == "text")
    rows: dict[str, list[Row]] = defaultdict(list)
    for d in dossiers:
        rows[post_key(d)].append(d)
    out: dict[tuple[str, str], Row] = {}
    for post in truth["posts"]:
        key = post_key(post)
        have = {d["person_no"]: d for d in rows.get(key, ())}
        votes: Counter[tuple[str, int]] = Counter()
        found = seen.get(key, [])
        for i, j in match(post["spans"], found).best.items():
            votes[post["spans"][i]["person"], found[j]["person"]] += 1
        taken: set[int] = set()
        for (who, number), _ in votes.most_common():
            if (key, who) not in out and number in have and number not in taken:
                out[key, who] = have[number]
                taken.add(number)
        left = [p["person"] for p in post["publications"] if (key, p["person"]) not in out]
        free = [d for n, d in have.items() if n not in taken]
        if len(left) == len(free) == 1:
            out[key, left[0]] = free[0]
    return out


def persons(truth: Row, findings: Sequence[Row], dossiers: Sequence[Row], column: str = "person") -> Score:
    """B-cubed of the persons of a case over publications; ``column`` picks the reading (certain, best, low).

    Rows of ``dossiers`` without a person point to nobody and claim nobody, nor do sets of doubtful findings or of doubtful links alone: they are left out.
    """
    claimed_of = {(post_key(f), f["person"]) for f in claims(findings)}
    dossiers = [
        d
        for d in dossiers
        if d[column] is not None and not d.get("by_link") and (post_key(d), d["person_no"]) in claimed_of
    ]
    matched = publications(truth, findings, dossiers)
    true = {(post_key(p), pub["person"]): pub["person"] for p in truth["posts"] for pub in p["publications"]}
    found: dict[Any, Any] = {key: row[column] for key, row in matched.items()}
    linked = b_cubed({key: true[key] for key in found}, found)["f1"]
    used = {(post_key(row), row["person_no"]) for row in matched.values()}
    spare = [d for d in dossiers if (post_key(d), d["person_no"]) not in used]
    found |= {("extra", post_key(d), d["person_no"]): d[column] for d in spare}
    return b_cubed(true, found) | {
        "f1_of_those_found": linked,  # how well they are linked, misses and extras apart
        "unmatched_true": len(true) - len(matched),
        "extra": len(spare),
    }


def repeats(truth: Row, findings: Iterable[Row], dossiers: Sequence[Row]) -> Score:
    """Of the publications found: are the repeats seen as repeats?"""
    matched = publications(truth, findings, dossiers)
    right = wrong = missed = 0
    for post in truth["posts"]:
        for pub in post["publications"]:
            row = matched.get((post_key(post), pub["person"]))
            if row is not None:
                true, found = pub["repeat_of"] is not None, row["repeat_of"] is not None
                right, wrong, missed = (
                    right + (true and found),
                    wrong + (found and not true),
                    missed + (true and not found),
                )
    return rates(right, wrong, missed)


def fields(truth: Row, findings: Iterable[Row], only: Collection[str] | None = None) -> Score:
    """Facts outside the text and the pictures, by post, place and kind."""
    wanted = Counter(
        (post_key(p), s["where"], s["kind"])
        for p in truth["posts"]
        for s in p["fields"]
        if only is None or s["kind"] in only
    )
    found = Counter(
        (post_key(f), f["where"], f["kind"]) for f in claims(findings) if f["where"] != "text" and not _pictured(f)
    )
    right = (wanted & found).total()
    return rates(right, found.total() - right, wanted.total() - right)


def pictures(truth: Row, findings: Iterable[Row], only: Collection[str] | None = None) -> Score:
    """Kinds on the pictures of posts that show something in them; pictures that a capture lacks are not asked for."""
    found = {(post_key(f), f["kind"]) for f in claims(findings) if _pictured(f)}
    seen = {key for key, _ in found}
    wanted = {
        (post_key(p), kind)
        for p in truth["posts"]
        for image in p.get("images", ())
        for kind in image.get("holds", ())
        if post_key(p) in seen and (only is None or kind in only)
    }
    found = {(key, kind) for key, kind in found if only is None or kind in only}
    return rates(len(wanted & found), len(found - wanted), len(wanted - found))


def _pictured(finding: Row) -> bool:
    return bool(finding["where"].startswith("image"))


def conduct(truth: Row, rows: Iterable[Row], part: str) -> dict[str, Any]:
    """Labels of one part's posts: by post, by span; ordinary posts are decoys. Whose conduct it is against is not asked."""
    found = _by_text({**r, "id": post_key(r)} for r in rows if r["where"] == "text" and r.get("status") != "doubtful")
    told = Conduct()
    for post in truth["posts"]:
        if post["part"] == part:
            true = [{k: s[k] for k in ("start", "end", "label")} for s in post["conduct"]]
            told.add(true, found.get(post_key(post), []))
    for o in truth["ordinary"]:
        for n in o["posts"] if o["part"] == part else ():
            told.add([], found.get(f"{o['channel_id']}/{n}", []))
    return told.told()


def case(
    truth: Row, tables: Mapping[str, Sequence[Row]], figures: Iterable[Row], *, only: Collection[str] | None = None
) -> dict[str, Any]:
    """Everything about one finished case: ``tables`` holds the rows of ``findings`` and ``dossiers``."""
    findings, dossiers = _once(tables["findings"]), list(tables["dossiers"])
    in_text = [{**f, "id": post_key(f)} for f in findings if f["where"] == "text"]
    part_of = {post_key(p): p["part"] for p in truth["posts"]}
    part_of |= {f"{o['channel_id']}/{n}": o["part"] for o in truth["ordinary"] for n in o["posts"]}
    out: dict[str, Any] = {"spans": {}, "exact": {}, "ordinary": {}}
    for part in ("open", "held"):
        chosen = _chooser(part_of, part)
        true = [{**s, "id": post_key(p)} for p in truth["posts"] if p["part"] == part for s in p["spans"]]
        found = [f for f in in_text if chosen(f["id"])]
        ignored = _ignored(truth, part)
        out["spans"][part] = spans(true, found, ignore=ignored, only=only)
        out["exact"][part] = spans(true, found, exact=True, ignore=ignored, only=only)
        plain = [f"{o['channel_id']}/{n}" for o in truth["ordinary"] if o["part"] == part for n in o["posts"]]
        plain += [post_key(p) for p in truth["posts"] if p["part"] == part and not p["publications"]]
        out["ordinary"][part] = ordinary(plain, found, ignored)
    out["persons"] = {
        c: persons(truth, findings, dossiers, c)
        for c in ("person", "person_best", "person_low")
        if dossiers and c in dossiers[0]
    }
    if "conduct" in tables:
        out["conduct"] = {part: conduct(truth, tables["conduct"], part) for part in ("open", "held")}
        out["prices"] = {name: rates(*counts) for name, counts in prices(truth, tables["conduct"]).items()}
    out["repeats"], out["fields"] = repeats(truth, findings, dossiers), fields(truth, findings, only)
    out["pictures"] = pictures(truth, findings, only)
    told: Mapping[str, int | Sequence[int]] = truth.get("figures", {})
    sums: dict[str, int | Sequence[int]] = {**true_counts(truth, only), **told}
    out["bounds"] = bounds(
        sums, figures_in(figures, only), {*CASE_FIGURES, *told, *(k for k in sums if k.startswith("kind."))}
    )
    return out


def _once(findings: Iterable[Row]) -> list[Row]:
    """A post captured twice has its findings twice; each counts once."""
    keys = ("channel_id", "post_id", "where", "start", "end", "kind", "person")
    return list({tuple(f.get(k) for k in keys): f for f in findings}.values())


def _chooser(part_of: Mapping[str, str], part: str) -> Callable[[str], bool]:
    return lambda key: part_of.get(key, "open") == part


def _ignored(truth: Row, part: str) -> list[Row]:
    """All spans of one part that are neither right nor wrong to find."""
    rows: list[Row] = [{**s, "id": post_key(p)} for p in truth["posts"] if p["part"] == part for s in p["ignore"]]
    for o in truth["ordinary"]:
        if o["part"] == part:
            rows += [
                {"id": f"{o['channel_id']}/{n}", "start": a, "end": b, "kind": k}
                for n, spans_ in o["ignore"].items()
                for a, b, k in spans_
            ]
    return rows


_SLOTS = {"sure": ("price",), "with_doubtful": ("price", "maybe_price")}


def prices(truth: Row, rows: Iterable[Row]) -> dict[str, tuple[int, int, int]]:
    """Right, wrong and missed prices of those found for sure, and with the doubtful ones, post by post.

    Truth: ``amounts`` of the case's ``sale_offer`` stretches, without discounts. All posts of the case count, ordinary ones too,
    so a price in a post that only seems to offer something is wrong. Leaves out currencies, rewards, and prices in pictures.

    >>> post = {"channel_id": "c", "post_id": "1", "conduct": [{"label": "sale_offer", "amounts": [30, 50]}]}
    >>> said = {"where": "text", "label": "sale_offer", "slots": [{"slot": "price", "value": "30"}]}
    >>> prices({"posts": [post]}, [{"channel_id": "c", "post_id": "1"} | said])["sure"]
    (1, 0, 1)
    """
    asked = Counter(
        ((post["channel_id"], post["post_id"]), Decimal(amount))
        for post in truth["posts"]
        for said in post["conduct"]
        if said["label"] == "sale_offer"
        for amount in said.get("amounts", ())
    )
    offers = [row for row in rows if row["label"] == "sale_offer" and row["where"] == "text"]
    return {name: _prices(asked, offers, slots) for name, slots in _SLOTS.items()}


def _prices(asked: Counter[Any], offers: Iterable[Row], names: tuple[str, ...]) -> tuple[int, int, int]:
    found = Counter(
        ((row["channel_id"], row["post_id"]), Decimal(slot["value"]))
        for row in offers
        for slot in row.get("slots") or ()
        if slot["slot"] in names
    )
    right = (asked & found).total()
    return right, found.total() - right, asked.total() - right
