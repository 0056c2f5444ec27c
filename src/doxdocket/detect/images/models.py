"""The networks: text finder and text reader of PP-OCRv6 from rapidocr's wheel, CenterFace from beside this file.

Nothing is downloaded: a file that is not there is an error. Source, licences and digests: docs/decisions/0005-images.md. Left out:
rapidocr's own code, which can download; graphics cards.

>>> len(alphabet()) > 18_000, alphabet()[0], alphabet()[-1]
(True, '', ' ')
"""

from functools import cache
from importlib import util
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from doxdocket.detect import inference

Floats = NDArray[np.float32]
FACES = Path(__file__).parent / "weights" / "centerface.onnx"
cv2.setNumThreads(1)


@cache
def _session(path: Path) -> Any:
    return inference.session(path, keep_memory=False)


def _words(name: str) -> Path:
    """A model file of rapidocr's wheel, found without running the package's code."""
    spec = util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("rapidocr")
    return Path(spec.origin).parent / "models" / name


def find_text(picture: Floats) -> Floats:
    """For each pixel how likely it is the heart of a line of text."""
    heat: Floats = _session(_words("PP-OCRv6_det_small.onnx")).run(None, {"x": picture})[0][0, 0]
    return heat


def read_text(strip: Floats) -> Floats:
    """For each step along a strip and each character how likely it is."""
    steps: Floats = _session(_words("PP-OCRv6_rec_small.onnx")).run(None, {"x": strip})[0][0]
    return steps


@cache
def alphabet() -> tuple[str, ...]:
    """The characters in the order of the reader's answer; the first stands for none."""
    listed = _session(_words("PP-OCRv6_rec_small.onnx")).get_modelmeta().custom_metadata_map["character"]
    return ("", *listed.splitlines(), " ")


def find_faces(picture: Floats) -> tuple[Floats, Floats, Floats]:
    """The heat of face centres, their sizes and their offsets, a cell for each 4 × 4 pixels."""
    heat, size, offset, _ = _session(FACES).run(None, {"input.1": picture})
    return heat[0, 0], size[0], offset[0]
