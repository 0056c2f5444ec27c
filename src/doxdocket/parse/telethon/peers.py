"""Whose a message is: the chat it stands in, who sent it, where it came from, in the spelling of the store.

A dump names chats by number; ``PeerChannel`` is a channel or a supergroup alike (they share one sequence of numbers), so
it is a channel here unless a chat object beside it says ``megagroup``. Leaves out: names that other messages state.

>>> said(Peer(channel_id=5)), said(Peer(user_id=7)), said(-1001234567890), said(7), said(None)
('channel5', 'user7', 'channel1234567890', 'user7', None)
>>> chat(Peer(chat_id=9)), chat(-1001234567890), chat(None)
(('group', 9), ('channel', 1234567890), None)
"""

from doxdocket.parse.attached_objects import full_name
from doxdocket.parse.telethon.message import Chat, Message, Peer, User

#: Where the Bot API's spelling of channel numbers begins: -100 and ten digits.
_MARKED = 1_000_000_000_000


def numbered(number: int) -> tuple[str, int]:
    """Kind and bare number of a chat, by the number that the Bot API gives it."""
    if number < -_MARKED:
        return "channel", -number - _MARKED
    return ("group", -number) if number < 0 else ("unknown", number)


def chat(peer: Peer | int | None) -> tuple[str, int] | None:
    """Kind and number of the chat that a peer is; none where nothing is said."""
    if type(peer) is int:
        return numbered(peer)
    if isinstance(peer, Peer):
        if peer.channel_id is not None:
            return "channel", peer.channel_id
        if peer.chat_id is not None:
            return "group", peer.chat_id
        if peer.user_id is not None:
            return "user", peer.user_id
        for looked_up in (peer.user, peer.full_user):  # 4CAT puts what it learnt in the place of the number
            if looked_up and looked_up.id is not None:
                return "user", looked_up.id
    return None


def said(peer: Peer | int | None) -> str | None:
    """A peer as exports write it; a bare number was an account before layer 119."""
    found = chat(peer)
    if found is None:
        return None
    kind, number = found
    return f"{_SAID[kind]}{number}"


_SAID = {"channel": "channel", "group": "chat", "user": "user", "unknown": "user"}


def home(message: Message) -> tuple[str, int] | None:
    """The chat a message stands in. Before layer 119 a private message names its addressee, not its chat."""
    if message.peer_id is not None:
        return chat(message.peer_id)
    found = chat(message.to_id)
    if found and found[0] == "user" and message.out is False:
        return chat(message.from_id) if isinstance(message.from_id, Peer) else ("user", message.from_id or found[1])
    return found


def kind(about: Chat) -> str:
    """The kind of chat that a chat object describes.

    >>> kind(Chat(telethon="Channel", megagroup=True)), kind(Chat(fourcat="Chat")), kind(Chat(telethon="User"))
    ('supergroup', 'group', 'user')
    """
    if about.kind in ("Chat", "ChatForbidden"):
        return "group"
    if about.kind in ("User", "UserEmpty"):
        return "user"
    return "supergroup" if about.megagroup else "channel"


def username(about: Chat) -> str | None:
    """The chat's username, or the first of several that is in use."""
    return about.username or next((one.username for one in about.usernames or () if one.active is not False), None)


def name(user: User | Chat | None) -> str | None:
    """The name of an account or chat."""
    if user is None:
        return None
    if user.title or isinstance(user, Chat):
        return user.title
    return full_name(user.first_name, user.last_name) or None
