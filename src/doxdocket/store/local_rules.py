"""A local edition of the rules in a case: a copy of its files, so that figures can be made again from the case alone.

Each adoption is a folder of its own, ``rules/NAME@DIGEST/``, recorded and checked like every file of the case, and a row of the
custody log with the reason; earlier copies stay. ``case.toml`` names the one in use (``rules_edition``). Source: docs/
explanation/law.md. What it leaves out: what the files say, which `law` reads.

>>> edition_of({"edition.yaml": b"edition: a"}, "cn+a")
'cn+a@73c9e269'
"""

import hashlib
from collections.abc import Mapping

from doxdocket.errors import WrongCall
from doxdocket.store.case import EDITION, Case
from doxdocket.store.custody import witness
from doxdocket.store.reason import checked

FOLDER = "rules"


def edition_of(files: Mapping[str, bytes], name: str) -> str:
    """The name of an edition with eight hex digits over its files."""
    found = hashlib.sha256()
    for file, data in sorted(files.items()):
        found.update(file.encode() + b"\0" + data + b"\0")
    return f"{name}@{found.hexdigest()[:8]}"


def adopt(case: Case, name: str, files: Mapping[str, bytes], reason: str, officer: str) -> str:
    """Copy a local edition into the case and use it from now on; logged with the reason."""
    return _use(case, edition_of(files, name), files, reason, officer)


def leave(case: Case, reason: str, officer: str) -> str:
    """Use the shipped rules again; logged with the reason, and the copies stay."""
    return _use(case, EDITION, {}, reason, officer)


def _use(case: Case, edition: str, files: Mapping[str, bytes], reason: str, officer: str) -> str:
    said, before = checked(reason), case.info.rules_edition
    if edition == before:
        raise WrongCall("local_rules.case_uses_already_nothing_was", edition=edition)  # fmt: skip
    with case.shelf.change() as change:
        for file, data in files.items():
            change.put(f"{FOLDER}/{edition}/{file}", data, "rules")
        case.describe(officer, rules_edition=edition)
        recorded = {path: sha256 for path, (sha256, *_) in case.shelf.recorded().items()}
        whole = {"sha256": witness.of_rules(edition, recorded)} if files else {}
        case.custody.append(
            "rules", {"edition": edition, "before": before, "files": len(files), "reason": said, **whole}, officer
        )
    return edition


def fits(case: Case, edition: str) -> bool:
    """Whether the files of an adopted edition are those that its name was made from; true when one is gone, which is told as that."""
    top = f"{FOLDER}/{edition}/"
    paths = [path for path in case.shelf.recorded() if path.startswith(top)]
    try:
        held = {path.removeprefix(top): (case.folder / path).read_bytes() for path in paths}
    except OSError:
        return True
    return edition_of(held, edition.rpartition("@")[0]) == edition


def files(case: Case) -> dict[str, str]:
    """The texts of the local edition in use, by name; none where the shipped rules are used."""
    edition = case.info.rules_edition
    if edition == EDITION:
        return {}
    top = f"{FOLDER}/{edition}/"
    if damaged := case.shelf.damaged(top):
        raise WrongCall("local_rules.is_not_as_it_was", file=damaged[0].name, case=case.folder)  # fmt: skip
    named = sorted(p for p in case.shelf.recorded() if p.startswith(top))
    return {p.removeprefix(top): (case.folder / p).read_text("utf-8") for p in named}
