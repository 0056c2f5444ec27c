"""What service messages tell, by the names that Telegram Desktop's JSON export gives to actions, in the words of each form: ``actions.yaml``.

>>> ACTIONS.telethon["MessageActionPinMessage"], ACTIONS.pyrogram["pinned_message"]
('pin_message', 'pin_message')
"""

from pathlib import Path

import msgspec

from doxdocket.law import strict_yaml


class Actions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of each form."""

    telethon: dict[str, str]
    pyrogram: dict[str, str]
    pyrogram_members: tuple[str, ...]
    html: tuple[tuple[str, str, str], ...]
    html_channel: tuple[tuple[str, str], ...]
    page: tuple[tuple[str, str], ...]


ACTIONS = strict_yaml.read(Path(__file__).with_name("actions.yaml"), Actions)
