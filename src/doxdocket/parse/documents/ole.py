r"""What an OLE compound file is: an Outlook message, or an office document of before 2007.

All begin alike; the names of the streams in the directory tell them apart. The directory lies in some sector that
the header names, often within the first 64 KiB; when it lies behind, the file's name decides between message and
document. Source: [MS-CFB] 2.2 and 2.6, [MS-OXMSG] 2.2.1 (``__properties_version1.0``). Leaves out: what is in it.

>>> ole_kind(MAGIC + bytes(504), "a.msg"), ole_kind(MAGIC + bytes(504), "a.doc"), ole_kind(b"plain", "a.msg")
('application/vnd.ms-outlook', 'application/x-ole-storage', None)
"""

from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = {
    "__properties_version1.0": "application/vnd.ms-outlook", "__nameid_version1.0": "application/vnd.ms-outlook",
    "EncryptedPackage": "application/x-ole-storage", "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel", "PowerPoint Document": "application/vnd.ms-powerpoint",
    "VisioDocument": "application/vnd.visio",
}  # fmt: skip


def ole_kind(head: bytes, name: str) -> str | None:
    """The media type of a compound file; none for what is none."""
    if not head.startswith(MAGIC):
        return None
    for stream, mime in _STREAMS.items():
        if stream.encode("utf-16-le") + b"\0\0" in head[512:]:
            return mime
    return "application/vnd.ms-outlook" if name.lower().endswith(".msg") else "application/x-ole-storage"
