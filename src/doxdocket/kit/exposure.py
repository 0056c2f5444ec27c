"""What is exposed in the files of a kit, and what its owner says of it: mine, of others, shown in papers.

Equal values are one, however many files show them. Until the owner has said that a value is theirs nothing but its mask is shown; what is of others never is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from doxdocket.kit.folder import Answer, Kit
from doxdocket.kit.reading import Read
from doxdocket.law.kinds import kinds

_APART = re.compile(r"[\s\-－—·]+")


@dataclass(frozen=True, slots=True)
class Exposed:
    """One value: its kind, its mask, the numbers of the files that show it, and what the owner said."""

    tag: str
    kind: str
    value: str = field(repr=False)
    mask: str
    files: tuple[int, ...]
    answer: Answer | None
    """None while nothing was said."""
    typed: bool
    """Whether it is what the owner wrote of themselves, and so is theirs without being asked."""
    shown: bool

    @property
    def picture(self) -> bool:
        """Whether it is a picture as a whole, of which there is no value to read (a face, a paper)."""
        return kinds()[self.kind].id in _PICTURES


_PICTURES = frozenset({"face_photo", "id_card_image", "intimate_image"})


def exposed(kit: Kit, reads: Mapping[int, Read]) -> list[Exposed]:
    """Everything, by kind in the order of the list of kinds, then by mask."""
    own = {
        _plain(text)
        for text in (kit.record.about.name, kit.record.about.id_number, kit.record.about.phone)
        if text.strip()
    }
    found: dict[tuple[str, str], tuple[str, list[int]]] = {}
    for no, read in sorted(reads.items()):
        for one in read.hits:
            if one.value:
                mask, files = found.setdefault((one.kind, one.value), (one.mask, []))
                if len(one.mask.strip("*")) > len(mask.strip("*")):
                    found[one.kind, one.value] = (one.mask, files)
                if no not in files:
                    files.append(no)
    order = {kind: at for at, kind in enumerate(kinds())}
    told = []
    for (kind, value), (mask, files) in found.items():
        tag, typed = kit.tag(kind, value), _plain(value) in own
        said = kit.record.answers.get(tag) or ("mine" if typed else None)
        shown = said == "mine" and tag in kit.record.shown
        told.append(Exposed(tag, kind, value, mask, tuple(files), said, typed, shown))
    return sorted(told, key=lambda one: (order.get(one.kind, len(order)), one.mask, one.tag))


def shown(kit: Kit, reads: Mapping[int, Read]) -> frozenset[tuple[str, str]]:
    """Kinds and values that the owner wants to be seen."""
    return frozenset((one.kind, one.value) for one in exposed(kit, reads) if one.shown)


def _plain(text: str) -> str:
    return _APART.sub("", text).casefold()
