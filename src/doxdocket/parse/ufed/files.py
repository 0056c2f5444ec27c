r"""The report's list of exported files: where each lies, by the number that attachments point to.

Paths are written with backslashes and relative to the report; they are untrusted text, and whoever opens one resolves
it inside the folder of the report. Leaves out: digests and times of files, which are only counted.

>>> from xml.etree.ElementTree import fromstring
>>> files = Files()
>>> items = '<item name="Local Path">files/Image/a.jpg</item><item name="MD5">00</item>'
>>> files.add(fromstring(f'<file id="f1"><metadata section="File">{items}</metadata></file>'))
>>> files.path("f1", ""), files.path(None, r"files\b.jpg"), files.path("f2", ""), files.digests
('files/Image/a.jpg', 'files/b.jpg', None, 1)
"""

from xml.etree.ElementTree import Element

#: Files that are kept in mind, and characters of their paths: some 600 MB of memory at most.
FILES, _CHARACTERS = 2_000_000, 200_000_000
_DIGESTS = frozenset({"MD5", "SHA1", "SHA256"})


class Files:
    """Paths by the digest of a file's number."""

    def __init__(self) -> None:
        self._paths: dict[int, str] = {}
        self._characters = 0
        self.digests = self.listed = 0

    def add(self, tree: Element) -> None:
        """Take one ``file`` element."""
        self.listed += 1
        for item in tree.iter("item"):
            name = item.get("name")
            if name in _DIGESTS and (item.text or item.get("value")):
                self.digests += 1
            elif name == "Local Path" and (path := (item.text or item.get("value") or "").strip()):
                self._keep(tree.get("id"), path)

    def _keep(self, number: str | None, path: str) -> None:
        if number and len(self._paths) < FILES and self._characters + len(path) <= _CHARACTERS:
            self._paths[hash(number)] = _slashes(path)
            self._characters += len(path)

    @property
    def full(self) -> bool:
        """Whether some may have been left out of mind."""
        return len(self._paths) >= FILES or self._characters >= _CHARACTERS - (1 << 16)

    def path(self, number: str | None, stated: str) -> str | None:
        """Where an attachment's file lies: as the attachment states, else by the list."""
        if stated:
            return _slashes(stated)
        return self._paths.get(hash(number)) if number else None


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
