"""Kin of whom the post above shows, told of in a clause of its own up to a colon."""

import pytest

from doxdocket.detect.answered import hits
from doxdocket.detect.reader.answer import answer
from doxdocket.text import read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("楼上这位的老婆也给大家补上：柏映雪，电话19855512345", ("relative", "spouse")),
        ("上面那个的妹妹给大家奉上：屠克勤，电话19855512345", ("relative", "younger_sister")),
        ("这货的老婆顺便放出来：柏映雪，电话19855512345", ("relative", "spouse")),
        ("他妈也挂出来：老太太祁桂英，19855512345", ("relative", "mother")),
        ("老太太祁桂英，电话19855512345", ("target", None)),
        ("我老婆也给大家补上：柏映雪，电话19855512345", ("target", None)),
        ("他老婆求挂：柏映雪，电话19855512345", ("target", "spouse")),
    ],
)
def test_kin_of_the_post_above_is_a_relative_and_an_old_lady_nobodys_wife(text, told):
    """Reading 21: such kin stood as a target, in no bound of relatives; 太太 was read in 老太太."""
    reading = read(text)
    [name] = [one for one in hits(reading, answer([reading])[0]) if one.kind == "name"]
    assert (name.role, name.relation) == told
