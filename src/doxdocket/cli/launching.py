"""A page of this computer opened in the browser, by a file that its owner alone may read: the words of a started program are everybody's here.

Left out: the page itself (``review``, ``kit``).
"""

import os
import tempfile
from pathlib import Path

from doxdocket.cli import out
from doxdocket.cli.language import manner
from doxdocket.words import say


class Launched:
    """The browser that was opened, and the files that led it here."""

    def __init__(self) -> None:
        self._pages: list[Path] = []

    def open(self, link: str) -> None:
        """Open it."""
        import webbrowser

        from doxdocket.review.rendering import HOME, made

        fd, name = tempfile.mkstemp(prefix="doxdocket-", suffix=".html")
        self._pages.append(Path(name))
        with os.fdopen(fd, "w", encoding="utf-8") as page:
            page.write(made([HOME]).get_template("launch.html.j2").render(link=link, lang=manner().lang))
        try:
            webbrowser.open(Path(name).as_uri())
        except webbrowser.Error:
            out.note(say("reviewing.no_browser_found"))

    def done(self) -> None:
        """Nothing is left of the links."""
        for page in self._pages:
            page.unlink(missing_ok=True)
