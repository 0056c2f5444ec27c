"""A Chinese page of ``explain`` names columns and codes in Chinese; the data keep their names."""

import re

import pytest

_COLUMN = re.compile(r"(?:^|  )([A-Za-z_]+)=")


@pytest.mark.parametrize("asked", ["persons", "items_field", "tier_a", "views", "V0001", "telegram:channel:1850001/1", "telegram:channel:1850001"])  # fmt: skip
def test_columns_and_codes_have_words(call, done, asked):
    page = call("explain", done, asked)
    assert page.code == 0, page.err
    rows = [line for line in page.out.splitlines() if "=" in line and "SELECT" not in line]
    assert rows
    assert [name for line in rows for name in _COLUMN.findall(line)] == []


def test_codes_of_findings_are_told_in_words_and_kept_in_the_data(call, done):
    page = call("explain", done, "telegram:channel:1850001/1").out
    assert "种类=居民身份证号码  判断=有效" in page
    english = call("explain", done, "telegram:channel:1850001/1", LANG="en_GB").out
    assert "kind=id_number  verdict=valid" in english
    rows = [
        r for s in call("explain", done, "telegram:channel:1850001/1", "--json").json["sections"] for r in s["rows"]
    ]
    assert {"kind": "id_number", "verdict": "valid"}.items() <= next(
        r for r in rows if r.get("kind") == "id_number"
    ).items()
