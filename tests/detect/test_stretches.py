"""Where a slow pattern is asked, and how often: in vain once, however many runs hold a word."""

import re

from doxdocket.detect.stretches import matches

RUNS, WORDS = re.compile("[一-鿿]+"), ("学校",)


class Asked:
    """A pattern that counts how often it is asked."""

    def __init__(self, pattern):
        self.pattern, self.times = re.compile(pattern), 0

    def search(self, text, at):
        self.times += 1
        return self.pattern.search(text, at)


def test_a_pattern_that_matches_nowhere_is_asked_once():
    asked = Asked("[一-鿿]{2,8}?学校门口")
    assert list(matches(asked, RUNS, WORDS, "望江学校," * 500)) == []
    assert asked.times == 1


def test_the_matches_are_those_of_finditer():
    pattern = re.compile("[一-鿿]{2,8}?学校")
    text = "明天,望江学校。x学校,去望江学校和临川学校,没有" * 3
    assert [m.span() for m in matches(pattern, RUNS, WORDS, text)] == [m.span() for m in pattern.finditer(text)]
