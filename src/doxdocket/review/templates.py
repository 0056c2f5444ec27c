"""The templates of the pages: escaped always, with the sentences of the catalogue and the addresses of what they load.

>>> environment().from_string("<p>{{ text }}</p>").render(text="<script>")
'<p>&lt;script&gt;</p>'
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.filters import do_urlencode

from doxdocket.desk.accounts.figures import bounds, unit
from doxdocket.desk.accounts.figures import shown as number
from doxdocket.desk.queues import kind_said, label_said
from doxdocket.review import assets
from doxdocket.signs import picture
from doxdocket.words import either, say

HOME = Path(__file__).parent / "templates"


@cache
def environment() -> jinja2.Environment:
    """What renders the pages of the desk; what it has compiled it keeps."""
    return made([HOME])


def made(homes: Sequence[Path]) -> jinja2.Environment:
    """What renders the templates of these folders, the first one first."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(homes), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=shown,
    )  # fmt: skip
    made.globals |= {"say": say, "asset": assets.url, "either": either, "number": number, "unit": unit, "bounds": bounds, "kind": kind, "label": label, "post_at": post_at}  # fmt: skip
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


def kind(id_: str) -> str:
    """What a kind of information is called."""
    return either(*kind_said(id_))


def label(id_: str) -> str:
    """What a label of conduct is called."""
    return either(*label_said(id_))


def post_at(channel: str, post: str) -> str:
    """The address of the page of a post."""
    return f"/post?{do_urlencode({'channel': channel, 'post': post})}"
