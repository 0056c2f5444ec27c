"""Gains (违法所得、获利): what was asked, agreed, said to be paid and proven to be received, kept apart and never added together.

Source: law/rules R1.3 (vii), R2.7; PIPL art. 69(2). ``forms`` is what a team states, ``transactions`` reads the files that it gives,
``ledger`` puts both together, ``valuing`` turns coins into yuan by the team's own rates, ``suggest`` proposes which payment may
answer which offer, ``sums`` adds up by defendant, channel and month, ``answers`` asks the rules and sets fines beside gains.
Nothing is looked up: no block chain, no bank, no rate. What it leaves out: any amount as the answer, and whether a proven
receipt is an unlawful one, which a court says.
"""
