"""NOTICE is true of the tree: what it names is there, and what was made from the work of others is named."""

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "doxdocket"
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
_LICENCE = re.compile(r"\b(Apache|MIT|BSD|WTFPL|CC[- ]BY|CC0|GPL|OFL|ODbL)\b")


def named():
    return {ROOT / name.rstrip(".") for name in re.findall(r"\b(?:src|tools|docs)/[\w./-]+", NOTICE)}


def of_others():
    """Binary files, and data whose own head says under which licence it was taken."""
    for path in SOURCE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".py":
            data = path.read_bytes()
            head = [line for line in data.decode("utf-8", "replace").splitlines()[:12] if line.startswith("#")]
            if b"\0" in data or any(_LICENCE.search(line) for line in head):
                yield path


def test_every_file_that_it_names_is_there():
    assert [path for path in named() if not path.exists()] == []


def test_every_file_made_from_the_work_of_others_is_named():
    found = set(of_others())
    assert {path.name for path in found} >= {
        "tagger_weights.npz",
        "centerface.onnx",
        "divisions.yaml",
    }
    assert sorted(found - named()) == []


def test_every_package_under_a_licence_that_asks_for_more_is_named():
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    asking = set()
    for one in metadata.distributions():  # some of the lock file are of other systems
        name, told = re.sub(r"[-_.]+", "-", one.name).lower(), one.metadata
        words = [
            told.get("License-Expression"),
            *(told.get("License") or "").splitlines()[:1],
            *(told.get_all("Classifier") or []),
        ]
        if name in locked and any(re.search("GPL|General Public", line or "") for line in words):
            asking.add(name)
    assert {"py7zr", "inflate64", "multivolumefile", "pybcj", "pyppmd"} <= asking
    assert [name for name in asking if not re.search(rf"\b{re.escape(name)}\b", NOTICE)] == []
