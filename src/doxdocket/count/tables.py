"""The tables that counting adds to a run: combinations of kinds, months, actors, regions; each one SQL step over the rows that figures count.

Source: ``profiles.yaml`` for the named combinations, ``sql/*.sql``. Every count that is open has a low, an estimate and a high,
under the conditions of ``figures.yaml``. What it leaves out: names of persons behind accounts, and any judgement on them.

>>> combinations()[0].id, spelled_out(0b101, ("id_number", "name", "phone_number"))
('full', 'id_number+phone_number')
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import ACTORS, MONTHS, PLACES, PROFILES, REGIONS
from doxdocket.count.catalogue import ROOM, catalogue, step
from doxdocket.engine import sql
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.seal import region

AUTHORS = ("channel_id", "post_id", "capture", "row_no", "author", "from_id", "from_name")
"""What is asked of posts beside the merged ones."""
_FORWARD = ("channel_id", "post_id", "capture", "row_no", "date", "forwarded_from", "forwarded_from_id")


_CHINA = pa.timestamp("us", tz="Asia/Shanghai")


class Combination(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds that stand together: of each element one."""

    id: str
    zh: str
    en: str
    why: str
    elements: list[list[str]]


@cache
def combinations() -> list[Combination]:
    """The named combinations, the most harmful first."""
    return strict_yaml.read(ROOM / "profiles.yaml", list[Combination])


@cache
def identifying() -> tuple[str, ...]:
    """The kinds that help to find somebody: those with a strength as identifiers."""
    return tuple(k.id for k in kinds().values() if k.strength != "none")


def spelled_out(mask: int, names: Sequence[str]) -> str:
    """The kinds that a sum of powers of two stands for."""
    return "+".join(name for n, name in enumerate(names) if mask >> n & 1)


def combined() -> pa.Table:
    """The named combinations as rows: combination, element, kind."""
    rows = [
        {"profile": c.id, "element": n, "kind": kind}
        for c in combinations()
        for n, element in enumerate(c.elements)
        for kind in element
    ]
    return pa.Table.from_pylist(
        rows, pa.schema([("profile", pa.string()), ("element", pa.int32()), ("kind", pa.string())])
    )


def profiled(session: sql.Session) -> pa.Table:
    """Which person has which named combination; ``session`` holds the exposures."""
    session.add({"combined": combined()})
    return session.run(step("profiled"))


def tables(seen: Mapping[str, pa.Table], authors: pa.Table) -> dict[str, pa.Table]:
    """All tables of this room. ``seen``: the relations of ``measure``; ``authors``: the columns AUTHORS of all posts."""
    bits = pa.table(
        {"kind": list(identifying()), "bit": pa.array([1 << n for n in range(len(identifying()))], pa.int64())}
    )
    given = {name: seen[name] for name in ("exposures", "profiled", "conduct")}
    given |= {"combined": combined(), "identifying": bits, "authors": signed(seen["posts"], authors),
              "titles": seen["channels"].select(["channel_id", "title"]),
              "dossiers": dated(seen["dossiers"]), "posts": dated(seen["posts"]), "region_names": _places(),
              "findings": seen["findings"].select(["channel_id", "post_id", "person", "kind", "verdict", "region"])}  # fmt: skip
    with sql.session(given) as session:
        for name in ("located", "places"):
            session.add({name: session.run(step(name))})
        return {
            "places": session.run("SELECT * FROM places ORDER BY person").cast(PLACES),
            "regions": session.run(step("regions")).cast(REGIONS),
            "ages": seen["ages"],
            "victims": seen["victims"],
            "profiles": _named(session.run(step("profiles"))),
            "months": session.run(step("months")).cast(MONTHS),
            "actors": session.run(step("actors"), shown_by()).cast(ACTORS),
        }


def shown_by() -> dict[str, object]:
    """At how many persons of a part a kind is shown in it, as the statements name it."""
    least = catalogue().shown.persons
    return {"persons_low": least.low, "persons_best": least.estimate}


def dated(rows: pa.Table) -> pa.Table:
    """The rows with the day of their date in China, as a number yyyymmdd."""
    local = rows["date"].cast(_CHINA)
    parts = pc.year(local), pc.month(local), pc.day(local)
    number = pc.add(pc.add(pc.multiply(parts[0], 10_000), pc.multiply(parts[1], 100)), parts[2])
    return rows.append_column("day", number.cast(pa.int32()))


def span(days: Collection[int]) -> tuple[date, date]:
    """The first and the last of some days as ``dated`` has them.

    >>> [str(one) for one in span([20240424, 20231231])]
    ['2023-12-31', '2024-04-24']
    """
    return date.fromisoformat(str(min(days))), date.fromisoformat(str(max(days)))


def _places() -> pa.Table:
    """Every code with its province and its name."""
    rows = [{"region": code, "province": name[0], "place": "".join(name)} for code, name in region.places().items()]
    return pa.Table.from_pylist(rows)


def signed(posts: pa.Table, authors: pa.Table) -> pa.Table:
    """Each post as it stands, with whoever signed it."""
    keys = list(AUTHORS[:4])
    return posts.select(list(_FORWARD)).join(authors, keys=keys, join_type="left outer")


def _named(rows: pa.Table) -> pa.Table:
    """Combinations with the kinds that make them, named ones first, then numbers, then the commonest."""
    order = {"at_least": 0, "number": 1, "exactly": 2}
    named = {c.id: (n, c) for n, c in enumerate(combinations())}
    out: list[dict[str, Any]] = []
    for row in rows.to_pylist():
        mask = row.pop("mask")
        if row["how"] == "exactly":
            row["profile"] = row["kinds"] = spelled_out(mask, identifying())
        elif row["how"] == "at_least":
            row["kinds"] = "+".join("/".join(element) for element in named[row["profile"]][1].elements)
        out.append(row)

    def place(row: Mapping[str, Any]) -> tuple[Any, ...]:
        first = (
            named[row["profile"]][0]
            if row["how"] == "at_least"
            else int(row["profile"])
            if row["how"] == "number"
            else 0
        )
        return order[row["how"]], first, -row["persons_estimate"], -(row["publications_estimate"] or 0), row["profile"]

    return pa.Table.from_pylist(sorted(out, key=place), PROFILES)
