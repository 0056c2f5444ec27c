"""What a file costs grows with its length, whatever is repeated in it: four times the length costs no square of that.

Costs are CPU times of two readings in one run, the least of two each; a quadratic reading costs sixteen times.
"""

import io
import time

import pytest

from doxdocket.errors import DoxdocketError
from doxdocket.parse import parse

CHANNEL = b'{"1000000001": {"username": "a", "text_messages": {'
PAGE = b'<section class="tgme_channel_history"><div class="tgme_widget_message" data-post="Ab/5">'
CHAT = (
    b'<?xml version="1.0"?><project xmlns="http://pa.cellebrite.com/report/2.0"><decodedData><modelType type="InstantMessage">'
    b'<model type="InstantMessage" id="1"><field name="Body" type="String"><value type="String">'
)
#: Form, how the file begins, what is repeated in it.
REPEATED = {
    "entries that do not close": ("tgdataset", CHANNEL, b'"3": {"message": "a", "date": 1719216180.0, "x": {'),
    "channels that do not close": (
        "tgdataset",
        b"",
        b'{"1000000001": {"username": "a", "text_messages": {"3": {"message": {',
    ),
    "CDATA that does not close": ("ufed", CHAT, b"<![CDATA["),
    "views in one tag that does not close": ("tme_page", PAGE + b"<div ", b"data-view='eyJ' b "),
}


def cost(form, data):
    least = float("inf")
    for _ in range(2):
        start = time.process_time()
        try:
            for part in parse(io.BytesIO(data), "0" * 64, form):
                assert part.batch.num_rows >= 0
        except DoxdocketError:
            pass
        least = min(least, time.process_time() - start)
    return least


@pytest.mark.parametrize("name", REPEATED)
def test_four_times_the_length_is_no_sixteen_times_the_cost(name):
    form, begins, unit = REPEATED[name]
    short, long = (cost(form, begins + unit * (size // len(unit))) for size in (30_000, 120_000))
    assert long < 9 * max(short, 0.01), (short, long)
