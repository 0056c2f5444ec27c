"""The loop: queues by kind of doubt, one question with its post and neighbours, what is alike, what was answered last, and what moved since the run."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2.filters import do_urlencode
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import Response

from doxdocket.desk import deciding, decision_log, masked_posts, queues, versions
from doxdocket.desk.moved_figures import since
from doxdocket.desk.sight import Key
from doxdocket.errors import WrongCall
from doxdocket.review import refused
from doxdocket.review.browser_sessions import Draft, named
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

_ASIDE = frozenset(("unsure", "skip"))
_TEN, _MOST = 10, 100
"""Of what is alike: how many are shown at first and then with each asking, and how many at most, since each is a post on the page."""
Sort = tuple[str, ...]
_FORETOLD = frozenset(("conflicts", "links"))
"""Queues whose questions say how an answer moves figures."""


def listed(visit: Visit) -> Response:
    """Every queue with how much is left, and what moved."""
    found = queues.waiting(visit.desk, visit.officer)
    return visit.page("queues.html.j2", title=say("review_queue.title"), queues=found, moved=_moved(visit))


def moved(visit: Visit) -> Response:
    """What moved by the decisions since the run, as the next run will print it."""
    return visit.page("moved.html.j2", title=say("review_queue.moved_title"), moved=_moved(visit))


def _moved(visit: Visit) -> dict[str, Any]:
    told, pending = visit.desk.behind.told()
    rows = [one for one in told.figures if one["id"] == one["figure"]] if told else []
    inside = {
        scope: [one for one in some if one["id"] == one["figure"]]
        for scope, some in (told.scopes if told and told.scopes else {}).items()
    }
    return {
        "told": told,
        "pending": pending,
        "rows": rows,
        "scopes": {scope: some for scope, some in inside.items() if some},
        "made": since(visit.case),
    }


def asked(visit: Visit) -> Response:
    """One question: of the id that is asked for, else the next."""
    return _page(visit, visit.path["kind"], visit.query.get("at", ""))


def _page(
    visit: Visit, kind: str, at: str = "", *, fault: str = "", given: Mapping[str, str] | None = None, holds: bool = False
) -> Response:  # fmt: skip
    """``holds``: the fault asks only whether the reason holds, so that a key answers it and is not typed into the reason."""
    item = queues.item(visit.desk, kind, at, visit.officer)
    queue = queues.of(visit.desk, kind, visit.officer)
    name = say(f"review_queue.kind_{kind}")
    counting = False
    if item is not None and item.kind in _FORETOLD and since(visit.case):
        moved, counting = visit.desk.behind.told()
        item = queues.foretold(item, moved, counting)
    if item is None:
        return visit.page(
            "queue_done.html.j2", title=name, queue=queue, last=queues.last(visit.desk, kind, visit.officer)
        )
    by = visit.query.get("by", "") if not given else given.get("by", "")
    words = (given or {}).get("words", "").strip() or (_words(visit) if by == "search" and not given else "")
    bulk = _bulk(visit, item, by, words) if by in item.alike or words else {}
    places = [_place(visit, key) for key in item.posts]
    carried = (
        _last(visit, item) if given or not bulk else ("", ())
    )  # a reason for many is written for them, or comes along
    if given and (fault or "carried" not in given or given.get("reason") != carried[0]):
        carried = ("", ())
    stands = queues.standing(visit.desk, item)
    return visit.page(
        "queue.html.j2", status=422 if fault else None, title=name, item=item, queue=queue, bulk=bulk, places=places, fault=fault, holds=holds,
        version=visit.version(*item.named), others=visit.looking(item.id), dossiers=_dossiers(visit, item),
        marked=set(item.findings), masked=queues.only_masked(visit.desk, item), given=given or {}, reason=(given or {}).get("reason") or carried[0], carried=[one for one in item.options if one.name in carried[1]], kept=bool(carried[0]),
        stands=decision_log.told(visit.case, stands), own=bool(stands) and all(one.officer == visit.officer for one in stands),
        here=_at(kind, item.id), counting=counting, tags=queues.tags(visit.desk, item),
        wrong=set(visit.form.getlist("without")) if given else set(), last=queues.last(visit.desk, kind, visit.officer), needs=sorted({need for option in item.options for need in option.needs}),
        given_by_itself={need: option.target[need] for option in item.options for need in option.needs if need in option.target},
    )  # fmt: skip


def _at(kind: str, id_: str) -> str:
    """The address of a question: with its id, so that the way back leads to what was answered."""
    return f"/queue/{kind}?{do_urlencode({'at': id_})}"


def _option(item: queues.Item, name: str) -> queues.Option | None:
    return next((one for one in item.options if one.name == name), None)


def _place(visit: Visit, key: Key) -> tuple[list[masked_posts.Post], list[masked_posts.Post], Key]:
    """A post among its neighbours, and its earlier versions."""
    near = masked_posts.around(visit.case, key)
    several = any(one.key == key and one.versions > 1 for one in near)
    return near, masked_posts.versions(visit.case, key) if several else [], key


def _bulk(visit: Visit, item: queues.Item, by: str, words: str) -> dict[str, Any]:
    """What is alike, with some of it shown: ten, and ten more as often as is asked for."""
    among = queues.searched(visit.desk, item.kind, words) if by == "search" else ()
    pages, without = visit.number("more" if "more" in visit.form else "shown"), visit.form.getlist("without")
    n, samples = queues.alike(visit.desk, item, by, among, min(_MOST, _TEN * pages), without)
    posts = masked_posts.posts(visit.case, [key for one in samples for key in one.posts])
    told = [(one, [posts[key] for key in one.posts if key in posts]) for one in samples]
    more = pages + 1 if len(samples) < min(n, _MOST) else 0
    return {"by": by, "n": n, "words": words, "samples": told, "without": set(without), "q": visit.form.get("q") or visit.query.get("q", ""), "shown": pages, "more": more, "next": min(_TEN, n - len(samples), _MOST - len(samples))}  # fmt: skip


def _words(visit: Visit) -> str:
    """What was searched for, by its token in the address or the form."""
    found = visit.sitting.held.get(visit.form.get("q") or visit.query.get("q", ""))
    return found if isinstance(found, str) else ""


def gathered(visit: Visit) -> Response:
    """Keep what was searched for, what was left out and the reason so far, and show what is alike, or more of it, at an address that one can go back to.

    No word that was typed belongs in an address, so what was searched for has a token there.
    """
    kind, form = visit.path["kind"], visit.form
    by, words = form.get("by") or "search", form.get("words", "").strip()
    address = {"at": form.get("at", ""), "by": by}
    if by == "search":
        address["q"] = form["q"] if _words(visit) == words and "q" in form else visit.sitting.held.keep(words)
    here = f"/queue/{kind}?{do_urlencode(address)}"
    given = ImmutableMultiDict([*(one for one in form.multi_items() if one[0] not in {"csrf", "by", "q"}), ("by", by), ("q", address.get("q", ""))])  # fmt: skip
    visit.sitting.drafts.keep(Draft(here, f"/queue/{kind}", given, say(f"review_queue.kind_{kind}"), told=False), named(here))  # fmt: skip
    return visit.go(here)


def again(visit: Visit) -> Response:
    """The question with what was begun of its answer."""
    return _page(visit, visit.path["kind"], visit.form.get("at", ""), given=dict(visit.form))


def _reasons(visit: Visit) -> dict[Sort, tuple[str, tuple[str, ...]]]:
    """The reason that this officer gave last to each sort of question, and the answers that it was given for; it goes with the process."""
    kept = visit.desk.kept.setdefault("reasons", {})
    found: dict[Sort, tuple[str, tuple[str, ...]]] = kept.setdefault(visit.officer, {})
    return found


def sort_of(item: queues.Item) -> Sort:
    """Of which sort a question is: of its queue, and asked in the same words; of a pair, on the same grounds too."""
    grounds = item.why if len(item.persons) > 1 else ()
    return item.kind, item.question[0], *(zh for zh, _ in grounds)


def _keep(visit: Visit, item: queues.Item, reason: str, name: str) -> None:
    """Keep the reason for the next question of its sort: for this answer, and for those that it was given for already."""
    before, names = _reasons(visit).get(sort_of(item), ("", ()))
    _reasons(visit)[sort_of(item)] = reason, ((*names, name) if before == reason else (name,))
    _reasons(visit)[item.kind,] = reason, ()


def _last(visit: Visit, item: queues.Item) -> tuple[str, tuple[str, ...]]:
    """The reason given last to a question of this sort, and for which answers; of a new sort the last of its queue, for none yet; of another queue none."""
    kept = _reasons(visit)
    return kept.get(sort_of(item)) or kept.get((item.kind,), ("", ()))


def _dossiers(visit: Visit, item: queues.Item) -> list[tuple[str, str, list[Any]]]:
    """Of each person of the question: the publication, the code, and what was published of it there, masked."""
    found = []
    for key in item.persons:
        channel, post, number = key.rsplit("/", 2)
        made = masked_posts.posts(visit.case, [(channel, post)]).get((channel, post))
        rows = [f for f in made.findings if str(f.person) == number] if made else []
        code = str((visit.desk.desk.dossiers.get(key) or {}).get("person") or "")
        found.append((key, code, rows))
    return found


def answered(visit: Visit) -> Response:
    """Record an answer, or set the question aside, and show the next."""
    if "more" in visit.form:
        return gathered(visit)
    kind, at, name = visit.path["kind"], visit.form.get("at", ""), visit.form.get("answer", "")
    item = queues.item(visit.desk, kind, at, visit.officer)
    if item is None:
        return visit.go(f"/queue/{kind}")
    came = visit.since(*item.named)
    if came and not (name in _ASIDE or queues.none_of(came, item)):
        return _stale(visit, item, name, came)
    if name in _ASIDE:
        queues.set_aside(visit.desk, item, visit.officer, name)
        return _next(visit, kind)
    reason, by = visit.reason, visit.form.get("by", "")
    more = {need: visit.form.get(need, "") for option in item.options for need in option.needs}
    typed = ("reason", "words", *more)
    given = refused.kept(visit, typed)
    if item.reasoned and not reason:
        return _page(visit, kind, at, fault=say("review_queue.reason_is_needed"), given=given)
    before, names = _last(visit, item)
    if "carried" in visit.form and reason == before and name not in names:
        return _page(visit, kind, at, fault=say("review_queue.reason_of_another_answer"), given=given, holds=True)
    among = queues.searched(visit.desk, kind, visit.form.get("words", "")) if by == "search" else ()
    if by and visit.form.get("of") != str(now := queues.alike(visit.desk, item, by, among)[0]):
        return _page(visit, kind, at, fault=say("review_queue.bulk_is_another", n=now), given=given)
    try:
        done = queues.answer(
            visit.desk, item, name, reason=reason, officer=visit.officer, more=more, by=by, seen=visit.form.getlist("seen"), among=among, without=visit.form.getlist("without"),
        )  # fmt: skip
    except WrongCall as fault:
        given, said = refused.again(visit, typed, fault)
        return _page(visit, kind, at, fault=said, given=given)
    if item.reasoned:
        _keep(visit, item, reason, name)
    if not item.number:  # it waited in no queue: back to its post
        channel, post = item.posts[0]
        return visit.go(f"/post?{do_urlencode({'channel': channel, 'post': post})}", queues.recorded(done))
    return _next(visit, kind, queues.recorded(done))


def _stale(visit: Visit, item: queues.Item, name: str, came: Sequence[Any]) -> Response:
    """What others decided on this since the form was made, beside the answer that was not recorded; the reason stays for the next one."""
    seen = [one for one in versions.of(visit.case).about(*item.named) if one not in came]
    option, given = _option(item, name), refused.kept(visit)
    if option and given.get("reason", "").strip():
        _keep(visit, item, given["reason"].strip(), name)
    whose = [str((visit.desk.desk.dossiers.get(key) or {}).get("person") or key) for key in item.persons]
    return visit.page(
        "stale.html.j2", title=say("review_stale.title" if any(one.officer != visit.officer for one in came) else "review_stale.title_own"), status=409,
        item=item, whose=whose, option=option, reason=given.get("reason", ""), before=decision_log.told(visit.case, seen), came=decision_log.told(visit.case, came),
        back=_at(item.kind, item.id),
    )  # fmt: skip


def _next(visit: Visit, kind: str, note: str | None = None, at: str = "") -> Response:
    following = queues.following(visit.desk, kind, visit.officer)
    at = at or (following.id if following else "")
    path = _at(kind, at) if at else f"/queue/{kind}"
    if not visit.partial:
        return visit.go(path, note)
    if note:
        visit.sitting.notes = [*visit.sitting.notes, note]
    page = _page(visit, kind, at)
    page.headers["hx-push-url"] = path  # else the address stays that of the question before
    return page


def undone(visit: Visit) -> Response:
    """Take back what this officer decided last at the desk, or the decision that is named, and ask it again."""
    kind, at = visit.path["kind"], visit.form.get("at", "")
    reason = visit.reason
    done, n = queues.undo_last(visit.desk, kind, reason, visit.officer, visit.form.get("decision", ""))
    upheld = deciding.upheld(visit.case, done.decision)
    return _next(visit, kind, say("review_queue.undone", id=done.decision.id, n=n) + upheld, at)


def taken_up(visit: Visit) -> Response:
    """Ask again what was left for later, or what this officer was unsure of."""
    visit.desk.take_up(visit.officer, visit.path["kind"], visit.form.get("how", "skip"))
    return visit.go(f"/queue/{visit.path['kind']}")


ROUTES = (
    Page("/queues", listed, nav=Sentence("review_queue.nav")),
    Page("/moved", moved),
    Page("/queue/{kind}", asked),
    Page("/queue/{kind}", answered, methods=("POST",), again=again, typed=("reason", "words")),
    Page("/queue/{kind}/alike", gathered, methods=("POST",), role="see", searches=True),
    Page("/queue/{kind}/undo", undone, methods=("POST",)),
    Page("/queue/{kind}/later", taken_up, methods=("POST",)),
)
