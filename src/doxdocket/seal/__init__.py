"""The one room that ciphers: keys, digests, masks, encrypted originals, encrypted tables, the encrypted database.

Source: docs/explanation/sealing.md. Other rooms ask it to seal and to open; none of them imports a cipher.

>>> from doxdocket.seal.masks import mask
>>> mask("phone_number", "13800000000")
'138********'
"""
