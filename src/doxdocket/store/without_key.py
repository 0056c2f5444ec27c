"""What can still be verified when the database, or the key, is gone.

The bag checks itself (RFC 8493), every encrypted file is named by its own digest, and encrypted tables authenticate under
the key. Documents in ``out/``, other people's keys and the readable ``case.toml`` have no witness left; the fault says so.

>>> [fault.place for fault in bag_faults(Path("/nonexistent"))]
['originals/bag-info.txt', 'originals/bagit.txt', 'originals/manifest-sha256.txt', 'originals/tagmanifest-sha256.txt']
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from doxdocket.errors import DoxdocketError, EvidenceFault
from doxdocket.seal import parquet
from doxdocket.seal.keys import CaseKey, Identity, fingerprint
from doxdocket.store import bag, holders
from doxdocket.store.fault import Fault, added, changed, fatal, missing
from doxdocket.store.info import DATABASE, told
from doxdocket.store.tree import files, hashes
from doxdocket.words import zh_en

_TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
_TAG_MANIFEST = "tagmanifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def faults(folder: Path, why: DoxdocketError, identities: Sequence[Identity]) -> list[Fault]:
    """Of a case that does not open, for the reason given."""
    place = Path(str(why.facts.get("path", folder)))
    if place.name != DATABASE:
        inside = place.relative_to(folder).as_posix()
        return [fatal("closed", inside, zh=why.said("zh"), en=why.said("en")), *bag_faults(folder)]
    (key, mine), *_ = holders.unlock(folder, identities)
    expected, _ = told(folder)
    if expected not in ("", key.mark):
        return [changed(holders.path_of(fingerprint(mine.recipient))), *bag_faults(folder)]
    return without_database(folder, key, [str(why.facts["what"])])


def without_database(folder: Path, key: CaseKey, damage: Sequence[str]) -> list[Fault]:
    """Of a case whose database is damaged: that is one fault, and the rest is checked without it."""
    what = "; ".join(damage[:3])
    one = fatal("database", DATABASE, *zh_en("bare.case_sqlite_was_changed_or", what=what))
    return [one, *bag_faults(folder), *_tables(folder, key)]


def bag_faults(folder: Path) -> Iterator[Fault]:
    """Of the bag of originals, by its own manifests."""
    root = folder / bag.FOLDER
    listed = _listed(root / _TAG_MANIFEST)
    expected = {name: listed.get(name, "") for name in (*_TAGS, _TAG_MANIFEST)} | _listed(root / "manifest-sha256.txt")
    present = files(root) if root.is_dir() else {}
    found = dict(hashes(root, sorted(set(expected) & set(present))))
    for name, sha256 in sorted(expected.items()):
        path = f"{bag.FOLDER}/{name}"
        if name not in present:
            yield missing(path)
        elif name == _TAG_MANIFEST:
            if set(listed) != set(_TAGS):
                yield changed(path)
        elif found[name] != sha256:
            yield changed(path, sha256, found[name])
    for name in sorted(set(present) - set(expected)):
        yield added(f"{bag.FOLDER}/{name}")


def _listed(manifest: Path) -> dict[str, str]:
    """Digest by name; what is no line of a manifest is left out, and missed by whoever looks for it."""
    try:
        text = manifest.read_text("utf-8", "replace")
    except OSError:
        return {}
    return {name: sha256 for sha256, name in _LINE.findall(text)}


def _tables(folder: Path, key: CaseKey) -> Iterator[Fault]:
    for path in sorted((folder / "derived").rglob("*.parquet")):
        try:
            for _ in parquet.batches(path, key.subkeys("derived")):
                pass
        except EvidenceFault:
            yield changed(path.relative_to(folder).as_posix())
