"""Where the JSON that a command printed is not of the type that the command says it is of."""

import json
from functools import partial
from typing import Any, Literal, get_args, get_origin

from tools import shapes

from doxdocket.cli import root
from doxdocket.cli.answer import Lines
from doxdocket.cli.command import Group

PLAIN = {bool: bool, int: int, float: (int, float), str: str, type(None): type(None)}


def mistakes(value, of, place="$"):
    """Every key that is missing or too many and every value that is of no type it may have, with its place."""
    return _asked(of)(value, place)


def _asked(of):
    """What looks at values of this type; made once for each type, which is kept, so that no other takes its place in memory."""
    if id(of) not in _MADE:
        _MADE[id(of)] = of, _made(of)
    return _MADE[id(of)][1]


_MADE = {}


def _made(of):
    of, _ = shapes.bare(of)
    if get_origin(of) is Lines:
        of, _ = shapes.bare(get_args(of)[0])
    every = shapes.either(of)
    if len(every) > 1:
        return partial(_one_of, every)
    if get_origin(of) is Literal:
        choices = get_args(of)
        return lambda value, place: [] if value in choices else [f"{place}: {value!r} is none of {choices}"]
    if (held := shapes.item(of)) is not None:
        return partial(_listed, held)
    if (pair := shapes.behind(of)) is not None:
        return partial(_mapped, pair[1])
    if (known := shapes.record(of)) is not None:
        return partial(_recorded, {one.name: one for one in known})
    if of in (Any, object):
        return lambda _value, _place: []
    return partial(_plain, PLAIN.get(of, str), of)  # a moment, an amount and a path are written as text


def _one_of(every, value, place):
    return min((mistakes(value, one, place) for one in every), key=len)


def _listed(held, value, place):
    if not isinstance(value, list):
        return [f"{place}: no list"]
    return [wrong for n, one in enumerate(value) for wrong in mistakes(one, held, f"{place}[{n}]")]


def _mapped(held, value, place):
    if not isinstance(value, dict):
        return [f"{place}: no mapping"]
    return [wrong for key, one in value.items() for wrong in mistakes(one, held, f"{place}.{key}")]


def _recorded(known, value, place):
    if not isinstance(value, dict):
        return [f"{place}: no record"]
    wrong = [f"{place}.{name}: missing" for name, one in known.items() if not one.optional and name not in value]
    wrong += [f"{place}.{name}: not in the type" for name in value if name not in known]
    return wrong + [
        one for name, field in known.items() if name in value for one in mistakes(value[name], field.type, f"{place}.{name}")
    ]  # fmt: skip


def _plain(wanted, of, value, place):
    right = isinstance(value, wanted) and (isinstance(value, bool) is (of is bool))
    return [] if right else [f"{place}: {value!r} is no {of.__name__}"]


def command_of(words):
    """The command that these words call."""
    at = root
    for word in words:
        if isinstance(at, Group) and word in at.commands:
            at = at.commands[word]
    return at


def checked(words, printed):
    """What is wrong with what a call printed; nothing when it did not print JSON, or its command says no type yet."""
    command = command_of(words)
    of = None if isinstance(command, Group) else shapes.gives(command)
    if of is None or not printed.strip() or {"--help", "-h"} & set(words):
        return []
    lines_only = all(get_origin(shapes.bare(one)[0]) is Lines for one in shapes.either(of))
    if "--json" not in words and not lines_only:
        return []
    try:
        given = [json.loads(printed)]
    except ValueError:
        given = [json.loads(line) for line in printed.splitlines()]
    return [wrong for one in given for wrong in mistakes(one, of)]
