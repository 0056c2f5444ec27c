"""The templates of the pages: escaped always, with the sentences of the catalogue and the addresses of what they load.

>>> environment().from_string("<p>{{ text }}</p>").render(text="<script>")
'<p>&lt;script&gt;</p>'
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2
from jinja2.filters import do_urlencode

from doxdocket.desk.accounts.figures import bounds, decimals, unit
from doxdocket.desk.accounts.figures import shown as number
from doxdocket.desk.answers import called
from doxdocket.review.rendering import HOME, made
from doxdocket.words import either


@cache
def environment() -> jinja2.Environment:
    """What renders the pages of the desk; what it has compiled it keeps."""
    return made(
        [HOME], number=number, unit=unit, bounds=bounds, decimals=decimals, kind=kind, label=kind, post_at=post_at
    )


def rendered(name: str, given: Mapping[str, Any]) -> str:
    """A page or a part of one."""
    return environment().get_template(name).render(**given)


def kind(id_: str) -> str:
    """What a kind of information, or a label of conduct, is called."""
    return either(*called(id_))


def post_at(channel: str, post: str) -> str:
    """The address of the page of a post."""
    return f"/post?{do_urlencode({'channel': channel, 'post': post})}"
