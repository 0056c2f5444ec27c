"""What is printed beside bounds of the value that a person picked: that it is decided, and where it lies within them no more, that too.

``count.figures`` tells which of both it is (``status``); every page that prints a decided value takes the words from here.

>>> said("84", "outdated")[1], said("84", "machine")[1]
(' (value 84, as decided; no longer within the bounds)', '')
"""

from doxdocket.words import zh_en

MACHINE, REVIEWED, OUTDATED = "machine", "reviewed", "outdated"


def said(value: str, status: str) -> tuple[str, str]:
    """The words in both languages; nothing where no person picked a value. ``value``: as the page writes numbers."""
    if status == MACHINE:
        return "", ""
    return zh_en("count_picked.outdated" if status == OUTDATED else "count_picked.value", value=value)
