"""The figures and the accounts of the case as pages: figures of all captures or of a scope, gains, damages, defendants and motives, procedure, thresholds, open points, questions of a court's expert, custody; published cases.

Each is the document that the command line prints, written as HTML. An account is made once for what it rests on: the run, the register and
the decisions, all of which the custody chain counts. Left out: what an account says (``desk.accounts``).
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from markupsafe import Markup
from starlette.responses import Response

from doxdocket.desk import damages as worksheet
from doxdocket.desk import index
from doxdocket.desk.accounts import (
    cases,
    custody,
    damages,
    explain,
    figures,
    gains,
    parties,
    points,
    procedure,
    thresholds,
    validation,
)
from doxdocket.desk.answers_cache import as_of_now
from doxdocket.desk.overview import figure_ids
from doxdocket.desk.scopes import ALL, CORE, span
from doxdocket.desk.scopes import scopes as choices_of
from doxdocket.errors import WrongCall
from doxdocket.report.document import Document
from doxdocket.report.html import Link, fragment
from doxdocket.review import templates
from doxdocket.review.visit import Page, Visit
from doxdocket.store.case import Case
from doxdocket.words import Lang, Sentence, either, say, speaking

Fields = Mapping[str, str]
"""What the form at the top asks for, as the address has it."""
SUITS = ("civil_pil", "criminal_incidental_civil_pil", "consumer_civil_pil")
_KEPT = 64
T = TypeVar("T")
_PERSON = re.compile(r"V\d{1,9}")
_MONTH = re.compile(r"(\d{4}-\d{2})?")


@dataclass(frozen=True, slots=True)
class Account:
    """A page of an account: its path, what it is called and says of itself, what makes it, and what its form asks for."""

    path: str
    name: Sentence
    make: Callable[[Case, Fields], Document[Any]]
    fields: tuple[str, ...] = ()
    run: bool = True
    """Whether it is of a run, which a new case has not."""
    whole: bool = False
    """Whether it reads every post."""
    beside: tuple[str, ...] = ()
    """Pages to go on to."""
    nav: bool = True

    @property
    def title(self) -> str:
        """What it is called."""
        return either(*self.name)


def name() -> str:
    """How the case is called where an account names a command."""
    return say("review_accounts.case")


def day(text: str) -> date | None:
    """A day as a form gives it; none where it gives none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongCall("review_accounts.no_day", text=text[:20]) from None


def scopes(text: str) -> tuple[str, ...]:
    """The scopes that an address asks for; none is all captures."""
    return tuple(one for one in text.split(",") if one and one != "all")


def _damages(case: Case, asked: Fields) -> Document[Any]:
    window, suit = asked.get("window", ""), asked.get("suit") or SUITS[0]
    if suit not in SUITS or not (window == "" or (window.isdecimal() and 1 <= int(window) <= 60)):
        raise WrongCall("review_accounts.no_such_field")
    given = worksheet.given(
        case, name(), hearing=day(asked.get("on", "")), window=int(window) if window else None, suit=suit
    )
    return damages.panel_document(given, name()) if asked.get("panel") else damages.document(given)


def _procedure(case: Case, asked: Fields) -> Document[Any]:
    return procedure.document(procedure.account(case, day(asked.get("on", ""))), name())


def _defendants(case: Case, _asked: Fields) -> Document[Any]:
    who, why = (
        parties.document(case, name()),
        parties.motives_document(case, name()) if case.current_run() else None,
    )
    return Document(None, [*who.blocks, *(why.blocks if why else ())])


ACCOUNTS = (
    Account("/defendants", Sentence("review_accounts.defendants"), _defendants, run=False, whole=True, beside=("/gains", "/damages")),
    Account("/gains", Sentence("review_accounts.gains"), lambda case, asked: gains.document(case, name(), net=bool(asked.get("net"))), ("net",), run=False, whole=True, beside=("/damages", "/law")),
    Account("/damages", Sentence("review_accounts.damages"), _damages, ("on", "window", "suit", "panel"), whole=True, beside=("/gains", "/law/cases")),
    Account("/procedure", Sentence("review_accounts.procedure"), _procedure, ("on",), run=False),
    Account("/law", Sentence("review_accounts.law"), lambda case, asked: thresholds.document(case, name(), scopes(asked.get("scope", ""))), ("scope",), beside=("/points", "/law/cases")),
    Account("/points", Sentence("review_accounts.points"), lambda case, _: points.document(case, name()), nav=False, whole=True, beside=("/law",)),
    Account("/validation", Sentence("review_accounts.validation"), lambda case, _: validation.document(case, name()), whole=True, beside=("/sampling", "/custody")),
    Account("/custody", Sentence("review_accounts.custody"), lambda case, asked: custody.document(case, int(asked["before"]) if asked.get("before", "").isdecimal() else None), ("before",), run=False),
)  # fmt: skip

CALLED = {one.path: one.name for one in ACCOUNTS} | {
    "/law/cases": Sentence("review_accounts.law_cases"),
    "/sampling": Sentence("review_sampling.title"),
}


@dataclass(frozen=True, slots=True)
class Links:
    """Where ids are explained; of words those alone that are ``known`` figures, in the scope ``within`` the address."""

    known: frozenset[str]
    within: str = ""
    commands = True
    """A command that explains an id is a link to what it would print."""

    def __call__(self, id_: str) -> str | None:
        """The address."""
        if _PERSON.fullmatch(id_):
            return f"/person?code={id_}"
        if not id_.islower() or "/" in id_ or ":" in id_:
            return f"/explain/{id_}"
        return f"/explain/{id_}{self.within}" if id_ in self.known else None


def linker(visit: Visit, within: str = "") -> Link:
    """Where ids are explained, for who may go there. ``within``: the scope in which figures are."""
    return _nowhere if visit.anonymous else Links(frozenset(figure_ids(visit.case)), within)


def _nowhere(_id: str) -> None:
    """For who is to follow no link."""


@as_of_now
def _made(_case: Case) -> dict[Hashable, Any]:
    """What was made of the case as it stands."""
    return {}


def kept(
    visit: Visit, key: Hashable, make: Callable[..., Document[Any]], *given: Any, within: str = "", whole: bool = False
) -> Markup:
    """What is made of the case and these, as ``held``; while it is made beside, that it is. ``within``: the scope in which figures are explained."""
    body = held(visit, key, whole, _body, visit.lang, linker(visit, within), make, given)
    return waits(visit) if body is None else body


def waits(visit: Visit, page: str = "") -> Markup:
    """That something is made beside; the page then shows itself again, but one with a form that was refused. ``page``: its address, where a form is sent to another."""
    return Markup(templates.rendered("beside.html.j2", {"here": page or visit.here, "asks": not visit.fault}))  # noqa: S704 - a template of ours


def held(visit: Visit, key: Hashable, whole: bool, does: Callable[..., T], *given: Any) -> T | None:
    """What a function of a module makes of the case and these, if nothing was done in the case since.

    ``whole``: it reads every post, so that of a large case it is made beside; nothing as long as that goes on. Where something was done meanwhile
    it is shown once all the same, and the page says of which row of the custody log it is.
    """
    made, key = _made(visit.case), (visit.anonymous, key)
    if key not in made:
        run = visit.case.current_run()
        if whole and run is not None and visit.desk.making.more_than(index.LARGE):
            row, _ = visit.case.custody.end()
            answer = visit.desk.answers.of((key, visit.lang, run.run_id), row, does, *given)
            if answer is None:
                return None
            found, of = answer
            if of != row:
                visit.sitting.notes.append(say("review_accounts.as_of_row", of=of, row=row))
                return found
        else:
            found = does(visit.case, *given)
        if len(made) >= _KEPT:
            made.clear()
        made[key] = found
    return cast("T", made[key])


def _body(case: Case, spoken: Lang, where: Link, make: Callable[..., Document[Any]], given: tuple[Any, ...]) -> Markup:
    """Also in another process."""
    with speaking(spoken):
        return fragment(make(case, *given), spoken, where)


def _account(case: Case, path: str, asked: Fields) -> Document[Any]:
    return next(one for one in ACCOUNTS if one.path == path).make(case, asked)


def _unnamed(case: Case, scopes: tuple[str, ...]) -> Document[Any]:
    return thresholds.document(case, name(), scopes, named=False)


def choices(visit: Visit) -> list[tuple[str, str]]:
    """The scopes that may be chosen: for who is to see no name neither channels nor defendants."""
    return [one for one in choices_of(visit.case) if not visit.anonymous or one[0] in {ALL, CORE}]


def allowed(visit: Visit, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Of scopes that an address asks for those that may be: names of channels and defendants say who they are."""
    return tuple(one for one in asked if not visit.anonymous or one == CORE or span(one) is not None)


def shown(visit: Visit, account: Account) -> Response:
    """The page of an account."""
    asked = {field: visit.query.get(field, "").strip() for field in account.fields}
    body = None
    if not account.run or visit.case.current_run() is not None:
        whole = account.whole or asked.get("scope", "all") not in {"", "all"}
        if visit.anonymous and account.path == "/law":
            may = allowed(visit, scopes(asked["scope"]))
            if may != scopes(asked["scope"]):  # the page would say another scope than it is of
                return visit.go("/law")
            body = kept(visit, (account.path, *asked.items()), _unnamed, may, whole=whole)
        else:
            body = kept(visit, (account.path, *asked.items()), _account, account.path, asked, whole=whole)
    beside = [(path, CALLED[path]) for path in account.beside if not visit.anonymous or path in OPEN]
    return visit.page(
        "account.html.j2", title=account.title, account=account, asked=asked, body=body, chosen=choices(visit),
        beside=[(path, either(*called)) for path, called in beside],
    )  # fmt: skip


def explained(visit: Visit) -> Response:
    """Why something is what it is: a figure, a rule, an entry, a person, a post, a channel, a decision, a state, a published case."""
    asked, scope = visit.path["id"], visit.query.get("scope", "")
    body = kept(visit, ("explain", asked, scope), explain.document, asked, name(), scopes(scope), whole=True)
    return visit.page(
        "explained.html.j2",
        title=say("review_accounts.explain"),
        asked=asked,
        scope=scope,
        body=body,
        chosen=choices_of(visit.case),
    )


def persons(visit: Visit) -> Response:
    """Persons by code, also for who is to see no name."""
    page = visit.number("page")
    run = visit.case.current_run()
    body = None if run is None else kept(visit, ("persons", page), figures.persons_by_code, page)
    more = run is not None and page * figures.PERSONS < sum(one.num_rows for one in run.batches("persons", ["items"]))
    return visit.page("persons.html.j2", title=say("review_accounts.persons"), body=body, page=page, more=more)


def of_scope(asked: Mapping[str, str]) -> tuple[str, ...]:
    """The scopes that the form asks for: the one chosen, within the months written."""
    scope, since, until = (asked.get(one, "").strip() for one in ("scope", "since", "until"))
    if not (_MONTH.fullmatch(since) and _MONTH.fullmatch(until)):
        raise WrongCall("review_accounts.no_day", text=f"{since} {until}"[:20])
    period = [f"{since or until}..{until or since}"] if since or until else []
    return tuple([one for one in scope.split(",") if one and one != "all"] + period)


def figures_of(visit: Visit) -> Response:
    """All figures, each with its bounds and the way to why it is what it is."""
    asked, body = allowed(visit, of_scope(visit.query)), None
    within = "?scope=" + ",".join(asked) if asked else ""
    if visit.case.current_run() is not None:
        body = kept(visit, ("figures", *asked), figures.document, asked, within=within, whole=bool(asked))
    return visit.page(
        "figures.html.j2", title=say("review_figures.title"), chosen=choices(visit), asked=visit.query, body=body
    )


def published(visit: Visit) -> Response:
    """The published cases beside which a team sets its own, filtered by kind and by how the amount was found."""
    kind, method = visit.query.get("kind", ""), visit.query.get("method", "")
    if kind not in {"", *cases.KINDS} or method not in {"", *cases.METHODS}:
        raise WrongCall("review_accounts.no_such_field")
    body = fragment(cases.document(types=(kind,) if kind else (), method=method), visit.lang, linker(visit))
    return visit.page(
        "cases.html.j2",
        title=say("review_accounts.law_cases"),
        body=body,
        kind=kind,
        method=method,
        kinds=cases.KINDS,
        methods=cases.METHODS,
    )


OPEN = frozenset(("/validation", "/sampling", "/law", "/law/cases"))
"""Pages of these that name nobody."""


def _page(account: Account) -> Page:
    named = account.name if account.nav else None
    return Page(account.path, lambda visit: shown(visit, account), nav=named, expert=account.path in OPEN)


ROUTES = (
    Page("/figures", figures_of, nav=Sentence("review_figures.title"), expert=True), *map(_page, ACCOUNTS), Page("/explain/{id:path}", explained),
    Page("/persons", persons, expert=True), Page("/law/cases", published, expert=True),
)  # fmt: skip
