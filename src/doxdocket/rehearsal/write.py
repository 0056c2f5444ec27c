"""Writes the invented case to a folder: captures/first, captures/second, captures/views, truth.json.

Source: plot, desktop, preview, cards. The first capture holds every channel, the second the core channels six weeks
later. Leaves out the taking in: the demo does that like any officer would.

>>> sorted(p.name for p in [Path("first"), Path("second"), Path("views")])
['first', 'second', 'views']
"""

from pathlib import Path

from doxdocket.rehearsal import cards, desktop, preview
from doxdocket.rehearsal import truth as truths
from doxdocket.rehearsal.maker import SECOND_CAPTURE
from doxdocket.rehearsal.plot import Plot
from doxdocket.rehearsal.post import CHANNELS, Post, Writing
from doxdocket.rehearsal.truth import Truth


def _first(post: Post) -> desktop.Message:
    """As the first capture had it."""
    changed = post.before is not None
    return desktop.message(post, post.before or post.writing, 0 if changed else post.edited)


def _private() -> list[desktop.Message]:
    """A private talk of the exporter, which no one may take in unasked."""
    said = Writing("妈，我的手机号换成18899910009了")
    post = Post(CHANNELS[0], 1, 1_690_000_000, said, sender=("团子", "user9000000001"))
    return [desktop.message(post, said, 0)]


def invent(folder: Path, *, seed: int = 20240624, scale: float = 1.0) -> Truth:
    """Invent the case in a folder; the same seed and scale give the same bytes."""
    plot, captures = Plot(seed, scale), folder / "captures"
    for c in CHANNELS:
        posts = [p for p in plot.posts if p.channel is c]
        for post in posts:
            for image in post.images:
                image.update(
                    cards.draw(captures / "first" / c.key / image["path"], image["type"], post.cards[0].person)
                )
        messages = [_first(p) for p in posts if p.first]
        whole = desktop.account(c, messages, _private()) if c.shape == "account" else desktop.chat(c, messages)
        desktop.write(captures / "first" / c.key / "result.json", whole, shape=c.shape)
        if c.core:
            later = [p for p in posts if p.second]
            for image in (i for p in later for i in p.images):
                copy = captures / "second" / c.key / image["path"]
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes((captures / "first" / c.key / image["path"]).read_bytes())
            desktop.write(
                captures / "second" / c.key / "result.json",
                desktop.chat(c, [desktop.message(p, p.writing, p.edited) for p in later]),
            )
            preview.write(
                captures / "views" / f"{c.key}.html", c, [p for p in later if p.kind == "message"], SECOND_CAPTURE
            )
    truth = truths.of(plot, seed)
    truth.write(folder / "truth.json")
    return truth
