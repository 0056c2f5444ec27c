"""Is this person in the case? A value typed in is digested and looked up among the findings of this case alone; who asked and why is logged first.

The answer is codes of persons and posts, never a value, and that nothing was found is an answer too: so each question is a row of the custody log before it is
answered, with its kind and reason and without the value, an officer asks a few an hour, and auditors and experts ask none. Found is what has the
value as it was typed, in its plain form (``pipeline.published.forms``). Left out: values near to it, and other cases, which no command compares.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.desk import roles
from doxdocket.errors import WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.pipeline.published import current, forms, latest_findings
from doxdocket.seal.digest import Digester
from doxdocket.store import spoken
from doxdocket.store.case import Case
from doxdocket.store.reason import checked

ASK = "ask"
"""The act of the row."""
MOST, HOURS = 20, 1
"""Questions of one officer, and in how many hours."""
LONGEST = 200
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
    spoken.unlike(case, said, typed)
    row = case.custody.append(ASK, {"kind": kind, "reason": said, "run": run.run_id}, officer)
    case.database.fold()
    digester = Digester(case.key.subkey("digest"))
    digests = pa.array([digester.digest(kind, form) for form in sorted(forms(kind, typed, ""))], pa.binary())
    found = latest_findings(case)
    there = found.filter(pc.and_(pc.equal(found["kind"], kind), pc.is_in(found["digest"], digests)))
    here = {
        (r["channel_id"], r["post_id"], r["person"])
        for r in there.select(["channel_id", "post_id", "person"]).to_pylist()
    }
    dossiers = run.read("dossiers", ["channel_id", "post_id", "person_no", "person"]).to_pylist() if here else []
    persons = {d["person"] for d in dossiers if d["person"] and (d["channel_id"], d["post_id"], d["person_no"]) in here}
    posts = sorted({(channel, post) for channel, post, _ in here})
    return Answer(kind, row.seq, tuple(sorted(persons)), tuple(posts), MOST - asked - 1)


def _lately(case: Case, officer: str) -> int:
    """How many questions the officer has asked within the hour."""
    since = case.clock() - timedelta(hours=HOURS)
    return sum(row.actor == officer and datetime.fromisoformat(row.at) > since for row in case.custody.rows(ASK))
