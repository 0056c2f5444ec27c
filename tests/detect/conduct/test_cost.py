"""What a text costs that is read for conduct grows with its length: in many sentences, in one long one, with many marks and quotes.

Costs are CPU times of two texts in one run, the least of three each: four times the length costs no ten times as much.
"""

import time

import pytest

from doxdocket.detect import conduct
from doxdocket.detect.conduct import grammar, money, tariff
from doxdocket.detect.spans import Spans

REPEATED = {
    "short sentences that are offers": grammar.read_conduct,
    "cues of one long sentence": grammar.read_conduct,
    "quotes": grammar.read_conduct,
    "facts beside clauses": lambda text: grammar.read_conduct(
        text, exposed=2, facts=[(at, at + 1) for at in range(0, len(text), 7)]
    ),
    "sums": lambda text: [money.sums(text, "sale_offer", (at, at + 20)) for at in range(0, len(text), 20)],
    "offers beside semicolons": lambda text: tariff.gone_on(
        text, [grammar.Mark("sale_offer", at, at + 4, "offer.price", ()) for at in range(0, len(text) - 4, 5)]
    ),
    "all of it": lambda text: conduct.label([text], [[]]),
}
UNITS = {
    "short sentences that are offers": "单。", "cues of one long sentence": "代查", "quotes": "“贱人”去死。",
    "facts beside clauses": "曝光他，户籍。", "sums": "收款100元，", "offers beside semicolons": "卖户籍。 ", "all of it": "出售户籍，+订²100元。",
}  # fmt: skip


def cost(work, text):
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        work(text)
        least = min(least, time.process_time() - start)
    return least


@pytest.mark.parametrize("name", REPEATED)
@pytest.mark.whole(but=5)
def test_four_times_the_length_is_no_ten_times_the_cost(name):
    work, unit = REPEATED[name], UNITS[name]
    work(unit)  # what is made once a process
    short, long = (cost(work, unit * (size // len(unit))) for size in (1_900, 7_600))
    assert long < 10 * max(short, 0.002), (short, long)


def test_spans_answer_as_each_of_them_would():
    spans = [(0, 9), (2, 4), (2, 12), (20, 30), (30, 31)]
    asked = Spans(spans)
    for start in range(35):
        for end in range(start + 1, 36):
            assert asked.cover(start, end) == any(a <= start and end <= b for a, b in spans)
            assert asked.meet(start, end) == any(a < end and start < b for a, b in spans)
    assert not Spans([]).cover(0, 1)
    assert not Spans([]).meet(0, 1)
