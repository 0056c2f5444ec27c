"""Where the JSON that a command printed is not of the type that the command says it is of."""

import json
from typing import Any, Literal, get_args, get_origin

from doxdocket.cli import root, shapes
from doxdocket.cli.command import Group

PLAIN = {bool: bool, int: int, float: (int, float), str: str, type(None): type(None)}


def mistakes(value, of, place="$"):
    """Every key that is missing or too many and every value that is of no type it may have, with its place."""
    of, _ = shapes.bare(of)
    if get_origin(of) is shapes.Lines:
        of, _ = shapes.bare(get_args(of)[0])
    every = shapes.either(of)
    if len(every) > 1:
        return min((mistakes(value, one, place) for one in every), key=len)
    if get_origin(of) is Literal:
        return [] if value in get_args(of) else [f"{place}: {value!r} is none of {get_args(of)}"]
    if (held := shapes.item(of)) is not None:
        if not isinstance(value, list):
            return [f"{place}: no list"]
        return [wrong for n, one in enumerate(value) for wrong in mistakes(one, held, f"{place}[{n}]")]
    if (pair := shapes.behind(of)) is not None:
        if not isinstance(value, dict):
            return [f"{place}: no mapping"]
        return [wrong for key, one in value.items() for wrong in mistakes(one, pair[1], f"{place}.{key}")]
    if (known := shapes.record(of)) is not None:
        if not isinstance(value, dict):
            return [f"{place}: no record"]
        names = {one.name for one in known}
        wrong = [f"{place}.{one.name}: missing" for one in known if not one.optional and one.name not in value]
        wrong += [f"{place}.{name}: not in the type" for name in value if name not in names]
        return wrong + [
            one for field in known if field.name in value for one in mistakes(value[field.name], field.type, f"{place}.{field.name}")
        ]  # fmt: skip
    if of in (Any, object):
        return []
    wanted = PLAIN.get(of, str)  # a moment, an amount and a path are written as text
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
    of = None if isinstance(command, Group) else command.gives()
    if of is None or not printed.strip() or {"--help", "-h"} & set(words):
        return []
    lines_only = all(get_origin(shapes.bare(one)[0]) is shapes.Lines for one in shapes.either(of))
    if "--json" not in words and not lines_only:
        return []
    try:
        given = [json.loads(printed)]
    except ValueError:
        given = [json.loads(line) for line in printed.splitlines()]
    return [wrong for one in given for wrong in mistakes(one, of)]
