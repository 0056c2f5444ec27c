"""Keys of records that are made of several words: lastLoginIp, birth_place, userRealName.

Who prints a row of a leaked table prints its keys, and each table has its own. A key is a label when its words, or its last ones,
are one (``label_words``) and a colon or an equals sign follows. Source: own observation. Left out: keys of one word, which are
labels as they stand; what stands for a count, a picture or a time.

>>> from doxdocket.detect import labels
>>> from doxdocket.text import read
>>> text = read('{"birthPlace":"内蒙古通辽","lastLoginIp":"203.0.113.167"}')
>>> [(label.kind, text.clean[label.value_at :][:4]) for label in add(text.clean, labels.find(text))]
[('native_place', '内蒙古通'), ('ip_address', '203.')]
"""

import re
from collections.abc import Sequence

from doxdocket.detect.label_words import of_key
from doxdocket.detect.labels import Label, outside, value_at

_KEY = re.compile(
    r"(?<![A-Za-z0-9_])(?P<key>(?=[A-Za-z]*(?:_|(?<=[a-z])[A-Z]))[A-Za-z]++(?:_[A-Za-z]++)*+)(?=[\"']?[^\S\n]{0,2}[:=])"
)


def add(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels, with the keys that are none yet; words inside a key are none of their own."""
    known = {label.end: label.start for label in labels}
    made = []
    for found in _KEY.finditer(text):
        start, end = found.span("key")
        meaning = of_key(found["key"]) if known.get(end) != start else None
        if meaning is not None:
            made.append(Label(start, end, *meaning, True, value_at(text, end)[0]))
    if not made:
        return list(labels)
    kept = outside(labels, ((one.start, one.end) for one in made))
    return sorted([*kept, *made], key=lambda label: (label.start, label.end))
