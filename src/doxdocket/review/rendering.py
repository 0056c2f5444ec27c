"""What renders templates: escaped always, strict about what is missing, with the sentences of the catalogue and the addresses of styles and scripts.

>>> made([HOME]).from_string("<p>{{ text }}</p>").render(text="<script>")
'<p>&lt;script&gt;</p>'
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from doxdocket.review import assets
from doxdocket.visible_signs import picture
from doxdocket.words import either, say

HOME = Path(__file__).parent / "templates"


def made(homes: Sequence[Path], **more: Any) -> jinja2.Environment:
    """What renders the templates of these folders, the first one first; ``more``: functions and values that they use besides."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(homes), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=shown,
    )  # fmt: skip
    made.globals |= {"say": say, "asset": assets.url, "either": either, **more}
    return made


def shown(value: Any) -> Any:
    r"""What a template writes: characters that steer the direction of a line or show nothing stand as signs, as in every text that is shown.

    >>> from markupsafe import Markup
    >>> shown("a\u202eb"), shown(Markup("<b>") + "\x1b")
    ('a\\u202eb', Markup('<b>␛'))
    """
    return type(value)(picture(value)) if isinstance(value, str) else value
