"""Adding what the machine missed: a stretch of a post by mouse, keys or numbers; whom a statement names; two persons as one or two; publications that leave a person."""

from jinja2.filters import do_urlencode
from starlette.responses import Response

from doxdocket.desk import adding, masked_posts
from doxdocket.desk.answers import absent, called
from doxdocket.errors import WrongCall
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, either, say

_NOW = {
    "nobody": Sentence("review_adding.now_nobody"),
    "perhaps": Sentence("review_adding.now_perhaps"),
    "somebody": Sentence("review_adding.now_somebody"),
}
"""What is said where nobody was in the result of a post, by who is now (``desk.adding.counted``)."""


def stretch(visit: Visit) -> Response:
    """The page of a post to which something is added."""
    name, fault = visit.query.get("post", "").strip(), ""
    channel, _, number = name.rpartition("/")
    post = masked_posts.posts(visit.case, [(channel, number)]).get((channel, number)) if name else None
    if name and post is None:  # what is no post's name may be anything: it is not said again
        name, fault = "", "" if visit.fault else say("review_adding.no_such_post")
    dossiers = visit.desk.desk.dossiers
    persons = (
        [(key, row["person"] or "") for key, row in dossiers.items() if key.rpartition("/")[0] == name] if post else []
    )
    kinds, labels = adding.offered()
    return visit.page(
        "add.html.j2", title=say("review_adding.title"), of=name, post=post, persons=persons, kinds=kinds, labels=labels, fault=fault,
        given=visit.form or visit.query, back=visit.back(""),
    )  # fmt: skip


def find(visit: Visit) -> Response:
    """Go to the post that was named; what was typed stands in no address unless it is a post's name."""
    key = adding.post_of(visit.case, visit.form.get("post", ""))
    if key is None:
        raise WrongCall("review_adding.no_such_post")
    return visit.go(_page_of("/".join(key)))


def _page_of(post: str) -> str:
    return f"/add?{do_urlencode({'post': post})}"


def stretched(visit: Visit) -> Response:
    """Record it, and show the post again."""
    name, form = visit.form.get("post", ""), visit.form
    of = adding.span(name, form.get("where", "text"), form.get("start", "").strip(), form.get("end", "").strip())
    done = adding.stretch(
        visit.desk, of, form.get("what", ""), form.get("publication", ""), visit.reason, visit.officer
    )
    note = say("review_adding.added", id=done.decision.id)
    if adding.is_part(visit.desk, done):
        note += say("review_adding.is_part", kind=either(*called(form.get("what", "").removeprefix(adding.KIND))))
    channel, _, number = name.rpartition("/")
    bound, more = adding.counted(visit.desk, (channel, number), form.get("what", ""))
    if bound:
        note += either(*_NOW[bound])
    if more:
        note += say("review_adding.now_more", kinds=say("marks.comma").join(either(*called(one)) for one in more))
    back = visit.back(_page_of(name))
    if back.startswith(
        "/posts"
    ):  # what was searched for may be what is masked now: the list would be without this post
        back = f"/post?{do_urlencode({'channel': channel, 'post': number})}"
    return visit.go(back, note)


def link(visit: Visit) -> Response:
    """The page on which persons are said to be one, or two."""
    return visit.page("link.html.j2", title=say("review_adding.link_title"), given=visit.query)


def linked(visit: Visit) -> Response:
    """Record it."""
    some = [visit.form.get("a", ""), *visit.form.get("b", "").replace("，", ",").replace("、", ",").split(",")]
    done = adding.persons(visit.desk, some, visit.reason, visit.officer, visit.form.get("answer", ""))
    return visit.go(visit.back("/link"), say("review_adding.added", id=done.decision.id))


def naming(visit: Visit) -> Response:
    """The page on which the person whom a statement names is put to the posts that expose them."""
    given = visit.form or visit.query
    named_so = (
        one for one in given.get("who", "").splitlines() if "/" in one or one.strip()[:1] == "V"
    )  # no name comes back
    return visit.page(
        "named.html.j2", title=say("review_adding.named_title"), kinds=adding.offered()[0], given=given, who="\n".join(named_so),
    )  # fmt: skip


def named(visit: Visit) -> Response:
    """Record it."""
    form = visit.form
    some = form.get("who", "").replace("，", ",").replace("、", ",").replace("\n", ",").split(",")
    kind = form.get("what", "").removeprefix(adding.KIND)
    done = adding.named(visit.desk, form.get("source", ""), some, kind, visit.reason, visit.officer)
    first, last = done[0].decision.id, done[-1].decision.id
    note = say("review_adding.named_added", first=first, last=last, n=len(done))
    bound = adding.enters(visit.desk, done)
    note += {"nobody": say("review_adding.named_nobody"), "perhaps": say("review_adding.named_perhaps")}.get(bound, "")
    return visit.go("/named", note)


def parted(visit: Visit) -> Response:
    """The page on which publications leave a person."""
    code, fault = visit.query.get("person", "").strip(), ""
    keys = adding.publications(visit.desk, code) if code else []
    if code and not keys:
        fault = "" if visit.fault else absent(code).said(visit.lang)
    names = [(key, tuple(key.rsplit("/", 2)[:2])) for key in keys]
    posts = masked_posts.posts(visit.case, [(one[0], one[1]) for _, one in names])
    rows = [(key, posts.get((one[0], one[1])), key.rpartition("/")[2]) for key, one in names]
    chosen = set(visit.form.getlist("leave"))
    return visit.page(
        "split.html.j2",
        title=say("review_adding.split_title"),
        code=code,
        rows=rows,
        chosen=chosen,
        fault=fault,
        given=visit.form,
    )


def split(visit: Visit) -> Response:
    """Record it."""
    code = visit.form.get("person", "")
    done = adding.split(visit.desk, visit.form.getlist("leave"), visit.reason, visit.officer)
    return visit.go(f"/split?person={code}", say("review_adding.added", id=done.decision.id))


ROUTES = (
    Page("/add", stretch, role="decide", nav=Sentence("review_adding.nav")),
    Page("/add", stretched, methods=("POST",), again=stretch, typed=("start", "end", "reason")),
    Page("/add/post", find, methods=("POST",), role="see", again=stretch),
    Page("/link", link, role="decide"),
    Page("/link", linked, methods=("POST",), again=link, typed=("a", "b", "reason")),
    Page("/named", naming, role="decide"),
    Page("/named", named, methods=("POST",), again=naming, typed=("source", "who", "reason")),
    Page("/split", parted, role="decide"),
    Page("/split", split, methods=("POST",), again=parted),
)
