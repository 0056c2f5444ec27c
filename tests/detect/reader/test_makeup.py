"""What a stretch is made of and what stands like it: names by their family name, elements of places, rows of the same shape, numbers beside it."""

import pytest
from tests.detect.reader.nets import net_of
from tools.train_decide import features

from doxdocket.detect.check_digits import identity
from doxdocket.detect.reader.candidates import names
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.text import read

MOBILE, CITIZEN = "13900001850", "11010118990307002" + identity("11010118990307002")
SORTS = ("called", "like", "opens", "closes", "holds", "joins", "beside")


def made_up(text, spans, *, joined=False):
    """By place and kind, the features of these stretches, of which a net is sure enough to propose them."""
    net = net_of(text, spans)
    told = features(Evidence.of(read(text), net))
    return {
        one[:3]: {name for name in own if name.partition("=")[0] in SORTS and (joined or "&" not in name)}
        for one, own in told.items()
        if one[:3] in {span[:3] for span in spans}
    }


def spans_of(text, *values, kind="name", share=900):
    return [(text.index(one), text.index(one) + len(one), kind, share) for one in values]


@pytest.mark.parametrize(
    ("value", "built"),
    [
        ("韩知予", "common family 2 usual"),
        ("公良意", "compound family 1 usual"),
        ("湛启吃", "rare family 2 never"),
        ("果果", "no family 2 other"),
        ("周一", "common family 1 word"),
        ("韩", "common family 0 usual"),
        ("Tan Ah Kow", "letters"),
        ("韩*予", "hidden"),
        ("韩·a", "mixed"),
        ("", "letters"),
    ],
)
def test_how_a_name_is_built(value, built):
    assert names.BUILDS[names.build(value)] == f"called={built}"


def test_others_of_a_list_stand_like_a_name_that_the_net_hardly_sees():
    text = "1.韩知予,女\n2.门福来,男\n3.沈牧之,女\n海石榴很好吃"
    spans = [*spans_of(text, "韩知予", "沈牧之"), *spans_of(text, "门福来", share=200)]
    told = made_up(text, spans)
    likes = {text[slice(*one[:2])]: {name for name in own if name.startswith("like=")} for one, own in told.items()}
    assert likes == {
        "韩知予": {"like=1", "like=left 1", "like=right 1"},
        "门福来": {"like=2", "like=left 2", "like=right 2"},
        "沈牧之": {"like=1", "like=left 1", "like=right 1"},
    }


def test_an_address_that_goes_on_behind_its_end_says_so():
    text = "住启明路3号2栋501"
    whole, part = (1, 11, "home_address", 900), (1, 4, "home_address", 600)
    told = made_up(text, [whole, part])
    assert told[whole[:3]] >= {"opens=door", "closes=number at once", "holds=door more", "holds=number more"}
    assert told[part[:3]] >= {"opens=door", "closes=door at once", "holds=door 1", "joins=number right"}
    assert not any(name.startswith("joins=") for name in told[whole[:3]])


def test_the_last_element_tells_a_school_from_an_employer():
    text = "在城西中学读书，在海棠超市上班"
    told = made_up(text, [*spans_of(text, "城西中学", "海棠超市", kind="workplace")])
    closes = [next(name for name in own if name.startswith("closes=")) for own in told.values()]
    assert closes == ["closes=school at once", "closes=work at once"]


def test_checked_numbers_beside_a_name():
    text = f"韩知予 {MOBILE}，别的都不知道了\n{CITIZEN}"
    (own,) = made_up(text, spans_of(text, "韩知予")).values()
    beside = {name for name in own if name.startswith("beside=")}
    assert beside == {"beside=3", "beside=phone_number behind 3", "beside=id_number behind 60"}


def test_what_has_no_place_and_no_name_is_told_nothing_of_either():
    text = "她怀孕五个月"
    (own,) = made_up(text, [(1, 6, "health_record", 900)]).values()
    assert {name.partition("=")[0] for name in own} == {"beside", "like"}
    assert "beside=none" in own


def test_a_family_name_before_a_title_and_a_name_behind_a_word_that_leads_to_names():
    text = f"机主韩知予 {MOBILE} 辛女士"
    told = made_up(text, spans_of(text, "韩知予", "辛"), joined=True)
    whole, family = (told[text.index(one), text.index(one) + len(one), "name"] for one in ("韩知予", "辛"))
    assert whole >= {"called=likely&led=yes", "called=likely&fills=last&beside=3"}
    assert family >= {"called=family alone&follow=title", "called=family alone&follow=title&led=no"}
