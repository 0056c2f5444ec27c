"""Posts of the current run as a screen may show them: masked, each piece with where it stands in the captured text.

A finding shows its mask, whether it stands, was rejected or is doubtful. What no finding covers but is sealed elsewhere in the case is
hidden (``desk.masking``), and long runs of digits are blanked. Pieces tile the captured text: offsets are those of the capture, so a
selection in a plain piece, which shows character for character, is a span that ``decide`` takes. Of a post whose search was stopped
nothing is shown, since what was not looked at is not masked. Statuses are those of the decisions that stand now. Left out: words that no
finding covers and nothing has sealed; the posts a query finds (``desk.search``).

>>> found = Found("c/1/text/2-13/phone_number", "text", 2, 13, "phone_number", "valid", "139********")
>>> [(p.start, p.end, p.shown, p.kind) for p in pieces("电话13912345678，编号123456", [found])]
[(0, 2, '电话', ''), (2, 13, '139********', 'phone_number'), (13, 22, '，编号＊＊＊＊＊＊', '')]
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from doxdocket.decisions import placing
from doxdocket.decisions.standing import ADD, Standing
from doxdocket.decisions.standing import named as named_by
from doxdocket.desk import index, masking
from doxdocket.desk.sight import Found, Held, Key, Piece, pieces, sight
from doxdocket.pipeline import inputs, published
from doxdocket.seal.masks import mask
from doxdocket.store.case import Case

ADDED = "added"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a post: ``text``, a field published with it, or ``image:`` and a digest. Its pieces tile it."""

    where: str
    pieces: tuple[Piece, ...]

    @property
    def shown(self) -> str:
        """All of it, masked."""
        return "".join(piece.shown for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Acted:
    """A stretch of conduct of a post. ``status``: proposed, doubtful; confirmed, rejected by a person."""

    conduct: str
    where: str
    start: int
    end: int
    label: str
    status: str
    by: str = ""
    decision: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that a post names; ``picture``: its digest where the case holds it as a picture that was read."""

    kind: str
    status: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post, masked. ``at``: in the zone of the case, or as the file writes it; ``views`` as last read, None where nobody tells."""

    channel: str
    post: str
    at: str
    author: str
    views: int | None
    texts: tuple[Text, ...]
    conduct: tuple[Acted, ...] = ()
    persons: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    findings: tuple[Found, ...] = ()
    type: str = "message"
    forwarded: str = ""
    reply_to: str = ""
    versions: int = 1
    capture: str = ""
    unread: bool = False

    @property
    def key(self) -> Key:
        """Channel and post."""
        return self.channel, self.post


def made(key: Key, held: Held, told: "Told", opened: Collection[str] = ()) -> Post:
    """The post as it is shown now; ``opened``: the findings whose words it was kept with."""
    name = "/".join(key)
    found: list[Found] = []
    for where, start, end, kind, verdict, hides, read_as in held.findings:
        one = f"{name}/{where}/{start}-{end}/{kind}"
        said_ = told.by_key.get(one, _NOBODY)
        person = int(said_.whose.rpartition("/")[2]) if said_.whose else read_as
        found.append(
            Found(one, where, start, end, kind, verdict, hides, said_.status, said_.by, said_.decision, person, held.people.get(person, ""))
        )  # fmt: skip
    known = {one.finding for one in found}
    for one, said_ in told.added.get(name, {}).items():
        if one not in known:
            where, start, end, kind = placing.span_key(one)[1]
            hides = mask(kind, "")
            found.append(Found(one, where, start, end, kind, "valid", hides, said_.status, said_.by, said_.decision))
    acted: list[Acted] = []
    for where, start, end, label, status, person in held.conduct:
        one = f"{name}/{where}/{start}-{end}/{label}"
        said_ = told.by_key.get(one, _NOBODY)
        acted.append(
            Acted(one, where, start, end, label, said_.status or status, said_.by, said_.decision, held.people.get(person, ""))
        )  # fmt: skip
    known = {one.conduct for one in acted}
    for one, said_ in told.labelled.get(name, {}).items():
        if one not in known:
            where, start, end, label = placing.span_key(one)[1]
            acted.append(Acted(one, where, start, end, label, said_.status, said_.by, said_.decision))
    texts = tuple(
        Text(
            where,
            pieces(
                base,
                () if held.unread else [f for f in found if f.where == where and f.finding not in opened],
                elsewhere,
            ),
        )
        for where, base, elsewhere in held.texts
    )
    return Post(
        *key, held.at, held.author, held.views, texts, tuple(acted), tuple(sorted({*held.people.values()} - {""})),
        tuple(Media(*one) for one in held.media), tuple(sorted(found, key=_place)), held.type, held.forwarded, held.reply_to,
        held.versions, held.capture, held.unread,
    )  # fmt: skip


def _place(one: Found) -> tuple[bool, str, int, int, str]:
    return one.where != "text", one.where, one.start, one.end, one.kind


def posts(case: Case, keys: Iterable[Key]) -> dict[Key, Post]:
    """These posts as figures count them; those that are not in the current run are left out."""
    return shown(case, _kept(case).held(set(keys)))


def shown(case: Case, kept: Mapping[Key, Held]) -> dict[Key, Post]:
    """These posts as they are shown now: the words of a finding that a person rejected are there, where its value is nobody's (``masking.nobodys``), as the gate lets them out."""
    told = said(case)
    opened = _opened(case, kept, told)
    held = {**kept, **(sight(case).held({*opened}, opened) if opened else {})}
    return {key: made(key, one, told, opened.get(key, ())) for key, one in held.items()}


def _opened(case: Case, keys: Iterable[Key], told: "Told") -> dict[Key, frozenset[str]]:
    """Of these posts the findings whose words are shown: of values that are nobody's since the current run, those that stand rejected."""
    known = masking.nobodys(case)
    there = {key: frozenset(one for one in known.get("/".join(key), ()) if one in told.by_key and told.by_key[one].status == "rejected") for key in keys}  # fmt: skip
    return {key: some for key, some in there.items() if some}


def around(case: Case, key: Key, before: int = 2, after: int = 2) -> list[Post]:
    """The post among its neighbours in the channel, by time; empty where the run has no such post."""
    near = _kept(case).near(key, before, after)
    found = posts(case, near)
    return [found[one] for one in near if one in found]


def versions(case: Case, key: Key) -> list[Post]:
    """What earlier captures show of the post where it was another, oldest first."""
    told = said(case)
    opened = _opened(case, [key], told)
    return [made(key, one, told, opened.get(key, ())) for one in sight(case).versions(key, opened)]


class Keeps(Protocol):
    """What has the posts of the current run: its tables (``Sight``), or the index made of them (``desk.index``)."""

    def held(self, keys: Collection[Key]) -> dict[Key, Held]:
        """These posts."""

    def near(self, key: Key, before: int, after: int) -> list[Key]:
        """The keys of a post and its neighbours, by time."""


def _kept(case: Case) -> Keeps:
    return index.at_hand(case) or sight(case)


@dataclass(frozen=True, slots=True)
class Said:
    """What people decided on one finding or stretch of conduct: the last word."""

    status: str
    by: str
    decision: str
    put: bool = False  # put in by a person: the machine has none
    whose: str = ""  # the publication to which a person put it


_PUT = (ADD, "conduct.add", "conduct.label")
_SAYS = {
    "finding.confirm": "confirmed", "finding.reject": "rejected", "finding.lawfully_public": "public", ADD: "added",
    "conduct.confirm": "confirmed", "conduct.reject": "rejected", "conduct.label": "confirmed", "conduct.add": "confirmed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The decisions that stand now, on findings and conduct, by their keys in the current run. ``added``, ``labelled``: those of what people put in, by post."""

    last: int
    by_key: Mapping[str, Said]
    added: Mapping[str, Mapping[str, Said]]
    labelled: Mapping[str, Mapping[str, Said]]


def said(case: Case) -> Told:
    """What people decided; read once and gone on with as decisions come."""
    run, last = published.current(case), case.last_decision()
    mark, told = _TOLD.get(case, ("", None))
    if told is not None and mark == run.run_id and told.last == last:
        return told
    if told is not None and mark == run.run_id and told.last < last:
        more = inputs.plain(case.decisions(told.last))
        if all(d["act"] != "undo" for d in more):
            told = _told(last, dict(told.by_key), more, {})
            _TOLD[case] = run.run_id, told
            return told
    placed = {str(d["id"]): d["target"] for d in published.standing(case)}
    told = _told(last, {}, Standing.of(inputs.decisions(case)), placed)
    _TOLD[case] = run.run_id, told
    return told


def _told(
    last: int, by_key: dict[str, Said], more: Iterable[Mapping[str, Any]], placed: Mapping[str, Mapping[str, Any]]
) -> Told:
    """The last word on each thing. ``placed``: what the decisions of the run name, by its keys."""
    for d in more:
        status = _SAYS.get(str(d["act"]))
        target = placed.get(str(d["id"])) or dict(d["target"])
        if d["act"] in ("finding.person", ADD) and "publication" in target:
            key = named_by(target)
            by_key[key] = replace(by_key.get(key, _NOBODY), whose=str(target["publication"]))
        if status is None:
            continue
        one = Said(status, str(d["officer"]), str(d["id"]), put=str(d["act"]) in _PUT)
        if "label" in target and "conduct" in target:  # another label in place of the machine's
            key = str(target["conduct"])
            by_key[key] = Said("rejected", one.by, one.decision)
            by_key[f"{key.rpartition('/')[0]}/{target['label']}"] = one
        else:
            key = _conduct_of(target) if str(d["act"]).startswith("conduct.") else named_by(target)
            by_key[key] = replace(one, whose=by_key.get(key, _NOBODY).whose)
    put: tuple[dict[str, dict[str, Said]], ...] = (defaultdict(dict), defaultdict(dict))
    for key, one in by_key.items():
        if one.put:
            put[one.status != ADDED][placing.span_key(key)[0]][key] = one
    return Told(last, by_key, *put)


def _conduct_of(target: Mapping[str, Any]) -> str:
    return str(target["conduct"]) if "conduct" in target else f"{target['span']}/{target['label']}"


_NOBODY = Said("", "", "")
_TOLD: WeakKeyDictionary[Case, tuple[str, Told]] = WeakKeyDictionary()
