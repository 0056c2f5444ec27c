"""The pages: each module has its ``ROUTES``, its templates and its section of sentences."""

from types import ModuleType

from doxdocket.review.pages import (
    accounts,
    adding,
    channels,
    closing,
    decisions,
    documents,
    keys,
    overview,
    own_settings,
    person,
    pictures,
    posts,
    queue,
    register,
    revealing,
    sampling,
    team,
)

PAGES: tuple[ModuleType, ...] = (
    overview,
    queue,
    posts,
    person,
    channels,
    accounts,
    register,
    documents,
    decisions,
    adding,
    sampling,
    team,
    closing,
    keys,
    revealing,
    own_settings,
    pictures,
)
"""Every page of the desk; a path is of one of them alone."""

NAV = (
    ("/", "/queues", "/decisions", "/add"),
    ("/posts", "/pictures", "/asking"),
    ("/figures", "/channels", "/sampling", "/validation"),
    ("/register", "/defendants", "/gains", "/damages", "/procedure", "/law", "/documents"),
    ("/custody", "/closing", "/team", "/keys"),
)
"""What stands at the top of each page, by what it is for: to decide, to look, the numbers, the case, the file itself."""
