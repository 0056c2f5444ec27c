"""What pages show of a run by name, masked: channels, files, kinds, times; and the points that the law leaves open.

Source: the run's tables and ``figures.json``, the case's sources, ``points.yaml``. Leaves out paths of whoever took the files in (they name computer
users) and every time that is not of the evidence or the run.

>>> answer_word("not determinable")
'not_determinable'
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.count import decided_values
from doxdocket.detect.guarded import personal
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.report.file_names import FileNames
from doxdocket.report.foreign import apart
from doxdocket.report.release import Guard
from doxdocket.report.tables import Row, Tables
from doxdocket.report.words import ROOM, Words
from doxdocket.seal.district import jurisdiction
from doxdocket.store import channel_order
from doxdocket.words import say


class Names:
    """Channels and files by the names under which the page shows them, masked."""

    def __init__(self, tables: Tables, guard: Guard, words: Words) -> None:
        self.guard, self.words = guard, words
        self._cleaned: dict[str, str] = {}
        self.titled = titled(
            tables.channels.select(["channel_id", "title", "captured_at", "first_date", "last_date"]).to_pylist()
        )
        """Of each channel the titles under which it was captured, the last one last, each with the times of the first and the last post of these captures."""
        titles = {channel: some[-1][0] if some else "" for channel, some in self.titled.items()}
        self.order = channel_order.channels(tables.case, tables.run)
        self._titles = titles
        shown = FileNames(words("masked_words"), guard)
        self.plain = {s.sha256: apart(shown(s.name)) for s in tables.case.sources()}
        self.serial = {s.sha256: n for n, s in enumerate(tables.case.sources(), 1)}

    def clean(self, text: str) -> str:
        """A text others wrote, set apart, with whatever is personal information in it hidden."""
        if text not in self._cleaned:  # one channel is named many times
            self._cleaned[text] = apart(self.guard.title(text, self.words("masked_words"), personal(text)))
        return self._cleaned[text]

    @property
    def cleaned(self) -> list[str]:
        """All texts of others that were shown so far: titles, names, words of the register."""
        return [*self._cleaned.values()]

    def short(self, channel_id: str) -> str:
        """The code of a channel: C01, as channels came into the case."""
        return channel_order.code(self.order, channel_id)

    def long(self, channel_id: str) -> str:
        """Code and masked title; of one that was captured under others before, these too."""
        told = f"{self.short(channel_id)} {self.clean(self._titles[channel_id])}".strip()
        former = dict.fromkeys(self.clean(title) for title, *_ in self.titled[channel_id][:-1])
        return told + (self.words("former_titles", titles=say("marks.comma").join(former)) if former else "")

    def file(self, sha256: str) -> str:
        """A source by its number in the list of evidence files and its masked name."""
        return f"{self.serial[sha256]}. {self.plain[sha256]}"


Titled = tuple[str, datetime | None, datetime | None]


def titled(channels: Iterable[Mapping[str, Any]]) -> dict[str, list[Titled]]:
    """Of each channel its titles in the order of captures, each with the times of the first and the last post that was captured under it.

    >>> first, then = datetime(2023, 7, 1), datetime(2023, 9, 1)
    >>> row = {"channel_id": "c", "captured_at": None, "first_date": first}
    >>> rows = [row | {"title": "new", "last_date": then}, row | {"title": "old", "last_date": first}]
    >>> [title for title, *_ in titled(rows)["c"]], titled([row | {"title": None, "last_date": None}])
    (['old', 'new'], {'c': []})
    """
    found: dict[str, list[Titled]] = {}
    for row in sorted(channels, key=lambda row: str(row["captured_at"] or row["last_date"] or "")):
        titles = found.setdefault(row["channel_id"], [])
        known = [one for one in titles if one[0] == row["title"]]
        if row["title"]:
            titles[:] = [one for one in titles if one not in known]
            ends = [at for one in (*known, (row["title"], row["first_date"], row["last_date"])) for at in one[1:] if at]
            titles.append((row["title"], min(ends, default=None), max(ends, default=None)))
    return found


def authority(name: str, guard: Guard, words: Words) -> str:
    """Its area stands, though a disclosed address may lie there; what follows is read as any text of the team."""
    area = jurisdiction(name)
    return area + guard.without_pieces(name[len(area) :], words("masked_words"))


def kind_label(kind: str, words: Words) -> str:
    """A kind in the page's language; in English with its Chinese legal word in brackets."""
    known = kinds()[kind]
    return known.zh if words.lang == "zh" else f"{known.en} ({known.zh})"


def minute(stated: datetime | str | None, zone: str) -> str:
    """A time of the record to the minute in the zone of display."""
    at = datetime.fromisoformat(stated) if isinstance(stated, str) else stated
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if at else ""


def local_day(stated: datetime | str | None, zone: str) -> str:
    """The date of a moment of the record in the zone of display: its own first ten signs are the date in UTC.

    >>> local_day("2026-12-02T19:04:00+00:00", "Asia/Shanghai")
    '2026-12-03'
    """
    return minute(stated, zone)[:10]


def points(published: Mapping[str, Any], words: Words, live: Mapping[str, str]) -> list[Row]:
    """Open questions, with every reading of them: figures of this run, and what the register and the rules say (``live``)."""
    figures = {f["id"]: f for f in published["figures"]}
    return [
        {
            "id": p["id"],
            "title": words.of(p),
            "why": words.of(p, "why"),
            "article": p["article"],
            "readings": [(words.of(r), _value(r, figures, live, words)) for r in p["readings"]],
        }
        for p in strict_yaml.load(ROOM / "points.yaml")
    ]


def _value(told: Mapping[str, str], figures: Mapping[str, Any], live: Mapping[str, str], words: Words) -> str:
    """What a reading comes to; nothing where it stands in words."""
    if name := told.get("live"):
        return live.get(name, words("unknown"))
    return _reading(figures[told["figure"]], told.get("bound"), words) if told.get("figure") in figures else ""


def answer_word(answer: str) -> str:
    """The key of the words for an answer."""
    return answer.replace(" ", "_")


def _reading(figure: Mapping[str, Any], bound: str | None, words: Words) -> str:
    """A figure with its unit: at one bound, with the word of the bound, or from the low to the high."""
    if bound is None:
        ends = dict.fromkeys(words.number(figure[end]) for end in ("low", "high"))
        told = f"{' – '.join(ends)} {figure['unit']}".strip()
        if figure["value"] is None:
            return told
        return told + decided_values.said(words.number(figure["value"]), figure["status"])[words.lang == "en"]
    if figure[bound] is None:
        return words("unknown")
    return words("at_bound", n=f"{words.number(figure[bound])} {figure['unit']}".strip(), bound=words(bound))
