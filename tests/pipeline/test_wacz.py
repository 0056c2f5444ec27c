"""A web archive's own table of contents against what came out of it: who changed a member and not the table is seen."""

import hashlib
import io
import json
import zipfile

import pytest

from doxdocket import intake, pipeline
from doxdocket.pipeline.wacz import doubts
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

PAGE = b'<section class="tgme_channel_history"><div class="tgme_widget_message" data-post="ab/5"></div></section>'
WARC = (
    b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://t.me/s/ab\r\nWARC-Date: 2023-11-15T06:13:20Z\r\n"
    b"Content-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(PAGE), PAGE)
)
MEMBERS = {
    "archive/data.warc": WARC,
    "indexes/index.cdx": b" CDX N b a m s k r M S V g\n",
    "pages/pages.jsonl": b'{"format": "json-pages-1.0", "id": "pages"}\n',
}


def sha(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def table(**other):
    rows = {
        name: {"name": name.rpartition("/")[2], "path": name, "hash": sha(data), "bytes": len(data)}
        for name, data in MEMBERS.items()
    }
    made = {"profile": "data-package", "wacz_version": "1.1.1", "resources": list(rows.values())} | other
    return json.dumps(made).encode()


def packed(members, contents=None, digest=None):
    contents = table() if contents is None else contents
    own = {"path": "datapackage.json", "hash": sha(contents) if digest is None else digest}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in {
            **members,
            "datapackage.json": contents,
            "datapackage-digest.json": json.dumps(own).encode(),
        }.items():
            archive.writestr(name, data)
    return made.getvalue()


CHANGED = {**MEMBERS, "archive/data.warc": WARC.replace(b"ab/5", b"ab/6")}
LEFT = {name: data for name, data in MEMBERS.items() if "pages" not in name}
SHAPES = {
    "as it was": (packed(MEMBERS), []),
    "a member changed": (packed(CHANGED), [("archive/data.warc", "wacz_differs")]),
    "a member gone": (packed(LEFT), [("pages/pages.jsonl", "wacz_missing")]),
    "a member more": (packed({**MEMBERS, "archive/x.warc": WARC + WARC}), [("archive/x.warc", "wacz_unlisted")]),
    "the table changed": (packed(MEMBERS, digest="sha256:" + "0" * 64), [("datapackage.json", "wacz_differs")]),
    "another algorithm": (packed(MEMBERS, digest="md5:00"), [("datapackage.json", "wacz_undigested")]),
    "no table": (packed(MEMBERS, b'{"wacz_version": "1.1.1", "resources": 7}'), [("datapackage.json", "wacz_broken")]),
}  # fmt: skip


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=Identity.generate()) as made:
        yield made


def taken(case, tmp_path, data, name="a.wacz"):
    (tmp_path / name).write_bytes(data)
    intake.take(case, [tmp_path / name], officers=("甲", "乙"))
    pipeline.run(case, workers=1)
    return pipeline.current(case)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_the_table_says_is_compared_and_stands_in_the_completeness(case, tmp_path, shape):
    data, told = SHAPES[shape]
    run = taken(case, tmp_path, data)
    assert [(d.path, d.code) for d in doubts(case)] == [(f"a.wacz!/{path}", code) for path, code in told]
    codes = [code for _, code in told]
    assert [w["code"] for w in run.read("warnings").to_pylist() if w["code"].startswith("wacz_")] == codes
    assert [c["code"] for c in run.read("completeness").to_pylist() if (c["code"] or "").startswith("wacz_")] == codes
    assert run.read("posts").num_rows >= 1  # what was changed is read all the same: a person judges


def test_the_same_archive_twice_and_in_another_and_as_a_folder(case, tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x/b.wacz", packed(CHANGED))
    folder = tmp_path / "unpacked"
    for name, data in {**CHANGED, "datapackage.json": table()}.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_bytes(data)
    taken(case, tmp_path, packed(CHANGED))
    intake.take(case, [folder], officers=("甲",))
    run = taken(case, tmp_path, made.getvalue(), "out.zip")
    places = ["a.wacz!/archive/data.warc", "in/archive/data.warc", "out.zip!/x/b.wacz!/archive/data.warc"]
    assert [(d.path, d.code) for d in doubts(case)] == [(place, "wacz_differs") for place in places]
    assert [w["code"] for w in run.read("warnings").to_pylist()].count(
        "wacz_differs"
    ) == 1  # one file, however often found


def test_another_files_list_of_resources_is_none_of_this(case, tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.warc", WARC)
        archive.writestr("datapackage.json", json.dumps({"name": "csv", "resources": [{"path": "x.csv"}]}))
    taken(case, tmp_path, made.getvalue(), "frictionless.zip")
    assert doubts(case) == []
