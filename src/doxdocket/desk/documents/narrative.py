"""The facts of a case as the indictment and the report of the investigation both tell them: course, accounts, what was exposed, acts, harm, motives, punishment.

Source: the accounts; every figure has its number in the document (``draft``). Left out: what follows from them in law (``elements``).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from doxdocket.assess.damages.account import EarlierPost, Incident, When
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.harm import by_minute
from doxdocket.assess.forms.damages import Settlement
from doxdocket.assess.forms.parties import Actor
from doxdocket.assess.motives import POSTED
from doxdocket.assess.parties.account import CivilDefendant, CivilGuardian
from doxdocket.assess.parties.deeds import JOINT
from doxdocket.assess.parties.links import FIRM
from doxdocket.assess.parties.ward import OPEN_TO_ANSWER
from doxdocket.count.catalogue import Bound
from doxdocket.decisions.placing import post_key
from doxdocket.desk.accounts import parties as account
from doxdocket.desk.accounts.damages_words import ends
from doxdocket.desk.accounts.gains import of as pair
from doxdocket.desk.accounts.parties_words import binds, graded, grounds, word
from doxdocket.desk.documents import evidence as list_of
from doxdocket.desk.documents import lines, parties
from doxdocket.desk.documents.draft import CONDUCT, Draft, clauses, missing
from doxdocket.desk.documents.exhibits import CONFIRMED, Exhibit
from doxdocket.desk.documents.material import Key, Material, beside
from doxdocket.desk.documents.parties import untitled
from doxdocket.desk.documents.stated import days
from doxdocket.law.words import LABELS
from doxdocket.pipeline.parties import Attributed, Why, denying, posts, under
from doxdocket.pipeline.published import edited, latest_conduct, latest_posts
from doxdocket.pipeline.registered import entries
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.words import Sentence, named, say, zh_en

AIMED = frozenset({"insult", "threat", "incitement", "paid_task"})
"""Acts that are aimed at somebody; an offer or an advert is at nobody."""


def course(of: Material, last: str = "") -> Table:
    """The states that were entered, with day and paper; ``last``: the last that is told, all where it is empty."""
    states = [one for one in of.procedure.states if one.state != "SC"]
    ids = [one.state for one in states]
    told = states[: ids.index(last) + 1] if last else states
    rows = [(named(one), event) for one in told for event in one.entered]
    return Table(sorted(rows, key=lambda row: row[1].at), [
        Column(zh_en("documents_narrative.state"), lambda row: row[0]), Column(zh_en("documents_conduct.day"), lambda row: str(row[1].at)),
        Column(zh_en("documents_narrative.document"), lambda row: of.team(row[1].document) or None),
    ], none=missing(Sentence("documents_narrative.course"), Sentence("documents.register_procedure")))  # fmt: skip


def accounts(of: Material) -> Part:
    """Who used which account, as what in which channel, and how firmly that stands; a link that is denied says that somebody did not, and stands behind them with whatever else was said of an account."""
    rows = [(a, one) for a in of.parties.accounts for one in a.links if one.link.grade != "denied"]
    who = account.called(of.parties)
    table = Table(rows, [
        Column(zh_en("documents_parties.defendant"), lambda row: who(row[1].link.defendant)), Column(zh_en("documents_parties.account"), lambda row: row[0].actor.id),
        Column(zh_en("documents_parties.roles"), lambda row: parties.ran(of, row[0].roles) or None),
        Column(zh_en("documents_parties.grade_of_account"), lambda row: graded(row[1].link)), Column(zh_en("documents_parties.grounds"), lambda row: grounds(row[1])),
    ], none=missing(Sentence("documents_parties.links"), Sentence("documents.register_parties")))  # fmt: skip
    return Part([table, parties.unbacked(of, {a.actor.id: a for a, _ in rows}.values()), parties.said_beside(of)])


def exposed(draft: Draft) -> Iterator[Block | None]:
    """When, of how many persons, how much and of which kinds, and how often it was seen."""
    of = draft.of
    seen = of.figure("posts_with_pi")
    if seen and seen["high"] == 0:
        yield Paragraph(say("documents_narrative.nothing_exposed", label=of.scope.label(of.lang)))
        return
    perhaps = seen and not seen["low"]
    surely, may = (_channels(of, bound) for bound in ("low", "high"))
    exposing = may if perhaps else surely
    told, open_, left = (
        say("marks.comma").join(of.channel(one) for one in of.scope.channels if one in some)
        for some in (exposing, may - exposing, {*of.scope.channels} - may - exposing)
    )
    beside = say("documents_narrative.channels_open", told=open_) if open_ else ""
    beside += say("documents_narrative.channels_left", told=left) if left else ""
    yield Paragraph(say("documents_narrative.channels_perhaps" if perhaps else "documents_narrative.channels", label=of.scope.label(of.lang), told=told, days=days(of)) + beside)  # fmt: skip
    yield Paragraph(
        say(
            "documents_narrative.persons",
            **{
                name: draft.said(name)
                for name in ("persons_civil", "relatives", "minors", "minors_under_14", "sensitive_persons")
            },
        )
    )
    yield Paragraph(
        say(
            "documents_narrative.items",
            **{
                name: draft.said(name)
                for name in ("posts_with_pi", "publications", "items_set", "items_field", "sensitive_items", "kinds")
            },
        )
    )
    yield Paragraph(say("documents_narrative.views", views_pi=draft.said("views_pi")))
    yield parties.put_to_nobody(of)
    yield Paragraph(say("documents_narrative.bounds"))


def _channels(of: Material, bound: Bound) -> set[str]:
    """The channels of the posts that the figures of the scope count at a bound; all of it where the run has no such figure."""
    behind = of.behind("posts_with_pi", bound)
    return {*of.scope.channels} if behind is None else {*behind["channel_id"].to_pylist()}


def acts(draft: Draft) -> Iterator[Block | None]:
    """Acts beside the exposures: of each what persons confirmed, apart from what nobody decided on."""
    found = [label for label in CONDUCT if draft.of.figure(label)]
    yield Items([say("documents_narrative.act", what=LABELS[one], told=draft.said(one)) for one in found])
    if tasks := lines.tasks_told(draft.of):
        yield tasks.blocks[0]
        yield Paragraph(say("documents_narrative.tasks"))
    yield Paragraph(say("documents_narrative.acts"))
    yield from outside(draft.of)


def outside(of: Material) -> Iterator[Block]:
    """What surely is each defendant's who is sued here, as the account of the parties has it, and the scope leaves out: posts that surely expose somebody,
    conduct that a person confirmed; and of whom nothing is in it (``inside``). Nothing where the scope is all captures or is of one defendant.
    """
    if not of.parted or of.scope.basis == "register":
        return
    acts, left = acts_by_post(of), list[str]()
    for name in _civil(of):
        his = _surely_his(of, name)
        beyond = {key: acts[key] for key in sorted(his.keys() & acts.keys()) if not of.within(key)}
        told = [
            say("documents_narrative.act", what=LABELS[label], told=say("marks.comma").join(of.exhibit(key) for key, what in beyond.items() if label in what)).rstrip("。.")
            for label in CONDUCT if any(label in what for what in beyond.values())
        ]  # fmt: skip
        if exposing := [key for key, what in beyond.items() if "" in what]:
            run = sum(not his[key] for key in exposing)
            count = len(exposing)
            told.append(
                say("documents_narrative.exposing_run", posts=count, run=run)
                if run
                else say("documents_narrative.exposing", posts=count)
            )
        if told:
            left.append(f"{name}{say('marks.colon')}{say('marks.semicolon').join(told)}")
    if left:
        yield Items(left, title=say("documents_narrative.outside", label=of.scope.label(of.lang)))
    yield from map(Paragraph, inside(of))


def inside(of: Material) -> Iterator[str]:
    """Of which defendants sued here nothing in a part of the captures is surely theirs: of whom no post that any figure counts is put to them at any bound, and of whom one may be."""
    if not of.parted or of.scope.basis == "register":
        return
    acts, counted = acts_by_post(of), {key for key in posts_counted(of) if of.within(key)}
    none, open_ = list[str](), list[str]()
    for name in _civil(of):
        if not any(of.within(key) for key in _surely_his(of, name).keys() & acts.keys()):
            his = {(row["channel_id"], row["post_id"]) for row in posts(of.case, name).to_pylist()}
            (open_ if his & counted else none).append(name)
    if none:
        yield say("documents_narrative.nothing_inside", who=say("marks.comma").join(none))
    if open_:
        yield say("documents_narrative.open_inside", who=say("marks.comma").join(open_))


def _surely_his(of: Material, name: str) -> dict[Key, bool]:
    """The posts that surely are put to a defendant, by his account, as running a channel, or as acts done together; true where by his account."""
    found: dict[Key, bool] = {}
    for row in posts(of.case, name).to_pylist():
        if row["bound"] == "low":
            key = row["channel_id"], row["post_id"]
            found[key] = found.get(key, False) or row["how"] != JOINT
    return found


def posts_counted(of: Material) -> set[Key]:
    """The posts that a figure of conduct or of exposures counts at any bound: nobody decided that they are none."""
    conduct, exposed = (
        latest_conduct(of.case).select(["channel_id", "post_id", "label", "status"]).to_pylist(),
        of.tables.dossiers.select(["channel_id", "post_id"]).to_pylist(),
    )
    conduct = [row for row in conduct if row["label"] in CONDUCT and row["status"] != "rejected"]
    return {(row["channel_id"], row["post_id"]) for row in (*conduct, *exposed)}


def confirmed_outside(of: Material, label: str) -> list[Key]:
    """The posts outside the scope of which a person confirmed this label."""
    return sorted(key for key, what in acts_by_post(of).items() if label in what and not of.within(key))


def acts_by_post(of: Material) -> Mapping[Key, Collection[str]]:
    """Of each post the labels of conduct that a person confirmed, and "" where it surely exposes somebody, as figures of defendants count it."""
    found, denied = defaultdict[Key, set[str]](set), denying(of.case)
    for row in latest_conduct(of.case).select(["channel_id", "post_id", "label", "status"]).to_pylist():
        if row["status"] == "confirmed" and row["label"] in CONDUCT:
            found[row["channel_id"], row["post_id"]].add(row["label"])
    for row in of.tables.dossiers.select(["channel_id", "post_id", "person_no", "counts"]).to_pylist():
        key = row["channel_id"], row["post_id"]
        if row["counts"] == "low" and f"{key[0]}/{key[1]}/{row['person_no']}" not in denied:
            found[key].add("")
    return found


def _civil(of: Material) -> list[str]:
    return [one.party for one in of.parties.parties if isinstance(one, CivilDefendant)]


def each(of: Material) -> Part | None:
    """What each defendant did alone and together, of all captures: no sum over all says what one answers for."""
    deeds = account.of_deeds(of.parties)
    return deeds and Part([untitled(deeds.blocks[0]), Paragraph(say("documents_parties.deeds_said")), Paragraph(say("documents_narrative.each_said"))])  # fmt: skip


def not_all_joint(of: Material, who: Iterable[str] = ()) -> str:
    """That no joint and several liability takes in all of these, by default all sued here: what each entry makes of those in it, and who is in none; else nothing."""
    civil, comma = set(_civil(of)), say("marks.comma")
    every = (set(who) or civil) & civil
    if len(every) < 2 or any(every <= {*group.members} for group in of.parties.groups):
        return ""
    entries = [(one.entry, {*one.members, *one.instigators}, binds(one)) for one in of.parties.joint]
    told = [f"{entry} {comma.join(sorted(names))} {made}" for entry, names, made in entries]
    if alone := sorted(every.difference(*(names for _, names, _ in entries))):
        told.append(say("documents_narrative.in_no_entry", who=comma.join(alone)))
    return say(
        "documents_narrative.not_all_joint", who=comma.join(sorted(every)), told=say("marks.semicolon").join(told)
    )


def not_joint_as_asked(of: Material) -> list[str]:
    """The same of those whom each claim of damages is against, and of all sued here where there is none."""
    asked = [one.against for one in of.procedure.claims if one.kind == "damages"] or [()]
    return list(dict.fromkeys(told for who in asked if (told := not_all_joint(of, who))))


def guardians_unasked(of: Material) -> str:
    """The guardians to be named of whom no claim of damages asks anything, though the law makes them answer only where it is asked; else nothing."""
    asked = {name for one in of.procedure.claims if one.kind == "damages" for name in one.against}
    left = [
        one.party for one in of.parties.parties
        if isinstance(one, CivilGuardian) and one.party and one.party not in asked and one.constellation != "open"
    ]  # fmt: skip
    return (
        say("documents_narrative.guardians_unasked", who=say("marks.comma").join(dict.fromkeys(left))) if left else ""
    )


def untied(of: Material) -> list[str]:
    """Of each defendant sued here the channels of the scope to which no role and no entry of acts together ties him."""
    ties = defaultdict[str, set[str]](set)
    named = any(one.actors for one in of.parties.joint)
    posted = under(of.case, entries(of.case).of(Actor).values()) if named else {}
    for a in of.parties.accounts:
        for one in a.links:
            if one.link.grade in FIRM:
                ties[one.link.defendant].update(r.channel for r in a.roles)
    for entry in of.parties.joint:
        for name in (*entry.members, *entry.instigators):
            ties[name].update(entry.channels or {key[0] for actor in entry.actors for key in posted.get(actor, ())})
    left = {name: [of.short(one) for one in of.scope.channels if one not in ties[name]] for name in _civil(of)}
    return [say("documents_narrative.untied", who=name, channels=say("marks.comma").join(some)) for name, some in left.items() if some]  # fmt: skip


def gained(draft: Draft) -> Block:
    """What was received, as far as the register has it: of the whole case, as no receipt is of a scope; before it, of the defendant of the scope, what is put to that one."""
    of = draft.of
    if of.figure("receipts_proven", whole=True) is None:
        return Paragraph(missing(Sentence("documents_gains.receipts"), Sentence("documents.register_money")))
    whole = Paragraph(say("documents_narrative.gained", proven=draft.said("receipts_proven"), claimed=draft.said("receipts_claimed"), same=may_be_one(of)))  # fmt: skip
    return Part([Paragraph(own_gains(of)), whole]) if of.who else whole


def may_be_one(of: Material) -> str:
    """The entries of what is said to be paid that may be one payment with another entry or a row - also where the doubt is told of the row, which nobody decided on -, behind the sums; nothing where there are none."""
    told = {"maybe_same_entry", "maybe_between"}
    rows = {(one.coin, one.high) for one in of.gains.receipts if one.stage == "undecided" and told & {*one.told}}
    some = dict.fromkeys(
        one.entry for one in of.gains.receipts
        if one.stage == "paid" and (told & {*one.told} or (not one.row and (one.coin, one.high) in rows))
    )  # fmt: skip
    return say("documents_narrative.may_be_one", entries=say("marks.comma").join(some)) if some else ""


def own_gains(of: Material) -> str:
    """What the defendant of the scope received, by stage, in yuan; shares of what several received that nobody told are in the high."""
    mine = next((one for one in of.gains.sums if one.defendant == of.who), None)
    if mine is None:
        return say("documents_narrative.gained_none", who=of.who)
    told = {name: pair(getattr(mine, name)) for name in ("proven", "claimed", "between", "before", "after")}
    return say("documents_narrative.gained_own", who=of.who, **told)


def harm_of_all(of: Material) -> Paragraph | None:
    """Harm is entered of the case: by whose posts it came is told nowhere, and no scope parts it."""
    return Paragraph(say("documents_narrative.harm_of_all", label=of.scope.label(of.lang))) if of.parted else None


def harm_by_kind(of: Material) -> Table:
    """What happened to victims, by kind, with how many of the entries are not claimed alone, as `harm_open` lists them."""
    found = of.worksheet.harm
    waiting = Counter(row.kind for row in found.rows if row.told)
    apart = [Column(zh_en("documents_narrative.not_alone"), lambda r: str(waiting[r.kind]), right=True)]
    return Table(found.by_kind, [
        Column(zh_en("documents_damages.harm"), named), Column(zh_en("documents_damages.incidents"), lambda r: ends(r.incidents_low, r.incidents_high), right=True),
        Column(zh_en("documents_damages.persons"), "persons", right=True), Column(zh_en("documents_damages.times"), lambda r: ends(r.times_low, r.times_high) if r.times_high else None, right=True),
        *(apart if waiting else []),
    ], none=missing(Sentence("documents_narrative.harm"), Sentence("documents.register_harm")))  # fmt: skip


def settled(of: Material) -> Part | None:
    """What defendants agreed with single victims; of one defendant in a paper that is his. Nothing where nothing was entered."""
    kept = entries(of.case)
    rows = [one for one in kept.of(Settlement).values() if not of.who or one.defendant == of.who]
    if not rows:
        return None
    return Part([Table(sorted(rows, key=lambda one: one.day), [
        Column(zh_en("documents_parties.entry"), lambda one: kept.meta("settlement", one.id).name), Column(zh_en("documents_conduct.day"), lambda one: str(one.day)),
        Column(zh_en("documents_narrative.victim"), "person"), Column(zh_en("documents_parties.defendant"), "defendant"),
        Column(zh_en("documents_apology.amount"), lambda one: None if one.amount is None else f"{one.amount:,.2f}", right=True),
        Column(zh_en("documents_narrative.settled_by"), lambda one: of.team(say("marks.semicolon").join(filter(None, (one.paper, one.says)))) or None),
        Column(zh_en("documents_parties.evidence"), lambda one: of.rests(one.evidence) or missing(Sentence("documents_parties.evidence"), Sentence("documents.register_harm"))),
    ]), Paragraph(say("documents_narrative.settled_said"))], say("documents_narrative.settled"))  # fmt: skip


def harm_open(of: Material) -> Items | None:
    """The incidents of which something must be looked into before they are claimed, each with what that is."""
    rows = [row for row in of.worksheet.harm.rows if row.told]
    lines = [f"{row.entry} {named(row)}{say('marks.colon')}{clauses(map(named, row.told))}" for row in rows]
    return Items(lines, title=say("documents_narrative.of_harm", n=len(rows))) if rows else None


def order_in_time(of: Material) -> Table:
    """Each incident with a person and a day against the posts that exposed that person before it."""
    rows = [one for one in of.worksheet.harm.rows if one.person and one.day]

    def before(row: Incident) -> str:
        if row.posts_before is None:
            return say("documents.unknown")
        last = say("documents_narrative.last_before", day=row.last_before) if row.last_before else ""
        perhaps = sum(post.perhaps for post in row.earlier)
        return f"{row.posts_before}{last}" + (say("documents_narrative.perhaps_before", n=perhaps) if perhaps else "")

    def posts(row: Incident) -> str:
        shown = of.exhibits.of_persons.get(row.person, ())
        told = (of.exhibit(key) + beside(of.exhibits.bounds[key, row.person]) for key in shown)  # fmt: skip
        return say("marks.comma").join(told) or say("documents_narrative.no_posts")

    return Table(rows, [
        Column(zh_en("documents_parties.entry"), "entry"), Column(zh_en("documents_damages.harm"), named), Column(zh_en("documents_narrative.victim"), "person"),
        Column(zh_en("documents_conduct.day"), lambda r: str(r.day)), Column(zh_en("documents_narrative.first_post"), lambda r: r.first_post and str(r.first_post)),
        Column(zh_en("documents_narrative.before"), before), Column(zh_en("documents_narrative.same_day"), "posts_same_day", right=True),
        Column(zh_en("documents_narrative.posts"), posts),
    ], none=missing(Sentence("documents_narrative.harm"), Sentence("documents.register_harm")))  # fmt: skip


def acts_before(of: Material) -> Table | None:
    """The confirmed insults, threats, calls and tasks that name the person of an incident, or may be aimed at that person, in the days before it: an order in time, and no cause."""
    days, zone, found = frame().window_days, of.case.zone, list[tuple[Incident, Exhibit, str, int]]()
    dates = {(row["channel_id"], row["post_id"]): row["date"] for row in latest_posts(of.case).select(["channel_id", "post_id", "date"]).to_pylist()}  # fmt: skip
    dates |= edited(of.case, of.exhibits.confirmed.keys())
    acts = [
        (at, one, labels) for key, one in of.exhibits.confirmed.items()
        if (at := dates.get(key)) and (labels := {act.label for act in one.post.conduct if act.status == CONFIRMED} & AIMED)
    ]  # fmt: skip
    for row in of.worksheet.harm.rows:
        for at, one, labels in acts if row.person and row.day else ():
            apart = (row.day - at.astimezone(zone).date()).days if row.day else -1
            if not 0 <= apart <= days or (apart == 0 and _later(row, at)):
                continue
            found += [
                (row, one, label, apart) for label in CONDUCT if label in labels and _relation(of, row, one, label)
            ]
    if not found:
        return None
    return Table(sorted(found, key=lambda one: (one[0].entry, -one[3], one[1].name)), [
        Column(zh_en("documents_parties.entry"), lambda one: one[0].entry), Column(zh_en("documents_damages.harm"), lambda one: named(one[0])), Column(zh_en("documents_narrative.victim"), lambda one: one[0].person),
        Column(zh_en("documents_conduct.day"), lambda one: str(one[0].day)), Column(zh_en("documents_harm.act"), lambda one: LABELS[one[2]]),
        Column(zh_en("documents.exhibit_no"), lambda one: one[1].name), Column(zh_en("documents_evidence.posted"), lambda one: one[1].posted),
        Column(zh_en("documents_harm.days_apart"), lambda one: one[3], right=True),
        Column(zh_en("documents_harm.relation"), lambda one: _relation(of, *one[:3])),
    ], title=say("documents_harm.part_acts", days=days), none=None)  # fmt: skip


def _later(row: Incident, at: datetime) -> bool:
    """Whether a moment of the day of an incident is after it, by the list that tells its moments."""
    if row.first_moment is None or row.last_moment is None:
        return False
    return by_minute(at, (row.first_moment, row.last_moment), ends=row.until in (None, row.day)) == "after"


def _relation(of: Material, row: Incident, one: Exhibit, label: str) -> str:
    """What ties an act to the person of an incident, in words; nothing where nothing does."""
    if one.place in {post.post for post in row.posts}:
        return say("documents_harm.entered")
    if row.person in one.post.persons:
        return say("documents_harm.names_him")
    return say("documents_harm.may_aim") if row.person in of.exhibits.aimed(one, label) else ""


def earlier(of: Material) -> Table:
    """Whose the posts are that exposed the person of an incident before it: a row each of those of whom they are, with the latest, and whom of those sued it cannot be put to."""
    found = defaultdict[tuple[str, str, str], list[EarlierPost]](list)
    for row in of.worksheet.harm.rows:
        for post in row.earlier:
            found[row.entry, row.person, poster(of, post)].append(post)
    comma = say("marks.comma")

    def latest(some: Sequence[EarlierPost]) -> str:
        post = max(some, key=lambda one: (one.day, one.post))
        return f"{of.exhibit(post_key(post.post))} {post.day}"

    def apart(some: Sequence[EarlierPost]) -> str | None:
        def those(term: When) -> str:
            return comma.join(one for one in some[0].terms if all(post.terms[one] == term for post in some))

        before, after = those("before"), those("after")
        told = [say("documents_harm.before_term", who=before)] if before else []
        told += [say("documents_harm.after_term", who=after)] if after else []
        return say("marks.semicolon").join(told) or None

    return Table(list(found.items()), [
        Column(zh_en("documents_parties.entry"), lambda one: one[0][0]), Column(zh_en("documents_narrative.victim"), lambda one: one[0][1]),
        Column(zh_en("documents_harm.posted_by"), lambda one: one[0][2]), Column(zh_en("documents_harm.posts_before"), lambda one: len(one[1]), right=True),
        Column(zh_en("documents_harm.latest"), lambda one: latest(one[1])), Column(zh_en("documents_harm.terms"), lambda one: apart(one[1])),
    ], title=say("documents_harm.part_earlier"), none=None)  # fmt: skip


def perhaps(one: Attributed, who: Collection[str]) -> list[str]:
    """Those of these to whom the account of a post is perhaps put, by why it is open that they posted it: each reason for whom it holds, and no other."""
    by = defaultdict[Why, list[str]](list)
    for name in who:
        by[one.why[name]].append(name)
    joined = {why: say("marks.comma").join(some) for why, some in by.items()}
    told = {
        "claimed": lambda some: say("documents_harm.of_claimed", who=some),
        "shared": lambda some: say("documents_harm.of_shared", who=some),
        "outside": lambda some: say("documents_harm.of_outside", who=some),
        "undated": lambda some: say("documents_harm.of_undated", who=some),
        "endless": lambda some: say("documents_harm.of_endless", who=some),
    }
    return [told[why](some) for why, some in joined.items()]


NOBODYS = Attributed((), (), (), ())


def surely(one: Attributed) -> list[str]:
    """Those to whom a post is surely put that no account of theirs is known to have posted, by why: the entries of acts together, or the name of a channel that they ran."""
    comma = say("marks.comma")
    ways: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for who in one.surely:
        ways.setdefault((one.by[who], who in one.claimed), []).append(who)
    told = []
    for (acts_of, open_), some in ways.items():
        way = say("documents_conduct.acts_of", entries=comma.join(acts_of)) if acts_of else say("documents_conduct.in_its_name")  # fmt: skip
        way += say("documents_conduct.which_open") if open_ and len(some) > 1 else ""
        told.append(comma.join(some) + say("marks.in_brackets", text=way))
    return told


def possible(of: Material, one: Attributed) -> str:
    """Those to whom acts together alone may put a post, apart from all others and with why that is open; nothing where there are none."""
    made = {row.entry: say("documents_harm.act_not_its", entry=row.entry) if row.binds == "joint" else f"{row.entry}{binds(row)}" for row in of.parties.joint}  # fmt: skip
    by = defaultdict[str, list[str]](list)
    for who, of_acts in one.perhaps.items():
        by[say("marks.comma").join(made[entry] for entry in of_acts)].append(who)
    told = [say("documents_harm.possible", who=say("marks.comma").join(some), acts=acts) for acts, some in by.items()]
    return say("marks.in_brackets", text=say("marks.semicolon").join(told)) if told else ""


def poster(of: Material, post: EarlierPost) -> str:
    """Whose a post is, in words: a defendant's own; of an account that statements alone put to one; surely of some by the name of the channel or by acts together; another's, in a channel that defendants ran or in acts done together; or no defendant's. Behind it to whom it may be put, and that the post exposes the person perhaps alone."""
    channel, _, number = post.post.rpartition("/")
    one, comma = of.attributed.get((channel, number), NOBODYS), say("marks.comma")
    told = [say("documents_parties.himself", who=comma.join(post.by))] if post.by else []
    told += perhaps(one, post.claimed)
    told += surely(one)
    told = told or [say("documents_harm.of_ran" if post.ran or post.possible else "documents_harm.of_nobody")]
    ran = comma.join(who for who in post.ran if who not in one.surely)
    beside = say("documents_harm.and_ran", who=ran) if ran else ""
    return say("marks.semicolon").join(told) + beside + possible(of, one) + (say("documents.high_alone") if post.perhaps else "")  # fmt: skip


def motives(of: Material) -> Table:
    """What each said of why."""
    rows = [row for row in of.motives.rows if row.quote]
    return Table(rows, [
        Column(zh_en("documents_parties.defendant"), lambda r: r.defendant or (say("documents_harm.of_nobody") if r.how == POSTED else None)), Column(zh_en("documents_conduct.said_by"), "by"), Column(zh_en("documents_conduct.day"), lambda r: r.day or None),
        Column(zh_en("documents_conduct.motive"), lambda r: word(r.motive)), Column(zh_en("documents_conduct.quote"), lambda r: of.team(r.quote)),
        Column(zh_en("documents_parties.evidence"), lambda r: of.exhibit(post_key(r.source)) if r.how == POSTED else of.rests(r.evidence) or None),
    ], none=missing(Sentence("documents_conduct.motives"), Sentence("documents.register_parties")))  # fmt: skip


def subjects(of: Material) -> Block | None:
    """Criminal and civil side by side."""
    none = missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))
    found = of.parties.subjects
    return untitled(account.of_subjects(found)) if found else Paragraph(none)


def joint(of: Material) -> Iterator[Block | None]:
    """Acts done together with what their articles answer, and who is jointly liable."""
    if not of.parties.joint:
        yield Paragraph(missing(Sentence("documents_narrative.joint"), Sentence("documents.register_parties")))
        return
    yield account.of_joint(of.parties.joint, of.book)
    yield parties.rests(of)
    yield account.of_groups(of.parties.groups)
    yield from map(
        Paragraph,
        [
            *(account.open_point(row) for row in of.parties.open if row.open in parties.BARE),
            *not_joint_as_asked(of),
            *beyond(of),
        ],
    )
    guards = [one for one in of.parties.parties if isinstance(one, CivilGuardian)]
    if wards := dict.fromkeys(one.ward for one in guards if one.constellation != OPEN_TO_ANSWER):
        yield Paragraph(
            say("documents_narrative.wards", who=say("marks.comma").join(wards))
            + "".join(account.unguarded(of.parties, ward) for ward in wards)
        )


def beyond(of: Material) -> Iterator[str]:
    """Of each entry of acts done together, that posts of the scope outside its days are not in it."""
    first, last = of.days.get("low", (None, None))
    for one in of.parties.joint:
        early, late = first and one.since and first < one.since, last and one.until and last > one.until
        if early or late:
            yield say(
                "documents_narrative.beyond_joint",
                entry=one.entry,
                first=one.since or say("documents.unknown"),
                last=one.until or say("documents.unknown"),
                days=days(of),
            )


def evidence(of: Material) -> Paragraph:
    """How much is on the list of evidence."""
    return Paragraph(
        say(
            "documents_narrative.evidence",
            files=len(of.sources),
            posts=len(of.exhibits.every),
            papers=len(list_of.papers(of)),
        )
    )
