"""Evidence and custody as CASE/UCO: the validator of its makers finds nothing to say, and the same rows give the same document."""

import json
import subprocess
import sys
from pathlib import Path

from doxdocket.report import case_uco
from doxdocket.store.custody.chain import link

SHA = ("ab" * 32, "cd" * 32)
SOURCES = [
    {"no": n, "sha256": sha, "sha512": sha * 2, "md5": "ef" * 16, "sha1": None, "size": 10 * n}
    for n, sha in enumerate(SHA, 1)
]
ROWS = [
    {name: getattr(row, name) for name in ("seq", "at", "actor", "act", "detail", "hash")}
    for row in link([
        ("2026-01-01T08:00:00.000000+00:00", "张三", "init", {}),
        ("2026-01-01T09:00:00.000000+00:00", "李四", "add", {"source": SHA[0]}),
        ("2026-01-02T09:00:00.000000+00:00", "李四", "describe", {"source": SHA[1]}),
    ])
]  # fmt: skip


def test_its_makers_validator_finds_nothing(tmp_path):
    told = case_uco.document("case-1", SOURCES, ROWS)
    path = tmp_path / "case.jsonld"
    path.write_text(json.dumps(told), encoding="utf-8")
    validate = Path(sys.executable).with_name("case_validate")
    done = subprocess.run([validate, "--built-version", "case-1.4.0", path], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Conforms: True" in done.stdout
    assert "Severity" not in done.stdout
    told["@graph"][0]["uco-core:named"] = "x"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert subprocess.run([validate, "--built-version", "case-1.4.0", path], capture_output=True, check=False).returncode  # fmt: skip


def test_the_same_rows_give_the_same_document_and_every_file_its_taking():
    told = case_uco.document("case-1", SOURCES, ROWS)
    assert told == case_uco.document("case-1", SOURCES, ROWS)
    ids = [one["@id"] for one in told["@graph"]]
    assert len(ids) == len(set(ids))
    by_act = {one["uco-core:name"]: one for one in told["@graph"] if one["@type"].endswith("InvestigativeAction")}
    file = next(one["@id"] for one in told["@graph"] if one["@type"] == "uco-observable:File")
    assert by_act["add"]["uco-action:object"] == [{"@id": file}]
    assert "uco-action:result" in by_act["add"]
    assert "uco-action:object" not in by_act["init"]
