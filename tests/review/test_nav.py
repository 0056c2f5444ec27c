"""The way from page to page: each page that has a name at the top stands in one group, and no group names a page that there is not."""

from doxdocket.review.pages import NAV, PAGES


def test_every_named_page_stands_at_the_top_once():
    named = [page.path for part in PAGES for page in part.ROUTES if page.nav]
    listed = [path for group in NAV for path in group]
    assert len(named) > 15
    assert sorted(listed) == sorted(named)
