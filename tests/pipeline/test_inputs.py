"""What a run hangs on: a file of fitted numbers counts as the code does, so that other weights make other findings anew."""

from pathlib import Path

import pytest

import doxdocket.detect
from doxdocket.pipeline import inputs, made_by

DETECT = Path(doxdocket.detect.__file__).parent


def test_every_file_that_detection_reads_is_code_or_weights():
    found = {path.suffix for path in DETECT.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert found - {".LICENSE"} <= inputs.CODE | inputs.WEIGHTS
    assert {".npz", ".tsv", ".json"} <= found
    assert not inputs.CODE & inputs.WEIGHTS


def test_the_identity_of_the_program_has_a_digest_of_each_part():
    told = inputs.build()
    assert list(told) == ["software", "commit", "code", "detector", "weights", "lists"]
    digests = [told[name] for name in ("code", "detector", "weights", "lists")]
    assert len({*digests}) == len(digests)
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in digests)


@pytest.mark.parametrize("packed", [False, True])
def test_the_commit_is_that_of_the_checkout_or_of_its_linked_tree(tmp_path, packed):
    at = "0123456789abcdef0123456789abcdef01234567"
    top, tree = tmp_path / "top", tmp_path / "tree"
    linked = top / ".git/worktrees/tree"
    (top / ".git/refs/heads").mkdir(parents=True)
    linked.mkdir(parents=True)
    tree.mkdir()
    if packed:
        (top / ".git/packed-refs").write_text(f"# pack-refs\n{'f' * 40} refs/heads/other\n{at} refs/heads/mine\n")
    else:
        (top / ".git/refs/heads/mine").write_text(f"{at}\n")
    (top / ".git/HEAD").write_text("ref: refs/heads/mine\n")
    (tree / ".git").write_text(f"gitdir: {linked}\n")
    (linked / "HEAD").write_text("ref: refs/heads/mine\n")
    (linked / "commondir").write_text("../..\n")
    assert inputs.commit(top) == inputs.commit(tree) == at[:12]
    (linked / "HEAD").write_text(f"{'a' * 40}\n")  # stands at a commit, not at a branch
    inputs.commit.cache_clear()
    assert inputs.commit(tree) == "a" * 12


def test_no_commit_is_told_where_none_can_be_read(tmp_path):
    assert inputs.commit(tmp_path) is None
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/gone\n")
    inputs.commit.cache_clear()
    assert inputs.commit(tmp_path) is None


def test_figures_name_their_commit_only_where_this_program_made_them():
    now = inputs.build()
    assert made_by({**now, "rules": "cn@1"}) == now | {"rules": "cn@1"}
    assert made_by({**now, "code": "0" * 16, "rules": "cn@1"})["commit"] is None
    earlier = made_by({"software": "doxdocket 0.0.9", "detector": "1" * 16, "rules": "cn@1"})
    assert earlier == {"software": "doxdocket 0.0.9", "commit": None, "code": None, "detector": "1" * 16, "weights": None, "lists": None, "rules": "cn@1"}  # fmt: skip


def test_a_run_names_the_detector_and_its_weights():
    told = inputs.versions()
    assert set(told) == {"detector", "weights"}
    assert len({*told.values()}) == 2
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in told.values())
