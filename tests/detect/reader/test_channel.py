"""Which earlier person of a channel a post's person is again, what never is, and what it costs. All values are invented."""

from doxdocket.bounds import bounded
from doxdocket.detect.data import table
from doxdocket.detect.reader.channel import Shown, Told, links, shipped, threads


def post(number, clean, *people, to=()):
    """A post in which each person is given as a name (or none) and values by kind."""
    told = [
        Told((name,) if name else (), {kind: frozenset({value}) for kind, value in values.items()})
        for name, values in people
    ]
    return Shown(str(number), tuple(map(str, to)), clean, tuple(told))


def test_the_same_name_again_is_the_same_person():
    posts = [
        post(1, "韩知予 13900001850", ("韩知予", {"phone_number": "13900001850"})),
        post(2, "沈牧之 13900001868", ("沈牧之", {"phone_number": "13900001868"})),
        post(3, "韩知予在青禾印务", ("韩知予", {"workplace": "青禾印务"})),
    ]
    assert threads(posts) == [[0], [1], [0]]


def test_who_answers_without_a_name_adds_to_the_person_of_the_post():
    posts = [
        post(1, "韩知予 13900001850", ("韩知予", {"phone_number": "13900001850"})),
        post(2, "沈牧之 13900001868", ("沈牧之", {"phone_number": "13900001868"})),
        post(3, "补充:她在青禾印务", ("", {"workplace": "青禾印务"}), to=[1]),
    ]
    assert threads(posts) == [[0], [1], [0]]
    (link,) = links(posts)
    assert (link.person, link.earlier) == ((2, 0), (0, 0))
    weights = [abs(one.weight) for one in link.because]
    assert weights
    assert weights == sorted(weights, reverse=True)


def test_another_name_is_another_person_even_in_an_answer():
    posts = [post(1, "韩知予", ("韩知予", {"age": "20"})), post(2, "沈牧之", ("沈牧之", {"age": "20岁"}), to=[1])]
    assert threads(posts) == [[0], [1]]


def test_another_identity_number_is_another_person_even_without_a_name():
    first, second = "330106189304127232", "330106189304137246"
    posts = [
        post(1, f"韩知予 {first}", ("韩知予", {"id_number": first})),
        post(2, f"补充 {second}", ("", {"id_number": second}), to=[1]),
    ]
    assert threads(posts) == [[0], [1]]


def test_two_persons_of_a_post_stay_two():
    posts = [
        post(1, "韩知予", ("韩知予", {"age": "20"})),
        post(2, "补充 青禾印务 竹影书店", ("", {"workplace": "青禾印务"}), ("", {"workplace": "竹影书店"}), to=[1]),
    ]
    first, second = threads(posts)[1]
    assert first != second


def test_a_channel_twice_as_long_costs_at_most_twice_the_steps():
    def work(times):
        posts = [post(n, "补充 13900001850", (f"韩知{n}", {"phone_number": str(n)}), to=[n - 1]) for n in range(times)]
        with bounded(10**9) as steps:
            threads(posts)
        return steps.spent

    assert work(400) <= 2 * work(200) + 2000


def test_each_role_and_sort_of_feature_has_a_name_in_both_languages():
    names, model = table("persons.yaml", "doxdocket.detect.reader"), shipped()
    sorts = {part.partition("=")[0] for those in model.by_role.values() for name in those for part in name.split("&")}
    assert sorts <= set(names["sorts"])
