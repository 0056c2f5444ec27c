"""Single labelled messages for scoring detection without a case, open and held.

The same writers and talk as in the case, every fact of a person possible; half of them ordinary posts. The form is one
dict a message: ``id``, ``text``, ``spans``, ``ignore``, ``conduct``, ``style``, ``part``.

>>> sample = messages(1, "open", 4)
>>> all(m["text"][s["start"] : s["end"]] == s["surface"] for m in sample for s in m["spans"])
True
"""

from random import Random
from typing import TYPE_CHECKING, Any

from doxdocket.rehearsal import choose, people, scenes, world
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card
from doxdocket.rehearsal.post import CHANNELS, Writing
from doxdocket.rehearsal.styles_held import HELD_STYLES
from doxdocket.rehearsal.styles_open import OPEN_STYLES

if TYPE_CHECKING:
    from doxdocket.rehearsal.hand import Style


def _cards(rng: Random, serial: int, shape: str) -> list[Card]:
    if shape == "list":
        return choose.columns(rng, [people.person(rng, serial + i) for i in range(rng.randint(3, 6))])
    if shape == "family":
        home = people.family(rng, serial)
        target = rng.choice([p for p in home if p.minor_age is None])
        return choose.kinsfolk(rng, target, [(p, world.relation(target, p)) for p in home if p is not target])
    minor = rng.randint(8, 17) if rng.random() < 0.08 else None
    card = choose.first(rng, people.person(rng, serial, minor_age=minor))
    return [choose.slip(rng, card) if rng.random() < 0.12 else card]


def _record(number: int, part: str, style: str, writing: Writing) -> dict[str, Any]:
    return {
        "id": f"{part}-{number:05d}",
        "text": writing.text,
        "spans": list(writing.spans),
        "ignore": list(writing.ignore),
        "conduct": list(writing.conduct),
        "style": style,
        "part": part,
    }


def messages(seed: int, part: str = "open", n: int = 400, *, ordinary: float = 0.5) -> list[dict[str, Any]]:
    """Labelled messages of one part; ``ordinary`` is the share of posts with nothing to find."""
    rng, out = Random(f"{seed}/{part}"), []
    styles: list[Style] = list((OPEN_STYLES if part == "open" else HELD_STYLES).values())
    talkers = [c for c in CHANNELS if c.part == part]
    for number in range(n):
        if rng.random() < ordinary:
            out.append(_record(number, part, "ordinary", scenes.ordinary(rng, rng.choice(talkers))))
            continue
        style = rng.choice(styles)
        pen = Pen(rng, part)
        style.write(pen, _cards(rng, number * 100, rng.choice(sorted(style.shapes))))
        out.append(_record(number, part, style.name, Writing.of(pen)))
    return out
