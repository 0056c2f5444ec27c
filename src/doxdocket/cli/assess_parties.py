"""``assess parties`` and ``assess motives``: who answers for what and why it was done, as register and rules say.

Left out: any conclusion; names of defendants and guardians are masked, ``register show`` opens one.

>>> years((16, 17)), years(None) == word("unknown")
('16–17', True)
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.cli.assessing import Build
from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.damages_words import conduct
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.parties_parts import ACTS, ACTS_HEAD, ages, bounds, cares, titled, to_find, unconfirmed
from doxdocket.cli.parties_words import WORDS, acts, hint, relation, stretch, whose, word, yes
from doxdocket.cli.said import manner, say
from doxdocket.cli.width import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doxdocket.assess.motives import Motive, Motives
    from doxdocket.assess.parties.account import (
        CivilDefendant,
        CivilGuardian,
        Deeds,
        Group,
        KnownAccount,
        KnownDefendant,
        Parties,
        Subject,
    )
    from doxdocket.assess.parties.ages import Years
    from doxdocket.assess.parties.liability import Together
    from doxdocket.law.rules import Book

REMARK = (
    (
        "账号与人的对应是办案人员的登记，程序不作认定。规则的回答不是法律结论：是否“共同实施”、有无过错、监护是否尽职，由人判断并登记为"
        "事实；没有登记的写作“不能确定”。各人的数按各自的贴文分别去重，不能相加。"
    ),
    (
        "Which account is whose was entered by persons; the program makes no such finding. What a rule answers is no legal conclusion: "
        "whether people acted together, fault and diligence are for persons, who enter them as facts; what is not entered is not "
        "determinable. Counts are of distinct things within each row and cannot be added up."
    ),
)


def years(age: "Years | None") -> str:
    """An age in bounds."""
    return word("unknown") if age is None else "–".join(dict.fromkeys(map(str, age)))


@dataclass(frozen=True, slots=True)
class OfParties:
    """What ``assess parties`` prints; ``build``: what made the result of which it is."""

    case: str
    account: "Parties" = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "parties",
    short=("当事人：账号、被告、监护人、连带责任", "Parties: accounts, defendants, guardians, joint liability"),
    about=(
        (
            "列出各被告在每一行为之日的年龄和行为能力、刑事责任年龄、应当列入的监护人（包括行为时未成年、被诉时已成年的）、账号与人的\n"
            "对应及其依据、连带责任及条文、内部份额、刑事与民事主体对照，以及每人单独和共同发布的数。事实在登记簿里。"
        ),
        (
            "Lists each defendant's age and capacity on the days of acts, the age of criminal responsibility, the guardians to be joined\n"
            "(also where somebody was a minor then and is adult when sued), which account is whose and on what ground, joint liability\n"
            "with its article, shares inside, criminal beside civil subjects, and what each posted alone and together, in figures.\n"
            "The facts are on the register."
        ),
    ),
    examples=("doxdocket assess parties case", "doxdocket assess parties case --json"),
)  # fmt: skip
@case_argument()
def parties(case: str) -> Answer[OfParties]:
    """Read register and run, and say it."""
    from doxdocket.assess.plain import plain
    from doxdocket.pipeline import rules
    from doxdocket.pipeline.parties import parties as account

    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        found, book = account(opened), rules(opened)
    data = plain(OfParties(case, found))
    if not found.defendants and not found.accounts:
        text = say("登记簿里没有被告和账号。表格见 doxdocket register form defendant。",
                   "The register holds no defendant and no account. The form: doxdocket register form defendant")  # fmt: skip
        return Answer(data, text)
    parts = [_defendants(found.defendants), _parties(found.parties), _links(found.accounts), _joint(found.joint, book),
             _groups(found.groups), _subjects(found.subjects), _deeds(found.deeds), ages(found.by_age), cares(found.by_care, found.deeds),
             to_find(found.open),
             "\n".join(wrap(say(*REMARK), 100))]  # fmt: skip
    return Answer(data, "\n\n".join(part for part in parts if part))


def _defendants(rows: "Sequence[KnownDefendant]") -> str:
    def at(row: "KnownDefendant", point: str) -> str:
        found, by = row.standing.get(point), row.acts_by if point != "sued" else None
        told = f"{found.day} {years(found.age)} {word(found.capacity)}" if found else word("unknown")
        if lacked := found and say("、", ", ").join(map(word, found.missing)):
            told += say(f"（还缺：{lacked}）", f" (missing: {lacked})")
        return told + (
            say(f"（{word(f'{by}_day')}）", f" ({word(f'{by}_day')})") if by in {"joint", "register"} else ""
        )

    def sued(row: "KnownDefendant") -> str:
        if row.civil is False:
            return say("不是本案民事被告", "not sued here")
        unsure = say("（按全案起诉之日；是否民事被告不明）", " (day of the suit; whether sued here is not known)")
        return at(row, "sued") + (unsure if row.civil is None and row.sued else "")

    cells = [
        [r.who.id, r.name, acts(r.acts), at(r, "first_act"), at(r, "last_act"), sued(r),
         say("、", ", ").join(dict.fromkeys(word(a.said.answer) for a in r.criminal_age)) or word("unknown")]
        for r in rows
    ]  # fmt: skip
    head = [("被告", "defendant"), ("姓名", "name"), ("公开、侮辱、威胁、煽动的首日…末日", "first…last day of acts that expose or abuse"), ("首次行为：日期、周岁、行为能力", "first act: day, age, capacity"),
            ("末次行为", "last act"), ("被诉", "sued"), ("达到刑事责任年龄", "age of criminal responsibility")]  # fmt: skip
    return titled(
        "被告（民法典第十七至二十条、刑法第十七条）", "Defendants (民法典 art. 17-20, 刑法 art. 17)", head, cells
    )


def _parties(rows: "Sequence[CivilDefendant | CivilGuardian]") -> str:
    cells = [
        [r.party or say("（未登记）", "(not entered)"), r.name, r.ward, relation(r.relation), word(r.constellation),
         stretch(r.acts_first, r.acts_last) if r.as_ == "guardian" else "",
         say("、", ", ").join(word("guardian_missing" if m == "guardian" else m) for m in (*r.missing, *r.marks))]
        for r in rows
    ]  # fmt: skip
    head = [
        ("当事人", "party"),
        ("姓名", "name"),
        ("为谁", "for"),
        ("关系", "relation"),
        ("怎样承担", "how"),
        ("就哪些日子的行为", "for acts of"),
        ("还缺；注意", "missing; to note"),
    ]
    return titled(
        "应列的民事当事人（民法典第二十七、一千一百八十八条，法释〔2024〕12号第四至十条）",
        "Civil parties to be named (民法典 art. 27, 1188, 法释〔2024〕12号 art. 4-10)",
        head,
        cells,
    )


def _links(rows: "Sequence[KnownAccount]") -> str:
    cells = [
        [a.actor.id, of.link.defendant, word(of.link.grade), say("、", ", ").join(map(word, of.link.grounds)),
         say("、", ", ").join(map(word, of.weak)), of.entry]
        for a in rows for of in a.links
    ]  # fmt: skip
    head = [
        ("账号", "account"),
        ("被告", "defendant"),
        ("程度", "grade"),
        ("依据", "grounds"),
        ("薄弱处", "weak"),
        ("登记", "entry"),
    ]
    return titled(
        "账号与被告（法发〔2016〕22号第二十五条）", "Accounts and defendants (法发〔2016〕22号 art. 25)", head, cells
    )


def _joint(rows: "Sequence[Together]", book: "Book") -> str:
    cells = [
        [r.entry, say("、", ", ").join(r.members), say("、", ", ").join(r.instigators), a.article, word(a.answer),
         say("、", ", ").join(_fact(a.provision, name, book) for name in a.missing)]
        for r in rows for a in r.asked
    ]  # fmt: skip
    head = [
        ("登记", "entry"),
        ("行为人", "who acted"),
        ("教唆、帮助人", "who instigated or helped"),
        ("条文", "article"),
        ("回答", "answer"),
        ("还缺", "missing"),
    ]
    hints = [line for r in rows for h in r.hints for line in wrap(f"{r.entry}{say('：', ': ')}{hint(h)}", 100)]
    return "\n".join([titled("共同侵权", "Acts done together", head, cells), *hints]) if rows else ""


def _fact(rule: str, name: str, book: "Book") -> str:
    """What a rule calls a fact."""
    from doxdocket.law import words as lawwords

    return word(name) if name in WORDS else lawwords.of(book.find(rule), name, manner().lang)


def _groups(rows: "Sequence[Group]") -> str:
    cells = [[r.entry, say("、", ", ").join(f"{n} {s}" for n, s in r.shares.items()), word(r.how), say("、", ", ").join(r.articles)]
             for r in rows]  # fmt: skip
    head = [
        ("登记", "entry"),
        ("连带责任人及内部份额", "jointly and severally liable, shares inside"),
        ("份额", "shares"),
        ("条文", "articles"),
    ]
    return titled(
        "连带责任，逐项登记（就该项损害，对外任何一人可被请求全部）",
        "Joint and several, by entry (for that harm the whole may be asked of any)",
        head,
        cells,
    )


def _subjects(rows: "Sequence[Subject]") -> str:
    from doxdocket.assess.form import masked

    cells = [
        [r.defendant, yes(r.civil), word(r.capacity),
         say("、", ", ").join(f"{g.guardian} {word(g.constellation)}" for g in r.guardians if g.guardian),
         yes(r.criminal), word(r.criminal_age),
         say("；", "; ").join([
             *(f"{word(c.case.kind)} {word(c.case.stage)} {masked(c.case, 'sentence')}".strip() for c in r.cases),
             *(say(f"刑事罚金一项的登记 {f.entry}", f"entry {f.entry} under criminal fines") for f in r.fines),
         ]),
         word("unknown") if r.differs is None else say("不同", "differ") if r.differs else say("相同", "alike")]
        for r in rows
    ]  # fmt: skip
    head = [("被告", "defendant"), ("民事被告", "civil"), ("行为能力", "capacity"), ("监护人", "guardians"), ("刑事追诉", "criminal"),
            ("刑事责任年龄", "criminal age"), ("刑事、行政处理", "cases"), ("两者", "both")]  # fmt: skip
    return titled("刑事与民事主体对照", "Criminal and civil subjects", head, cells)


def _deeds(rows: "Sequence[Deeds]") -> str:
    cells = [
        [r.defendant, whose(r), str(r.posts), *map(bounds, (r.exposed.publications, r.exposed.persons, r.exposed.items, r.exposed.kinds)),
         *(conduct(sure := getattr(r.conduct, n), sure + getattr(r.conduct, f"{n}_proposed")) for n in ACTS)]
        for r in rows
    ]  # fmt: skip
    head = [("被告", "defendant"), ("谁的贴文", "posts of"), ("贴文", "posts"), ("发布次", "publications"), ("被害人", "persons"), ("条（项）", "items"),
            ("种", "kinds"), *ACTS_HEAD]  # fmt: skip
    return titled(
        "各人单独和共同（低–估计–高；不能相加）",
        "Alone and together (low–estimate–high; not to be added up)",
        head,
        cells,
        set(range(2, 12)),
    ) + (f"\n{unconfirmed()}" if cells else "")


@dataclass(frozen=True, slots=True)
class OfMotives:
    """What ``assess motives`` prints."""

    case: str
    account: "Motives" = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "motives",
    short=("动机和主观故意：陈述与贴文", "Motive and intent: statements and posts"),
    about=(
        (
            "按被告列出写明动机的陈述（登记簿的 testimony），和其账号所发、标为动机陈述的贴文；引文已遮盖，各有出处。\n"
            "没有任何材料的被告、不知属于谁的贴文，另行写明。故意与否由法院认定。"
        ),
        (
            "Lists, per defendant, statements entered with a motive (testimony on the register) and posts of his accounts that are\n"
            "labelled as such; quotes are masked and each has its source. Defendants of whom nothing stands, and posts that nobody was\n"
            "put to, are told. Intent is for the court to find."
        ),
    ),
    examples=("doxdocket assess motives case",),
)  # fmt: skip
@case_argument()
def motives(case: str) -> Answer[OfMotives]:
    """Read register and run, and say it."""
    from doxdocket.assess.plain import plain
    from doxdocket.cli.masking import masked
    from doxdocket.pipeline.parties import motives as account

    with open_case(case) as opened:
        found = account(opened, masked)
    told = [r for r in found.rows if r.quote]
    cells = [
        [r.defendant, word("other_said" if r.how == "other" else r.how),
         r.by + (f"（{say('、', ', ').join(r.about)}）" if r.about else ""), r.day or "", word(r.motive),
         r.quote, word(r.status), r.source]
        for r in told
    ]  # fmt: skip
    head = [("被告", "defendant"), ("形式", "how"), ("谁说的（涉及）", "who said it (about)"), ("日期", "day"), ("动机", "motive"),
            ("原话（已遮盖）", "words (masked)"), ("认定", "status"), ("出处", "source")]  # fmt: skip
    lines = [
        titled("主观故意", "Motive and intent", head, cells)
        or say(
            "没有写明动机的陈述，没有经人认定的贴文。", "No statement of a motive, and no post that a person confirmed."
        )
    ]
    if open_ := _proposed([r for r in found.rows if not r.quote]):
        lines.append(open_)
    if found.silent:
        lines.append(
            say("没有材料的被告：", "Defendants of whom nothing stands: ") + say("、", ", ").join(found.silent)
        )
    if found.unplaced:
        n = found.unplaced
        lines.append(
            say(
                f"另有 {n} 处标为动机的贴文，其账号没有登记属于谁。",
                f"{n} more such posts are of accounts that were put to nobody.",
            )
        )
    return Answer(plain(OfMotives(case, found)), "\n\n".join(lines))


def _proposed(rows: "Sequence[Motive]") -> str:
    """Posts that the machine calls a motive, by defendant: where they are, never what they say."""
    of: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        channel, _, post = row.source.rpartition("/")
        of.setdefault(row.defendant, {}).setdefault(channel, []).append(post)
    if not of:
        return ""
    lines = [
        say(
            "机器标为动机、尚待人认定的贴文（不引原文；看过后用 doxdocket decide 案卷 conduct.confirm 认定）",
            "Posts that the machine calls a motive and nobody confirmed (not quoted; look, then doxdocket decide CASE conduct.confirm)",
        )
    ]
    for who, channels in of.items():
        count = sum(map(len, channels.values()))
        lines.append(f"  {who} " + say(f"{count} 处", f"{count} posts"))
        for channel, posts in channels.items():
            lines += wrap(channel + say("：", ": ") + say("、", ", ").join(posts), 110, "    ")
    return "\n".join(lines)
