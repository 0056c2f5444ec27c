"""The kit as pages of this computer: who is let in is the same as at the desk (``review.front``), what they may is all of it, for it is theirs.

One thread answers, in which the kit lives. Left out: what pages say (``pages``), the server (``serving``).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from doxdocket.errors import DoxdocketError, EvidenceFault
from doxdocket.kit.exposure import Hiding, Sort, exposed
from doxdocket.kit.folder import Kit
from doxdocket.kit.work import Work
from doxdocket.law.kinds import kinds
from doxdocket.review import rendering
from doxdocket.review.browser_sessions import Sitting
from doxdocket.review.front import FORM, Came, File, Front, application, endpoint, own
from doxdocket.words import Lang, named, say, speaking

HOME = Path(__file__).parent / "templates"
SITTER = "kit"


@cache
def environment() -> jinja2.Environment:
    """The kit's templates, and beneath them those of the desk."""
    return rendering.made([HOME, rendering.HOME], kind=lambda id_: named(kinds()[id_]).partition("(")[0].strip())


@dataclass(slots=True)
class Served(Front):
    """A kit that is being served."""

    kit: Kit = field(repr=False)
    work: Work = field(init=False, repr=False)
    clear: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    """Of who sits there the value that the next page shows in clear."""

    def __post_init__(self) -> None:
        self.work = Work(self.kit, self.worker)

    def warm(self) -> None:
        """Read what is there."""
        self.work.begin()

    def rendered(self, name: str, given: Mapping[str, Any]) -> str:
        """A page from its template."""
        return environment().get_template(name).render(**given)

    def link(self) -> str:
        """The secret of a link."""
        return self.door.link(SITTER, "", self.speaks)

    @property
    def speaks(self) -> Lang:
        """The language of the kit."""
        return "en" if (self.kit.record.lang or self.lang) == "en" else "zh"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of the owner."""

    served: Served
    sitting: Sitting
    path: Mapping[str, str]
    query: ImmutableMultiDict[str, str]
    form: ImmutableMultiDict[str, str] = field(repr=False)
    files: tuple[tuple[str, File], ...] = field(repr=False)
    at: str
    fault: str = ""
    status: int = 200

    @property
    def kit(self) -> Kit:
        """What is shown."""
        return self.served.kit

    @property
    def work(self) -> Work:
        """What is read beside."""
        return self.served.work

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.sitting.lang

    def text(self, name: str, most: int = 2000) -> str:
        """A field of the form, without blanks around it, cut."""
        return _line_ends(self.form.get(name, ""))[:most]

    def number(self, name: str) -> int:
        """A number of the form or the address; 0 where it is none."""
        text = self.form.get(name) or self.query.get(name, "") or self.path.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0

    def page(self, name: str, title: str, **given: Any) -> HTMLResponse:
        """A page from its template."""
        hiding = cache(lambda: Hiding(self.kit, exposed(self.kit, self.work.reads)))

        def hide(text: str, of: Sort = "") -> str:
            if self.work.waiting() and self.kit.record.answers:  # what is covered is known when all files are read
                return "***" if text else ""
            return hiding()(text, of)

        told = {
            "visit": self,
            "hide": hide,
            "kit": self.kit,
            "record": self.kit.record,
            "work": self.work,
            "lang": self.lang,
            "theme": "",
            "csrf": self.sitting.csrf,
            "title": title,
            "nav": NAV,
        }
        return HTMLResponse(self.served.rendered(name, {**told, **given}), self.status)

    def drafted(self, page: str) -> ImmutableMultiDict[str, str] | None:
        """What was typed on this page and not kept; None where nothing was, or it holds nothing."""
        held = self.kit.record.drafts.get(page, {})
        some = any(not each or any(map(str.strip, each)) for name, each in held.items() if name not in _BESIDE)
        return ImmutableMultiDict([(name, one) for name, each in held.items() for one in each]) if some else None

    def draft(self) -> None:
        """Keep what was typed on the page that this form comes from; nothing where that is empty, or what stands in the record."""
        page, record = self.form.get("draft", ""), self.kit.record
        if not DRAFTED.fullmatch(page):
            return
        asked = set(self.form.getlist("as"))  # what the page picked itself
        given = (*self.form, *(one.partition("=")[0] for one in asked))
        names = dict.fromkeys(
            name for name in given if name not in ("csrf", "draft", "lang", "back", "was", "as", "next")
        )
        held = {name: [_line_ends(one)[:2000] for one in self.form.getlist(name)] for name in names}
        there: Any = (
            record.about
            if page in ("/papers", "/exposed")
            else next((day for day in record.diary if day.no == self.number("no")), None)
        )
        kept = {name: stood(there, name) for name in names}
        typed = {
            name: some
            for name, some in held.items()
            if name not in _BESIDE
            and {f"{name}={one}" for one in some} != {one for one in asked if one.startswith(f"{name}=")}
        }
        off = not all(typed.values())  # what the page picked, and is picked no more
        if off or (
            any(any(some) for some in typed.values()) and any(some != [kept[name]] for name, some in typed.items())
        ):
            record.drafts[page] = held | {"was": [self.form.get("was", "")]}
        else:
            record.drafts.pop(page, None)
        self.kit.save()

    def onward(self, path: str, here: str) -> str:
        """Where a form leads to that was kept by the button that goes on; else ``here``."""
        return path if self.form.get("next") else here

    def notes(self) -> list[str]:
        """What is to be said once, and is said now."""
        said, self.sitting.notes = self.sitting.notes, []
        unlaid, self.kit.unlaid = self.kit.unlaid, False
        return [*said, *([say("kit.unlaid")] if unlaid else [])]

    def go(self, path: str, note: str = "") -> Response:
        """Send the browser on to a page of ours, by GET; ``note`` is shown there, once."""
        if note:
            self.sitting.notes = [*self.sitting.notes, note]
        return RedirectResponse(own(path), 303)


@dataclass(frozen=True, slots=True)
class Page:
    """A path, what answers it, and what is shown where a form is refused. ``limit``, ``files``: of what is sent to it."""

    path: str
    handler: Callable[[Visit], Response]
    post: bool = False
    again: Callable[[Visit], Response] | None = None
    limit: int = FORM
    files: int = 1
    covered: bool = False
    """Answered while the screen is covered too."""


def stood(there: Any, name: str) -> str:
    """What a form shows of a field of the record: a number, or the words where the owner wrote none."""
    return str(getattr(there, name, None) or getattr(there, f"{name}_said", None) or "")


def _line_ends(text: str) -> str:
    """The text with the line ends of the record: a form sends others."""
    return text.replace("\r\n", "\n").strip()


_BESIDE = ("no", "file", "was", "threats", "photos", "shows")
"""Fields of a form that are no words of the owner's."""
DRAFTED = re.compile(r"/papers|/exposed(/callers)?|/diary(\?no=\d{1,6})?")
"""Pages of which what is typed is kept before it is sent."""
NAV = ("files", "exposed", "diary", "papers", "help")
"""Pages that stand at the top, in the order of the work."""


def make(served: Served, pages: tuple[Page, ...]) -> Starlette:
    """The application."""
    return application(
        served,
        [
            Route(page.path, endpoint(served, page.limit, partial(_answer, served, page), page.files), methods=["POST" if page.post else "GET"])
            for page in pages
        ],
    )  # fmt: skip


def _answer(served: Served, page: Page, came: Came) -> Response:
    """In the thread of the kit."""
    sitting = came.sitting
    sitting.lang = served.speaks
    with speaking(sitting.lang):
        request = came.request
        query = ImmutableMultiDict(request.query_params.multi_items())
        visit = Visit(served, sitting, dict(request.path_params), query, came.form, came.files, request.url.path)
        if sitting.locked and not page.covered:
            return visit.page("covered.html.j2", say("kit.covered"))
        try:
            return page.handler(visit)
        except DoxdocketError as error:
            status = 409 if isinstance(error, EvidenceFault) else 400
            said = replace(visit, fault=error.said(sitting.lang), status=status)
            return page.again(said) if page.again else said.page("fault.html.j2", say("kit.fault"))
