"""What a command gives: one answer for people and machines."""

from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

from doxdocket.report.document import D_co, Document

L_co = TypeVar("L_co", covariant=True)


class Lines(Generic[L_co]):
    """JSON Lines, each of this type: what the return type of a command says that writes its rows itself, and then returns ``None``."""


class OfCase(TypedDict):
    """What answers about a case begin with: the case as the call named it."""

    case: str


@dataclass(frozen=True, slots=True)
class Answer(Document[D_co]):
    """What a command found out, as a document; its exit code; whether it shows words of the evidence, which are printed as they are."""

    exit_code: int = 0
    verbatim: bool = False

    @classmethod
    def of(cls, told: Document[D_co]) -> "Answer[D_co]":
        """A document as the answer of a command that is done."""
        return cls(told.data, told.body, columns=told.columns)
