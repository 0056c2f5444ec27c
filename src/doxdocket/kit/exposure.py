"""What is exposed in the files of a kit, and what its owner says of it: mine, of others, shown in papers.

Equal values are one, however many files show them. Until the owner has said that a value is theirs nothing but its mask is shown; what is of others never is.
"""

import re
from collections import defaultdict
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
    beside: tuple[tuple[str, str], ...] = ()
    """What else is told of the same person where it stands: kinds and masks, so that equal masks can be told apart."""

    @property
    def picture(self) -> bool:
        """Whether it is a picture as a whole, of which there is no value to read (a face, a paper)."""
        return kinds()[self.kind].id in _PICTURES


_PICTURES = frozenset({"face_photo", "id_card_image", "intimate_image"})


def exposed(kit: Kit, reads: Mapping[int, Read]) -> list[Exposed]:
    """Everything, by kind in the order of the list of kinds, then by mask."""
    about = kit.record.about
    own = {_plain(text) for text in (about.name, about.id_number, about.phone) if text.strip()}
    hits = [(no, one) for no, read in sorted(reads.items()) for one in read.hits if one.value]
    groups = defaultdict[tuple[int, int, int], dict[tuple[str, str], None]](dict)
    files = defaultdict[tuple[str, str], dict[int, None]](dict)
    masks: dict[tuple[str, str], str] = {}
    for no, one in hits:
        key = (one.kind, one.value)
        files[key][no] = None
        masks[key] = max(masks.get(key, ""), one.mask, key=lambda mask: len(mask.strip("*")))
        if one.person >= 0:
            groups[no, one.text, one.person][key] = None
    tags = {key: kit.tag(*key) for key in files}
    order = {kind: at for at, kind in enumerate(kinds())}
    told = []
    for (kind, value), numbers in files.items():
        tag, typed = tags[kind, value], _plain(value) in own
        said = kit.record.answers.get(tag) or ("mine" if typed else None)
        near = {
            key: None
            for group in groups.values()
            if (kind, value) in group
            for key in group
            if key != (kind, value) and kit.record.answers.get(tags[key]) != "others"
        }
        beside = tuple(dict.fromkeys((key[0], masks[key]) for key in near))
        told.append(Exposed(tag, kind, value, masks[kind, value], tuple(numbers), said, typed, said == "mine" and tag in kit.record.shown, beside))  # fmt: skip
    return sorted(told, key=lambda one: (order.get(one.kind, len(order)), one.mask, one.tag))


def shown(kit: Kit, reads: Mapping[int, Read]) -> frozenset[tuple[str, str]]:
    """Kinds and values that the owner wants to be seen."""
    return frozenset((one.kind, one.value) for one in exposed(kit, reads) if one.shown)


def _plain(text: str) -> str:
    return _APART.sub("", text).casefold()
