"""``law``: the rules as data: which there are, where each comes from, whether their own cases hold.

>>> sorted(law.commands)
['check', 'explain', 'list', 'show']
"""

from doxdocket.cli.command import Group

law = Group("law", short=("规则", "rules"), about=("规则", "rules"), examples=("doxdocket law list",))
