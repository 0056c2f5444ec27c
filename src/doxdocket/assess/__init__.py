"""Assessment (评估): what the figures and the register say about parties, gains, damages, procedure and motive.

Each answer names its article, what was put in and what is missing. Nothing here is a legal conclusion, no amount is computed as
the answer, and no account is put to a person but by an entry of the register.
"""
