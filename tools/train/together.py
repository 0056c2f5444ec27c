"""Puts trained nets into one file, whose logits are averaged: ``python -m tools.train.together OUT DIR DIR ...``.

Each ``DIR`` is what ``tools.train`` wrote. ``OUT`` gets ``weights.npz``, ``card.json`` with the cards of all, and scores (``oof``) of the open
hands that none of them learned from.
"""

import hashlib
import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from doxdocket.detect.reader import tagger
from tools import corpus
from tools.train import oof


def packed(nets: list[bytes]) -> bytes:
    """One file of several, for ``tagger.load``."""
    out: dict[str, Any] = {}
    for number, net in enumerate(nets):
        with np.load(BytesIO(net), allow_pickle=False) as file:
            out |= {f"{number}/{name}" if number else name: file[name] for name in sorted(file.files)}
    stream = BytesIO()
    np.savez(stream, **out)
    return stream.getvalue()


def main() -> int:
    """The command."""
    to, *folders = map(Path, sys.argv[1:])
    weights = packed([(folder / "weights.npz").read_bytes() for folder in folders])
    cards = [json.loads((folder / "card.json").read_text(encoding="utf-8")) for folder in folders]
    to.mkdir(parents=True, exist_ok=True)
    (to / "weights.npz").write_bytes(weights)
    card = {"weights": hashlib.sha256(weights).hexdigest(), "bytes": len(weights), "nets": cards}
    (to / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    known = {name for one in cards for name in one["hands"]}
    nets = tagger.load(weights)
    for hand in corpus.open_hands():
        if hand.name not in known:
            oof.write(to / "oof" / f"{hand.name}.npz", oof.of(hand, nets))
    return 0


if __name__ == "__main__":
    sys.exit(main())
