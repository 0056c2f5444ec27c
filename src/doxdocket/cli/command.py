"""What every command of ours is: help in two languages with worked examples, and one answer for people and machines.

A command is made with ``@command`` from a function that returns an ``Answer``, or ``None`` when it wrote its own
lines. Its return type says what ``--json`` prints: ``Answer[T]``, ``Lines[T]`` for JSON Lines, or several of them. The function imports
the rooms it needs itself, so that help starts at once; types of answers stand where they cost nothing to import. Left out: colours.

Its help stands in the catalogue of sentences under its own name: ``keys.sign_in`` is the command ``sign-in``, with ``sign_in_short``, ``sign_in_about`` and
``sign_in_example``, ``sign_in_example_2`` … of section ``keys``; there also ``passphrase_option`` of its option ``--passphrase`` and ``file_argument`` of its
argument FILE. What is not found so is given (``about``, ``examples``): examples that are the same in both languages, and words that several sections share.

>>> from typing import TypedDict
>>> class Greeting(TypedDict):
...     hello: str
>>> @command("doctor.doctor", examples=("doxdocket greet",))
... def greet() -> Answer[Greeting]:
...     return Answer({"hello": "world"}, "你好")
>>> greet.help_page("en", "doxdocket greet").splitlines()[0], greet.short[1]
('Usage: doxdocket greet [OPTIONS]', 'What is installed here and what is missing')
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from doxdocket.cli import language, out
from doxdocket.cli.answer import Answer, Lines
from doxdocket.report.text import Lang, pad, page, width, wrap
from doxdocket.words import Sentence, keys, said_in

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COLUMNS = 100

Both = tuple[str, str] | Sentence
Examples = tuple[str | Both, ...]


def _pick(both: Both, lang: Lang) -> str:
    return both[0] if lang == "zh" else both[1]


class _Typed(click.Parameter):
    """A parameter whose error knows what was typed, for a guess at what was meant."""

    section = ""
    """Of the command that takes it."""
    _given: Both | None

    @property
    def entry(self) -> str:
        """The name of its help in the catalogue."""
        return f"{self.name}_argument"

    @property
    def about(self) -> Both:
        """What it is or does, in both languages."""
        return self._given or Sentence(f"{self.section}.{self.entry}")

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value as its type has it."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            error.typed = (value,) if isinstance(value, str) else tuple(value)  # type: ignore[attr-defined]
            raise

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[Any]]":
        """What may stand here, for a shell that asks."""
        from doxdocket.cli.completing import of_argument  # loaded where a shell asks

        found = of_argument(ctx, self, incomplete)
        return super().shell_complete(ctx, incomplete) if found is None else found


class Option(_Typed, click.Option):
    """An option with its help in both languages."""

    def __init__(self, decls: Sequence[str], *, about: Both | None = None, common: bool = False, **more: Any) -> None:
        super().__init__(decls, **more)
        self._given, self.common = about, common

    @property
    def entry(self) -> str:
        """The name of its help in the catalogue: ``sign_in_option`` of ``--sign-in``."""
        return next(one for one in self.opts if one.startswith("--"))[2:].replace("-", "_") + "_option"

    def line(self, lang: Lang) -> tuple[str, str]:
        """How it is written, and what it does."""
        names = ", ".join([*sorted(self.opts, key=len), *self.secondary_opts])
        value = "" if self.is_flag else " " + (self.metavar or self._choices() or "TEXT")
        notes = [said_in(lang, "cli_command.required")] if self.required else []
        notes += [said_in(lang, "cli_command.may_be_repeated")] if self.multiple else []
        note = f" [{said_in(lang, 'marks.semicolon').join(notes)}]" if notes else ""
        return names + value, _pick(self.about, lang) + note

    def _choices(self) -> str:
        return "|".join(self.type.choices) if isinstance(self.type, click.Choice) else ""


class Argument(_Typed, click.Argument):
    """A positional argument with its help in both languages."""

    def __init__(self, decls: Sequence[str], *, about: Both | None = None, **more: Any) -> None:
        super().__init__(decls, **more)
        self._given = about

    def line(self, lang: Lang) -> tuple[str, str]:
        """How it is written, and what it is."""
        return self.written, _pick(self.about, lang)

    @property
    def written(self) -> str:
        """How it stands in the usage line."""
        name = (self.metavar or self.name or "").upper() + ("…" if self.nargs == -1 else "")
        return name if self.required else f"[{name}]"


def common_options() -> list[click.Parameter]:
    """The options that every command takes; their values are read by ``said.Manner`` before parsing."""
    return [
        Option(["--json"], is_flag=True, expose_value=False, common=True,
               about=Sentence("cli_command.json_option")),
        Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, common=True,
               about=Sentence("cli_command.lang_option")),
        Option(["--quiet", "-q"], is_flag=True, expose_value=False, common=True,
               about=Sentence("cli_command.quiet_option")),
        Option(["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, common=True, callback=_help,
               about=Sentence("cli_command.help_option")),
    ]  # fmt: skip


def _help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        out.give(Answer({}, ctx.get_help()), page=True)
        ctx.exit()


class Page(click.Command):
    """The help page of a command: usage, what it does, what it takes, worked examples."""

    def __init__(self, name: str, *, about: Both | None = None, examples: Examples = (), **more: Any) -> None:
        self.section, _, self._entry = name.rpartition(".")
        super().__init__(self._entry.replace("_", "-"), add_help_option=False, **more)
        self.short = Sentence(f"{name}_short")
        self.about: Both = about or Sentence(f"{name}_about")
        self._examples = examples
        self.params += common_options()
        for one in self.params:
            if isinstance(one, _Typed):
                one.section = self.section

    @property
    def examples(self) -> Examples:
        """The worked examples."""
        first = f"{self._entry}_example"
        return self._examples or tuple(
            Sentence(f"{self.section}.{one}")
            for one in keys(self.section)
            if one == first or (one.startswith(f"{first}_") and one[len(first) + 1 :].isdecimal())
        )

    def get_help(self, ctx: click.Context) -> str:
        """The help page in the language of this call."""
        return self.help_page(language.manner().lang, ctx.command_path)

    def help_page(self, lang: Lang, path: str) -> str:
        """The whole page in one language, for a command called by ``path``."""
        arguments = [p for p in self.params if isinstance(p, Argument)]
        options = [p for p in self.params if isinstance(p, Option)]
        usage = said_in(lang, "cli_command.usage") + path + said_in(lang, "cli_command.options")
        parts = [" ".join([usage, *(a.written for a in arguments), *self.usage_end(lang)]),
                 _flow(_pick(self.about, lang)),
                 *self.middle(lang),
                 _list(said_in(lang, "cli_command.arguments"), [a.line(lang) for a in arguments]),
                 _list(said_in(lang, "cli_command.options_2"), [o.line(lang) for o in options if not o.common]),
                 _list(said_in(lang, "cli_command.common_options"), [o.line(lang) for o in options if o.common]),
                 "\n".join([said_in(lang, "cli_command.examples"), *("  " + e for e in self.calls(lang))])]  # fmt: skip
        return "\n\n".join(part for part in parts if part)

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - click's own name
        """What it does in one line, for a shell that lists it."""
        return _pick(self.short, language.manner().lang)

    def calls(self, lang: Lang) -> list[str]:
        """The worked examples as they are typed."""
        return [e if isinstance(e, str) else _pick(e, lang) for e in self.examples]

    def usage_end(self, _lang: Lang) -> list[str]:
        """What stands at the end of the usage line of a group."""
        return []

    def middle(self, _lang: Lang) -> list[str]:
        """What stands between the text and the arguments of a group: its commands."""
        return []


def _flow(text: str) -> str:
    """Text set to the page: a line of the source goes on unless it ends a sentence or the next one is indented."""
    whole: list[str] = []
    for line in text.split("\n"):
        if whole and whole[-1][-1] not in "。：.:;；" and not line.startswith(" "):
            whole[-1] += " " + line
        else:
            whole.append(line)
    return "\n".join(part for line in whole for part in wrap(line, COLUMNS))


def _list(title: str, lines: Sequence[tuple[str, str]]) -> str:
    """A two-column list under a title, or nothing."""
    if not lines:
        return ""
    left = min(max(width(name) for name, _ in lines), 28) + 2
    out = [title]
    for name, text in lines:
        wrapped = wrap(text, page(COLUMNS) - left - 2)
        if width(name) + 2 > left:
            out += ["  " + name, *("  " + " " * left + line for line in wrapped)]
        else:
            out += ["  " + pad(name, left) + wrapped[0], *("  " + " " * left + line for line in wrapped[1:])]
    return "\n".join(out)


class Command(Page):
    """One command."""


class Group(Page, click.Group):
    """A family of commands under one word, in the order in which they are made (``@group.command``)."""

    command_class = Command

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name, no_args_is_help=False, **more)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The word alone asks what it can do."""
        return super().parse_args(ctx, args if args or ctx.resilient_parsing else ["--help"])

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order they were added: the order of the work."""
        return list(self.commands)

    def usage_end(self, lang: Lang) -> list[str]:
        """A group is called with one of its commands."""
        return [said_in(lang, "cli_command.command")]

    def middle(self, lang: Lang) -> list[str]:
        """The commands of this group, one line each."""
        lines = [(name, _pick(c.short, lang)) for name, c in self.commands.items() if isinstance(c, Page)]
        return [_list(said_in(lang, "cli_command.commands"), lines)]


def option(*decls: str, **more: Any) -> Callable[..., Any]:
    """An option of a command."""
    return click.option(*decls, cls=Option, **more)


def argument(*decls: str, **more: Any) -> Callable[..., Any]:
    """A positional argument of a command."""
    return click.argument(*decls, cls=Argument, **more)


def together(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Several options or arguments as one, for commands that take the same; they stand in help in this order."""

    def give(function: Callable[..., Any]) -> Callable[..., Any]:
        for one in reversed(options):
            function = one(function)
        return function

    return give


def case_argument() -> Callable[..., Any]:
    """The argument that nearly every command begins with."""
    return argument("case", about=Sentence("cli_command.case_folder"), type=click.Path(), callback=_noted)


def _noted(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    language.of_case(value)
    return value


def command(name: str, **more: Any) -> Callable[[Callable[..., Answer | Lines[Any] | None]], Command]:
    """Make a command of a function, by its section and name in the catalogue; its return type says what ``--json`` prints."""
    made: Callable[[Callable[..., Answer | Lines[Any] | None]], Command] = click.command(name, cls=Command, **more)
    return made
