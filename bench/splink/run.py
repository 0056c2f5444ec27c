"""Splink 5 over publications by the digests of their values, in the environment that has it: JSON in, ``[[a, b, weight], …]`` out.

In its favour: term frequencies for names, u of identifiers fixed at 1e-9 (measured best before), u of the others from the data
themselves, m by expectation maximisation over two blockings. Knows nothing of what is right.
"""

import json
import logging
import sys

import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl

from splink import DuckDBAPI, Linker, SettingsCreator, block_on

ONE = ("name", "birth_date", "gender")
MANY = ("home_address", "school", "workplace", "phone_number", "social_account", "id_number")
FIXED = ("phone_number", "social_account", "id_number")


def several(column: str) -> cl.CustomComparison:
    """Agreement in any of several values."""
    agree = cll.ArrayIntersectLevel(column)
    if column in FIXED:
        agree = agree.configure(u_probability=1e-9, fix_u_probability=True)
    null = cll.CustomLevel(f"{column}_l IS NULL OR {column}_r IS NULL").configure(is_null_level=True)
    return cl.CustomComparison([null, agree, cll.ElseLevel()], output_column_name=column)


def main() -> None:
    """Train on what comes in and print every pair scored."""
    logging.disable(logging.WARNING)
    told = json.load(sys.stdin)
    rows = [
        {"unique_id": r["id"], **{k: (r.get(k) or [None])[0] for k in ONE}, **{k: r.get(k) or None for k in MANY}}
        for r in told
    ]
    schema = pa.schema(
        [("unique_id", pa.string()), *((k, pa.string()) for k in ONE), *((k, pa.list_(pa.string())) for k in MANY)]
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("name"), block_on("birth_date", "gender"), block_on("home_address", arrays_to_explode=["home_address"])],
        comparisons=[
            cl.ExactMatch("name").configure(term_frequency_adjustments=True),
            cl.ExactMatch("birth_date"), cl.ExactMatch("gender"), *map(several, MANY),
        ],
    )  # fmt: skip
    api = DuckDBAPI()
    linker = Linker(api.register(pa.Table.from_pylist(rows, schema)), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for block in (block_on("name"), block_on("birth_date")):
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    found = linker.inference.predict(threshold_match_weight=-30).as_record_list()
    print(json.dumps([[*sorted((r["unique_id_l"], r["unique_id_r"])), r["match_weight"]] for r in found]))


if __name__ == "__main__":
    main()
