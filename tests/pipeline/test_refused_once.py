"""What is met and not taken in counts once, however often it is met at the same place."""

from doxdocket.intake import take
from doxdocket.pipeline import inputs
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case


def test_a_file_refused_again_at_the_same_place_counts_once(tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    (given / "note.txt").write_text("…", encoding="utf-8")
    for name in ("a", "b"):
        (given / name).symlink_to(tmp_path)
    with Case.create(
        tmp_path / "case", title="案", authority="院", officers=("甲", "乙"), identity=Identity.generate()
    ) as case:
        take(case, [given], officers=("甲", "乙"), origin="移送")
        once, first = inputs.refused(case), inputs.handed_in(case)
        assert len(once) == 2
        take(case, [given], officers=("甲", "乙"), origin="移送")
        assert len(case.notices()) > 2
        assert (inputs.refused(case), inputs.handed_in(case)) == (once, first)
