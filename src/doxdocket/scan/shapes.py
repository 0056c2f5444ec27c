"""The shapes of what a scan answers, as ``--json`` prints it."""

from typing import Literal, TypedDict

Name = Literal["exposed", "others", "conduct", "offers"]
"""A part of the score."""


class Points(TypedDict):
    """A part of the score: its points, and the posts it counts."""

    points: float
    posts: int


class Row(TypedDict):
    """A channel; counts are of its posts, each once."""

    place: int
    channel: str
    title: str
    username: str
    file: str
    files: int
    posts: int
    unread: int
    dossiers: int
    profiles: int
    exposing: int
    """Posts that expose somebody."""
    again: int
    """Most of those posts that show one name."""
    capped: bool
    """Whether links between posts were not all kept."""
    kinds: dict[str, int]
    conduct: dict[str, int]
    sale_offers: int
    paid_tasks: int
    promotions: int
    promotes: int
    promoted_by: int
    score: float
    parts: dict[Name, Points]
    of_case: str | None


class Edge(TypedDict):
    """What binds two channels: forwards from the source, or promotion by it; weight in posts."""

    source: str
    target: str
    kind: str
    weight: int


class Passed(TypedDict):
    """A file that was not read, or not to its end."""

    file: str
    why: str


class Scanned(TypedDict):
    """A scan."""

    files: int
    posts: int
    channels: list[Row]
    edges: list[Edge]
    documents: int
    passed: list[Passed]
