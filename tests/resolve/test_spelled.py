"""One person whose name is written in several ways beside one telephone, account or address is one person of the low."""

from random import Random

import pytest
from tests.resolve.made import Who, findings, meta, post, resolve
from tests.resolve.test_hostile import bounds

from doxdocket.detect.near_spellings import near

FAMILY, GIVEN = (
    "敖丰闵郜路厉苍幸",
    "".join(chr(0x6001 + 7 * n) for n in range(300)),
)  # so many that chance makes no namesakes
ANCHORS = ("phone_number", "social_account", "home_address", "vehicle_file")


def written(rng, name):
    """A name as a poster may write it: a slip of a character or of two, a part, characters changed round, a nickname, a mask."""
    ways = [
        name, name[0] + rng.choice(GIVEN) + name[2], name[:2] + rng.choice(GIVEN), rng.choice(FAMILY) + name[1:], name[1:],
        name[0] + name[2] + name[1], (name[0] + "*" + name[2], "masked"), (name[0] + "某", "masked"), name[0] + rng.choice(GIVEN) + rng.choice(GIVEN), "小" + name[2],
    ]  # fmt: skip
    return rng.choice(ways)


def told(rng, no, name, anchor):
    """What one post tells of a person: a name, what it is known by, and now and then more."""
    values = {"name": written(rng, name), anchor: f"{anchor}:{no}"}
    values |= {kind: f"{kind}:{no}" for kind in (*ANCHORS, "school", "birth_date", "id_number") if rng.random() < 0.25}
    value, verdict = values["name"] if isinstance(values["name"], tuple) else (values["name"], "valid")
    return Who(values, near={"name": list(near("name", value, verdict))})


@pytest.mark.parametrize("seed", range(12))
def test_the_low_is_never_above_the_persons_that_there_are(seed):
    rng = Random(seed)
    people = [(n, rng.choice(FAMILY) + "".join(rng.sample(GIVEN, 2)), rng.choice(ANCHORS)) for n in range(30)]
    said = [told(rng, *who) for who in people for _ in range(rng.randrange(1, 9))]
    for who in people:  # as it is rightly written, once
        plain = told(rng, *who)
        plain.values["name"], plain.near["name"] = who[1], list(near("name", who[1], "valid"))
        said.append(plain)
    rng.shuffle(said)
    posts = [post(n, who) for n, who in enumerate(said, 1)]
    low, _, high = bounds(resolve(findings(posts), meta(posts), [], {}))
    assert 10 <= low <= len(people) <= high
