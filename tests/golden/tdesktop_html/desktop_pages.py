"""Pages as Telegram Desktop writes them, from the messages of its JSON export: for twins of one invented chat.

Follows ``export_output_html.cpp`` of tdesktop (929032d598f7 and later builds) line by line, white space included; a test
compares it with a page that a real client wrote. A message is the record of the JSON export, with what only the page
has beside it under names with an underscore: ``_forwarded_date``, the ``_line`` of a service message, a button's ``_data``.
"""

from datetime import UTC, datetime

from desktop_hung import Hung
from desktop_marks import Writer, escaped, formatted

PAGE = 1000  # messages of a file
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def local(message):
    return datetime.fromisoformat(message["date"])


def title(message, clock, standard):
    """FormatDateTime: the clock time, and the offset that the zone has in winter."""
    if not int(message.get("date_unixtime", 1)):
        return ""
    shown = clock.strftime("%d.%m.%Y %H:%M:%S")
    if standard is None:
        return shown
    sign, rest = "-" if standard < 0 else "+", abs(standard)
    return f"{shown} UTC{sign}{rest // 3600:02}:{rest % 3600 // 60:02}"


class Page(Hung):
    """HtmlWriter and its Wrap for one chat; ``standard``: the zone's winter offset, none for a client before 3.7.6."""

    def __init__(self, chat, standard, *, base="", per_page=PAGE):
        self.chat, self.standard, self.base, self.per_page = chat, standard, base, per_page
        self.channel = chat["type"].endswith("_channel")
        self.last_ids, self.days = [], 0

    def files(self):
        """Every page's text, by name."""
        made, messages = {}, self.chat["messages"]
        starts = range(0, len(messages) or 1, self.per_page)
        for index, start in enumerate(starts):
            some = messages[start : start + self.per_page]
            made[self._name(index)] = self._file(index, some, more=start + self.per_page < len(messages))
            if some:
                self.last_ids.append(some[-1]["id"])
        return made

    @staticmethod
    def _name(index):
        return f"messages{index + 1 if index else ''}.html"

    def _file(self, index, messages, *, more):
        w = self.w = Writer()
        w.out.append("<!DOCTYPE html>")
        w.push("html")
        w.push("head")
        w.push("meta", charset="utf-8", empty=True)
        w.push("title", inline=True)
        w.out.append("Exported Data")
        w.pop()
        w.push("meta", name="viewport", content="width=device-width, initial-scale=1.0", empty=True)
        w.push("link", href=self.base + "css/style.css", rel="stylesheet", empty=True)
        w.push("script", src=self.base + "js/script.js", type="text/javascript")
        w.pop()
        w.pop()
        w.push("body", onload="CheckLocation();")
        w.div("page_wrap")
        w.div("page_header")
        w.div("content")
        w.div(
            "text bold", escaped(self._name_of(name, "chat")) if (name := self.chat.get("name")) else "Deleted Account"
        )
        w.pop()
        w.pop()
        w.div("page_body chat_page")
        w.div("history")
        if index:
            self._turn("Previous messages", self._name(index - 1))
        before = None
        for message in messages:
            before = self._message(message, before)
        if not messages:
            self._service_div(-1, "No exported messages")
        if more:
            self._turn("Next messages", self._name(index + 1))
        while w.tags:
            w.pop()
        return "".join(w.out)

    def _turn(self, words, href):
        self.w.push("a", class_="pagination block_link", href=href)
        self.w.out.append(words)
        self.w.pop()

    @staticmethod
    def _name_of(name, kind):
        """ComposeName: first and last name with a space, also where there is but one."""
        return f"{name} " if kind != "user" or " " not in name else name

    def _message(self, message, before):
        clock = local(message) if "date" in message else None
        day = clock.date() if clock else (before or {}).get("day")
        if day and day != (before or {}).get("day"):
            self.days -= 1
            self._service_div(self.days, f"{day.day} {MONTHS[day.month - 1]} {day.year}")
        after = {"day": day, "default": False}
        if message["type"] == "unsupported":
            self._service_div(message["id"], "This message is not supported by this version of Telegram Desktop. Please update the application.")  # fmt: skip
        elif message["type"] == "service" and message["action"] not in ("phone_call", "conference_call"):
            self._service_div(message["id"], message["_line"](self), photo=message.get("photo") and self.base + message["photo"])  # fmt: skip
        else:
            self._default(message, clock, before)
            after |= {"default": True, "message": message, "clock": clock}
        return after

    def _service_div(self, number, content, photo=None):
        w = self.w
        w.push("div", class_="message service", id=f"message{number}")
        w.div("body details", content)
        if photo:
            w.div("userpic_wrap")
            self._userpic(60, self.chat.get("name") or "", None if "(" in photo else photo)
            w.pop()
        w.pop()

    def _userpic(self, size, name, path=None, colour=1):
        w = self.w
        style = f"width: {size}px; height: {size}px"
        if path:
            w.push("a", class_="userpic_link", href=path)
            w.push("img", class_="userpic", src=path + "_thumb.jpg", style=style, empty=True)
            w.pop()
            return
        w.div(f"userpic userpic{colour}", style=style)
        first, _, last = name.partition(" ")
        w.div("initials", escaped(first[:1] + last[:1]), style=f"line-height: {size}px")
        w.pop()

    def _joins(self, m, before):
        """Not messageNeedsWrap."""
        if not before or not before["default"]:
            return False
        b = before["message"]
        same = all(m.get(key) == b.get(key) for key in ("via_bot", "forwarded_from", "forwarded_from_id"))
        sender = m.get("from_id") or m.get("actor_id")
        within = 1 if m.get("forwarded_from_id") or m.get("forwarded_from") else 900
        apart = abs(int(m["date_unixtime"]) - int(b["date_unixtime"]))
        known = sender and sender == (b.get("from_id") or b.get("actor_id"))
        return bool(known and same and before["day"] == local(m).date() and apart <= within)

    def _default(self, m, clock, before):
        w = self.w
        joined = self._joins(m, before)
        sender = m.get("from_id") or m.get("actor_id") or ""
        name = m.get("from", m.get("actor"))
        shown = self._name_of(name, "user" if sender.startswith("user") else "chat") if name else "Deleted Account"
        w.push("div", class_="message default clearfix" + " joined" * joined, id=f"message{m['id']}")
        if not joined:
            w.div("pull_left userpic_wrap")
            self._userpic(42, name or "")
            w.pop()
        w.div("body")
        w.div("pull_right date details", clock.strftime("%H:%M"), title=title(m, clock, self.standard))
        forwarded = "forwarded_from" in m
        via = f" via {m['via_bot']}" if "via_bot" in m else ""
        if not joined:
            w.div("from_name", escaped(shown) + ("" if forwarded else via))
        if forwarded:
            self._forwarded(m, via, before, joined=joined)
        if "reply_to_message_id" in m:
            elsewhere = "reply_to_peer_id" in m
            w.div("reply_to details", "In reply to a message in another chat" if elsewhere else
                  "In reply to " + self.link(m["reply_to_message_id"], "this message"))  # fmt: skip
        self._media(m)
        if text := formatted(m["text"]):
            w.div("text", text)
        if "inline_bot_buttons" in m:
            self._buttons(m["inline_bot_buttons"])
        if m.get("author"):
            w.div("signature details", escaped(m["author"]))
        if forwarded:
            w.pop()
        if m.get("reactions"):
            self._reactions(m["reactions"])
        w.pop()
        w.pop()

    def _forwarded(self, m, via, before, *, joined):
        """A joined forward from a user within a quarter of an hour has no heading of its own."""
        w = self.w
        origin, sender = m["forwarded_from"], m.get("forwarded_from_id", "")
        when = m["_forwarded_date"]
        bare = joined and sender.startswith("user") and abs(when - before["message"]["_forwarded_date"]) <= 900
        if not bare:
            w.div("pull_left forwarded userpic_wrap")
            self._userpic(42, origin or "")
            w.pop()
        w.div("forwarded body")
        if not bare:
            kind = "user" if sender.startswith("user") or not sender else "chat"
            said = origin if sender or not origin else " ".join(origin.split())  # a hidden name is put together anew
            name = self._name_of(said, kind) if said else "Deleted Account"
            clock = datetime.fromtimestamp(when + self.shift(m), UTC)
            w.div("from_name")
            w.out.append(escaped(name) + via)
            if self.standard is None:  # as clients before 3.7.6
                w.out.append(f'<span class="details"> {clock:%d.%m.%Y %H:%M:%S}</span>')
            else:
                w.push("span", class_="date details", title=title({}, clock, self.standard), inline=True)
                w.out.append(f" {clock:%d.%m.%Y %H:%M:%S}")
                w.pop()
            w.pop()

    @staticmethod
    def shift(m):
        """The exporting computer's offset on that day, which in summer is not the one shown."""
        return int(local(m).replace(tzinfo=UTC).timestamp()) - int(m["date_unixtime"])

    def link(self, number, words):
        """wrapMessageLink: to this page, or to an earlier one by the last id that it holds."""
        page = next((i for i, last in enumerate(self.last_ids) if number <= last), None)
        if page is None:
            return f'<a href="#go_to_message{number}" onclick="return GoToMessage({number})">{words}</a>'
        return f'<a href="{self._name(page)}#go_to_message{number}">{words}</a>'
