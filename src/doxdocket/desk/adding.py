"""What a person adds: a stretch that the machine missed, conduct that it did not label, two persons that are one or are not, publications that are somebody else's.

Each is a decision as any other, found again by content, undone as any other. Source: ``rules/decisions.yaml``. Left out: what is shown, recording.

>>> span("telegram:channel:1/45", "text", "3", "14")
'telegram:channel:1/45/text/3-14'
"""

import re
from collections.abc import Sequence

from doxdocket.desk import shown
from doxdocket.desk.answers import LABELS
from doxdocket.desk.deciding import Asked, Done
from doxdocket.desk.queues import kind_said, label_said
from doxdocket.desk.session import Session
from doxdocket.desk.shown import Key
from doxdocket.errors import WrongCall
from doxdocket.law.identification import counts, identifies
from doxdocket.law.kinds import kinds
from doxdocket.pipeline.published import current
from doxdocket.store.case import Case
from doxdocket.store.decisions import SEEN

Both = tuple[str, str]
KIND, LABEL = "kind:", "label:"
"""Before what a stretch is: a kind of information, or a label of conduct."""
_SEEN = {"way": SEEN}


def offered() -> tuple[list[tuple[str, Both]], list[tuple[str, Both]]]:
    """What a stretch may be: every kind and every label, with what it is called."""
    return [(KIND + one, kind_said(one)) for one in kinds()], [(LABEL + one, label_said(one)) for one in LABELS]


def span(post: str, where: str, start: str, end: str) -> str:
    """The id of a stretch; a ``WrongCall`` where the places are no numbers or the wrong way round."""
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and int(start) < int(end)):
        raise WrongCall("desk_adding.start_and_end_are_numbers", start=start, end=end)
    return f"{post}/{where}/{int(start)}-{int(end)}"


def post_of(case: Case, text: str) -> Key | None:
    """The post that somebody names: channel/post, or the channel by its code or its whole title (C02/27); None where the case has none."""
    titles: dict[str, str] = {}
    for row in current(case).read("channels", ["channel_id", "title"]).to_pylist():
        titles[row["channel_id"]] = row["title"] or titles.get(row["channel_id"], "")
    head, _, number = text.strip().rpartition("/" if "/" in text else " ")
    head, number = head.strip(), number.strip()
    code = re.fullmatch(r"[Cc]0*([1-9][0-9]{0,5})", head)
    coded = sorted(titles)[int(code[1]) - 1 : int(code[1])] if code else []
    named = (
        [head] if head in titles else coded or [one for one, title in titles.items() if head and title.strip() == head]
    )
    found = shown.posts(case, [(one, number) for one in named])
    return next(iter(found)) if len(found) == 1 else None


def counted(session: Session, key: Key, what: str) -> str:
    """Of a post of which nobody was in the result: whether what stands in it now is somebody's by itself (``somebody``,
    ``perhaps``: from a higher bound on, ``nobody``); empty where it had a person.
    """
    post = shown.posts(session.case, [key]).get(key)
    if post is None or post.persons or not what.startswith(KIND):
        return ""
    held = {
        one.kind
        for one in post.findings
        if one.status in {"confirmed", shown.ADDED} or (one.verdict == "valid" and not one.status)
    }
    held.add(what.removeprefix(KIND))
    bound = counts(identifies(frozenset(held)), named="name" in held)
    return {"none": "nobody", "low": "somebody"}.get(bound, "perhaps")


def stretch(session: Session, of: str, what: str, publication: str, reason: str, officer: str) -> Done:
    """A stretch that the machine missed. ``publication``: of which person of its post it is, where somebody says so."""
    target: dict[str, object] = {"span": of}
    if what.startswith(KIND):
        act = "finding.add"
        target |= {"kind": what.removeprefix(KIND)} | ({"publication": publication} if publication else {})
    elif what.startswith(LABEL):
        act, target = "conduct.add", target | {"label": what.removeprefix(LABEL)}
    else:
        raise WrongCall("desk_adding.say_what_it_is")
    return session.record([Asked(act, target, reason, officer, how=_SEEN)])[0]


def persons(session: Session, some: Sequence[str], reason: str, officer: str, *, same: bool) -> Done:
    """Persons, by code or publication, that are one, or two that are not."""
    named = [one for one in dict.fromkeys(one.strip() for one in some) if one]
    if len(named) < 2 or (not same and len(named) > 2):
        raise WrongCall("desk_adding.name_two_persons")
    more = {"more": named[2:]} if named[2:] else {}
    return session.record(
        [
            Asked(
                "person.same" if same else "person.not_same",
                {"a": named[0], "b": named[1], **more},
                reason,
                officer,
                how=_SEEN,
            )
        ]
    )[0]


def split(session: Session, leave: Sequence[str], reason: str, officer: str) -> Done:
    """Publications that leave their person and are one other."""
    if not leave:
        raise WrongCall("desk_adding.choose_who_leaves")
    return session.record([Asked("person.split", {"publications": list(leave)}, reason, officer, how=_SEEN)])[0]


def publications(session: Session, code: str) -> list[str]:
    """The publications of the person of that code, under likely links too; in the order of their posts."""
    found = [key for key, row in session.desk.dossiers.items() if code in {row["person"], row["person_best"]}]
    return sorted(found, key=lambda key: (key.rsplit("/", 2)[0], len(key), key))
