"""The rehearsal case leaves as its README's reader would send it: all documents and the bundle, and the release gate finds nothing to refuse."""

import shutil
from dataclasses import replace

import pytest

OFFICER = "演练甲"


@pytest.mark.whole
def test_the_rehearsal_case_is_handed_over_and_its_documents_are_written(rehearsal_case, tmp_path):
    folder, home = (
        tmp_path / name for name in ("demo", "home")
    )  # an officer's own, who remembers how far this copy went
    shutil.copytree(rehearsal_case.case, folder / "case")
    shutil.copytree(rehearsal_case.home, home)
    mine = replace(rehearsal_case, folder=folder, home=home)
    mine.make("key", "sign", mine.case, "--officer", OFFICER)
    mine.make("handover", mine.case, "--to", tmp_path / "bundle", "--reason", "r", "--officer", OFFICER)
    mine.make("documents", mine.case, "--to", tmp_path / "papers", "--reason", "r", "--officer", OFFICER)
    assert (tmp_path / "bundle" / "verify.py").is_file()
    assert len(list((tmp_path / "papers").iterdir())) > 20
