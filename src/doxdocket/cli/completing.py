"""Shell completion: the script that a shell loads, and what may stand next in a call, by click's own protocol.

What is offered is known without a case: commands, options, choices, acts, ids of figures, rules, kinds and codes of this edition. No case is opened, no key asked and
no value shown; persons and findings are of a case and are not offered. Left out: shells other than bash (4.4 and later), zsh and fish.

>>> script("bash", "./docket").splitlines()[0]
'_docket_completion() {'
"""

# loaded when a shell asks; what is offered is read only then

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from doxdocket.cli.language import VARIABLE

SHELLS = ("bash", "zsh", "fish")
_SCOPES = ("core", "parties", "channel:", "defendant:", "joint:")


def script(shell: str, called_as: str) -> str:
    """What a shell of that name runs to complete calls of the program by that word; a path is known by its last part, and called as it is typed."""
    found = get_completion_class(shell)
    if found is None:
        raise KeyError(shell)
    name = PurePath(called_as).name
    text = ShellComplete.source(found(click.Command(name), {}, name, VARIABLE))
    if shell == "zsh":  # as it is typed: the word may be the path of a program that no PATH holds
        text = text.replace(f"    (( ! $+commands[{name}] )) && return 1\n", "").replace(
            f"zsh_complete {name})", "zsh_complete $words[1])"
        )
    if shell == "fish":
        text = text.replace(f"(commandline -t) {name})", "(commandline -t) (commandline -opc)[1])")
    return text


def answer(group: click.Group, called_as: str, environ: Mapping[str, str]) -> str | None:
    """What may stand next, as the shell reads it that asks by the environment; None where none asks."""
    shell, _, wanted = environ.get(VARIABLE, "").partition("_")
    found = get_completion_class(shell) if shell in SHELLS and wanted == "complete" else None
    return None if found is None else found(group, {}, called_as, VARIABLE).complete()


def of_argument(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]] | None:
    """What may stand for a parameter that click does not know the words of; None for every other one."""
    names = _NAMES.get(str(param.name))
    command = str(ctx.command.name)
    if command == "decide" and param.name == "words":
        return _items(_of_target(str(ctx.params.get("act") or ""), len(ctx.params.get("words") or ())), incomplete)
    if names is None or command not in names:
        return None
    return _items(_known(names[command]), incomplete)


_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "id": {"explain": ("figures", "rules")}, "scopes": {"figures": ("scopes",), "explain": ("scopes",)},
    "provision": {"show": ("rules",), "ask": ("rules",), "text": ("rules",)}, "act": {"decide": ("acts",)},
}  # fmt: skip
"""By parameter and command, what it names."""


def _of_target(act: str, at: int) -> Iterable[str]:
    """The words that may stand at a place of the target of an act, where they are of this edition."""
    from doxdocket.decisions.acts import CODES, acts

    names = acts()[act].names if act in acts() else ()
    name = names[at] if at < len(names) else ""
    return CODES.get(name) or _known((_OF_TARGET.get(name, ""),))


_OF_TARGET = {"figure": "figures", "kind": "kinds", "label": "labels"}


def _known(what: tuple[str, ...]) -> list[str]:
    return [one for name in what for one in _read(name)]


def _read(what: str) -> Iterable[str]:
    if what == "figures":
        from doxdocket.count.catalogue import KIND, catalogue
        from doxdocket.law.kinds import kinds

        names = catalogue()
        lists: tuple[Iterable[Any], ...] = (
            names.figures, names.tiers, names.views, names.prices, names.unknown, (names.ratio, names.core),
        )  # fmt: skip
        return [
            "completeness",
            *dict.fromkeys(one.id for some in lists for one in some),
            *(KIND + kind for kind in kinds()),
        ]
    if what == "rules":
        from doxdocket.law.rules import shipped

        return shipped().texts
    if what == "acts":
        from doxdocket.decisions.acts import acts

        return acts()
    if what == "kinds":
        from doxdocket.law.kinds import kinds

        return kinds()
    if what == "labels":
        from doxdocket.desk.answers import LABELS

        return LABELS
    return _SCOPES if what == "scopes" else ()


def _items(words: Iterable[str], incomplete: str) -> list[CompletionItem[Any]]:
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]
