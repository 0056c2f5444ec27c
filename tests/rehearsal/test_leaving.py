"""The rehearsal case leaves as its README's reader would send it: all documents and the bundle, and the release gate finds nothing to refuse."""

import shutil

import pytest

OFFICER = "演练甲"


@pytest.mark.whole
def test_the_rehearsal_case_is_handed_over_and_its_documents_are_written(rehearsal_case, tmp_path):
    case = shutil.copytree(rehearsal_case.case, tmp_path / "case")
    rehearsal_case.make("key", "sign", case, "--officer", OFFICER)
    rehearsal_case.make("handover", case, "--to", tmp_path / "bundle", "--reason", "r", "--officer", OFFICER)
    rehearsal_case.make("documents", case, "--to", tmp_path / "papers", "--reason", "r", "--officer", OFFICER)
    assert (tmp_path / "bundle" / "verify.py").is_file()
    assert len(list((tmp_path / "papers").iterdir())) > 20
