"""What is true of an invented case, counted from its truth, and whether it lies inside the bounds of the figures.

Leaves out spans, persons and conduct (``tools/rehearsal_score.py``) and single messages (``doxdocket eval``).

>>> bounds({"persons": 3}, [{"id": "persons", "low": 2, "estimate": 3, "high": 4}])["persons"]["inside"]
True
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

CASE_FIGURES = ("persons", "dossiers", "publications", "posts_with_pi", "minors", "kinds", "items_field")


def post_key(row: Row) -> str:
    """``channel_id/post_id``."""
    return f"{row['channel_id']}/{row['post_id']}"


def true_sets(truth: Row, only: Collection[str] | None = None) -> Iterator[tuple[Row, Row, frozenset[tuple[str, str]]]]:
    """Each true publication that shows anything, with its post and what it shows, in the order of time."""
    for post in truth["posts"]:
        of_person: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for s in [*post["spans"], *post["fields"]]:
            if only is None or s["kind"] in only:
                of_person[s["person"]].add((s["kind"], s["value"]))
        for image in post["images"]:
            told = image.get("values", {}).items()
            of_person[image["person"]] |= {(kind, value) for kind, value in told if only is None or kind in only}
        for pub in post["publications"]:
            if own := frozenset(of_person[pub["person"]]):
                yield post, pub, own


def true_counts(
    truth: Row,
    only: Collection[str] | None = None,
    pointing: Callable[[Row, frozenset[tuple[str, str]]], bool] | None = None,
) -> dict[str, int]:
    """Persons, dossiers, publications, items … of the truth, over all kinds or as far as some kinds alone can see.

    ``pointing``: whether a publication with what it shows counts; all do unless given.

    Publications are taken in the order of time; one is a repeat when it forwards or quotes a captured origin, or when
    the same items of the same person were posted before.
    """
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    items: set[tuple[str, str, str]] = set()
    publications = dossiers = 0
    posts, minors = set(), set()
    for post, pub, own in true_sets(truth, only):
        who = pub["person"]
        if pointing is not None and not pointing(pub, own):
            continue
        posts.add(post_key(post))
        publications += 1
        dossiers += pub["repeat_why"] not in {"forward", "quote"} and (who, own) not in seen
        seen.add((who, own))
        items |= {(who, *item) for item in own}
        if truth["persons"][who]["minor_age"] is not None:
            minors.add(who)
    by_kind = Counter(kind for _, kind, _ in items)
    return {
        "persons": len({who for who, _ in seen}),
        "dossiers": dossiers,
        "publications": publications,
        "posts_with_pi": len(posts),
        "minors": len(minors),
        "kinds": len(by_kind),
        "items": len(items),
        "items_field": len(items),  # the figure that counts the same
        "items_set": len(seen),
        **{f"kind.{k}": n for k, n in sorted(by_kind.items())},
    }


def bounds(
    true: Mapping[str, int | Sequence[int]], figures: Iterable[Row], ids: Collection[str] = CASE_FIGURES
) -> dict[str, dict[str, Any]]:
    """For each figure: the truth, the bounds, whether it lies inside, their width and the estimate's error in per cent.

    A truth of two numbers is what is true under the narrowest and the widest reading: both must lie inside.
    """
    out = {}
    for figure in figures:
        name = figure["id"]
        low, high, estimate = figure.get("low"), figure.get("high"), figure.get("estimate")
        if name in ids and name in true and isinstance(low, int) and isinstance(high, int):
            told = true[name]
            least, most = (told, told) if isinstance(told, int) else (told[0], told[-1])
            off = max(least - estimate, estimate - most, 0) if isinstance(estimate, int) else None
            out[name] = {
                "truth": told,
                "low": low,
                "estimate": estimate,
                "high": high,
                "inside": low <= least and most <= high,
                "width_pct": round(100 * (high - low) / most, 2) if most else 0.0,
                "error_pct": round(100 * off / most, 2) if most and off is not None else None,
            }
    return out
