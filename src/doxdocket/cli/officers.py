"""``officer``: who may act in a case. Only officers of the case decide, open, run and so on; adding one is an act itself.

Left out: taking an officer away, whose acts stay; a key is another matter (``key``).

>>> sorted(officer.commands)
['add', 'list']
"""

from doxdocket.cli.command import Answer, Group, argument, case_argument, command, option
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.signs import one_line

officer = Group(
    "officer",
    short=("经办人：谁可以办理", "Officers: who may act"),
    about=(
        "只有本案的经办人可以认定、查看、运行；加一名经办人本身也记入保管链，写明由谁加、用哪把钥匙。",
        (
            "Only officers of the case decide, open and run. Adding one is an act itself: the custody log has who added them and\n"
            "with which key."
        ),
    ),
    examples=(
        ("doxdocket officer list 案卷", "doxdocket officer list case"),
        ("doxdocket officer add 案卷 王五 --officer 张三", "doxdocket officer add case Wang --officer Zhang"),
    ),
)


@command(
    "list",
    short=("本案的经办人", "The officers of the case"),
    about=("列出本案的经办人。", "Lists the officers of the case."),
    examples=(("doxdocket officer list 案卷", "doxdocket officer list case"),),
    shape=('{"case", "officers"}', '{"case", "officers"}'),
)
@case_argument()
def list_(case: str) -> Answer:
    """Read them out of the case."""
    with open_case(case) as opened:
        names = opened.info.officers
    none = say("还没有写明经办人。", "No officers are named yet.")
    return Answer({"case": case, "officers": list(names)}, "\n".join(map(one_line, names)) or none)


@command(
    "add",
    short=("加一名经办人", "Add an officer"),
    about=(
        "加一名经办人，由本案的经办人办理；记入保管链。还没有经办人的案卷，由打开它的钥匙加第一名。",
        (
            "Adds an officer; an officer of the case does it, and it is logged. In a case that names none yet the key that opens it\n"
            "adds the first."
        ),
    ),
    examples=(("doxdocket officer add 案卷 王五 --officer 张三", "doxdocket officer add case Wang --officer Zhang"),),
    shape=('{"case", "added", "officers", "by"}', '{"case", "added", "officers", "by"}'),
)
@case_argument()
@argument("name", about=("新经办人的姓名", "the new officer's name"))
@option("--officer", "by", default="", metavar="NAME", about=("由谁办理", "who does this"))
def add(case: str, name: str, by: str) -> Answer:
    """Add them."""
    with open_case(case) as opened:
        info = opened.add_officer(name, by)
        row = opened.custody.rows()[-1]
    data = {"case": case, "added": info.officers[-1], "officers": list(info.officers), "by": row.actor}
    shown = one_line(info.officers[-1])
    return Answer(data, say(f"{shown} 现在是 {case} 的经办人。", f"{shown} is an officer of {case} now."))


for _command in (list_, add):
    officer.add_command(_command)
