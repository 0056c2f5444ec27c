"""The pages: each module has its ``ROUTES``, its templates and its section of sentences."""

from types import ModuleType

from doxdocket.review.pages import keys, overview, revealing, seat

PAGES: tuple[ModuleType, ...] = (overview, keys, revealing, seat)
"""Every page of the desk; a path is of one of them alone."""
