"""Personal information in three laws: criminal law is wider by activity, 个人信息保护法 by what is identifiable."""

from datetime import date

import pytest

from doxdocket.law import inclusion

ON = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("identifies", "held", "more", "three"),
    [
        ("alone", ["id_number"], {}, ("met", "met", "met")),
        ("no", ["name"], {}, ("not met", "not met", "not met")),
        ("no", ["name"], {"linked": True}, ("met", "met", "met")),
        ("no", ["realtime_location"], {}, ("met", "not met", "not determinable")),
        ("unknown", ["home_address"], {}, ("not determinable", "not determinable", "not determinable")),
        ("alone", ["id_number"], {"legal_person": True}, ("not met", "not met", "met")),
        ("combined", ["name", "phone_number"], {"anonymised": True}, ("met", "met", "not met")),
        ("combined", ["weak:name"], {}, ("met", "met", "met")),
    ],
)
def test_three_answers(identifies, held, more, three):
    assert tuple(inclusion.of(identifies, held, ON, **more).values()) == three


def test_a_law_that_was_not_in_force_gives_no_answer():
    found = inclusion.of("alone", ["id_number"], date(2020, 12, 31))
    assert found == {"pi_criminal": "met", "pi_civil": "not determinable", "pi_pipl": "not determinable"}
