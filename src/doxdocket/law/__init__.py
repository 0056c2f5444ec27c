"""Law as data: kinds of personal information, dated rules, and answers that name what they lacked.

The room is pure: it opens no store, and no file outside ``rules/``.
"""
