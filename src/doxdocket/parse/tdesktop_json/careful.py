r"""One record of a Desktop export that the fast reader refused, or whose layout hides repeated keys (``parse.careful``).

>>> message, notes = read(b'{"id": 1, "type": "message", "text": "a\\x01b"}')
>>> message.text, [note.code for note in notes]
('a\x01b', ['control_escape'])
>>> read(b'{"id": 1, "text": "one", "text": "two"}')[1][0].detail
'text'
"""

from doxdocket.parse.careful import Careful
from doxdocket.parse.tdesktop_json.message import Message

#: Without an id or a text a record is no post that can be cited or read.
read = Careful(Message, ("id", "text")).read
