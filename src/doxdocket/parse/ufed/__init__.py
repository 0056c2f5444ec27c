r"""Cellebrite's phone report: ``report.xml``, which a ``.ufdr`` holds too, and single models cut out of one.

Source: as captured (IPED's test resources, sepinf-inc/IPED at ad1a8364), its readers ``UfedModelHandler.java`` and
``UfedXmlReader.java``, and SEilers/UFEDLib (both read 2026-11-24). It is what one phone held and not a channel's own
record: there are no views, names are the address book's, and a post that is missing was missing on that phone. Leaves
out: contacts, calls, texts and all other data than chats, which are counted.

>>> head = b'<?xml version="1.0"?><project id="1" xmlns="http://pa.cellebrite.com/report/2.0">'
>>> recognise(head, "report.xml").confidence, recognise(b"<extraction><device/></extraction>", "report.xml")
(95, None)
>>> recognise(b'<model type="Chat" id="1" deleted_state="Intact">', "a.xml").confidence
80
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.ufed.report import Report
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "ufed"
_SPACE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*\?>\s*)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+"
_PROJECT = re.compile(_SPACE + rb"<project\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>", re.DOTALL)
_MODEL = re.compile(_SPACE + rb"<model(?:Type)?\s[^<>]*\btype=\"[A-Za-z]+\"", re.DOTALL)
_NAMESPACE = b"http://pa.cellebrite.com/report/2."
_OURS = re.compile(rb"\b(?:extractionType|reportVersion|licenseID|ModelCount)=|<sourceExtractions\b|<decodedData\b")
_ATTRIBUTES = re.compile(rb"<model\s[^<>]*\b(?:deleted_state|decoding_confidence)=")
#: A prologue that declares types: read on, so that it is refused by name and not passed over as unknown.
_DECLARED = re.compile(_SPACE + rb"<!DOCTYPE\b", re.DOTALL)


def recognise(head: bytes, name: str) -> Bid | None:
    """Bid by the namespace, or by what the root and its first models are called."""
    del name
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()  # to be refused by name
    if _NAMESPACE in head and (_PROJECT.match(head) or _MODEL.match(head) or _DECLARED.match(head)):
        return Bid(_ID, 95, *zh_en("parse_ufed.root_states_namespace_of_cellebrites"))
    if _PROJECT.match(head) and _OURS.search(head):
        return Bid(_ID, 85, *zh_en("parse_ufed.root_and_attributes_are_those"))
    if _MODEL.match(head) and _ATTRIBUTES.search(head):
        return Bid(_ID, 80, *zh_en("parse_ufed.one_model_of_cellebrites_report"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one report, or one model of it."""
    del stated
    return Report(stream, source_sha256).parts()


FORM = Form(
    _ID,
    *zh_en("parse_ufed.cellebrite_phone_report_report_xml"),
    recognise,
    parse,
)
