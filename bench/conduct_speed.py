"""How long conduct takes beside the gate of detection: ``python bench/conduct_speed.py [-n 20000]``; CPU time, ratios in one run.

Ordinary posts are the rehearsal's open ones; the others are messages of its open writers. The gate is asked through
``detect``, which stops there for ordinary posts.
"""

import argparse
import time
from random import Random

from doxdocket.detect import conduct, detect
from doxdocket.rehearsal import messages
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.slots import fill
from doxdocket.rehearsal.words import part


def ordinary(n: int) -> list[str]:
    rng = Random(3)
    templates = [text for texts in part("open").decoys.values() for text in texts]
    out = []
    for _ in range(n):
        pen = Pen(rng, "open")
        fill(pen, rng.choice(templates))
        out.append(pen.text)
    return out


def timed(act, *given) -> float:
    begin = time.process_time()
    act(*given)
    return time.process_time() - begin


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("-n", type=int, default=20_000)
    n = ask.parse_args().n
    plain, hot = ordinary(n), [m["text"] for m in messages(4, "open", max(n // 20, 50))]
    for texts in (plain[:9000], hot[:50]):  # engines and models load here
        conduct.label(texts, [detect(text) for text in texts])
    for name, texts in (("ordinary", plain), ("written by posters", hot)):
        hits: list = []
        gate = timed(lambda texts=texts, hits=hits: hits.extend(detect(text) for text in texts))
        acts: list = []
        seconds = timed(
            lambda texts=texts, hits=hits, acts=acts: [
                acts.extend(conduct.label(texts[at : at + 8192], hits[at : at + 8192]))
                for at in range(0, len(texts), 8192)
            ]
        )
        labelled = sum(bool(one) for one in acts)
        print(
            f"{name}: {len(texts)} posts of {sum(map(len, texts)) / len(texts):.0f} characters, conduct {1000 * seconds / len(texts):.4f} ms a post, "
            f"detection without names {1000 * gate / len(texts):.4f} ms, {seconds / gate:.2f} times it; {labelled} labelled"
        )


if __name__ == "__main__":
    main()
