"""What hangs on a post, as Telegram Desktop's pages have it: files, contacts, places, polls, buttons, reactions.

Follows pushMedia, prepareMediaData and their like of ``export_output_html.cpp``.
"""

from desktop_marks import EXCUSES, escaped, formatted, marked


class Hung:
    """The part of a page's writer that needs a message, ``w`` and ``base`` only."""

    def _media(self, m):
        if m["type"] == "service":
            return self._generic("media_call", escaped(self.chat.get("name") or ""), None, "Outgoing")
        if "photo" in m:
            return self._picture(m, m["photo"], "photo", "Photo", "media_photo", m["photo"])
        if "file" in m:
            return self._document(m)
        if "contact_information" in m:
            card = m["contact_information"]
            vcard = m.get("contact_vcard")
            self._generic("media_contact", f"{card['first_name']} {card['last_name']}", None,
                          card["phone_number"] + (" - vCard" if vcard else ""), vcard if vcard and "(" not in vcard else None)  # fmt: skip
        elif "place_name" in m:
            self._generic("media_venue", m["place_name"], m["address"], None, self._map(m.get("location_information")))
        elif "location_information" in m:
            at = m["location_information"]
            live = "live_location_period_seconds" in m
            self._generic("media_live_location" if live else "media_location", "Live location" if live else "Location", None,
                          at and f"{at['latitude']}, {at['longitude']}", self._map(at))  # fmt: skip
        elif "poll" in m:
            self._poll(
                m["poll"], "Final results" if m["poll"]["closed"] else "Anonymous poll", m["poll"]["total_voters"]
            )
        elif "todo_list" in m:
            self._poll({"question": m["todo_list"]["title"], "answers": m["todo_list"]["answers"]}, "To-do List", None)
        elif "game_title" in m:
            self._generic("media_game", m["game_title"], m["game_description"], None)
        return None

    @staticmethod
    def _map(at):
        if not at:
            return None
        point = f"{at['latitude']},{at['longitude']}"
        return f"https://maps.google.com/maps?q={point}&ll={point}&z=16"

    def _generic(self, classes, title_, description, status, link=None, thumb=None):
        w = self.w
        w.div("media_wrap clearfix")
        if link:
            href = link if link.startswith("http") else self.base + link
            w.push("a", class_=f"media clearfix pull_left block_link {classes}", href=href)
        else:
            w.div(f"media clearfix pull_left {classes}")
        if thumb:
            w.push("img", class_="thumb pull_left", src=self.base + thumb, empty=True)
        else:
            w.div("fill pull_left", "")
        w.div("body")
        for class_, content in (("title bold", title_), ("description", description), ("status details", status)):
            if content:
                w.div(class_, escaped(content))
        for _ in range(3):
            w.pop()

    def _picture(self, m, path, kind, words, classes, thumb):
        """A picture with its file; without, a line that says why."""
        w = self.w
        excuse = EXCUSES.get(path)
        if excuse or not thumb or thumb in EXCUSES:
            status = self._status(m, kind)
            return self._generic(classes, words, excuse, status, None if excuse else path)
        wraps = {
            "photo": "photo_wrap",
            "sticker": "sticker_wrap",
            "animated": "animated_wrap",
            "video_file": "video_file_wrap",
        }
        w.div("media_wrap clearfix")
        w.push("a", class_=f"{wraps[kind]} clearfix pull_left", href=self.base + path)
        if kind in ("animated", "video_file"):
            w.div("video_play_bg")
            w.div("gif_play" if kind == "animated" else "video_play", "GIF" if kind == "animated" else "")
            w.pop()
        if kind == "video_file":
            w.div("video_duration", self._duration(m))
        w.push("img", class_=kind, src=self.base + path + "_thumb.jpg", style="width: 146px; height: 260px", empty=True)
        w.pop()
        w.pop()
        return None

    @staticmethod
    def _size(size):
        if size < 1024:
            return f"{size} B"
        if size < 1024 * 1024:
            return f"{size * 10 // 1024 // 10}.{size * 10 // 1024 % 10} KB"
        return f"{size * 10 // 1048576 // 10}.{size * 10 // 1048576 % 10} MB"

    @staticmethod
    def _duration(m):
        seconds = m.get("duration_seconds", 0)
        return f"{seconds // 60:02}:{seconds % 60:02}"

    def _status(self, m, kind):
        size = self._size(m.get("photo_file_size", m.get("file_size", 0)))
        missing = EXCUSES.get(m.get("photo", m.get("file")))
        if kind == "photo":
            return f"{m['width']}×{m['height']}" + (f", {size}" if missing else "")
        if kind == "sticker":
            return ", ".join(part for part in (m.get("sticker_emoji"), size if missing else "") if part)
        if kind == "animated":
            return size
        return self._duration(m) + (f", {size}" if missing else "")

    def _document(self, m):
        kind, path = m.get("media_type"), m["file"]
        excuse = EXCUSES.get(path)
        link, thumb = (None if excuse else path), m.get("thumbnail")
        pictures = {"sticker": ("sticker", "Sticker", "media_photo"), "animation": ("animated", "Animation", "media_video"),
                    "video_file": ("video_file", "Video file", "media_video")}  # fmt: skip
        if kind in pictures:
            tag, words, classes = pictures[kind]
            self._picture(m, path, tag, words, classes, path if kind == "sticker" else thumb)
        elif kind == "video_message":
            self._generic("media_video", "Video message", excuse, self._status(m, kind), link, thumb if thumb not in EXCUSES else None)  # fmt: skip
        elif kind == "voice_message":
            self._generic("media_voice_message", "Voice message", excuse, self._status(m, kind), link)
        elif kind == "audio_file":
            song = m.get("performer") and m.get("title") and f"{m['performer']} – {m['title']}"
            self._generic(
                "media_audio_file", song or m.get("file_name") or "Audio file", excuse, self._status(m, kind), link
            )
        else:
            self._generic("media_file", m.get("file_name") or "File", excuse, self._size(m.get("file_size", 0)), link)

    def _poll(self, poll, details, total):
        w = self.w

        def votes(n):
            return f"{n} votes" if n > 1 else f"{n} vote" if n else "No votes"

        w.div("media_wrap clearfix")
        w.div("media_poll")
        w.div("question bold", formatted(poll["question"]))
        w.div("details", details)
        for answer in poll["answers"]:
            n = answer.get("voters", 0)
            said = (
                f' <span class="details">{votes(n)}{", chosen vote" if answer.get("chosen") else ""}</span>'
                if n
                else ""
            )
            w.div("answer", "- " + formatted(answer["text"]) + said)
        if total is not None:
            w.div("total details\t", votes(total))
        w.pop()
        w.pop()

    def _buttons(self, rows):
        w = self.w
        w.push("table", class_="bot_buttons_table")
        w.push("tbody")
        for row in rows:
            w.push("tr")
            w.push("td", class_="bot_button_row")
            for button in row:
                data = button.get("_data", button.get("data", ""))
                content = (f"Data: {data} | " if data else "") + f"Type: {button['type']}"
                w.div("bot_button")
                url = button["type"] == "url"
                # a pair of attributes without a name stands where there is none
                w.push("a", **{"": "", "href" if url else "onclick": data if url else f"return ShowTextCopied('{content}');"})  # fmt: skip
                w.push("div")
                w.out.append(button["text"])
                for _ in range(3):
                    w.pop()
                if button is not row[-1]:
                    w.div("bot_button_column_separator", "")
            w.pop()
            w.pop()
        w.pop()
        w.pop()

    def _reactions(self, reactions):
        w = self.w
        w.push("span", class_="reactions")
        for one in reactions:
            recent = one.get("recent", [])
            w.push("span", class_="reaction" + " paid" * (one["type"] == "paid"))
            w.push("span", class_="emoji")
            if one["type"] == "custom_emoji":
                w.out.append(marked({"type": "custom_emoji", "text": "\U0001f44b", "document_id": one["document_id"]}))
            else:
                w.out.append(escaped(one.get("emoji", "\u2b50")))
            w.pop()
            if recent:
                w.push("span", class_="userpics")
                for who in recent:
                    self._userpic(20, who["from"] or "")
                w.pop()
            if not recent or one["count"] > len(recent):
                w.push("span", class_="count")
                w.out.append(str(one["count"]))
                w.pop()
            w.pop()
        w.pop()
