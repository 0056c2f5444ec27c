"""What is exposed in the files of a kit, and what its owner says of it: mine, of others, shown in the report.

Equal values are one, however many files show them; what the owner wrote of themselves is found where it stands, even where the computer missed it. Until the owner has said that a value is theirs nothing but its mask is shown; what is of others never is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from doxdocket.kit.folder import Answer, Kit
from doxdocket.kit.reading import Box, Read, Seen, plain, standing
from doxdocket.law.kinds import kinds
from doxdocket.seal.masks import mask


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
    clear: str = field(default="", repr=False)
    """As it stands in the first file that shows it."""
    spot: tuple[int, tuple[Box, ...]] | None = None
    """The first picture that shows it, and where."""
    near: bool = False
    """Whether it stands beside what is the owner's."""

    @property
    def picture(self) -> bool:
        """Whether it is a picture as a whole, of which there is no value to read (a face, a paper)."""
        return self.kind in _PICTURES


_PICTURES = frozenset({"face_photo", "id_card_image", "intimate_image"})


def exposed(kit: Kit, reads: Mapping[int, Read]) -> list[Exposed]:
    """Everything, by kind in the order of the list of kinds, then by mask."""
    own = {plain(value) for _, value in kit.own()}
    found = {(one.kind, plain(one.value)): one.value for read in reads.values() for one in read.hits}
    hits = [
        (no, one) for no, read in sorted(reads.items()) for one in (*read.hits, *_missed(kit, read, found)) if one.value
    ]
    groups = defaultdict[tuple[int, int, int], dict[tuple[str, str], None]](dict)
    of = defaultdict[tuple[str, str], dict[tuple[int, int, int], None]](dict)
    stand = defaultdict[tuple[str, str], list[tuple[int, Seen]]](list)
    masks: dict[tuple[str, str], str] = {}
    for no, one in hits:
        key = (one.kind, one.value)
        stand[key].append((no, one))
        masks[key] = max(masks.get(key, one.mask), one.mask, key=lambda mask: len(mask.strip("*")))
        if one.person >= 0:
            group = no, one.text, one.person
            groups[group][key] = of[key][group] = None
    tags = {key: kit.tag(*key) for key in stand}
    said = {key: kit.record.answers.get(tags[key]) or ("mine" if plain(key[1]) in own else None) for key in stand}
    order = {kind: at for at, kind in enumerate(kinds())}
    told = []
    for key, places in stand.items():
        kind, value = key
        near = {other: None for group in of[key] for other in groups[group] if other != key and said[other] != "others"}
        told.append(Exposed(
            tags[key], kind, value, masks[key], tuple(dict.fromkeys(no for no, _ in places)), said[key], plain(value) in own,
            said[key] == "mine" and tags[key] in kit.record.shown, tuple(dict.fromkeys((other[0], masks[other]) for other in near)),
            _clear(reads, *places[0]), next(((no, one.boxes) for no, one in places if one.boxes), None), any(said[other] == "mine" for other in near),
        ))  # fmt: skip
    return sorted(told, key=lambda one: (order.get(one.kind, len(order)), one.mask, one.tag))


def _clear(reads: Mapping[int, Read], no: int, one: Seen) -> str:
    """The words of the file: what stands for a record is no text that anybody can read."""
    return reads[no].texts[one.text][one.start : one.end] if one.where == "text" else one.value


def _missed(kit: Kit, read: Read, found: Mapping[tuple[str, str], str]) -> Iterator[Seen]:
    """What the owner wrote of themselves and the computer did not find there."""
    for number, text in enumerate(read.texts):
        for kind, value in kit.own():
            for start, end in standing(value, text):
                if not any(
                    one.text == number and one.start < end and start < one.end and plain(one.value) == plain(value)
                    for one in read.hits
                ):
                    told = found.get((kind, plain(value)), plain(value))
                    where = tuple(box for first, last, box in read.lines if start < last and first < end)
                    yield Seen(number, start, end, kind, "valid", told, mask(kind, told), boxes=where)
