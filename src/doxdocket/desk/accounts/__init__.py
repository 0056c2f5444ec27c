"""The accounts of a case as documents: gains, damages, thresholds, parties, procedure, open points, validation, figures, explanations.

One module an account, each with ``document(case, …)``, in the language that is spoken; command line, pages and papers write the same blocks.
"""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from doxdocket.report.document import Paragraph
from doxdocket.words import either


class Build(TypedDict):
    """The program and the rules that made a result."""

    software: str
    commit: str | None
    code: str | None
    detector: str | None
    weights: str | None
    lists: str | None
    rules: str | None


class OfRun(TypedDict):
    """What every answer has that shows a result of a run."""

    build: NotRequired[Build]


def unaccepted(warning: Mapping[str, str] | None) -> Paragraph | None:
    """That a sample on which the account rests failed or is unfinished."""
    return Paragraph(either(warning["zh"], warning["en"])) if warning else None
