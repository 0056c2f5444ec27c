"""Persons and counts of the invented case when every finding is right: what linking alone gets wrong."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest
from tests.resolve.hostile import b_cubed
from tests.resolve.made import Post, Who, findings, meta, resolve, tables

from doxdocket.count.figures import figures
from doxdocket.decisions.standing import Standing
from doxdocket.detect.near_spellings import near as spellings
from doxdocket.rehearsal.plot import Plot

SCALE = 0.4


def invented(seed):
    """Posts with one person a card, and whose each publication truly is."""
    posts, truth = [], {}
    for p in Plot(seed, SCALE).posts:
        if not p.cards:
            continue
        people = []
        for n, card in enumerate(p.cards):
            values = defaultdict(list)
            for fact in card.facts:
                values[fact.kind].append((fact.value, fact.verdict))
            age = None if card.person.minor_age is None else (card.person.minor_age,) * 2
            near = [one for value, verdict in values.get("name", ()) for one in spellings("name", value, verdict)]
            people.append(Who(values, card.role, card.relation or None, age, near={"name": near}))
            truth[f"{p.channel.channel_id}/{p.id}/{n}"] = card.person.id
        at = datetime.fromtimestamp(p.at, UTC)
        posts.append(
            Post(
                p.id,
                people,
                p.channel.channel_id,
                p.forward[1] or None,
                at,
                reply_to=str(p.reply_to) if p.reply_to else None,
            )
        )
    return posts, truth


@pytest.mark.parametrize("seed", [1, 2])
def test_persons_of_the_rehearsal_case(seed):
    posts, truth = invented(seed)
    r = resolve(findings(posts), meta(posts), [], {})
    rows = r.dossiers.to_pylist()
    keys = [f"{d['channel_id']}/{d['post_id']}/{d['person_no']}" for d in rows]
    for column, least in (("person", 0.98), ("person_best", 0.99), ("person_low", 0.98)):
        assert b_cubed(truth, {k: d[column] for k, d in zip(keys, rows, strict=True)}) >= least
    told = {f["id"]: f for f in figures(tables(posts, r), Standing(), case_info={}, digests={})["figures"]}
    persons, real = told["persons"], len(set(truth.values()))
    assert persons["low"] <= real <= persons["high"]
    assert persons["high"] - persons["low"] <= 0.05 * real
    assert abs(persons["estimate"] - real) <= 0.01 * real
    assert told["publications"]["low"] <= len(truth) <= told["publications"]["high"]
    assert told["publications"]["high"] - told["publications"]["low"] <= 0.05 * len(truth)
