"""The pages: each module has its ``ROUTES``, its templates and its section of sentences."""

from types import ModuleType

from doxdocket.review.pages import (
    accounts,
    adding,
    asking,
    cases,
    channels,
    decisions,
    figures,
    keys,
    overview,
    person,
    pictures,
    posts,
    queue,
    register,
    revealing,
    sampling,
    seat,
    team,
)

PAGES: tuple[ModuleType, ...] = (
    overview,
    queue,
    posts,
    person,
    figures,
    channels,
    accounts,
    cases,
    register,
    decisions,
    adding,
    sampling,
    team,
    keys,
    revealing,
    seat,
    asking,
    pictures,
)
"""Every page of the desk; a path is of one of them alone."""
