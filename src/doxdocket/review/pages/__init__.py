"""The pages: each module has its ``ROUTES``, its templates and its section of sentences."""

from types import ModuleType

from doxdocket.review.pages import adding, keys, overview, queue, revealing, seat, team

PAGES: tuple[ModuleType, ...] = (overview, queue, adding, team, keys, revealing, seat)
"""Every page of the desk; a path is of one of them alone."""
