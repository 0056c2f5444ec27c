"""The reader: what stands in a text and whose it is, by candidates, a net and fitted weights (docs/decisions/0018-no-rules.md).

Generators propose candidates; `decide` alone claims. Of the rest of ``detect`` it imports only check digits, forms of values and data tables.
"""
