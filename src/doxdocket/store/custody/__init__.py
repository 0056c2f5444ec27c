"""Who acts in a case, what was done, and whether the record of it is still whole.

- ``chain``: rows of the custody log, each with the hash of the one before.
- ``officers``: who is an officer and which keys answer for whom, read off those rows.
- ``permission``: may this key do this act now, and as whom. Every act is asked there, and nowhere else.
- ``log``: the chain of one open case: the one door through which acts are written.
- ``people``: officers and key holders come and go; ``names``: two names that look alike are one.
- ``memory``: the end of the chain, kept outside the case; ``elsewhere``: what is remembered and is not in this chain.
- ``forks``: what a merge brought, and whether it fits.
- ``witness``: what the rows say of each record, beside what the record is now.
"""
