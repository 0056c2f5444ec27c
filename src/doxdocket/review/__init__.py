"""The desk as pages of this computer: ``doxdocket review CASE`` serves them on 127.0.0.1 to the browsers of the same host, and nowhere else.

Source: docs/decisions/0020-the-desk-in-a-browser.md; threats and answers: SECURITY.md. A page asks ``desk`` and reaches no case by another way. Everything
works without JavaScript; what is clear stands on the page of one revealed value alone. Left out: parsing commands (``cli.reviewing`` starts it).
"""
