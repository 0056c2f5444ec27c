"""What a net that teaches says of hands that it has not seen, in the files of ``oof``, for ``--teacher``.

Such a net (``--beside MODEL``) is shown what a pretrained encoder says beside all else (``encoder``) and stays in floats; nothing of it is shipped.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from doxdocket.score.hands import Hand
from tools.train.data import Batches, Texts
from tools.train.oof import Scores, as_bytes


def taught(hand: Hand, texts: Texts, batches: Batches, ask: Callable[[Any], Any]) -> dict[str, Scores]:
    """What a net of floats says of all versions of a hand's messages (``ask`` gives logits of a row); of a text in pieces nothing."""
    own, found, left = batches.asking(texts), dict[str, Scores](), list(range(len(texts)))
    many = Counter(zip(texts.text.tolist(), texts.version.tolist(), strict=True))
    while left:
        row, lie = own.row((0, piece) for piece in left)
        tags, acts, posts = map(np.asarray, ask(row))
        for number, (piece, here) in enumerate(zip(left, lie, strict=False)):
            text, version = int(texts.text[piece]), int(texts.version[piece])
            if many[text, version] == 1:
                shares = np.exp(tags[here] - tags[here].max(axis=1, keepdims=True))
                said = [shares / shares.sum(axis=1, keepdims=True), *(1 / (1 + np.exp(-x)) for x in (acts[here], posts[number]))]  # fmt: skip
                found[hand.messages[text].id + (f"@{version}" if version else "")] = Scores(*map(as_bytes, said))
        left = left[max(1, len(lie)) :]
    return found
