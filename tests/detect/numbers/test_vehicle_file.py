"""Plates and vehicle codes: each writing, verdict and look-alike."""

import pytest

ROWS = [
    ("valid", "车牌：«京A12850»", "京A12850"),
    ("valid", "开的车«京A·12850»", "京A12850"),
    ("valid", "«沪AD18500»", "沪AD18500"),
    ("valid", "«粤B 1 2 8 5 0»", "粤B12850"),
    ("valid", "«浙a12850»", "浙A12850"),
    ("valid", "«京Ａ１２８５０»", "京A12850"),
    ("valid", "车牌号 «京A1285学»", "京A1285学"),
    ("valid", "«苏E-1285F»，黑色", "苏E1285F"),
    ("valid", "車牌：«蘇E12850»", "苏E12850"),
    ("valid", "«川A 12850» 白色", "川A12850"),
    ("valid", "他开«湘CL5292»", "湘CL5292"),
    ("valid", "«京·A·12850»", "京A12850"),
    ("valid", "«浙A一二八五零»", "浙A12850"),
    ("valid", "车牌«鲁B①②⑧⑤⓪»", "鲁B12850"),
    ("valid", "plate: «渝D0Z850»", "渝D0Z850"),
    ("valid", "«京A1285O»", "京A12850"),
    ("valid", "车 «粤B12850D»", "粤B12850D"),
    ("valid", "«京【A】12850»", "京A12850"),
    ("valid", "«LSVAA4182E2184847»", "LSVAA4182E2184847"),
    ("valid", "车架号：«LSVAA4182E2184847»", "LSVAA4182E2184847"),
    ("valid", "发动机号：«18990321A»", "18990321A"),
    ("invalid", "车架号：«LSVAA4182E2184848»", "LSVAA4182E2184848"),
    ("masked", "车牌«京A1**50»", "京A1**50"),
    ("masked", "«沪B***85»", "沪B***85"),
    ("masked", "«京A12**0»", "京A12**0"),
    ("invalid", "车牌：«京A128509»", "京A128509"),
]
DECOYS = [
    "新A股12850点",
    "云A10086路",
    "京城12850人",
    "贵A级12850",
    "川菜B 12850",
    "藏B级",
    "订单京A128501234",
    "ABCDEFGHJKLMNPRST",
    "版本 LSVAA4182E2184848",
    "湘A1 2024-01-02",
]


@pytest.mark.parametrize(("verdict", "marked", "value"), ROWS, ids=[row[1] for row in ROWS])
def test_found_with_exact_span_verdict_and_value(rows, verdict, marked, value):
    rows("vehicle_file", verdict, marked, value)


@pytest.mark.parametrize("text", DECOYS)
def test_decoys_are_no_claim(claimed, text):
    assert "vehicle_file" not in claimed(text)
