"""The tagger's net as it is trained: the same whole numbers as at run time, with slopes that pass through the rounding.

Tables of characters, pairs and words are products of a narrow table and a matrix while they are learned (few texts teach a narrow table more), and
are multiplied out when they are written. Left out: reading of texts (`data`), the run time (``doxdocket.detect.reader.tagger``).
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from doxdocket.detect.reader import features
from doxdocket.detect.reader.features import GAP
from doxdocket.detect.reader.tagger import LABELS, LAYERS, MOST, POOLED, STEP, TAGS

Params = dict[str, Any]
Array = Any


class Settings(NamedTuple):
    """What a training is made of."""

    channels: int = 96
    steps: int = 1700
    size: int = 4096  # characters of a step
    rate: float = 3e-3
    seed: int = 7
    ordinary: float = 0.35  # of the pieces drawn
    decoy: float = 2.0  # weight of characters of texts that disclose nothing
    conduct: float = 0.5  # weight of conduct beside that of kinds
    post: float = 0.3
    taught: float = 0.5  # share of a teacher's word where there is one
    drop: float = 0.05
    decay: float = 0.01
    beside: int = 0  # columns that an encoder says of each character: of a net that teaches alone


_LEAST = 1e-3
_NARROW = {"chars": 64, "grams": 32, "words": 32}


def start(settings: Settings, given: Mapping[str, Array] | None = None) -> Params:
    """First weights, some of them given."""
    known = features.characters()
    keys = iter(jax.random.split(jax.random.PRNGKey(settings.seed), 64))
    wide = settings.channels
    sizes = {"chars": len(known.plain), "grams": features.GRAMS, "words": features.WORDS}

    def normal(*shape: int, scale: float) -> Array:
        return jax.random.normal(next(keys), shape, jnp.float32) * scale

    params: Params = {}
    for name, narrow in _NARROW.items():
        params[name] = normal(sizes[name], narrow, scale=1.0 if name == "chars" else 0.5)
        params[f"{name}_out"] = normal(narrow, wide, scale=narrow**-0.5)
    params["traits"] = normal(len(features.TRAITS), wide, scale=0.3)
    params["says"] = normal(len(features.SAYINGS), wide, scale=0.3)
    for n in range(len(LAYERS)):
        params[f"layer{n}"] = normal(3, wide, wide, scale=(2 / (3 * wide)) ** 0.5 * 0.7)
    if settings.beside:
        params["beside"] = normal(settings.beside, wide, scale=0.5 * settings.beside**-0.5)
    params["gain"], params["shift"] = jnp.ones((len(LAYERS) + 1, wide)), jnp.full((len(LAYERS) + 1, wide), 0.2)
    for name, out in (("pool", wide), ("tags", len(TAGS) + len(LABELS)), ("post", len(LABELS) + 1)):
        params[name] = normal(wide, out, scale=wide**-0.5 * (0.3 if name == "pool" else 0.5))
        params[f"{name}_plus"] = jnp.zeros(out)
    params["tags_plus"] = params["tags_plus"].at[0].set(2.0).at[len(TAGS) :].set(-4.0)
    for name, one in (given or {}).items():
        if params[name].shape != one.shape:
            raise ValueError(f"{name} is of another shape")
        params[name] = jnp.asarray(one, jnp.float32)
    return params


def _whole(x: Array) -> Array:
    """Rounded to steps; the slope passes."""
    return x + jax.lax.stop_gradient(jnp.round(x * STEP) / STEP - x)


def _scales(matrix: Array) -> Array:
    return jnp.maximum(jnp.max(jnp.abs(matrix), axis=tuple(range(matrix.ndim - 1))), 1e-6) / MOST


def _weights(matrix: Array) -> Array:
    scale = jax.lax.stop_gradient(_scales(matrix))
    return matrix + jax.lax.stop_gradient(jnp.round(matrix / scale) * scale - matrix)


def _table(params: Params, name: str) -> Array:
    """A table multiplied out."""
    wide = params[name] @ params[f"{name}_out"]
    if name == "chars":
        known = features.characters()
        wide = wide[known.plain] + known.traits.astype(np.float32) @ params["traits"]
    return wide


def _looked_up(params: Params, name: str, at: Array) -> Array:
    if name == "chars":
        known = features.characters()
        wide = params[name][jnp.asarray(known.plain)[at]] @ params["chars_out"]
        wide += jnp.asarray(known.traits, jnp.float32)[at] @ params["traits"]
    else:
        wide = params[name][at] @ params[f"{name}_out"]
    return _whole(jnp.clip(wide, -MOST / STEP, MOST / STEP)) * (at > 0)[:, None]


@jax.custom_vjp  # type: ignore[untyped-decorator]
def _most(shown: Array, piece: Array, many: Array) -> Array:
    return jax.ops.segment_max(shown, piece, num_segments=many.shape[0] + 1, indices_are_sorted=False)[:-1]


def _most_forward(shown: Array, piece: Array, many: Array) -> tuple[Array, Any]:
    found = jnp.maximum(_most(shown, piece, many), 0)
    return found, (shown, piece, found)


def _most_back(kept: Any, slope: Array) -> tuple[Array, None, None]:
    shown, piece, found = kept
    wide = jnp.concatenate([found, jnp.full((1, found.shape[1]), jnp.inf)])
    back = jnp.concatenate([slope, jnp.zeros((1, slope.shape[1]))])
    top = (shown == wide[piece]) & (shown > 0)
    return jnp.where(top, back[piece], 0), None, None


_most.defvjp(_most_forward, _most_back)


class Norms(NamedTuple):
    """Mean and spread of each channel before each layer, as they were met."""

    mean: Array
    variance: Array


def forward(
    params: Params, row: Mapping[str, Array], key: Array | None, drop: float, norms: Norms | None = None
) -> tuple[Array, Array, Array, Norms]:
    """Logits of tags and of conduct a character, and of the piece; with a key some of the input is left out.

    Before each layer channels are brought to one mean and spread: those of this row, or those given.
    """
    keys = iter(jax.random.split(key, 16)) if key is not None else None

    def some(shape: tuple[int, ...], share: float) -> Array:
        return jax.random.bernoulli(next(keys), 1 - share, shape) if keys is not None else jnp.ones(shape, jnp.bool_)

    size = row["chars"].shape[0]
    there = (row["piece"] < row["post"].shape[0])[:, None].astype(jnp.float32)
    many = there.sum()
    lost = {"chars": 0.5, "grams": 2.0, "words": 1.5}
    kept = params["says"] * some((len(features.SAYINGS), 1), drop)
    hidden = row["says"] @ _whole(jnp.clip(kept, -MOST / STEP, MOST / STEP))
    for name, share in lost.items():
        hidden += _looked_up(params, name, row[name] * some((size,), drop * share))
    if "beside" in params:
        told = row["beside"] * some((size, 1), 2 * drop) * some((1, len(params["beside"])), 2 * drop)
        hidden += there * (told @ params["beside"])
    met = []

    def shown(hidden: Array, number: int) -> Array:
        mean = (hidden * there).sum(axis=0) / many if norms is None else norms.mean[number]
        variance = ((hidden - mean) ** 2 * there).sum(axis=0) / many if norms is None else norms.variance[number]
        met.append((mean, variance))
        times = params["gain"][number] / jnp.sqrt(variance + _LEAST)
        x = jnp.clip(_whole((hidden - mean) * times + params["shift"][number]), 0, MOST / STEP) * there
        return x * some((1, x.shape[1]), drop) / (1 - drop) if keys is not None else x

    for number, far in enumerate(LAYERS):
        x = shown(hidden, number)
        if number == POOLED:
            seen = _most(x, row["piece"], row["post"]) @ _weights(params["pool"]) + params["pool_plus"]
            hidden += jnp.concatenate([seen, jnp.zeros((1, seen.shape[1]))])[row["piece"]]
        x = jnp.pad(x, ((far, far), (0, 0)))
        three = jnp.concatenate([x[: -2 * far], x[far:-far], x[2 * far :]], axis=1)
        hidden += three @ _weights(params[f"layer{number}"]).reshape(-1, x.shape[1])
    last = shown(hidden, len(LAYERS))
    both = last @ _weights(params["tags"]) + params["tags_plus"]
    posts = _most(last, row["piece"], row["post"]) @ _weights(params["post"]) + params["post_plus"]
    mean, variance = (jnp.stack(one) for one in zip(*met, strict=True))
    return both[:, : len(TAGS)], both[:, len(TAGS) :], posts, Norms(mean, variance)


def loss(params: Params, row: Mapping[str, Array], key: Array, settings: Settings) -> Array:
    """What is wrong: kinds by character, conduct by character and post, whether anything is disclosed; false claims in decoys weigh more."""
    tags, acts, posts, _ = forward(params, row, key, settings.drop)
    bit = 1 << np.arange(len(LABELS) + 1)
    true = ((row["post"][:, None] & bit) > 0).astype(jnp.float32)
    asked = ((row["asked"][:, None] & bit) > 0).astype(jnp.float32)
    disclosed = jnp.concatenate([true[:, -1], jnp.zeros(1)])[row["piece"]]
    weight = row["weight"] * jnp.where(disclosed > 0, 1.0, settings.decoy)
    log = jax.nn.log_softmax(tags)
    wrong = -jnp.take_along_axis(log, row["tags"][:, None], axis=1)[:, 0]
    act = ((row["acts"][:, None] & bit[:-1]) > 0).astype(jnp.float32)
    if "soft" in row:
        own = row["taught"] * settings.taught
        wrong = wrong * (1 - own) - own * (row["soft"] * log).sum(axis=1)
        act += (row["taught"] * settings.taught)[:, None] * (row["soft_acts"] - act)
        true += (row["post_taught"] * settings.taught)[:, None] * (row["soft_post"] - true)
    kinds = (wrong * weight).sum() / settings.size
    learned = jnp.concatenate([asked[:, :-1], jnp.zeros((1, len(LABELS)))])[row["piece"]]
    conduct = (optax.sigmoid_binary_cross_entropy(acts, act) * learned).sum() / settings.size
    post = (optax.sigmoid_binary_cross_entropy(posts, true) * asked).sum() / jnp.maximum(asked.sum(), 1)
    return kinds + settings.conduct * conduct + settings.post * post


def written(params: Params, norms: Norms) -> bytes:
    """The weights as whole numbers, for ``tagger.load``."""
    out: dict[str, Any] = {}

    def whole(x: Any) -> Any:
        return np.clip(np.rint(np.asarray(x)), -MOST, MOST).astype(np.int8)

    for name in _NARROW:
        table = whole(np.asarray(_table(params, name)) * STEP)
        table[0] = 0
        out[name] = table
    out["says"] = whole(np.asarray(params["says"]) * STEP)
    for name in [f"layer{n}" for n in range(len(LAYERS))] + ["pool", "tags", "post"]:
        scale = np.asarray(_scales(params[name]))
        out[name] = whole(np.asarray(params[name]) / scale)
        out[f"{name}_times"] = scale.astype(np.float32)
    for name in ("pool", "tags", "post"):
        out[f"{name}_plus"] = (np.asarray(params[f"{name}_plus"]) * STEP).astype(np.float32)
    times = np.asarray(params["gain"]) / np.sqrt(np.asarray(norms.variance) + _LEAST)
    out["norm_times"] = times.astype(np.float32)
    out["norm_plus"] = ((np.asarray(params["shift"]) - np.asarray(norms.mean) * times) * STEP).astype(np.float32)
    exps = [round(65536 * float(np.exp(np.float64(-n) / STEP))) for n in range(256)]
    out["exps"] = np.array(exps[: exps.index(0) + 1] if 0 in exps else exps, np.int32)
    stream = BytesIO()
    np.savez(stream, **{name: out[name] for name in sorted(out)})
    return stream.getvalue()


assert max(LAYERS) <= GAP  # noqa: S101 - a layer must not see the next piece
