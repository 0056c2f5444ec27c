"""By kind there are no fewer sets than persons: whoever has a kind has it in a set."""

import pyarrow as pa

from doxdocket.report.tables import Tables

KEY = [("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int64())]


def exposure(post: str, kind: str, counts: str = "low") -> dict:
    return {"channel_id": "c", "post_id": post, "person_no": 0, "person": "V0001", "person_low": "V0001", "person_best": "V0001", "kind": kind,
            "counts": counts, "shown": "low", "hub": False, "admitted": 1}  # fmt: skip


def test_a_person_whose_only_sure_set_repeats_a_doubtful_one_has_one_set() -> None:
    exposures = pa.Table.from_pylist(
        [exposure("1", "phone_number", "high"), exposure("2", "phone_number"), exposure("3", "email")]
    )
    dossiers = pa.Table.from_pylist(
        [
            {"channel_id": "c", "post_id": post, "person_no": 0, "repeat_of": None, "repeat_low": repeats}
            for post, repeats in (("1", None), ("2", "c/1/0"), ("3", None))
        ],
        pa.schema([*KEY, ("repeat_of", pa.string()), ("repeat_low", pa.string())]),
    )
    rows = {r["kind"]: r for r in Tables.ask(object.__new__(Tables), "by_kind", exposures=exposures, dossiers=dossiers)}
    for row in rows.values():
        assert row["persons_low"] == row["dossiers_low"] == 1
        assert row["dossiers_high"] >= row["persons_high"] == 1
    assert rows["phone_number"]["dossiers_high"] == 2
