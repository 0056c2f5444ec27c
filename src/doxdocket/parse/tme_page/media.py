"""The files of a post: what the page shows of them, and whether they were saved with it.

A page holds pictures by address only, so their status is ``not_included``, unless a browser saved the page with its
files: then an address is a path beside the page. Source: class names of pages of t.me (2021 to 2026). Leaves out:
whether a path is there (the pipeline looks); pictures of linked pages, avatars, emoji.

>>> (
...     saved("./page_files/a%20b.jpg"),
...     saved("https://cdn.example/a.jpg"),
...     saved("../a.jpg"),
...     saved("data:image/png;base64,"),
... )
('page_files/a b.jpg', None, None, None)
"""

import re
from collections.abc import Iterator

from doxdocket.parse.tme_page.markup import Node

Medium = dict[str, str | None]

#: Class (without its common beginning) and kind; several may apply to one element and the first counts.
KINDS = {
    "roundvideo_player": "video_message",
    "video_player": "video_file",
    "voice_player": "voice_message",
    "document_wrap": "document",
    "sticker_wrap": "sticker",
    "photo_wrap": "photo",
    "service_photo": "photo",
}
_ADDRESS = re.compile(
    r"background(?:-image)?\s{0,4}:[^;]{0,64}?url\(\s{0,4}(?:\"([^\"]{0,999})|'([^']{0,999})|([^)\"']{0,999}))"
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#?\\]")
_HEX = re.compile(r"((?:%[0-9a-fA-F]{2})+)")
_BYTES = ("data:image/jpeg", "data:image/png", "data:image/webp", "data:image/gif")
_OWN = frozenset({"video", "audio"})


def saved(address: str) -> str | None:
    """The path beside the page that an address is, if it is one inside the page's own folder."""
    if not address or _ELSEWHERE.match(address):
        return None
    plain = re.split(r"[?#]", address)[0]
    path = _HEX.sub(lambda one: bytes.fromhex(one[0].replace("%", "")).decode("utf-8", "replace"), plain)
    parts = [part for part in path.replace("\\", "/").split("/") if part != "."]
    if not parts or any(part in ("", "..") or ":" in part or "\0" in part for part in parts):
        return None
    return "/".join(parts)


def medium(node: Node, kind: str) -> Iterator[Medium]:
    """One file of a post; its preview too where that alone was saved."""
    inside = list(node.inside())
    tokens = {token for one in inside for token in one.tokens}
    name = None
    if (
        kind == "video_file"
        and not tokens & {"message_video_play", "message_video_duration"}
        and "not_supported" not in node.tokens
    ):
        kind = "animation"
    elif kind == "document":
        kind = "audio_file" if "audio" in tokens else kind
        name = next((one.line() for one in inside if "tgme_widget_message_document_title" in one.tokens), None)
    pictures = [path for one in inside for path in [saved(_picture(one))] if path]
    files = [path for one in inside if one.tag in _OWN and (path := saved(one.get("src") or ""))]
    if kind in ("photo", "sticker") and not files:
        files, pictures = pictures[:1], []
    status = "included" if files else "not_included"
    yield {"path": files[0] if files else None, "name": name, "mime": None, "kind": kind, "status": status}
    if pictures and not files:
        yield {"path": pictures[0], "name": None, "mime": None, "kind": "thumbnail", "status": "included"}


def embedded(node: Node) -> bool:
    """Whether a picture's bytes stand in the page itself."""
    return any(_picture(one).startswith(_BYTES) for one in node.inside())


def _picture(node: Node) -> str:
    """The beginning of the address of an element's picture."""
    if node.tag == "img":
        return (node.get("src") or "")[:999]
    found = _ADDRESS.search((node.get("style") or "")[:2048])
    return found[1] or found[2] or found[3] or "" if found else ""
