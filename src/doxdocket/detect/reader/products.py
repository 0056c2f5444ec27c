r"""Products of whole numbers for the layers of the tagger, by onnxruntime: values of 0 to 127 times weights of -127 to 127.

Sums are whole numbers of 32 bits, so they are the same in any order and on any processor; where one adds pairs of products in 16 bits first, these
hold them (2 · 127 · 127 is below 2^15). A product is a graph of one node, ``MatMulInteger``, written here field by field. Sources: ONNX operators,
version 10 (https://onnx.ai/onnx/operators/onnx__MatMulInteger.html); ``onnx.proto3`` (numbers of fields); Protocol Buffers, encoding. Left out: other nodes.

>>> times = product(np.array([[1, -2], [3, 4]]))
>>> times(np.array([[10, 100]], np.uint8)).tolist()
[[310, 380]]
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from doxdocket.detect import inference

_UINT8, _INT8, _INT32 = 2, 3, 6  # types of ONNX


def product(weights: npt.NDArray[Any]) -> Callable[[npt.NDArray[np.uint8]], npt.NDArray[np.int32]]:
    """What multiplies rows of 0 to 127 with these weights."""
    run = inference.session(_graph(weights.astype(np.int8))).run

    def times(rows: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
        sums: npt.NDArray[np.int32] = run(None, {"rows": rows})[0]
        return sums

    return times


def _graph(weights: npt.NDArray[np.int8]) -> bytes:
    """A model of one node: opset 10 of version 5 of the format."""
    node = _text(1, "rows") + _text(1, "weights") + _text(2, "sums") + _text(4, "MatMulInteger")
    tensor = b"".join(_whole(1, size) for size in weights.shape)
    tensor += _whole(2, _INT8) + _text(8, "weights") + _bytes(9, weights.tobytes())
    rows, sums = _value("rows", _UINT8, weights.shape[0]), _value("sums", _INT32, weights.shape[1])
    graph = _bytes(1, node) + _text(2, "product") + _bytes(5, tensor) + _bytes(11, rows) + _bytes(12, sums)
    return _whole(1, 5) + _bytes(7, graph) + _bytes(8, _text(1, "") + _whole(2, 10))


def _value(name: str, kind: int, columns: int) -> bytes:
    """An input or output of any number of rows."""
    shape = _bytes(1, _text(2, "many")) + _bytes(1, _whole(1, columns))
    return _text(1, name) + _bytes(2, _bytes(1, _whole(1, kind) + _bytes(2, shape)))


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
