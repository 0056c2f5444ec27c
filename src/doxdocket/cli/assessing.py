"""``assess``: what figures and register say about parties, gains, damages, procedure and motive.

Each command asks the current run and the register as it stands. Left out: any conclusion; a person draws it.

>>> assess.name
'assess'
"""

from collections.abc import Mapping

from doxdocket.cli.command import Group

Build = Mapping[str, str | None]
"""What made the result that an answer shows."""

assess = Group(
    "assess",
    short=("评估：当事人、获利、赔偿、程序、动机", "Assess: parties, gains, damages, procedure, motive"),
    about=(
        (
            "把数据和登记放在法律问题下：谁负责、得了多少、赔偿如何确定、程序到哪一步、动机为何。每个回答都有条文、所依据的数\n"
            "和所缺的事实。不下法律结论，不算出赔偿额：由人判断。"
        ),
        (
            "Puts figures and register under the questions of law: who answers, what was gained, how damages are fixed, where the\n"
            "procedure stands, why it was done. Each answer has its article, its inputs and what is missing. No legal conclusion is\n"
            "drawn and no amount computed: persons decide."
        ),
    ),
    examples=("doxdocket assess thresholds case",),
)
