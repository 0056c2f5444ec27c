"""``officer``: who may act in a case, and with which key. Only officers of the case decide, open, run and so on.

An officer is tied to a key by the first act with it, or by an act that says so (``store.custody.officers``). Left out: who can open a case (``key``).

>>> sorted(officer.commands)
['add', 'key', 'list', 'remove']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import Annotated, TypedDict, cast

from doxdocket.cli.command import Answer, Group, argument, case_argument, command, option
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.report.document import Column, Table
from doxdocket.signs import one_line

officer = Group(
    "officer",
    short=("经办人：谁可以办理", "Officers: who may act"),
    about=(
        (
            "只有本案的经办人可以认定、查看、运行，各用自己的钥匙：第一次办理时用的那把从此归其名下，别的钥匙要由 officer key 记明。\n"
            "两人合用一把钥匙也可以，但要写明（--one-key）；核验和双人复核随后都写明“一把钥匙”。加入、移除本身也记入保管链。"
        ),
        (
            "Only officers of the case decide, open and run, each with a key of their own: the one of the first act is theirs from\n"
            "then on, any other is tied to the name by officer key. Two may share one key, but it must be said (--one-key), and verify\n"
            "and double review say it too: one key. Coming and going are acts of the custody log themselves."
        ),
    ),
    examples=(
        ("doxdocket officer list 案卷", "doxdocket officer list case"),
        ("doxdocket officer add 案卷 王五 --officer 张三", "doxdocket officer add case Wang --officer Zhang"),
        (
            "doxdocket officer remove 案卷 王五 --reason 调离本案 --officer 张三",
            "doxdocket officer remove case Wang --reason 'left the team' --officer Zhang",
        ),
    ),
)

NAME = argument("name", about=("经办人的姓名", "the officer's name"))
BY = option("--officer", "by", default="", metavar="NAME", about=("由谁办理", "who does this"))
ONE_KEY = option(
    "--one-key", "one_key", is_flag=True, about=("这把钥匙与另一名经办人合用", "the key is shared with another officer")
)


Name = Annotated[str, ("姓名", "NAME")]


class Tie(TypedDict):
    """A key that somebody else tied to an officer."""

    row: int
    by: str
    officer: str
    keys: list[str]


class Officers(TypedDict):
    """Who acts in the case, and with which keys."""

    case: str
    officers: list[str]
    keys: dict[Name, list[str]]
    removed: Annotated[list[str], ("已打不开本案的钥匙", "keys that open the case no more")]
    ties: list[Tie]


class Added(TypedDict):
    """Who came."""

    case: str
    added: str
    officers: list[str]
    by: str


class Tied(TypedDict):
    """The keys of one officer."""

    case: str
    officer: str
    keys: list[str]


class Removed(TypedDict):
    """Who went, and which keys of theirs still open the case."""

    case: str
    removed: str
    officers: list[str]
    keys: list[str]


@command(
    "list",
    short=("本案的经办人", "The officers of the case"),
    about=(
        "列出本案的经办人和各自名下的钥匙（指纹）；由别人记到其名下的，写明由谁、在保管链哪一行；已打不开本案的，也写明。",
        "Lists the officers of the case and the keys (fingerprints) that answer for each; of one that somebody else tied, who and in which row; and which open the case no more.",
    ),
    examples=(("doxdocket officer list 案卷", "doxdocket officer list case"),),
)
@case_argument()
def list_(case: str) -> Answer[Officers]:
    """Read them out of the case."""
    from doxdocket.store.custody.officers import TIED
    from doxdocket.store.custody.permission import SPARE

    with open_case(case) as opened:
        names, told = opened.info.officers, opened.custody.reading()
        held = {one.fingerprint: one.role for one in opened.holders()}
    every = [key for key, role in held.items() if role != SPARE]  # of a case from before names were tied to keys
    keys = {name: sorted(told.standing.keys.get(name, every if told.standing.edition < TIED else ())) for name in names}
    lent = [one for one in told.lent if not set(keys.get(one.officer, ())).isdisjoint(one.keys)]
    by = {
        (one.officer, key): say(f"（{one.by}，第 {one.seq} 行）", f" ({one.by}, row {one.seq})")
        for one in lent
        for key in one.keys
    }
    removed = sorted({key for some in keys.values() for key in some} - held.keys())
    gone = dict.fromkeys(removed, say("（已打不开本案）", " (opens the case no more)"))
    held_by = {
        name: ", ".join(key + by.get((name, key), "") + gone.get(key, "") for key in keys[name]) for name in names
    }
    shown = [
        Column(("经办人", "officer"), one_line),
        Column(("钥匙", "keys"), lambda name: one_line(held_by[name]) or ("还没有办理过", "has not acted yet")),
    ]
    rows: list[Tie] = [
        {"row": cast("int", one.seq), "by": one.by, "officer": one.officer, "keys": list(one.keys)} for one in lent
    ]
    return Answer(
        {"case": case, "officers": list(names), "keys": keys, "removed": removed, "ties": rows},
        [Table(names, shown, none=("还没有写明经办人。", "No officers are named yet."))],
    )


@command(
    "add",
    short=("加一名经办人", "Add an officer"),
    about=(
        (
            "加一名经办人，由本案的经办人办理；记入保管链。还没有经办人的案卷，由打开它的钥匙加第一名。\n"
            "--key 写明此人用哪把钥匙（指纹，见 key list）；不写的，此人第一次办理时用的那把归其名下。"
        ),
        (
            "Adds an officer; an officer of the case does it, and it is logged. In a case that names none yet the key that opens it\n"
            "adds the first. --key says with which key they act (a fingerprint, see key list); else it is the one of their first act."
        ),
    ),
    examples=(
        ("doxdocket officer add 案卷 王五 --officer 张三", "doxdocket officer add case Wang --officer Zhang"),
        (
            "doxdocket officer add 案卷 王五 --key 0f1e2d3c4b5a6978 --officer 张三",
            "doxdocket officer add case Wang --key 0f1e2d3c4b5a6978 --officer Zhang",
        ),
    ),
)
@case_argument()
@NAME
@option("--key", "keys", multiple=True, metavar="FINGERPRINT", about=("此人用的钥匙", "a key that they act with"))
@ONE_KEY
@BY
def add(case: str, name: str, keys: tuple[str, ...], by: str, *, one_key: bool) -> Answer[Added]:
    """Add them."""
    with open_case(case) as opened:
        info = opened.add_officer(name, by, keys=_own(keys, opened.custody.identity, one_key=one_key), one_key=one_key)
        row = opened.custody.rows()[-1]
    data: Added = {"case": case, "added": info.officers[-1], "officers": list(info.officers), "by": row.actor}
    shown = one_line(info.officers[-1])
    return Answer(data, say(f"{shown} 现在是 {case} 的经办人。", f"{shown} is an officer of {case} now."))


def _own(keys: tuple[str, ...], mine: str, *, one_key: bool) -> tuple[str, ...]:
    """The keys that were said; who shares one and says none shares the one at hand."""
    return keys or ((mine,) if one_key else ())


@command(
    "key",
    short=("经办人再用一把钥匙", "Tie one more key to an officer"),
    about=(
        (
            "写明经办人还用这把钥匙办理（换了电脑、两台电脑，或两人合用一把）；记入保管链。不写指纹即打开本案的这一把。\n"
            "指纹见 key list；已是另一名经办人用的，要加 --one-key。由经办人办理；经办人丢了钥匙而没有别的经办人的，\n"
            "用备用钥匙打开，加 --lost-key 和 --reason：这一行是备用钥匙的办理，核验一直写明。"
        ),
        (
            "Says that an officer acts with this key too (a new computer, two computers, or one key for two); it is logged. Without a\n"
            "fingerprint it is the key that opens the case. Fingerprints: key list. One that answers for another officer needs --one-key.\n"
            "An officer does it. Where the officer lost their key and there is no other, open with the spare and add --lost-key and\n"
            "--reason: the row is the act of the spare key, and verify tells it for good."
        ),
    ),
    examples=(
        (
            "doxdocket officer key 案卷 李四 0f1e2d3c4b5a6978 --officer 张三",
            "doxdocket officer key case Li 0f1e2d3c4b5a6978 --officer Zhang",
        ),
        (
            "doxdocket officer key 案卷 李四 --one-key --officer 张三",
            "doxdocket officer key case Li --one-key --officer Zhang",
        ),
        (
            "doxdocket officer key 案卷 李四 --lost-key --reason 电脑遗失",
            "doxdocket officer key case Li --lost-key --reason 'the computer was lost'",
        ),
    ),
)
@case_argument()
@NAME
@argument("fingerprint", required=False, about=("钥匙的指纹", "the fingerprint of the key"))
@ONE_KEY
@option(
    "--lost-key",
    "lost",
    is_flag=True,
    about=(
        "经办人丢了钥匙，改用打开本案的备用钥匙",
        "the officer lost their key; it is the spare at hand from here on",
    ),
)
@option("--reason", default="", metavar="TEXT", about=("与 --lost-key 同用：为什么", "with --lost-key: why"))
@BY
def key(
    case: str, name: str, fingerprint: str | None, by: str, *, one_key: bool, lost: bool, reason: str
) -> Answer[Tied]:
    """Tie it."""
    from doxdocket.errors import WrongCall
    from doxdocket.store.custody import people

    if lost != bool(reason) or (lost and (fingerprint or by or one_key)):
        raise WrongCall(
            zh="--lost-key 与 --reason 同用，不写指纹、--one-key 和 --officer。没有改动。",
            en="--lost-key goes with --reason, and with no fingerprint, --one-key or --officer. Nothing was changed.",
        )
    with open_case(case) as opened:
        if lost:
            people.tie_spare(opened, name, reason)
        else:
            people.tie_officer(opened, name, fingerprint or opened.custody.identity, by, one_key=one_key)
        keys = sorted(opened.custody.reading().standing.keys[name.strip()])
    shown = one_line(name)
    return Answer(
        {"case": case, "officer": name.strip(), "keys": keys},
        say(f"{shown} 名下的钥匙：{'、'.join(keys)}。", f"The keys of {shown}: {', '.join(keys)}."),
    )


@command(
    "remove",
    short=("移除一名经办人", "Remove an officer"),
    about=(
        (
            "此后谁也不能以此人名义办理；此人做过的都在，保管链写明由谁移除、为什么。钥匙是另一回事：要使其打不开案卷，用 key remove。\n"
            "以后再加上同一人，钥匙要重新记明。"
        ),
        (
            "Nobody acts under this name any more. What was done under it stays, and the custody log has who removed it and why. A key is\n"
            "another matter: key remove keeps it from opening the case. Who is added again later comes without keys."
        ),
    ),
    examples=(
        (
            "doxdocket officer remove 案卷 王五 --reason 调离本案 --officer 张三",
            "doxdocket officer remove case Wang --reason 'left the team' --officer Zhang",
        ),
    ),
)
@case_argument()
@NAME
@option("--reason", required=True, metavar="TEXT", about=("为什么，不写出内容本身", "why, without any value"))
@BY
def remove(case: str, name: str, reason: str, by: str) -> Answer[Removed]:
    """Remove them; say which keys of theirs still open the case."""
    from doxdocket.cli.deciding import reason_of
    from doxdocket.store.custody import people

    with open_case(case) as opened:
        theirs = opened.custody.reading().standing.keys.get(name.strip(), set())
        held = opened.holders()
        info = people.remove_officer(opened, name, reason_of(reason, opened), by)
        told = opened.custody.reading().standing
    keys = [one.fingerprint for one in held if one.fingerprint in theirs]
    alone = [one for one in keys if not any(one in told.keys.get(other, ()) for other in info.officers)]
    shown = one_line(name)
    text = say(
        f"{shown} 不再是 {case} 的经办人；做过的都在。",
        f"{shown} is no officer of {case} any more; what was done stays.",
    )
    for one in alone:
        text += say(f"\n其钥匙 {one} 仍能打开案卷；要移除：doxdocket key remove {case} {one} --reason … --officer 姓名",
                    f"\nTheir key {one} still opens the case. To take it away: doxdocket key remove {case} {one} --reason … --officer NAME")  # fmt: skip
    return Answer({"case": case, "removed": name.strip(), "officers": list(info.officers), "keys": alone}, text)


for _command in (list_, add, key, remove):
    officer.add_command(_command)
