"""How much of a test runs when: the numbers that a test names are those of a sound look; the suite takes a share of them."""

from hypothesis import settings


def examples(count, **more):
    """Settings of a property: ``count`` examples, of which the profile takes its share (conftest.py at the root)."""
    return settings(max_examples=max(3, count * settings.default.max_examples // 100), **more)
