"""TGDataset, a published collection of Telegram channels: an object of channels, texts and files in two maps each.

Source: SystemsLab-Sapienza/TGDataset README at 04a087d64488, ``db_utilities.py``, and its preview as captured. Gives texts,
times, forwards and the number of subscribers; no views, no edits, no service posts. It was filtered when it was made.
Leaves out: when it was captured, which the file does not say.

>>> recognise(
...     b'{"1000000001": {"creation_date": 1.0, "username": "x", "title": "y", "scam": false', "a.json"
... ).confidence
90
>>> recognise(b'{"1": {"title": "y"}}', "a.json") is None
True
"""

from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.heads import beginning
from doxdocket.parse.tgdataset.dataset import Dataset
from doxdocket.parse.tgdataset.entries import CHANNEL
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "tgdataset"
_KEYS = CHANNEL | {"title"}


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the first channel: its number is a key, and at least three keys of its object are TGDataset's, all of them."""
    root = beginning(head)
    if root is None or root.layout == "array":
        return None
    number = next(iter(root.keys))
    keys = {key for key in root.inner(number) if not key.isdecimal()}  # of a map that does not close, more are seen
    if not (number.removeprefix("-").isdigit() and keys <= _KEYS):
        return None
    if len(keys) >= 3 and keys & {"creation_date", "n_subscribers", "text_messages", "generic_media"}:
        return Bid(_ID, 90, *zh_en("parse_tgdataset.channels_by_their_number_with"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one file; of many channels, those that are named or else all."""
    return Dataset(stream, source_sha256, stated.chats).parts()


FORM = Form(_ID, *zh_en("parse_tgdataset.tgdataset"), recognise, parse)
