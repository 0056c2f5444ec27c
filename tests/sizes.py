"""How much of a test runs when: the numbers that a test names are those of a sound look; the suite takes a share of them.

>>> marks = [getattr(one, "marks", ()) for one in some(range(3), 2)]
>>> [len(found) for found in marks]
[0, 0, 1]
"""

import pytest
from hypothesis import settings


def examples(count, **more):
    """Settings of a property: ``count`` examples, of which the profile takes its share (conftest.py at the root)."""
    return settings(max_examples=max(3, count * settings.default.max_examples // 100), **more)


def some(values, few):
    """Parameters of which the first ``few`` run in the ordinary suite, and all under ``--whole``."""
    return [value if n < few else pytest.param(value, marks=pytest.mark.whole) for n, value in enumerate(values)]
