"""What the team of the rehearsal case states on the register: parties, gains, harm, views of experts, procedure. All invented.

Source: ``register_*.yaml``, ``earnings``, and the actors and channels of ``post``; accounts, roles and what they did together come from
these, so that they fit the captures. What it leaves out: entering them, which ``doxdocket demo`` does as a team would.

>>> "form: defendant" in entries({name: n for n, name in enumerate(earnings.files(), 1)})
True
"""

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from doxdocket.rehearsal import earnings
from doxdocket.rehearsal.post import ACTORS, BY_KEY

_FIRST, _LAST = "2023-07-01", "2024-03-31"


def entries(numbers: Mapping[str, int]) -> str:
    """All of them as YAML; ``numbers`` are those of the statements among the evidence files, by name."""
    stated = sorted(f.name for f in resources.files(__package__).iterdir() if f.name.startswith("register_"))
    texts = [
        resources.files(__package__).joinpath(name).read_text("utf-8") for name in stated if name.endswith(".yaml")
    ]
    own = "".join(f"- {json.dumps(one, ensure_ascii=False)}\n" for one in _made())
    return "\n".join([*texts, own, earnings.entries(numbers)])


def _made() -> Iterator[dict[str, Any]]:
    """Accounts by their signatures, roles in the channels each ran, and the channels run together."""
    for actor in ACTORS:
        number = actor.id.removeprefix("D")
        channels = [BY_KEY[key].channel_id for key in actor.channels]
        yield {
            "form": "actor", "id": f"A{number}", "signatures": [{"channel": c, "text": actor.signature} for c in channels],
        }  # fmt: skip
        for n, channel in enumerate(channels, 1):
            role = "creator" if number == "1" and n == 1 else "admin"
            yield {"form": "role", "id": f"R{number}-{n}", "actor": f"A{number}", "channel": channel, "role": role,
                   "since": _FIRST, "until": _LAST}  # fmt: skip
    yield {
        "form": "joint", "id": "J1", "basis": "1168", "members": [actor.id for actor in ACTORS], "since": _FIRST, "until": _LAST,
        "channels": sorted({BY_KEY[key].channel_id for actor in ACTORS for key in actor.channels}),
        "facts": {"acted_together": True}, "reason": "六人共同管理三个频道，互相转发、分工收集和发布", "evidence": ["卷三"],
    }  # fmt: skip
