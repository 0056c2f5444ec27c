"""What the desk carries of others is as its packages have it, with its licence, and named; and a library that somebody changed is not served."""

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest

from doxdocket.errors import RuleFault
from doxdocket.review import assets

ROOT = Path(__file__).parents[2]
VENDOR = assets.STATIC / "vendor"
NOTICE = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())


def test_every_file_of_others_is_listed_with_its_digest_and_licence():
    listed = {one.file for one in assets.vendored()} | {name for one in assets.vendored() for name in one.licences}
    assert {path.name for path in VENDOR.iterdir()} == listed
    pages = "".join(path.read_text(encoding="utf-8") for path in (assets.STATIC.parent / "templates").glob("*.j2"))
    for one in assets.vendored():
        assert one.file in pages, "no page loads it"
        assert hashlib.sha512((VENDOR / one.file).read_bytes()).hexdigest() == one.sha512
        method, _, digest = one.integrity.partition("-")
        assert (method, len(base64.b64decode(digest, validate=True))) == ("sha512", 64)
        assert one.licences
        assert re.search(rf"{one.package.removesuffix('.org')} {re.escape(one.version)} \({re.escape(one.licence)}", NOTICE, re.IGNORECASE)  # fmt: skip


def test_a_library_that_somebody_changed_is_not_served(tmp_path, monkeypatch):
    shutil.copytree(assets.STATIC, tmp_path / "static")
    with (tmp_path / "static" / "vendor" / "htmx.min.js").open("a") as file:
        file.write("\n")
    monkeypatch.setattr(assets, "STATIC", tmp_path / "static")
    assets.forget()
    try:
        with pytest.raises(RuleFault, match=r"htmx\.min\.js"):
            assets.url("review.css")
    finally:
        assets.forget()


def test_scripts_of_ours_ask_for_nothing_that_the_policy_forbids():
    for path in assets.STATIC.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        text = (
            text.replace("Storage.prototype.setItem", "") if path.name == "unkept.js" else text
        )  # which keeps others from it
        assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage|indexedDB|https?://", text)  # fmt: skip
