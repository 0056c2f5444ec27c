"""What a team does with a case: what waits, show, decide, undo, register, account, explain: the only door to a case for ``cli`` and ``review``.

Leaves out: the order of stages and what a published run holds (``pipeline``), and how anything is written for a reader.
"""
