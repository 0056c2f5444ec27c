"""The pages: each module has its ``ROUTES``, its templates and its section of sentences."""

from types import ModuleType

from doxdocket.review.pages import accounts, cases, channels, figures, keys, overview, revealing, sampling, seat, team

PAGES: tuple[ModuleType, ...] = (overview, figures, channels, accounts, cases, sampling, team, keys, revealing, seat)
"""Every page of the desk; a path is of one of them alone."""
