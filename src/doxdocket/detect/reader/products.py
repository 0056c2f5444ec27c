r"""Layers of the tagger as graphs for onnxruntime: whole numbers of 0 to 127 times weights of -127 to 127, and what is done with the sums.

Sums are whole numbers of 32 bits, so they are the same in any order and on any processor; where one adds pairs of products in 16 bits first, these
hold them (2 · 127 · 127 is below 2^15). All else is done number by number, each step rounded by itself: the graphs run as they are written, with nothing
fused. A graph is written here field by field. Sources: ONNX operators (https://onnx.ai/onnx/operators/), version 10, and ``MatMulIntegerToFloat``
of onnxruntime's own (ContribOperators.md); ``onnx.proto3`` (numbers of fields); Protocol Buffers, encoding. Left out: what the layers mean.

>>> graph = Graph(rows=np.uint8)
>>> graph.put("MatMulInteger", "rows", np.array([[1, -2], [3, 4]], np.int8), to="sums")
'sums'
>>> run = graph.made(sums=np.int32)
>>> run(rows=np.array([[10, 100]], np.uint8))[0].tolist()
[[310, 380]]
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from doxdocket.detect import inference

_TYPES = {np.dtype(one): number for one, number in ((np.float32, 1), (np.uint8, 2), (np.int8, 3), (np.int32, 6), (np.int64, 7))}  # fmt: skip
_OWN = "com.microsoft"
"""The domain of onnxruntime's own operators."""


class Graph:
    """A network while it is written, node by node; its inputs are given with the types of their numbers, of any shape."""

    def __init__(self, **inputs: type) -> None:
        self._inputs, self._nodes, self._weights = inputs, list[bytes](), list[bytes]()

    def put(
        self, operator: str, *given: str | np.generic | npt.NDArray[Any], to: str = "", own: bool = False, **more: int
    ) -> str:
        """A node over what is named and over weights: the name of what it gives. ``own``: an operator of onnxruntime."""
        to = to or f"n{len(self._nodes)}"
        node = b"".join(_text(1, one if isinstance(one, str) else self._weighed(one)) for one in given)
        node += _text(2, to) + _text(4, operator) + (_text(7, _OWN) if own else b"")
        node += b"".join(_bytes(5, _text(1, name) + _whole(3, at) + _whole(20, 2)) for name, at in more.items())
        self._nodes.append(node)
        return to

    def made(self, **outputs: type) -> Callable[..., list[npt.NDArray[Any]]]:
        """What runs the graph and gives these outputs, in order."""
        graph = b"".join(_bytes(1, node) for node in self._nodes) + _text(2, "layers")
        graph += b"".join(_bytes(5, one) for one in self._weights)
        graph += b"".join(
            _bytes(field, _text(1, name) + _bytes(2, _bytes(1, _whole(1, _TYPES[np.dtype(one)]))))
            for field, ends in ((11, self._inputs), (12, outputs))
            for name, one in ends.items()
        )
        sets = b"".join(_bytes(8, _text(1, domain) + _whole(2, version)) for domain, version in (("", 10), (_OWN, 1)))
        run = inference.session(_whole(1, 5) + _bytes(7, graph) + sets, as_written=True).run
        names = [*outputs]

        def of(**given: npt.NDArray[Any]) -> list[npt.NDArray[Any]]:
            told: list[npt.NDArray[Any]] = run(names, given)
            return told

        return of

    def _weighed(self, weights: np.generic | npt.NDArray[Any]) -> str:
        name = f"w{len(self._weights)}"
        tensor = b"".join(_whole(1, size) for size in weights.shape)
        tensor += _whole(2, _TYPES[weights.dtype]) + _text(8, name) + _bytes(9, weights.tobytes())
        self._weights.append(tensor)
        return name


def _whole(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; all but the last have their eighth set."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes((*out, number))
