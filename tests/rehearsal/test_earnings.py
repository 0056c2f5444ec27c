"""The invented earnings of the six: files that read like real ones, entries that fit them, and a ledger that comes out at the truth."""

import io
from collections import Counter
from decimal import Decimal

import msgspec
import pytest

from doxdocket.assess import read
from doxdocket.assess.forms.gains import Cost, Rate, Receipt, Statement, Wallet
from doxdocket.assess.gains import gains_account
from doxdocket.assess.gains.gains_account import Given, account
from doxdocket.assess.plain_records import plain as as_data
from doxdocket.parse.table.rows_by_name import plain
from doxdocket.rehearsal import earnings


def made(seed, *, again=False):
    files = earnings.files(seed)
    numbers = {name: number for number, name in enumerate(sorted(files), 1)}
    entries = read.yaml(earnings.entries(numbers, seed))
    of = {form: [one for one in entries if isinstance(one, form)] for form in (Receipt, Cost, Wallet, Statement, Rate)}
    by_file = {f"file:{numbers[name]}": content for name, content in files.items()}
    rows = {one.id: plain(io.BytesIO(by_file[one.file]), "a.csv") for one in of[Statement]}
    if again:
        more = [msgspec.structs.replace(one, id=f"{one.id}x", file=f"{one.file}0") for one in of[Statement]]
        rows |= {one.id: rows[one.id.removesuffix("x")] for one in more}
        of[Statement] += more
    return account(Given(of[Receipt], of[Cost], of[Wallet], of[Statement], of[Rate], rows=rows))


@pytest.fixture(scope="module", params=[earnings.SEED, 7])
def kept(request):
    return request.param, made(request.param)


def test_the_ledger_comes_out_at_the_truth(kept):
    seed, done = kept
    sums = {one["defendant"]: one for one in as_data(gains_account.told(done))["sums"]}
    for one in earnings.truth(seed):
        found = sums[one["defendant"]]
        assert (one["defendant"], found["proven_low"], found["proven_high"]) == (
            one["defendant"],
            one["proven_low"],
            one["proven_high"],
        )


def test_each_earned_a_few_thousand_or_less_and_none_reaches_the_line(kept):
    _, done = kept
    sums = {
        one["defendant"]: Decimal(one["proven_high"])
        for one in as_data(gains_account.told(done))["sums"]
        if one["defendant"]
    }
    assert len(sums) == 6
    assert all(500 < amount < 5000 for amount in sums.values())
    answers = {one.who: one.answer for one in done.asked if one.reading == "before"}
    assert answers.pop("") == "met"
    assert set(answers.values()) <= {"not met", "not determinable"}


def test_what_is_no_receipt_is_there_and_left_out(kept):
    _, done = kept
    states = Counter(one.state for one in done.ledger.transactions)
    assert (states["duplicate"], states["failed"], states["poisoning"], states["between"]) == (3, 1, 1, 1)
    stages = Counter(part.stage for part in done.ledger.parts)
    assert (stages["cost"], stages["refunded"], stages["undecided"], stages["paid"], stages["agreed"]) == (
        3,
        1,
        1,
        1,
        1,
    )
    assert {one.code for one in done.told} == set()


def test_a_second_making_gives_the_same_bytes(tmp_path):
    assert earnings.files() == earnings.files()
    paths = earnings.write(tmp_path / "statements")
    assert {path.name: path.read_bytes() for path in paths} == earnings.files()
    assert earnings.files(1) != earnings.files(2)


def test_every_file_given_twice_changes_no_sum(kept):
    seed, once = kept
    twice = made(seed, again=True)
    first, second = (
        {one["defendant"]: one for one in as_data(gains_account.told(done))["sums"]} for done in (once, twice)
    )
    same = ("proven_low", "proven_high", "claimed_high", "undecided_low", "undecided_high", "after_low", "after_high")
    assert [[one[name] for name in same] for one in first.values()] == [
        [one[name] for name in same] for one in second.values()
    ]
