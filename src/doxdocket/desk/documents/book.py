"""证据材料册: the list of evidence, and behind it every exhibit on a form: source and digest, capture, key, time, masked words, covered pictures, figures.

Each exhibit has its number and stands in their order; the list in front leads to it with its page. The figures in which a post counts are those whose rows at
that bound, which add up to the figure, name the post. Pictures are those that the program makes, faces and findings covered; each is in the custody log before it
is made. Left out: what a post proves in law; pictures, where the book is only looked at (``Material.covered``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from doxdocket.count.catalogue import BOUNDS, catalogue
from doxdocket.decisions.placing import post_of
from doxdocket.desk.documents import evidence
from doxdocket.desk.documents.draft import Cited, Draft
from doxdocket.desk.documents.exhibits import CONFIRMED, MOST, Exhibit
from doxdocket.desk.documents.exhibits import told as covered
from doxdocket.desk.documents.material import Key, Material, beside
from doxdocket.desk.sight import IMAGE
from doxdocket.errors import WrongCall
from doxdocket.law.words import LABELS
from doxdocket.report.document import Block, Both, Card, Cards, Paragraph, Part, Picture
from doxdocket.report.foreign import APART
from doxdocket.report.marks import place
from doxdocket.report.paper import Paper
from doxdocket.visible_signs import one_line
from doxdocket.words import coded, either, say, zh_en

_WHERE = coded("book_where")
_WHY = {"forward": zh_en("documents_book.forward"), "quote": zh_en("documents_book.quote"), "same_items": zh_en("documents_book.same_items")}  # fmt: skip
_EMPTY = re.compile(r"\n{3,}")


def paper(of: Material) -> Paper:
    """The book."""
    draft, every = Draft(of, "exhibits"), of.exhibits.listed
    counts = _Counts(draft)
    cards = [_card(of, one, counts) for one in every]
    body: list[Block | None] = [
        Paragraph(say("documents_book.said")),
        Paragraph(say("documents_book.counted", most=MOST, left=of.exhibits.left)) if of.counted else None,
        *([] if of.person else evidence.parts(of, bound=True)),
        Part([draft.pairs(counts.ids), Paragraph(say("documents_book.figures_said"))], say("documents_book.part_figures")) if counts.ids else None,
        Part([Cards(cards, zh_en("documents.exhibit_no"))], say("documents_book.part_exhibits")) if cards else None,
    ]  # fmt: skip
    data = {
        "exhibits": [
            {"exhibit": one.name, "post": one.place, "file": one.file, "sha256": one.source, "captured": one.captured, "at": one.post.at, "figures": counts.of(one.post.key) if of.exhibits.counts(one) else {}, "not_again": [] if not of.exhibits.counts(one) else counts.beside(one.post.key), "pictures": of.exhibits.pictures(one)}
            for one in every
        ]
    }  # fmt: skip
    return draft.paper(body, signatures=evidence.signed(), data=data)


class _Counts:
    """The headline figures of the scope with the first bound at which each post stands in them, and of these those to which another post adds the same there."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.found: dict[Key, dict[str, str]] = defaultdict(dict)
        self._seen: dict[Key, dict[str, None]] = defaultdict(dict)
        wanted = {one.post.key for one in draft.of.exhibits.every}
        for id_ in catalogue().headline if wanted else ():
            if id_ == catalogue().ratio.id:  # made of the tiers, which are among them
                continue
            for bound in BOUNDS:
                rows = draft.of.behind(id_, bound)
                if rows is None or "post_id" not in rows.column_names:
                    continue
                adds = defaultdict[Key, Decimal](Decimal)
                for row in rows.select(["channel_id", "post_id", "adds"]).to_pylist():
                    if (key := (row["channel_id"], row["post_id"])) in wanted:
                        adds[key] += Decimal(row["adds"] or 0)
                for key, n in adds.items():
                    if id_ not in self._seen[key] and n:
                        self.found[key][id_] = bound
                    self._seen[key][id_] = None
        seen = {id_ for told in self._seen.values() for id_ in told}
        self.ids = [id_ for id_ in catalogue().headline if id_ in seen]
        for id_ in self.ids:  # numbered in their order, whichever exhibit names them first
            draft.cite(id_)

    def of(self, key: Key) -> Mapping[str, str]:
        """The figures of a post, each with the bound."""
        return self.found.get(key, {})

    def beside(self, key: Key) -> list[str]:
        """The figures in which what a post shows is, and another post adds it: the same person, set or value."""
        return [id_ for id_ in self._seen.get(key, {}) if id_ not in self.found.get(key, {})]

    def shared(self, key: Key) -> str:
        """The same by their numbers."""
        cited = [self.draft.cite(id_) for id_ in self.beside(key)] if self.draft.of.within(key) else []
        numbers = _numbers(cited)
        return say("documents_book.shared", numbers=numbers) if numbers else ""

    def told(self, key: Key) -> str:
        """The same by the numbers that the list of figures gives them; of a post outside the scope only that."""
        if not self.draft.of.within(key):
            return say("documents_book.outside", scope=self.draft.of.scope.short(self.draft.of.lang))
        parts = []
        for bound in BOUNDS:
            cited = [self.draft.cite(id_) for id_ in self.ids if self.of(key).get(id_) == bound]
            if numbers := _numbers(cited):
                parts.append(say("documents_book.numbers", numbers=numbers) + beside(bound))
        return say("marks.semicolon").join(parts) or say("documents_book.in_none")


def _numbers(cited: Iterable[Cited | None]) -> str:
    """The numbers of figures in their order."""
    return say("marks.comma").join(map(str, sorted(one.no for one in cited if one)))


def _card(of: Material, one: Exhibit, counts: _Counts) -> Card:
    post = one.post
    pictures, lost = _pictures(of, one)
    author, forwarded = of.exhibits.posters.get(post.key, ("", ""))
    acts = dict.fromkeys(
        either(*LABELS[act.label]) + say("marks.in_brackets", text=f"{act.decision} {act.by}".strip())
        for act in post.conduct
        if act.status == CONFIRMED and act.label in LABELS
    )
    named = {"n": one.version or post.versions, "last": of.exhibit(post.key, cited=True)}
    version = ""
    if one.version and of.exhibits.counts(one):
        version = say("documents_book.version_that_counts", **named)
    elif one.version:
        version = say("documents_book.earlier_version", **named)
    elif post.versions > 1:
        version = say("documents_book.more_versions", **named)
    counted = (
        counts.told(post.key)
        if of.exhibits.counts(one)
        else ""
        if one.version
        else say("documents_book.counts_by", exhibit=of.exhibit(post.key))
    )
    number = "" if one.file is None else say("documents.file", no=one.file) + " "
    told = [
        (zh_en("documents_book.post"), say("documents_book.post_of", channel=of.channel(post.channel), no=post.post, key=one.place)), (zh_en("documents_evidence.posted"), post.at),
        (zh_en("documents_book.author"), of.clean(author)), (zh_en("documents_book.forwarded"), of.clean(forwarded)),
        (zh_en("documents_evidence.in_file"), f"{number}{of.names.plain.get(one.source, '')}".translate(APART).strip()), (zh_en("documents_book.digest"), one.source),
        (zh_en("documents_book.captured"), one.captured), (zh_en("documents_book.versions"), version),
        (zh_en("documents_book.views"), of.exhibits.views(one) or ""), (zh_en("documents_book.persons"), say("marks.semicolon").join(say("marks.comma").join(some) + beside(bound) for bound, some in of.exhibits.persons(one))),
        (zh_en("documents_book.acts"), say("marks.comma").join(acts)), (zh_en("documents_book.repeats"), say("marks.semicolon").join(_repeats(of, post.key))),
        (zh_en("documents_book.counts"), counted), (zh_en("documents_book.not_again"), counts.shared(post.key) if of.exhibits.counts(one) else ""), *_words(of, one),
        (zh_en("documents_book.pictures"), say("marks.semicolon").join(lost)),
    ]  # fmt: skip
    return Card(place(one.place, one.name), told, pictures)


def _repeats(of: Material, key: Key) -> Iterator[str]:
    """Of each person whom the post shows again with the same set: which post showed it first, and how that is known."""
    for row in of.exhibits.again.get(key, ()):
        how = either(*_WHY[row["repeat_why"]])
        yield say(
            "documents_book.repeats_one", person=row["person"], first=of.exhibit(post_of(row["repeat_of"])), how=how
        )


def _words(of: Material, one: Exhibit) -> Iterator[tuple[Both, str]]:
    """What is written in the post and beside it, masked; nothing of a post that was not searched to its end."""
    heading = zh_en("documents_book.words")
    if one.post.unread:
        yield heading, say("documents.not_shown")
        return
    pictures = of.exhibits.pictures(one)
    found: dict[Both, list[str]] = {heading: []}
    for text in one.post.texts:
        told = _EMPTY.sub(
            "\n\n",
            "\n".join(
                one_line(line.replace("\t", " ")).rstrip() for line in of.words(covered(text.pieces)).splitlines()
            ),
        ).strip()
        if told and text.where.startswith(IMAGE):
            digest = text.where.removeprefix(IMAGE).partition(":")[0]
            name = say("documents_book.picture", no=pictures.index(digest) + 1) if digest in pictures else "—"
            found.setdefault(zh_en("documents_book.in_pictures"), []).append(name + say("marks.colon") + told)
        elif told:
            kind = text.where.partition("[")[0]
            head = heading if kind == "text" else _WHERE.get(kind, zh_en("documents_book.beside"))
            found.setdefault(head, []).append(told)
    found[heading] = found[heading] or [say("documents_book.no_words")]
    yield from ((head, "\n".join(told)) for head, told in found.items())


def _pictures(of: Material, one: Exhibit) -> tuple[list[Picture], list[str]]:
    """The covered pictures of a post, and of those that are not shown why."""
    made, lost = list[Picture](), list[str]()
    every = of.exhibits.pictures(one)
    if every and (of.covered is None or one.post.unread):
        return [], [say("documents_book.not_made", n=len(every)) if of.covered is None else say("documents.not_shown")]
    for no, digest in enumerate(every, 1):
        name = say("documents_book.picture", no=no)
        try:
            data = of.covered(digest) if of.covered else b""
        except WrongCall as fault:
            if not str(fault.text).startswith("pipeline_pictures."):
                raise
            lost.append(
                say("documents_book.cannot_be_shown", name=name, file=of.names.serial.get(digest), digest=digest[:16])
            )
            continue
        said = say(
            "documents_book.covered", exhibit=one.name, name=name, file=of.names.serial.get(digest), digest=digest[:16]
        )
        made.append(Picture(data, said))
    return made, lost
