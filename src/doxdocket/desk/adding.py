"""What a person adds: a stretch that the machine missed, a box in a picture, conduct that it did not label, whom a statement names, two persons that are one or are not, publications that are somebody else's.

Each is a decision as any other, found again by content, undone as any other. Source: ``rules/decisions.yaml``. Left out: what is shown, recording.

>>> span("telegram:channel:1/45", "text", "3", "14")
'telegram:channel:1/45/text/3-14'
"""

import re
import secrets
from collections.abc import Mapping, Sequence

from doxdocket.decisions import placing
from doxdocket.decisions.acts import AGES, KIN, acts
from doxdocket.decisions.acts import publications as publications_of
from doxdocket.decisions.standing import ADD, Standing
from doxdocket.desk import gallery, masked_posts
from doxdocket.desk.answers import LABELS, called
from doxdocket.desk.deciding import Asked, Done
from doxdocket.desk.session import Session
from doxdocket.desk.sight import Key
from doxdocket.errors import WrongCall
from doxdocket.law.identification import counts, identifies
from doxdocket.law.kinds import kinds
from doxdocket.pipeline.published import current
from doxdocket.records import Drawn
from doxdocket.store import channel_order
from doxdocket.store.case import Case
from doxdocket.store.clear_values import stretch as stretch_of
from doxdocket.store.decisions import SEEN
from doxdocket.words import either, say

Both = tuple[str, str]
KIND, LABEL = "kind:", "label:"
"""Before what a stretch is: a kind of information, or a label of conduct."""
_SEEN = {"way": SEEN}


def offered() -> tuple[list[tuple[str, Both]], list[tuple[str, Both]]]:
    """What a stretch may be: every kind and every label, with what it is called."""
    return [(KIND + one, called(one)) for one in kinds()], [(LABEL + one, called(one)) for one in LABELS]


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
    coded = channel_order.channels(case, current(case))[int(code[1]) - 1 : int(code[1])] if code else []
    named = (
        [head] if head in titles else coded or [one for one, title in titles.items() if head and title.strip() == head]
    )
    found = masked_posts.posts(case, [(one, number) for one in named])
    return next(iter(found)) if len(found) == 1 else None


def counted(session: Session, key: Key, what: str) -> tuple[str, tuple[str, ...]]:
    """Of a post of which nobody was in the result: whether what stands in it now is somebody's by itself (``somebody``,
    ``perhaps``: from a higher bound on, ``nobody``), and which kinds beside it would make it so; empty where it had a person.
    """
    post = masked_posts.posts(session.case, [key]).get(key)
    if post is None or post.persons or not what.startswith(KIND):
        return "", ()
    held = {
        one.kind
        for one in post.findings
        if one.status in {"confirmed", masked_posts.ADDED} or (one.verdict == "valid" and not one.status)
    }
    held.add(what.removeprefix(KIND))
    bound = _bound(held)
    if bound == "low":
        return "somebody", ()
    return "nobody" if bound == "none" else "perhaps", tuple(one for one in _OFFERED if _bound({*held, one}) == "low")


def _bound(held: set[str]) -> str:
    return counts(identifies(frozenset(held)), named="name" in held)


_OFFERED = ("name", "id_number", "phone_number", "social_account", "home_address")
"""What is asked for where something more is needed to be somebody's: what posts have most."""


def enters(session: Session, done: Sequence[Done]) -> str:
    """Whether the posts of a statement are of somebody who is counted: empty where one of them is, else as ``counted`` tells of what was added."""
    targets = [one.decision.target for one in done]
    keys = [key for target in targets for key in publications_of(target)]
    if any((session.desk.dossiers.get(key) or {}).get("person") for key in keys):
        return ""
    told = set[str]()
    for target in targets:
        if "span" in target:
            post = placing.post_key(placing.span_key(str(target["span"]), bare=True)[0])
            told.add(counted(session, post, f"{KIND}{target['kind']}")[0])
    return next((one for one in ("somebody", "perhaps") if one in told), "nobody").replace("somebody", "")


def stretch(session: Session, of: str, what: str, publication: str, reason: str, officer: str) -> Done:
    """A stretch that the machine missed. ``publication``: of which person of its post it is, where somebody says so."""
    target: dict[str, object] = {"span": of}
    _inside(session, of)
    if what.startswith(KIND):
        act = "finding.add"
        target |= {"kind": what.removeprefix(KIND)} | ({"publication": publication} if publication else {})
    elif what.startswith(LABEL):
        act, target = "conduct.add", target | {"label": what.removeprefix(LABEL)}
    else:
        raise WrongCall("desk_adding.say_what_it_is")
    return session.record([Asked(act, target, reason, officer, how=_SEEN)])[0]


def is_part(session: Session, done: Done) -> bool:
    """Whether what was added can be no whole value of its kind, and so counts as a part of one."""
    target = done.decision.target
    if "kind" not in target:
        return False
    from doxdocket.detect.added_finding import part  # noqa: PLC0415 - loads the detector

    post, (where, start, end, _) = placing.span_key(str(target["span"]), bare=True)
    found = session.desk.evidence.rows({session.desk.evidence.post(post)}, ["text", "fields"])
    texts = (stretch_of(where, one["text"], one["fields"]) or "" for one in found)
    return Drawn.at(where) is None and any(part(str(target["kind"]), text[start:end]) for text in texts)


def _inside(session: Session, of: str) -> None:
    """A ``WrongCall`` where a stretch ends behind the text that it is of."""
    post, (where, _, end, _) = placing.span_key(of, bare=True)
    for text in (one.texts for one in masked_posts.posts(session.case, [placing.post_key(post)]).values()):
        for length in (max((p.end for p in one.pieces), default=0) for one in text if one.where == where):
            if end > length:
                raise WrongCall("desk_adding.end_is_beyond", end=end, length=length)


def box(session: Session, picture: str, sides: Sequence[str], kind: str, reason: str, officer: str) -> list[Done]:
    """A box in a picture (left, top, width, height in its pixels), which shows what nobody wrote down: in every post that shows the picture, in one answer."""
    if not all(one.isascii() and one.isdigit() and len(one) < 7 for one in sides) or "0" in map(_bare, sides[2:]):
        raise WrongCall("desk_adding.box_is_four_numbers")
    left, top, width, height = map(int, sides)
    if kind not in kinds():
        raise WrongCall("desk_adding.say_what_it_is")
    where = Drawn(gallery.of(session.case, picture).source, (left, top, width, height)).where
    posts = gallery.posts(session.case, picture)
    if not posts:
        raise WrongCall("desk_adding.picture_of_no_post")
    how = {**_SEEN, "batch": secrets.token_hex(4)} if len(posts) > 1 else _SEEN
    spans = (f"{channel}/{post}/{where}/0-{len(Drawn.sign)}" for channel, post in posts)
    return session.record(
        [Asked("finding.add", {"span": one, "kind": kind}, reason, officer, how=how) for one in spans]
    )


def _bare(number: str) -> str:
    return number.lstrip("0") or "0"


def named(session: Session, source: str, some: Sequence[str], kind: str, reason: str, officer: str) -> list[Done]:
    """Whom a statement or an entry on the register (``source``) names: these posts expose one person.

    ``some``: persons by code, publications, posts of which one person is known, or stretches (channel/post/where/start-end) that are of ``kind`` and
    speak of the person where the machine found nobody. Stretches are added, then all of it is said to be one person, in one answer; what a stretch makes
    is found by content in the next run.
    """
    source, wanted = source.strip(), [one for one in dict.fromkeys(one.strip() for one in some) if one]
    if not source or not wanted:
        raise WrongCall("desk_adding.name_source_and_posts")
    how = {**_SEEN, "batch": secrets.token_hex(4)}
    why = say("desk_adding.source_says", source=source, reason=reason.strip()) if reason.strip() else ""
    found: list[tuple[str, Mapping[str, object] | None]] = []
    asked: list[Asked] = []
    faults: list[str] = []
    for number, one in enumerate(wanted, 1):
        if placing.span_key(one, bare=True)[0]:
            if kind not in kinds():
                raise WrongCall("desk_adding.say_what_it_is")
            target: dict[str, object] = {"span": _known_span(session, one, number), "kind": kind}
            asked.append(Asked("finding.add", target, why, officer, how=how))
            found.append(_to_be(session, target))
        elif key := _publication(session, one):
            found.append((key, None))
        else:
            faults.append(_no_publication(session, number, one))
    if faults:
        raise WrongCall("desk_adding.lines_name_nobody", lines="\n".join(faults))
    keys = list(dict(found))
    if len(keys) > 1:
        more = {"more": keys[2:]} if keys[2:] else {}
        marks = _marks(session, found) if asked else None
        asked.append(Asked("person.same", {"a": keys[0], "b": keys[1], **more}, why, officer, how=how, marks=marks))
    if not asked:
        raise WrongCall("desk_adding.one_person_already")
    return session.record(asked)


def _no_publication(session: Session, number: int, text: str) -> str:
    """Why a line names no publication. What is no post's name may be anything: it is not said again."""
    post = post_of(session.case, text)
    if post is None:
        return say("desk_adding.line_is_no_post", n=number)
    sets = [(key, row) for key, row in session.desk.dossiers.items() if key.rpartition("/")[0] == "/".join(post)]
    if len(sets) > 1:
        each = (
            say(
                "desk_adding.one_of_several", key=key, who=row["person"] or say("review_queue.nobody"),
                kinds=say("marks.comma").join(either(*called(one)) for one in row["kinds"] or ()),
            )
            for key, row in sorted(sets)
        )  # fmt: skip
        return say(
            "desk_adding.line_has_several", n=number, post="/".join(post), several=len(sets), sets="\n".join(each)
        )
    return say("desk_adding.line_has_nobody", n=number, post="/".join(post))


def _known_span(session: Session, text: str, number: int) -> str:
    """A stretch, its post named as people do (C02/27/text/3-6)."""
    post, where, places = text.rsplit("/", 2)
    key = post_of(session.case, post)
    if key is None:
        raise WrongCall("desk_adding.lines_name_nobody", lines=say("desk_adding.line_is_no_post", n=number))
    return "/".join((*key, where, places))


def _publication(session: Session, text: str) -> str | None:
    """A publication by its key, a code, or a post of which one person is known."""
    dossiers = session.desk.dossiers
    if text in dossiers:
        return text
    if re.fullmatch(r"V\d{1,9}", text):
        return session.desk.publication(text)
    if (post := post_of(session.case, text)) is None:
        head, _, number = text.rpartition("/")
        key = "/".join((*of, number)) if head and (of := post_of(session.case, head)) else ""
        return key if key in dossiers else None
    here = [key for key, row in dossiers.items() if key.rpartition("/")[0] == "/".join(post) and row["person"]]
    return here[0] if len(here) == 1 else None


def _to_be(session: Session, target: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """The publication that a stretch makes or joins: its key, and what it is known by."""
    from doxdocket.pipeline import added_findings  # noqa: PLC0415 - loads the detector, which naming alone needs

    span, kind = str(target["span"]), str(target["kind"])
    of = placing.span_key(f"{span}/{kind}")
    told = Standing(({"id": "new", "act": ADD, "target": dict(target), "marks": {}, "undone_by": None},))
    rows = added_findings.findings(session.desk.evidence, told).to_pylist()
    if not rows:  # the machine has it, or it is no such stretch, which recording refuses
        rows = [r for r in session.findings.to_pylist() if f"{r['channel_id']}/{r['post_id']}" == of[0] and (r["where"], r["start"], r["end"], r["kind"]) == of[1]]  # fmt: skip
    if not rows:
        raise WrongCall("desk_deciding.this_stretch_holds_no_value")
    row = rows[0]
    return f"{of[0]}/{row['person']}", {"values": {kind: [row["digest"].hex()[:16]]}}


def _marks(session: Session, found: Sequence[tuple[str, Mapping[str, object] | None]]) -> dict[str, object]:
    """What the publications of a ``person.same`` are known by, by the names of its target."""
    out: dict[str, object] = {}
    for n, (key, mark) in enumerate(dict(found).items()):
        post, number = placing.publication_key(key)
        here = session.desk.evidence.among({post}).posts({post})[post] if key in session.desk.dossiers else None
        out[("a", "b")[n] if n < 2 else f"more[{n - 2}]"] = mark if here is None else placing.mark_of(here, number)
    return out


def persons(session: Session, some: Sequence[str], reason: str, officer: str, answer: str) -> Done:
    """Persons, by code or publication, that are one (``same``), or two: not one (``apart``), or the first kin of the second (``kin``)."""
    named = [one for one in dict.fromkeys(one.strip() for one in some) if one]
    if len(named) < 2 or (answer != "same" and len(named) > 2):
        raise WrongCall("desk_adding.name_two_persons")
    a, b, *more = named
    act = {"same": "person.same", "kin": KIN}.get(answer, "person.not_same")
    target: dict[str, object] = {"person": a, "of": b} if act == KIN else {"a": a, "b": b}
    return session.record([Asked(act, target | ({"more": more} if more else {}), reason, officer, how=_SEEN)])[0]


def split(session: Session, leave: Sequence[str], reason: str, officer: str) -> Done:
    """Publications that leave their person and are one other."""
    if not leave:
        raise WrongCall("desk_adding.choose_who_leaves")
    return session.record([Asked("person.split", {"publications": list(leave)}, reason, officer, how=_SEEN)])[0]


STATED_AGES = AGES[1:]
"""What may be said of somebody's age here; a day of birth is sealed, and said at the terminal alone."""


def stated_ages() -> list[tuple[str, tuple[str, str]]]:
    """Each of them with its words in both languages."""
    return [(act, (acts()[act].zh, acts()[act].en)) for act in STATED_AGES]


def aged(session: Session, code: str, act: str, said: Mapping[str, str], reason: str, officer: str) -> Done:
    """How old a person was: on a day (``age``, ``date``), or of age or not on the day of every post; ``source``: what says so."""
    if act not in STATED_AGES or not said.get("source", "").strip():
        raise WrongCall("desk_adding.say_age_and_source")
    target = {name: said.get(name, "").strip() for name in acts()[act].names if name != "person"}
    return session.record([Asked(act, {"person": code, **target}, reason, officer, how=_SEEN)])[0]


def publications(session: Session, code: str) -> list[str]:
    """The publications of the person of that code, under likely links too; in the order of their posts."""
    found = [key for key, row in session.desk.dossiers.items() if code in {row["person"], row["person_best"]}]
    return sorted(found, key=lambda key: (key.rsplit("/", 2)[0], len(key), key))
