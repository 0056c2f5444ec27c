"""The marks of Telegram Desktop's pages: tags on lines of their own, escaped words, runs of a text.

Follows SerializeString, HtmlContext and FormatText of ``export_output_html.cpp``.
"""

EXCUSES = {
    "(File not included. Change data exporting settings to download.)": "Not included, change data exporting settings to download.",
    "(File exceeds maximum size. Change data exporting settings to download.)": "Exceeds maximum size, change data exporting settings to download.",
    "(File unavailable, please try again later)": "Unavailable, please try again later.",
}


def escaped(text):
    """SerializeString."""
    out = []
    for char in text:
        if char in "\n\u2028\u2029":
            out.append("<br>")
        elif char in "\"&'<>":
            out.append({'"': "&quot;", "&": "&amp;", "'": "&apos;", "<": "&lt;", ">": "&gt;"}[char])
        elif char < " ":
            out.append(f"&#x{ord(char) >> 4}{ord(char) & 15:X};")
        else:
            out.append(char)
    return "".join(out)


class Writer:
    """HtmlContext: tags that stand on lines of their own, indented by a space a level."""

    def __init__(self):
        self.tags, self.out = [], []

    def push(self, tag, *, inline=False, empty=False, **attributes):
        pairs = sorted((name.rstrip("_"), value) for name, value in attributes.items() if value is not None)
        inner = "".join(f' {name}="{escaped(value)}"' for name, value in pairs)
        before, after = ("", "") if inline else ("\n" + " " * len(self.tags), "\n")
        self.out.append(f"{before}<{tag}{inner}{'/' if empty else ''}>{after}")
        if not empty:
            self.tags.append((tag, inline))

    def pop(self):
        tag, inline = self.tags.pop()
        before, after = ("", "") if inline else ("\n" + " " * len(self.tags), "\n")
        self.out.append(f"{before}</{tag}>{after}")

    def div(self, class_, content=None, *, style=None, **more):
        """A div; closed at once where it is given its content."""
        self.push("div", class_=class_, style=style, **more)
        if content is not None:
            self.out.append(content)
            self.pop()


def runs(text):
    """A text as runs, plain ones too."""
    some = [text] if isinstance(text, str) else text
    return [one if isinstance(one, dict) else {"type": "plain", "text": one} for one in some if one]


def formatted(text):
    """FormatText."""
    return "".join(map(marked, runs(text)))


def marked(run):
    kind, text = run["type"], escaped(run["text"])
    if kind in ("hashtag", "bot_command", "cashtag"):
        call = {"hashtag": "ShowHashtag", "bot_command": "ShowBotCommand", "cashtag": "ShowCashtag"}[kind]
        # the writer escapes twice here
        return f'<a href="" onclick="return {call}({escaped(chr(34) + text[1:] + chr(34))})">{text}</a>'
    if kind == "custom_emoji":
        picture = run["document_id"]
        if not picture or picture.startswith("("):
            return f'<a href="" onclick="return {"ShowNotAvailableEmoji" if picture else "ShowNotLoadedEmoji"}();">{text}</a>'
        return f'<a href = "{picture}">{text}</a>'
    if kind == "spoiler":
        return f'<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">{text}</span></span>'
    if kind == "mention_name":
        return f'<a href="" onclick="return ShowMentionName()">{text}</a>'
    hrefs = {"mention": "https://t.me/" + text[1:], "link": text, "email": "mailto:" + text, "phone": "tel:" + text}
    if kind in hrefs or kind == "text_link":
        return f'<a href="{hrefs.get(kind) or escaped(run["href"])}">{text}</a>'
    tags = {"bold": "strong", "italic": "em", "code": "code", "pre": "pre", "underline": "u", "strikethrough": "s",
            "blockquote": "blockquote"}  # fmt: skip
    return f"<{tags[kind]}>{text}</{tags[kind]}>" if kind in tags else text
