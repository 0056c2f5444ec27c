"""The self-contained printable page: what was counted, how, from what, and what is missing.

Source: 法发〔2016〕22号 art. 19(2) asks for a statement beside every statistic; the page carries it in itself. Leaves
out clear values, names of computer users and the clock: the same run always gives the same bytes.
"""
