"""The pages: each module has its ``ROUTES``, its templates and its section of sentences."""

from types import ModuleType

from doxdocket.review.pages import adding, asking, keys, overview, person, pictures, posts, queue, revealing, seat, team

PAGES: tuple[ModuleType, ...] = (overview, queue, posts, pictures, person, asking, adding, team, keys, revealing, seat)
"""Every page of the desk; a path is of one of them alone."""
