"""The templates of the pages: escaped always, with the sentences of the catalogue and the addresses of what they load.

>>> environment().from_string("<p>{{ text }}</p>").render(text="<script>")
'<p>&lt;script&gt;</p>'
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from doxdocket.interval import told
from doxdocket.review import assets
from doxdocket.signs import picture
from doxdocket.words import either, say

HOME = Path(__file__).parent / "templates"


@cache
def environment() -> jinja2.Environment:
    """What renders them; what it has compiled it keeps."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HOME), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=shown,
    )  # fmt: skip
    made.globals |= {"say": say, "asset": assets.url, "either": either, "number": number, "bounds": bounds}
    return made


def rendered(name: str, given: Mapping[str, Any]) -> str:
    """A page or a part of one."""
    return environment().get_template(name).render(**given)


def shown(value: Any) -> Any:
    r"""What a template writes: characters that steer the direction of a line or show nothing stand as signs, as in every text that is shown.

    >>> from markupsafe import Markup
    >>> shown("a\u202eb"), shown(Markup("<b>") + "\x1b")
    ('a\\u202eb', Markup('<b>␛'))
    """
    return type(value)(picture(value)) if isinstance(value, str) else value


def number(value: object) -> str:
    """A number as a person reads it; nothing known is a dash, never 0."""
    if value is None:
        return "—"
    return told(value) if isinstance(value, int | str) else str(value)


def bounds(figure: Mapping[str, Any]) -> str:
    """Low, estimate, high; one number when they agree.

    >>> bounds({"low": 3, "estimate": 5, "high": 9}), bounds({"low": 7, "estimate": 7, "high": 7})
    ('3 – 5 – 9', '7')
    """
    parts = [number(figure[name]) for name in ("low", "estimate", "high")]
    return parts[0] if len(set(parts)) == 1 else " – ".join(parts)
