"""Is this person in the case? A value typed in is digested and looked up among the findings of this case alone; who asked and why is logged first.

The answer is codes of persons and posts, never a value, and that nothing was found is an answer too: so each question is a row of the custody log before it is
answered, with its kind and reason and without the value, an officer asks a few an hour, and auditors and experts ask none. What was typed is read as
a post is read: with the words and marks around the value, by detection, and by its letters and digits alone (``readings``); what by its form is a value of
another kind that may be asked about is looked up as that too, so that a kind chosen wrong is no false no. Left out: values near to it, and other
cases, which no command compares.

>>> readings("phone_number", "+86 139-0000-1850"), readings("social_account", "QQ 88001850")
(('13900001850',), ('qq:88001850',))
>>> readings("name", "一个叫柳春生的人")[0], readings("id_number", "33010918830412001x")
('柳春生', ('33010918830412001X',))
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.desk import roles
from doxdocket.errors import WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.pipeline.published import current, forms, latest_findings
from doxdocket.records import Verdict
from doxdocket.seal.digest import Digester
from doxdocket.seal.masks import mask
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.reason import checked
from doxdocket.text import read as read_text

ASK = "ask"
"""The act of the row."""
MOST, HOURS = 20, 1
"""Questions of one officer, and in how many hours."""
LONGEST = 200
_WORDS = frozenset(("name", "home_address", "vehicle_file"))
"""Kinds that are words, or begin with one."""
_MARKED = frozenset(("social_account", "email", "payment_account"))
"""Kinds in which marks between letters count."""
_RUN, _MARKED_RUN = re.compile(r"[0-9A-Za-z](?:[().,/ -]*[0-9A-Za-z])+"), re.compile(r"[0-9A-Za-z@._+-]{3,}")
_BY_FORM = ("id_number", "phone_number", "name", "email", "bank_account", "passport_number")
"""Kinds that a value alone tells."""
KINDS = (
    "id_number", "phone_number", "name", "social_account", "email", "bank_account", "payment_account", "passport_number", "home_address",
    "vehicle_file", "student_id",
)  # fmt: skip
"""Kinds of values that may be asked about: what tells one person from another."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Who and where; the row of the custody log that says that it was asked."""

    kind: str
    row: int
    persons: tuple[str, ...] = ()
    posts: tuple[tuple[str, str], ...] = field(default=())
    left: int = 0
    """Questions that the officer has left within the hour."""
    read: tuple[tuple[str, str, int], ...] = ()
    """Each reading that was looked up: its kind, masked, with how many characters it has."""


def ask(case: Case, kind: str, value: str, *, reason: str, officer: str) -> Answer:
    """Log the question, then look the value up."""
    if kind not in KINDS:
        raise WrongCall("desk_asking.kind", known="、".join(kinds()[one].zh for one in KINDS))
    typed = " ".join(value.split())
    if not 2 <= len(typed) <= LONGEST:
        raise WrongCall("desk_asking.value", longest=LONGEST)
    said, run = checked(reason), current(case)
    case.custody.ready()
    if not roles.may(roles.role(case, officer) or roles.EXPERT, "decide"):
        raise WrongCall("desk_asking.role")
    asked = _lately(case, officer)
    if asked >= MOST:
        raise WrongCall("desk_asking.too_many", most=MOST, hours=HOURS)
    read = {kind: readings(kind, typed)} | _of_other_kinds(kind, typed)
    for one in (typed, *(_bare(of, each) for of, some in read.items() for each in some)):
        values_in_text.unlike(case, said, one)
    also = {"also": "、".join(read).partition("、")[2]} if len(read) > 1 else {}
    row = case.custody.append(ASK, {"kind": kind, **also, "reason": said, "run": run.run_id}, officer)
    case.database.fold()
    digester, found, here = (
        Digester(case.key.subkey("digest")),
        latest_findings(case),
        set[tuple[str, str, int | None]](),
    )
    for of, some in read.items():
        asked_for = {form for one in (typed, *some) for form in forms(of, _bare(of, one), "")}
        digests = pa.array([digester.digest(of, form) for form in sorted(asked_for | set(some))], pa.binary())
        there = found.filter(pc.and_(pc.equal(found["kind"], of), pc.is_in(found["digest"], digests)))
        columns = there.select(["channel_id", "post_id", "person"]).to_pylist()
        here |= {(r["channel_id"], r["post_id"], r["person"]) for r in columns}
    dossiers = run.read("dossiers", ["channel_id", "post_id", "person_no", "person"]).to_pylist() if here else []
    persons = {d["person"] for d in dossiers if d["person"] and (d["channel_id"], d["post_id"], d["person_no"]) in here}
    posts = sorted({(channel, post) for channel, post, _ in here})
    return Answer(
        kind, row.seq, tuple(sorted(persons)), tuple(posts), MOST - asked - 1, tuple((of, *_told(of, one)) for of, some in read.items() for one in some)
    )  # fmt: skip


def readings(kind: str, typed: str) -> tuple[str, ...]:
    """What a value of this kind may be in what was typed, in its plain form: what detection finds, else its letters and digits; words alone as they stand."""
    from doxdocket.detect.reader.values import plain  # noqa: PLC0415 - loads the detector, asked only here
    from doxdocket.detect.stage import look  # noqa: PLC0415

    run, before = _run(kind, typed)
    for words in (typed, f"{kinds()[kind].zh}：{typed}" if kind in _WORDS else ""):
        seen = [one for one in look([("text", words)]) if isinstance(one, tuple)]
        if found := [hit.value for hits, _ in seen for hit in hits if hit.kind == kind]:
            return tuple(dict.fromkeys(found))
    return (plain(kind, run, before),)


def _of_other_kinds(kind: str, typed: str) -> dict[str, tuple[str, ...]]:
    """The valid values of other kinds that may be asked about which detection finds in what was typed, alone or behind the name of a kind whose form tells it, by kind."""
    from doxdocket.detect.stage import look  # noqa: PLC0415 - loads the detector, asked only here

    texts = {"": typed} | {one: f"{kinds()[one].zh}：{typed}" for one in _BY_FORM if one != kind}
    found: dict[str, dict[str, None]] = {}
    for of, seen in zip(texts, look([("text", one) for one in texts.values()]), strict=True):
        for hit in seen[0] if isinstance(seen, tuple) else ():
            if hit.kind in KINDS and hit.kind != kind and of in {"", hit.kind} and hit.verdict is Verdict.VALID:
                found.setdefault(hit.kind, {})[hit.value] = None
    return {of: tuple(some) for of, some in found.items()}


def _run(kind: str, typed: str) -> tuple[str, str]:
    """The stretch that may be the value, with what stands before it: of a number, what is left without the marks between its digits."""
    said = read_text(typed).clean
    some = () if kind in _WORDS else tuple((_MARKED_RUN if kind in _MARKED else _RUN).finditer(said))
    if not some:
        return said, ""
    found = max(some, key=lambda one: (any(map(str.isdigit, one[0])), len(one[0])))
    return found[0] if kind in _MARKED else re.sub(r"[^0-9A-Za-z]", "", found[0]), said[: found.start()]


def _bare(kind: str, value: str) -> str:
    return value.partition(":")[2] or value if kind == "social_account" else value


def _told(kind: str, value: str) -> tuple[str, int]:
    bare = _bare(kind, value)
    return mask(kind, bare), len(bare)


def _lately(case: Case, officer: str) -> int:
    """How many questions the officer has asked within the hour."""
    since = case.clock() - timedelta(hours=HOURS)
    return sum(row.actor == officer and datetime.fromisoformat(row.at) > since for row in case.custody.rows(ASK))
