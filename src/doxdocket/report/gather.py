"""What the page says, gathered from one run: rows in words, sorted, masked, ready for the template.

Source: the run's tables and ``figures.json``, the case's sources, decisions and custody head, and the rules. Leaves out
paths of whoever took the files in (they name computer users) and every time that is not of the evidence or the run.

>>> shade(0, 10), shade(1, 10), shade(10, 10)
(0, 2, 5)
>>> band(1), band(3), band(12)
('1', '2–3', '10+')
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.detect.guarded import personal
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.parse.codes import said
from doxdocket.report import pictures
from doxdocket.report.figures import decided, unaccepted
from doxdocket.report.file_names import FileNames
from doxdocket.report.foreign import apart
from doxdocket.report.release import Guard
from doxdocket.report.tables import Row, Tables, span_of_month
from doxdocket.report.words import ROOM, Words
from doxdocket.store import channel_order

PERSONS_SHOWN = 200
_WIDEST = 8  # channels side by side that still fit a printed page
_CHARTED = 12  # channels with a line of their own in the picture of months
_BANDS = ((1, 1), (2, 3), (4, 5), (6, 9), (10, None))
_ACTS = ("quarantine", "repair", "notice")


class Names:
    """Channels and files by the names under which the page shows them, masked."""

    def __init__(self, tables: Tables, guard: Guard, words: Words) -> None:
        self.guard, self.words = guard, words
        self._cleaned: dict[str, str] = {}
        titles: dict[str, str] = {}
        for row in tables.channels.select(["channel_id", "title"]).to_pylist():
            titles[row["channel_id"]] = row["title"] or titles.get(row["channel_id"], "")
        self.order = channel_order.channels(tables.case, tables.run)
        self._titles = titles
        shown = FileNames(words("masked_words"), guard)
        self.plain = {s.sha256: apart(shown(s.name)) for s in tables.case.sources()}
        self.serial = {s.sha256: n for n, s in enumerate(tables.case.sources(), 1)}

    def clean(self, text: str) -> str:
        """A text others wrote, set apart, with whatever is personal information in it hidden."""
        if text not in self._cleaned:  # one channel is named many times
            self._cleaned[text] = apart(self.guard.masked(text, self.words("masked_words"), personal(text)))
        return self._cleaned[text]

    def short(self, channel_id: str) -> str:
        """The code of a channel: C01, as channels came into the case."""
        return f"C{self.order.index(channel_id) + 1:02d}"

    def long(self, channel_id: str) -> str:
        """Code and masked title."""
        return f"{self.short(channel_id)} {self.clean(self._titles[channel_id])}".strip()

    def file(self, sha256: str) -> str:
        """A source by its number in the list of evidence files and its masked name."""
        return f"{self.serial[sha256]}. {self.plain[sha256]}"


def shade(n: int, top: int) -> int:
    """One of five shades by the square root, so that small counts still show; 0 for none."""
    return 0 if n <= 0 else max(1, min(5, math.ceil(5 * math.sqrt(n / top))))


def band(n: int) -> str:
    """The band of a number of kinds."""
    low, high = next(b for b in _BANDS if b[1] is None or n <= b[1])
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def reading(tables: Tables, names: Names, words: Words) -> list[Row]:
    """What the parsers met, by act and reason, over all files; bytes only of what was set aside or mended."""
    out: dict[tuple[str, str], Row] = {}
    for r in tables.reading():
        row = out.setdefault((r["what"], r["code"]), {"files": [], "times": 0, "bytes": 0})
        row["files"].append(names.serial[r["source"]])
        row["times"] += r["times"]
        row["bytes"] += r["bytes"] if r["what"] != "notice" else 0
    return [
        {**row, "what": words(f"w_{what}"), "code": code, "said": said(code, words.lang),
         "files": words("list_comma").join(map(str, sorted(row["files"])))}
        for (what, code), row in sorted(out.items(), key=lambda kv: (_ACTS.index(kv[0][0]), kv[0][1]))
    ]  # fmt: skip


def by_kind(rows: Sequence[Row], figures: Mapping[str, Mapping[str, Any]], words: Words) -> list[Row]:
    """Kinds with their bounds and tiers, most items first, each with a bar: dark to the low bound, pale to the high.

    What is not determinable has none, and a bar as far as was seen.
    """
    bounds = {r["kind"]: [figures[f"kind.{r['kind']}"][b] for b in ("low", "estimate", "high")] for r in rows}
    top = max((b[2] or b[0] or 0 for b in bounds.values()), default=0)
    out = []
    for r in sorted(rows, key=lambda r: [-(n or 0) for n in reversed(bounds[r["kind"]])]):
        kind, label, (low, estimate, high) = kinds()[r["kind"]], kind_label(r["kind"], words), bounds[r["kind"]]
        shown = {name: words.number(n) for name, n in (("low", low), ("estimate", estimate), ("high", high))}
        said = words("bounds_label", label=label, unit=words("items"), **shown)
        out.append({
            "kind": r["kind"], "label": label, "bounds": (low, estimate, high), "counts": bounds_of(r, ("persons", "dossiers"), words),
            "basis": words(f"tier_{kind.tier_status}") if words.lang == "zh" else kind.tier_basis,
            "tier_low": words(f"tier_{kind.tier_low}"), "tier_high": words(f"tier_{kind.tier_high}"),
            "picture": pictures.bar(low or 0, top, said, high), "unaccepted": unaccepted(figures[f"kind.{r['kind']}"], words),
        })  # fmt: skip
    return out


def kind_label(kind: str, words: Words) -> str:
    """A kind in the page's language; in English with its Chinese legal word in brackets."""
    known = kinds()[kind]
    return known.zh if words.lang == "zh" else f"{known.en} ({known.zh})"


def heat(
    tables: Tables, kind_rows: Sequence[Row], channel_rows: Sequence[Row], names: Names, words: Words
) -> list[Row]:
    """Kinds against channels, cut into tables narrow enough to print."""
    cells = tables.kind_channel()
    held = [r["channel_id"] for r in channel_rows if r["dossiers_high"]]
    top = max(cells.values(), default=1)
    parts = []
    for at in range(0, len(held), _WIDEST):
        part = held[at : at + _WIDEST]
        rows = []
        for k in kind_rows:
            counts = [cells.get((k["kind"], c), 0) for c in part]
            if any(counts):
                rows.append({"label": kind_label(k["kind"], words), "cells": [(n, shade(n, top)) for n in counts]})
        parts.append({"channels": [names.short(c) for c in part], "rows": rows})
    return parts


def bounds_of(row: Row, columns: Sequence[str], words: Words) -> list[str]:
    """Each count from its low to its high; one number where both are the same."""
    ends = ([words.number(row[f"{c}_{end}"]) for end in ("low", "high")] for c in columns)
    return [low if low == high else f"{low}–{high}" for low, high in ends]


def by_month(rows: Sequence[Row], words: Words) -> list[Row]:
    """Whole months with their counts."""
    columns = ("persons", "dossiers", "publications")
    return [{"month": r["month"], "counts": bounds_of(r, columns, words)} for r in rows if r["channel_id"] is None]


def by_channel(rows: Sequence[Row], names: Names, words: Words) -> list[Row]:
    """Channels with their counts and days."""
    columns = ("with_pi", "persons", "dossiers", "publications", "items")
    return [
        {
            "label": names.long(r["channel_id"]), "id": r["channel_id"],
            "counts": [words.number(r["posts"]), *bounds_of(r, columns, words)],
            "first": r["first_day"] or "", "last": r["last_day"] or "",
        }
        for r in rows
    ]  # fmt: skip


def months_picture(rows: Sequence[Row], channel_rows: Sequence[Row], names: Names, words: Words) -> Any:
    """Publications a month at the high, a line of columns a channel; nothing when fewer than two months are dated."""
    dated = [r for r in rows if r["month"] and r["channel_id"]]
    ticks = sorted({r["month"] for r in dated})
    if len(ticks) < 2:
        return None
    ticks = span_of_month(ticks[0], ticks[-1])
    counts = {(r["month"], r["channel_id"]): r["publications_high"] for r in dated}
    held = [r["channel_id"] for r in channel_rows if r["publications_high"]]
    lines = [(_cut(names.long(c)), [counts.get((m, c), 0) for m in ticks]) for c in held[:_CHARTED]]
    if rest := held[_CHARTED:]:
        lines.append((words("others", n=len(rest)), [sum(counts.get((m, c), 0) for c in rest) for m in ticks]))
    return pictures.months([m[2:] for m in ticks], lines, words("months_picture"))


def _cut(label: str, width: int = 20) -> str:
    """As much of a label as fits beside the picture: a Chinese character takes two places."""
    out, used = "", 0
    for char in label:
        used += 2 if ord(char) > 0x2E7F else 1
        if used > width:
            return out + "…"
        out += char
    return out


def spread(person_rows: Sequence[Row], words: Words) -> list[Row]:
    """How many persons have how many kinds exposed."""
    counts = Counter(band(max(len(p["kinds"] or ()), 1)) for p in person_rows)
    bands = [band(low) for low, _ in _BANDS]
    return _bars([(words("spread_band", band=b), counts[b]) for b in bands], words)


def ages(classes: Mapping[str, str], words: Words) -> list[Row]:
    """Persons by age class (``age_classes``)."""
    counts = Counter(classes.values())
    order = ("under14", "maybe14", "under18", "maybe18", "adult", "unknown")
    return _bars([(words(f"age_{a}"), counts[a]) for a in order if counts[a]], words)


def age_classes(person_rows: Sequence[Row], age_rows: Iterable[Row]) -> dict[str, str]:
    """The age class of each person of ``person_rows``: under age by the bounds of the figures (``age_rows``: the table ``ages``), else by its own posts.

    So that the first two classes have as many persons as minors_under_14 at its high, and the first four as many as minors.

    >>> a = dict.fromkeys(["under_14_low", "under_14_high", "under_18_low", "under_18_high"], False) | {
    ...     "counts": "high",
    ...     "person": "V1",
    ... }
    >>> age_classes([{"person": "V1", "age_low": None}], [a, a | {"under_18_high": True}])
    {'V1': 'maybe18'}
    """
    out = {p["person"]: "unknown" if p["age_low"] is None else "adult" for p in person_rows}
    classes = ("under14", "maybe14", "under18", "maybe18")
    for row in age_rows:
        if row["counts"] == "none":
            continue
        held = (row["under_14_low"], row["under_14_high"], row["under_18_low"], row["under_18_high"])
        told = next((name for name, so in zip(classes, held, strict=True) if so), None)
        known = out[row["person"]]
        if told and (known not in classes or classes.index(told) < classes.index(known)):
            out[row["person"]] = told
    return out


def _bars(pairs: Sequence[tuple[str, int]], words: Words) -> list[Row]:
    top = max((n for _, n in pairs), default=0)
    return [
        {"label": label, "n": n, "picture": pictures.bar(n, top, words("bar_label", label=label, n=n))}
        for label, n in pairs
    ]


def persons(
    person_rows: Sequence[Row], classes: Mapping[str, str], surely: int, zone: str, words: Words
) -> dict[str, Any]:
    """The persons table, cut at a length that still prints; ``classes``: of age; ``surely``: how many the low holds of its rows."""
    shown = []
    for p in person_rows[:PERSONS_SHOWN]:
        codes = sorted(p["kinds"] or (), key=list(kinds()).index)
        shown.append({
            **p, "role": words(f"role_{p['role']}"), "identifies": words(f"identifies_{p['identifies']}"),
            "kinds": words("list_comma").join(re.split(r"[(/（]", kinds()[k].zh)[0] if words.lang == "zh" else kinds()[k].en for k in codes),
            "first": day(p["first_date"], zone) or words("no_date"), "last": day(p["last_date"], zone) or words("no_date"),
            "age": words(f"age_{classes[p['person']]}"),
        })  # fmt: skip
    total = len(person_rows)
    caption = words(
        "persons_caption", total=words.number(total), low=words.number(surely), shown=words.number(len(shown))
    )
    return {"rows": shown, "caption": caption, "more": total - len(shown)}


def day(moment: datetime | None, zone: str) -> str | None:
    """The day of a moment in the zone of display."""
    return None if moment is None else moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d")


def minute(stated: datetime | str | None, zone: str) -> str:
    """A time of the record to the minute in the zone of display."""
    at = datetime.fromisoformat(stated) if isinstance(stated, str) else stated
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if at else ""


def points(published: Mapping[str, Any], words: Words, live: Mapping[str, str] | None = None) -> list[Row]:
    """Open questions, with every reading of them: figures and answers of this run, and what the register says (``live``)."""
    figures = {f["id"]: f for f in published["figures"]}
    answers = {a["rule"]: a for a in published["law"]}
    out = []
    for p in strict_yaml.load(ROOM / "points.yaml"):
        readings = [(words.of(r), _value(r, figures, answers, live, words)) for r in p["readings"]]
        out.append(
            {
                "id": p["id"],
                "title": words.of(p),
                "why": words.of(p, "why"),
                "article": p["article"],
                "readings": readings,
            }
        )
    return out


def _value(
    told: Mapping[str, str],
    figures: Mapping[str, Any],
    answers: Mapping[str, Any],
    live: Mapping[str, str] | None,
    words: Words,
) -> str:
    """What a reading comes to; nothing where it stands in words."""
    if name := told.get("live"):
        return words("see_assess") if live is None else live.get(name, words("unknown"))
    if rule := told.get("law"):
        return words(answer_word(answers[rule][f"answer_{told['bound']}"])) if rule in answers else words("unknown")
    return _reading(figures[told["figure"]], told.get("bound"), words) if told.get("figure") in figures else ""


def answer_word(answer: str) -> str:
    """The key of the words for an answer.

    >>> answer_word("not determinable")
    'not_determinable'
    """
    return answer.replace(" ", "_")


def _reading(figure: Mapping[str, Any], bound: str | None, words: Words) -> str:
    """A figure with its unit: at one bound, with the word of the bound, or from the low to the high."""
    if bound is None:
        ends = dict.fromkeys(words.number(figure[end]) for end in ("low", "high"))
        told = f"{' – '.join(ends)} {figure['unit']}".strip()
        return told + decided(figure, words)
    if figure[bound] is None:
        return words("unknown")
    return words("at_bound", n=f"{words.number(figure[bound])} {figure['unit']}".strip(), bound=words(bound))


def evidence(tables: Tables, names: Names, words: Words) -> dict[str, Any]:
    """The list of evidence files (电子数据清单), in the order in which they were taken in."""
    rows, few = [], []
    for at, s in enumerate(tables.case.sources(), 1):
        if len(s.officers) < 2:
            few.append(str(at))
        rows.append({
            "name": names.plain[s.sha256], "form": s.form or "", "size": f"{s.size:,}",
            "sha256": s.sha256, "sm3": s.sm3, "captured": minute(s.captured_at, tables.zone) or words("none_stated"),
            "taken": minute(s.taken_at, tables.zone), "origin": names.clean(s.origin or "") or words("none_stated"),
            "officers": words("list_comma").join(map(apart, s.officers)) or words("none_stated"),
        })  # fmt: skip
    return {"rows": rows, "few": words("list_comma").join(few)}
