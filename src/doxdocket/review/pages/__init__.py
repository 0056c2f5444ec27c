"""The pages: each module has its ``ROUTES``, its templates and its section of sentences."""

from types import ModuleType

from doxdocket.review.pages import keys, looks, overview, queue

PAGES: tuple[ModuleType, ...] = (overview, queue, keys, looks)
"""Every page of the desk; a path is of one of them alone."""
