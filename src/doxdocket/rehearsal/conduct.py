"""What posters do beside publishing data: insults, threats, calls to harass, paid tasks, offers, adverts, motives.

All sentences are invented. The open ones may be looked at by whoever writes a detector; the held ones are the test.
Each bank is a list of templates; ``{ta}`` is 他 or 她, ``{price}`` and ``{price2}`` are sums asked or promised, ``{off}`` is a
discount.

>>> sorted(part("open").conduct) == sorted(part("held").conduct)
True
"""

import re

from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card
from doxdocket.rehearsal.words import part

_SUM = re.compile(r"\{(price2?)\}")


def sentence(pen: Pen, label: str, card: Card | None = None) -> tuple[str, list[int]]:
    """One sentence of this label in the pen's part, and the sums that it asks or promises, in their order."""
    rng = pen.rng
    template = rng.choice(part(pen.part).conduct[label])
    prices = {
        "price": rng.choice((20, 25, 30, 30, 50, 66, 88, 100)),
        "price2": rng.choice((120, 150, 200, 260, 380, 500)),
    }
    said = template.format(
        **prices,
        off=prices["price"],
        ta="她" if card and card.person.gender == "女" else "他",
        count=rng.choice((10, 20, 50, 100)),
        channel=rng.choice(("wudeng_bak", "yexiao_2", "kaizhewan_xin", "heixiang_pro", "example_tui")),
    )
    return said, [prices[name] for name in _SUM.findall(template)]


def act(pen: Pen, label: str, card: Card | None = None) -> None:
    """Write one sentence of conduct with its span."""
    said, amounts = sentence(pen, label, card)
    with pen.doing(label, card):
        pen.say(said)
    if amounts:
        pen.conduct[-1]["amounts"] = amounts
