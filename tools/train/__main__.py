"""Train the tagger: on all open hands but those of one fold, on the train hands alone, or on all for the weights that ship.

Writes to the folder: ``weights.npz``, ``card.json`` (settings, hands, digests of what was learned from and of the weights, the course) and, for hands
that were left out, their scores (``oof``). The same texts and settings give the same bytes. One core; ``--steps`` makes it shorter.
"""

import argparse
import hashlib
import json
import os
import pickle
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import numpy as np
import optax

from doxdocket.detect.reader import features, tagger
from doxdocket.score.hands import Hand
from tools import corpus
from tools.train import data, encoder, net, oof, teach


def texts_of(given: argparse.Namespace) -> tuple[dict[str, data.Texts], data.Texts]:
    """Hands and ordinary text, kept in a folder when one is named (made again when the code that makes them changes)."""
    hands = corpus.open_hands()
    if given.hands:
        hands = [hand for hand in hands if hand.name in given.hands]
    says = encoder.Encoder(given.beside).vectors if given.beside else None
    if not given.cache:
        return _made(hands, given, says)
    sources = [
        *sorted(Path(features.__file__).parent.rglob("*.py")),
        *sorted(Path(features.__file__).parent.rglob("*.yaml")),
    ]
    sources += [Path(data.__file__), Path(data.__file__).with_name("marked.py"), *corpus.files()]
    sources = [path for path in sources if path.name != "tagger.py"]
    asked = repr((given.hands, given.versions, bool(given.beside))).encode()
    key = hashlib.sha256(b"".join(path.read_bytes() for path in sources) + asked)
    path = given.cache / f"{key.hexdigest()[:16]}.pickle"
    if not path.exists():
        made = _made(hands, given, says)
        given.cache.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(made))
    found: tuple[dict[str, data.Texts], data.Texts] = pickle.loads(path.read_bytes())  # noqa: S301 - our own
    return found


def _made(
    hands: Sequence[Hand], given: argparse.Namespace, says: data.Says | None
) -> tuple[dict[str, data.Texts], data.Texts]:
    ordinary = data.of_ordinary(given.data, says) if given.data else data.made([], says)
    return data.of_hands(hands, given.versions, says), ordinary


NORMED = 40
"""Rows after the last step over which means and spreads are taken."""
FASTER = {"table": 10.0, "says": 5.0, "matrix": 1.0}
"""How much larger the steps of weights are that few characters of a row show."""


def _kind_of(params: net.Params) -> dict[str, str]:
    tables = {"chars": "table", "grams": "table", "words": "table", "says": "says", "traits": "says"}
    return {name: tables.get(name, "matrix") for name in params}


def learned(
    batches: data.Batches, settings: net.Settings, first: Any, tell: Any = None
) -> tuple[net.Params, net.Norms]:
    """Weights after all steps."""
    rates = optax.warmup_cosine_decay_schedule(0.0, settings.rate, max(1, settings.steps // 20), settings.steps, 0.0)
    steps = {kind: optax.adamw(lambda n, k=kind: rates(n) * FASTER[k], weight_decay=settings.decay) for kind in FASTER}
    way = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(steps, _kind_of))
    params = net.start(settings, first)
    state = way.init(params)

    @jax.jit  # type: ignore[untyped-decorator]
    def step(params: Any, state: Any, row: Any, key: Any) -> tuple[Any, Any, Any]:
        value, slopes = jax.value_and_grad(net.loss)(params, row, key, settings)
        updates, state = way.update(slopes, state, params)
        return optax.apply_updates(params, updates), state, value

    key = jax.random.PRNGKey(settings.seed + 1)
    mean = 0.0
    for number in range(settings.steps):
        params, state, value = step(params, state, batches.draw(), jax.random.fold_in(key, number))
        mean = float(value) if number == 0 else 0.98 * mean + 0.02 * float(value)
        if tell and (number + 1) % 50 == 0:
            tell(number + 1, mean)
    ask = jax.jit(lambda params, row: net.forward(params, row, None, 0.0)[3])
    met = [ask(params, batches.draw()) for _ in range(NORMED)]
    return params, net.Norms(*(sum(one) / NORMED for one in zip(*met, strict=True)))


def main() -> int:
    """The command."""
    ask = argparse.ArgumentParser(description=__doc__)
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("--fold", type=int, choices=range(corpus.FOLDS))
    what.add_argument("--dev", action="store_true", help="train hands alone; scores of the dev hands")
    what.add_argument("--final", action="store_true", help="all open hands")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--data", type=Path, help="the folder with cold and uner")
    ask.add_argument("--teacher", type=Path, help="a folder with a teacher's word, as oof writes it")
    ask.add_argument(
        "--beside",
        type=Path,
        help="the packed model whose vectors a net that teaches is shown; nothing is to be shipped then",
    )
    ask.add_argument("--start", type=Path, help="first tables of chars and grams, by name")
    ask.add_argument("--cache", type=Path)
    ask.add_argument("--hands", nargs="*", help="only these")
    ask.add_argument("--versions", type=int, default=data.VERSIONS)
    shown = [name for name in net.Settings._fields if name != "beside"]
    for name in shown:
        ask.add_argument(
            f"--{name}", type=type(net.Settings._field_defaults[name]), default=net.Settings._field_defaults[name]
        )
    given = ask.parse_args()
    settings = net.Settings(
        **{name: getattr(given, name) for name in shown}, beside=encoder.WIDE if given.beside else 0
    )
    hands, ordinary = texts_of(given)
    sides = corpus.splits()
    out = {name for name in hands if (given.dev and sides[name] == "dev") or corpus.fold(name) == given.fold}
    kept = [name for name in hands if name not in out]
    texts = [*(hands[name] for name in kept), ordinary]
    soft = {name: oof.read(path) for name in kept if given.teacher and (path := given.teacher / f"{name}.npz").exists()}
    first = dict(np.load(given.start)) if given.start else {}
    began, course = time.process_time(), []

    def tell(number: int, mean: float) -> None:
        course.append((number, round(mean, 4)))
        print(f"step {number}  loss {mean:.4f}  {time.process_time() - began:.0f} s CPU", flush=True)

    batches = data.Batches(
        texts, settings.seed, settings.size, settings.ordinary, _by_text(kept, soft, corpus.open_hands())
    )
    params, norms = learned(batches, settings, first, tell)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.beside:
        said = jax.jit(lambda row: net.forward(params, row, None, 0.0, norms)[:3])
        for hand in corpus.open_hands():
            if hand.name in out:
                oof.write(given.out / "oof" / f"{hand.name}.npz", teach.taught(hand, hands[hand.name], batches, said))
        return 0
    weights = net.written(params, norms)
    (given.out / "weights.npz").write_bytes(weights)
    card = {
        "weights": hashlib.sha256(weights).hexdigest(), "bytes": len(weights), "hands": kept, "left_out": sorted(out),
        "ordinary_texts": len(ordinary), "learned_from": data.digest(texts), "settings": settings._asdict(),
        "versions": given.versions, "soft": sorted(soft), "start": sorted(first), "course": course,
        "parameters": int(sum(np.prod(one.shape) for one in net.start(settings).values())),
        "jax": jax.__version__, "numpy": np.__version__,
    }  # fmt: skip
    (given.out / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shipped = tagger.load(weights)
    for hand in corpus.open_hands():
        if hand.name in out:
            oof.write(given.out / "oof" / f"{hand.name}.npz", oof.of(hand, shipped))
    return 0


def _by_text(kept: list[str], soft: Any, hands: list[Hand]) -> dict[tuple[int, int, int], oof.Scores]:
    """A teacher's word by the place of the hand, the number of the message and the version (``ID@VERSION``)."""
    numbers = {(hand.name, message.id): at for hand in hands for at, message in enumerate(hand.messages)}
    return {
        (place, numbers[name, one.partition("@")[0]], int(one.partition("@")[2] or 0)): word
        for place, name in enumerate(kept)
        for one, word in soft.get(name, {}).items()
    }


if __name__ == "__main__":
    sys.exit(main())
