"""Documents of the sealed grade: made in memory, encrypted with age to named recipients, and told of on a cover sheet in clear.

The cover says what is under seal, for whom, by whom and why, and how to open it; it holds no value and passes the release gate as every paper does. The
sealed file itself is excepted: the custody row that was written before it left names its digest, and the gate knows it by that (``releasing.sealed_row``). There is one
way to encrypt (``seal.keys.sealed_for``). Left out: who may open what (``store.clear_values``), and how a row is written (``cli.leaving``).

>>> Recipient("合议庭", "age1" + "q" * 58).name
'合议庭'
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from doxdocket.desk.documents.material import Material
from doxdocket.desk.releasing import SEALED
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Document, Part, Table, cells
from doxdocket.report.paper import Paper
from doxdocket.seal.keys import fingerprint, recipient_of, sealed_for
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.custody import names
from doxdocket.words import say, zh_en

SUFFIX = ".age"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who can open it: a name, and the public half of a key (``age1…``)."""

    name: str
    key: str


def recipients(case: Case, given: Iterable[str]) -> list[Recipient]:
    """Whom these words name: ``NAME=age1…``, or the name or fingerprint of a key holder of the case; each key once.

    Raises:
        WrongCall: nobody, no age recipient, no holder of that name, more than one, or a name that repeats a value of the case.

    """
    found: dict[str, Recipient] = {}
    for text in given:
        name, equals, key = text.rpartition("=")
        for one in [Recipient(names.checked(name, ()), key.strip())] if equals else _holders(case, text.strip()):
            recipient_of(one.key)
            if not one.name:
                raise WrongCall("sealing.recipient_has_no_name", key=one.key[:16])
            found.setdefault(one.key, one)
    if not found:
        raise WrongCall("sealing.nobody_could_open_it")
    values_in_text.refuse(case, *(one.name for one in found.values() if one.name not in case.info.officers))
    return list(found.values())


def _holders(case: Case, who: str) -> list[Recipient]:
    held = [one for one in case.holders() if who and who in {one.name, one.fingerprint}]
    if not held:
        known = ", ".join(one.name or one.fingerprint for one in case.holders())
        raise WrongCall("sealing.no_such_holder", who=who[:80], known=known)
    return [Recipient(one.name, one.recipient) for one in held]


def sealed(clear: bytes, to: Sequence[Recipient]) -> bytes:
    """An age file that each of them opens, and nobody else."""
    return sealed_for([one.key for one in to], clear)


def detail(to: Sequence[Recipient]) -> dict[str, object]:
    """What the custody row says of it beside document, digest, reason and officer."""
    return {"grade": SEALED, "recipients": {fingerprint(one.key): one.name for one in to}}


def cover(
    of: Material, inside: Paper, file: tuple[str, str], to: Sequence[Recipient], because: tuple[str, str]
) -> Paper:
    """The sheet that goes with it in clear. ``file``: the name and the SHA-256 of the age file; ``because``: reason and officer."""
    name, sha256 = file
    data = inside.document.data
    reason, officer = because
    facts = [
        (say("sealing.case"), f"{of.case.info.id}  {of.names.clean(of.case.info.title)}"),
        (say("sealing.document"), say("sealing.grade", title=inside.title, grade=zh_en("paper.sealed"))),
        (say("sealing.scope"), of.scope.label(of.lang)),
        (say("sealing.rows"), say("sealing.rows_said", persons=data["persons"], register=data["register"])),
        (say("sealing.file"), name),
        ("SHA-256", sha256),
        (say("sealing.officer"), officer),
        (say("sealing.reason"), reason),
        (say("sealing.date"), _now(of.case)),
    ]
    how = [
        (say("sealing.check"), say("sealing.check_said", file=name)),
        (say("sealing.get"), say("sealing.get_said")),
        (say("sealing.open"), say("sealing.open_said", file=name, opened=name.removesuffix(SUFFIX))),
        (say("sealing.then"), say("sealing.then_said")),
    ]
    return Paper(f"{inside.name}-cover", zh_en("sealing.title", title=inside.title), Document({"document": f"{inside.name}-cover", "case": of.name, "rows": data["rows"], "file": name, "sha256": sha256, "recipients": [one.key for one in to]}, [
        Table(facts, cells("", "")),
        Part([Table(list(to), [Column(zh_en("sealing.name"), "name"), Column(zh_en("sealing.key"), "key")])], say("sealing.part_recipients")),
        Part([Table(how, cells("", ""))], say("sealing.part_how")),
    ]), number=zh_en("sealing.number", mark=sha256[:12]), authority=of.authority, date=_now(of.case)[:10], signatures=[zh_en("sealing.handed_by"), zh_en("sealing.received_by")])  # fmt: skip


def _now(case: Case) -> str:
    """The moment, by the clock of the office."""
    return f"{datetime.fromisoformat(case.custody.moment()).astimezone(case.zone):%Y-%m-%d %H:%M}"
