"""One request of one officer: what a page is given to answer with, and how it answers.

>>> Page("/figures", lambda visit: visit.go("/")).needs
'see'
>>> Page("/figures/move", lambda visit: visit.go("/"), methods=("POST",)).needs
'decide'
"""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import HTMLResponse, RedirectResponse, Response

from doxdocket.desk import roles, versions
from doxdocket.review import templates
from doxdocket.review.browser_sessions import Door, Leases, Sitting
from doxdocket.review.front import FORM, File, Place, own
from doxdocket.words import Lang, Sentence

if TYPE_CHECKING:
    from doxdocket.desk.session import Session
    from doxdocket.store.case import Case

Handler = Callable[["Visit"], Response]
Needs = Literal["see", "decide", "reveal", "lead", "all"]
"""What an officer must be allowed to do: look, decide, reveal a value, lead; ``all``: whoever has signed in, an expert too."""


@dataclass(frozen=True, slots=True)
class Page:
    """A path, what answers it, and who may: ``role`` is what one must be allowed to do (``Needs``), by default ``see`` for GET and ``decide`` for the rest.

    ``expert``: also for an expert, whose view is anonymised; ``limit``: bytes of what is sent to it.
    """

    path: str
    handler: Handler
    methods: tuple[str, ...] = ("GET",)
    role: Needs | None = None
    expert: bool = False
    limit: int = FORM
    locked: bool = False
    """Answered while the sitting is locked too."""
    lasting: bool = False
    """Goes on in a closed case, though it takes somebody who may decide: handing out, asking who is there, opening the case again."""
    searches: bool = False
    """Looks for posts: of a large case it waits until there is an index."""
    again: Handler | None = None
    """What answers where a form is refused: its own page, which says why and keeps what was typed."""
    typed: tuple[str, ...] = ("reason",)
    """Fields of the form that somebody writes freely, so that a value may stand in them."""
    nav: Sentence | None = None
    """What it is called in the row of pages at the top, if it stands there."""

    @property
    def needs(self) -> Needs:
        """What one must be allowed to do."""
        return self.role or ("see" if self.methods == ("GET",) else "decide")

    @property
    def adds(self) -> bool:
        """Whether it adds to the case, or is the form of that: a closed case refuses it before anything is typed."""
        return self.needs == "decide" and not self.lasting


@dataclass(frozen=True, slots=True)
class Visit:
    """What a handler is given. ``case`` and ``desk`` are those of the one thread that works on the case, in which handlers run."""

    case: "Case"
    desk: "Session"
    door: Door
    place: Place
    leases: Leases
    sitting: Sitting
    cookie: str = field(repr=False)
    role: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: ImmutableMultiDict[str, str] = field(default_factory=ImmutableMultiDict)
    form: ImmutableMultiDict[str, str] = field(default_factory=ImmutableMultiDict, repr=False)
    files: Mapping[str, File] = field(default_factory=dict, repr=False)
    here: str = "/"
    """The address of the page; of what a form was sent to, the overview."""
    at: str = "/"
    """The path that was asked for."""
    partial: bool = False
    """Whether htmx asks, which puts the answer into the page that is there."""
    fault: str = ""
    """Why the form was refused that this page is shown for again; ``status`` is then that of the refusal."""
    status: int = 200
    drafted: bool = False
    """Whether the page shows again what was begun there and not sent."""

    def number(self, name: str) -> int:
        """A number of the form or the address, such as that of a page of a list; 1 where it is none."""
        text = self.form.get(name) or self.query.get(name, "")
        return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1

    @property
    def reason(self) -> str:
        """Why, as the form says it."""
        return self.form.get("reason", "").strip()

    def back(self, otherwise: str = "/") -> str:
        """A page of ours to go back to, as the form or the address names it."""
        asked = self.form.get("back") or self.query.get("back", "")
        return own(asked) if asked else otherwise

    @property
    def officer(self) -> str:
        """Whose visit it is."""
        return self.sitting.officer

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.sitting.lang

    @property
    def csrf(self) -> Markup:
        """The hidden field that every form carries."""
        return Markup('<input type="hidden" name="csrf" value="{}">').format(self.sitting.csrf)

    @property
    def closed(self) -> Hashable:
        """The row with which the case was closed; None while it is open."""
        return self.case.custody.reading().standing.closed

    @property
    def closing(self) -> str:
        """Who asked that the case, which is open, be closed, where another has to confirm."""
        told = self.case.custody.reading().standing
        return told.asked.officer if told.asked and told.closed is None else ""

    @property
    def decides(self) -> bool:
        """Whether this officer may add anything to the case now: their role allows it, and the case is open."""
        return roles.may(self.role, "decide") and self.closed is None

    def looking(self, item: str) -> tuple[str, ...]:
        """Note that the officer looks at this item, and say who else does (``others.html.j2`` shows it)."""
        return self.leases.look(item, self.officer)

    def version(self, *items: str) -> str:
        """The mark of the decisions on these, for the field ``version`` of a form."""
        return versions.of(self.case).mark(*items)

    def since(self, *items: str) -> list[Any]:
        """The decisions made on these since the form was made: by others, or by the officer at another page."""
        return versions.of(self.case).since(self.form.get("version", ""), *items)

    def page(self, name: str, *, title: str, status: int | None = None, **given: Any) -> HTMLResponse:
        """A page from its template. ``title``: of the page, never of the case or anybody in it."""
        told = {"visit": self, "lang": self.lang, "theme": self.sitting.theme, "officer": self.officer, "role": self.role, "csrf": self.csrf, "title": title, "idle": int(self.door.idle), "decides": self.decides}  # fmt: skip
        return HTMLResponse(templates.rendered(name, {**told, **given}), status or self.status)

    def notes(self) -> list[str]:
        """What is to be said once, and is said now."""
        said, self.sitting.notes = self.sitting.notes, []
        return said

    @property
    def anonymous(self) -> bool:
        """Whether who looks sees the pages that name nobody, and no way from them to others."""
        return self.role == roles.EXPERT

    @property
    def keys(self) -> str:
        """The keys that this officer takes instead, as the script reads them."""
        return json.dumps(dict(self.sitting.keys), ensure_ascii=True)

    def nothing(self) -> Response:
        """An answer without a page: htmx or a script asked, and there is nothing to show."""
        return Response(status_code=204)

    def go(self, path: str, note: str | None = None) -> Response:
        """Send the browser on to a page of ours, by GET; ``note`` is shown there, once."""
        if own(path) != path:
            raise ValueError(path[:1])
        if note:
            self.sitting.notes = [*self.sitting.notes, note]
        return RedirectResponse(path, 303)
