"""Invented Telepathy archives, one a shape, in folders beside this script: ``python tests/golden/telepathy/make.py``.

Columns, their order and the words for nothing are those of Telepathy's code in 2023; nothing in them was ever posted. A
second run gives the same bytes (a test looks).
"""

import csv
import io
from pathlib import Path

HERE = Path(__file__).parent
EMOJI = [
    "Thumbs_up",
    "Thumbs_down",
    "Heart",
    "Fire",
    "Smile_with_hearts",
    "Clap",
    "Smile",
    "Thinking",
    "Exploding_head",
    "Scream",
    "Angry",
    "Single_tear",
    "Party",
    "Starstruck",
    "Vomit",
    "Poop",
    "Pray",
]
COLUMNS = [
    "", "To", "Message ID", "Display_name", "User ID", "Message_text", "Original_language", "Translated_text",
    "Translation_confidence", "Timestamp", "Has_media", "Reply_to_ID", "Replies", "Forwards", "Views", "Total_reactions",
    "Reply_ER_reach", "Reply_ER_impressions", "Forwards_ER_reach", "Forwards_ER_impressions", "Reaction_ER_reach",
    "Reactions_ER_impressions", *EMOJI, "Edit_date", "URL", "Media save directory",
]  # fmt: skip


def post(row, number, text, **more):
    """A row of a broadcast channel; ``row`` is pandas' index."""
    plain = dict.fromkeys(COLUMNS, "N/A") | {
        "": row, "To": "Sample_Channel", "Message ID": number, "Display_name": "示例频道", "User ID": "1234567890",
        "Message_text": text, "Timestamp": f"2023-11-14T22:{13 + row:02}:20+00:00", "Has_media": "FALSE",
        "Reply_to_ID": "", "Replies": "N/A", "Forwards": "3", "Views": "44", "Total_reactions": "0", "Edit_date": "None",
        "URL": f"https://t.me/s/Sample_Channel/{number}", **dict.fromkeys(EMOJI, "0"),
    }  # fmt: skip
    return plain | more


def archive(posts, end="\n"):
    """As pandas writes it."""
    out = io.StringIO()
    made = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\n")
    made.writeheader()
    made.writerows(posts)
    return out.getvalue().replace("\n", end).encode()


def group(row, number, user, text, **more):
    return post(
        row,
        number,
        text,
        **({"To": "https://t.me/example_group", "User ID": user, "Display_name": f"某{user[-1:]}"} | more),
    )


def shapes():
    channel = [
        post(0, 9, "**粗体** [这里](https://example.org/x)\n第二行; 有分号", Total_reactions="5", Thumbs_up="5"),
        post(1, 8, "编辑过", Edit_date="2023-11-15 01:02:03+00:00", Reply_to_ID="7.0", Replies="2", Views="1200"),
        post(2, 7, "有图", Has_media="TRUE", **{"Media save directory": "./telepathy_files/Sample_Channel/media/名单.pdf"}),
        post(3, 6, "也许只是链接", Has_media="TRUE"),
        dict.fromkeys(COLUMNS, "None") | {"": 4},
        post(5, 4, "坏数", Views="many", Timestamp="2023-11-14 22:13"),
        post(6, "x", "没有编号"),
    ]  # fmt: skip
    people = [
        group(0, 30, "100200300", "甲说"),
        group(1, 29, "100200301", "乙说", Reply_to_ID="28"),
        group(2, 28, "PeerChannel(channel_id=99)", "频道说"),
        group(3, 27, "None", "匿名"),
    ]
    spoken = {"Original_language": "zh-CN", "Translated_text": "x", "Translation_confidence": "1.0"}
    translated = [post(0, 3, '"引号里的"', **spoken), post(1, 2, "None", **spoken), post(2, 1, '"', **spoken)]
    invited = [
        post(0, 5, "私群", To="https://t.me/+AbCdEf"),
        post(1, 4, "编号", To="1234567890"),
        post(2, 3, "题", To="某某 频道"),
    ]
    late = [post(n, 5000 - n, "a") for n in range(2001)] + [post(2001, 2, "b", **{"User ID": "100200300"})]
    return {
        "channel": archive(channel),
        "channel_from_windows": archive(channel[:2], "\r\r\n"),
        "group": archive(people),
        "cut": archive(people)[:-12],
        "translated": archive(translated),
        "targets": archive(invited),
        "second_sender_late": archive([row | {"Timestamp": ""} for row in late[:3] + late[-1:]]),
    }


if __name__ == "__main__":
    for folder, data in shapes().items():
        (HERE / folder).mkdir(exist_ok=True)
        (HERE / folder / "archive.csv").write_bytes(data)
