"""Combinations of kinds, regions and actors as the page shows them: the commonest, with their bounds.

Source: the tables ``profiles``, ``regions`` and ``actors`` of the run. Accounts that expose nobody and do nothing that is labelled are left
out, and whatever is beyond the first rows; ``export`` has all. A place is one of many persons only where it is planned for, so
the page shows the places of the working grade; a public document takes ``persons_public``.

>>> lengths = (_PLACES, _ACTORS)
>>> lengths
(20, 30)
"""

from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.count.tables import combinations
from doxdocket.report.gather import Names
from doxdocket.report.words import Words
from doxdocket.store.run import Run

Row = dict[str, Any]
_PLACES = 20
_ACTORS = 30
_BOUNDS = ("low", "estimate", "high")


def beside(run: Run, names: Names, zone: str, words: Words) -> dict[str, list[Row]]:
    """The rows of each table."""
    return {"profiles": _profiles(run, words), "regions": _regions(run), "actors": _actors(run, names, zone, words)}


def _profiles(run: Run, words: Words) -> list[Row]:
    told = {c.id: words.of({"zh": c.zh, "en": c.en}) for c in combinations()}
    return [
        {"label": told[r["profile"]], "bounds": _bounds(r), "publications": r["publications_low"]}
        for r in run.read("profiles").to_pylist()
        if r["how"] == "at_least"
    ]


def _regions(run: Run) -> list[Row]:
    rows = [r for r in run.read("regions").to_pylist() if r["source"] == "likely"]
    return [{"place": r["place"], "bounds": _bounds(r), "conflicting": r["conflicting"]} for r in rows[:_PLACES]]


def _actors(run: Run, names: Names, zone: str, words: Words) -> list[Row]:
    rows = [
        r
        for r in run.read("actors").to_pylist()
        if r["channel_id"] is not None and (r["publications_high"] or _acts(r))
    ]
    rows.sort(
        key=lambda r: (-r["publications_low"], -r["posts"], r["channel_id"], r["account"] or "", r["author"] or "")
    )
    return [
        {
            "label": _who(r, names, words),
            "channel": names.short(r["channel_id"]), "posts": r["posts"], "forwards": r["forwards"],
            "publications": r["publications_low"], "persons": r["persons_low"],
            "first": _day(r["first_date"], zone, words), "last": _day(r["last_date"], zone, words),
        }
        for r in rows[:_ACTORS]
    ]  # fmt: skip


def _who(row: Row, names: Names, words: Words) -> str:
    """An account by its number, a signature or name shown as it reads; a name shown is said to be no number of an account."""
    if row["how"] == "not_shown":
        return words("actor_not_shown")
    shown = names.clean(row["author"] or row["account"])
    return words("actor_name", name=shown) if row["how"] == "name" else shown


def _bounds(row: Row) -> tuple[int, ...]:
    return tuple(row[f"persons_{b}"] for b in _BOUNDS)


def _acts(row: Row) -> int:
    return sum(row[label] for label in ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion"))


def _day(moment: Any, zone: str, words: Words) -> str:
    return words("no_date") if moment is None else f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
