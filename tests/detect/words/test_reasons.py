"""Every reason a kind can give is explained in both languages, and none is explained that none gives."""

import ast
import re
from pathlib import Path

import doxdocket.detect
from doxdocket.count import explanation
from doxdocket.detect import data
from doxdocket.law import classes
from doxdocket.records import OF_REPLY, TOLD_ELSEWHERE

ROOM = Path(doxdocket.detect.__file__).parent
PLAIN = {code for code in data.table("reasons.yaml") if "." not in code}


def given() -> set[str]:
    codes = set()
    families = {code.split(".")[0] for code in data.table("reasons.yaml") if "." in code}
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                head, dot, _ = node.value.partition(".")
                if (
                    dot
                    and head in families
                    and re.fullmatch(r"[a-z]+\.[a-z_0-9]+", node.value)
                    and "yaml" not in node.value
                ) or node.value in PLAIN:
                    codes.add(node.value)
    for path in ROOM.glob("*/*.yaml"):  # rules that name their codes
        codes |= set(re.findall(r"\bcode: ([a-z]+\.[a-z_0-9]+)", path.read_text("utf-8")))
    return codes


CHANCES = {f"chance.{band}" for band in ("sure", "likely", "even", "faint")}


def test_reasons_and_their_explanations_agree() -> None:
    assert given() | CHANCES | {
        classes.UNSEEN,
        classes.AGAINST,
        classes.RENEWED,
        classes.NAMESAKE,
        classes.WHOSE,
        OF_REPLY,
        TOLD_ELSEWHERE,
    } == set(data.table("reasons.yaml"))


def test_codes_of_earlier_editions_are_explained_and_given_no_more() -> None:
    assert not given() & set(data.table("reasons_earlier.yaml"))
    assert all(explanation.reason("name.label", lang) for lang in ("zh", "en"))


def test_both_languages() -> None:
    for code, said in [*data.table("reasons.yaml").items(), *data.table("reasons_earlier.yaml").items()]:
        assert set(said) == {"zh", "en"}, code
        assert re.search("[一-鿿]", said["zh"]), code
