"""Several officers at one desk: roles from the chain at every request, a key of one's own, who looks at what, and decisions on an older view."""

import re
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from starlette.responses import HTMLResponse

from doxdocket.errors import WrongCall
from doxdocket.review.pages import PAGES
from doxdocket.review.visit import Page
from doxdocket.seal.keys import Identity, fingerprint
from doxdocket.store.case import Case


def give(desk, name, role, by="张三"):
    from doxdocket.desk import roles

    desk.within(lambda case: roles.give(case, name, role, reason="分工", officer=by))


@pytest.fixture
def finding(fresh):
    def found(case):
        from doxdocket.pipeline.published import latest_findings

        one = next(r for r in latest_findings(case).to_pylist() if r["post_id"] == "1" and r["kind"] == "phone_number")
        return f"{one['channel_id']}/1/{one['where']}/{one['start']}-{one['end']}/{one['kind']}"

    return fresh.within(found)


def test_a_lead_gives_a_role_by_a_row_of_the_chain(fresh):
    tab, other = fresh.tab(), fresh.tab("李四")
    assert "主办" in other.get("/").seen
    said = tab.post("/team/role", name="李四", role="auditor", reason="只作监督")
    assert said.headers["location"] == "/team"
    row = fresh.custody()[-1]
    assert (row.act, row.actor, row.detail["officer"], row.detail["role"], row.detail["reason"]) == ("officer.role", "张三", "李四", "auditor", "只作监督")  # fmt: skip
    assert "监督" in other.get("/").seen
    assert other.post("/team/role", name="李四", role="lead", reason="自己来").status == 403


@pytest.mark.parametrize(
    ("role", "get", "reveal", "lead"), [("lead", 200, 200, 303), ("reviewer", 200, 200, 403), ("auditor", 200, 403, 403), ("expert", 403, 403, 403)]
)  # fmt: skip
def test_every_route_asks_for_the_role(fresh, finding, role, get, reveal, lead):
    tab = fresh.tab("李四")
    if role != "lead":
        give(fresh, "李四", role)
    assert tab.get("/team").status == get
    assert tab.get("/keys").status == 200
    assert tab.get(f"/reveal?finding={quote(finding)}").status == reveal
    assert tab.post("/reveal", finding=finding, reason="核对与笔录").status == reveal
    assert tab.post("/team/out", name="王五").status == lead
    assert (reveal == 200) == any(row.act == "open" for row in fresh.custody())


def test_an_expert_sees_no_page_that_names_anybody_unless_it_says_so():
    named = {page.path for part in PAGES for page in part.ROUTES if page.expert}
    assert not named & {"/team", "/reveal", "/posts", "/person", "/queues", "/custody", "/register"}
    assert Page("/x", print, methods=("POST",)).needs == "decide"


def test_an_expert_sees_figures_and_how_good_they_are_and_no_way_to_a_page_that_is_closed(fresh, known):
    give(fresh, "李四", "expert")
    tab = fresh.tab("李四")
    title = "演练频道"
    for path in (
        "/",
        "/figures",
        f"/figures?scope=channel:{known.channel}",
        "/validation",
        "/sampling",
        "/law",
        "/law/cases",
        "/keys",
    ):
        said = tab.get(path)
        assert said.status == 200, path
        body = said.text
        assert not any(one in body for one in known.values), path
        assert title not in body, path
        assert known.channel not in body.replace(path, ""), path
        assert "V0001" not in body, path
        for tag, held in said.tags:
            link = held.get("href", "") if tag == "a" else held.get("hx-get", "")
            if link.startswith("/") and "static" not in link:
                assert tab.get(link).status == 200, (path, link)
    assert tab.get(f"/law?scope=channel:{known.channel}").headers["location"] == "/law"
    persons = tab.get("/persons")
    assert (persons.status, "V0001" in persons.text) == (200, True)
    assert not any(one in persons.text for one in (*known.values, title, known.channel, "/person?code="))
    assert "/person?code=V0001" in fresh.tab().get("/persons").text
    for path in ("/posts", "/person?code=V0001", "/explain/persons", "/custody", "/queues", "/register", "/team"):
        closed = tab.get(path)
        assert closed.status == 403, path
        assert all(tab.get(held["href"]).status == 200 for tag, held in closed.tags if tag == "a"), path


def test_what_is_sent_by_who_only_looks_leaves_no_trace_in_the_case(fresh):
    """A search is sent as a form, so that its words stand in no address; it needs no more than looking, and records nothing."""
    sent = [page.path for part in PAGES for page in part.ROUTES if page.methods != ("GET",) and page.needs == "see"]
    assert "/posts" in sent
    tab = fresh.tab("李四")
    give(fresh, "李四", "auditor")
    before = len(fresh.custody())
    for path in sent:
        assert tab.post(path.format(kind="doubtful"), words="天气", reason="看看").status != 403, path
    assert len(fresh.custody()) == before
    give(fresh, "李四", "expert")
    assert [tab.post(path.format(kind="doubtful"), words="天气").status for path in sent] == [403] * len(sent)


def test_who_only_looks_acts_by_no_command_either(fresh):
    give(fresh, "李四", "auditor")
    give(fresh, "王五", "expert")
    before = len(fresh.custody())
    for name in ("李四", "王五"):
        with pytest.raises(WrongCall, match="role does not do this"):
            fresh.within(lambda case, name=name: case.decide("figure.value", {"figure": "persons", "value": 3}, "核对", name))  # fmt: skip
    give(fresh, "赵六", "reviewer")
    with pytest.raises(WrongCall, match="role does not do this"):
        fresh.within(lambda case: case.add_officer("钱七", "赵六"))
    with pytest.raises(WrongCall, match="role does not do this"):
        give(fresh, "赵六", "lead", by="赵六")
    assert fresh.within(lambda case: case.decide("figure.value", {"figure": "persons", "value": 3}, "核对", "赵六").officer) == "赵六"  # fmt: skip
    assert len(fresh.custody()) == before + 2


def test_one_lead_stays(fresh):
    from doxdocket.store.custody import people

    for name in ("李四", "王五", "赵六"):
        give(fresh, name, "reviewer")
    with pytest.raises(WrongCall, match="last lead"):
        give(fresh, "张三", "reviewer")
    with pytest.raises(WrongCall, match="last lead"):
        fresh.within(lambda case: people.remove_officer(case, "张三", "调离", "张三"))
    give(fresh, "李四", "lead")
    give(fresh, "张三", "reviewer", by="李四")


def test_a_removed_officer_is_out_at_once_and_comes_back_without_the_old_role(fresh):
    from doxdocket.store.custody import people

    give(fresh, "李四", "auditor")
    tab = fresh.tab("李四")
    fresh.within(lambda case: people.remove_officer(case, "李四", "调离", "张三"))
    said = tab.get("/")
    assert said.status == 403
    assert "已不是本案办案人员" in said.seen
    with pytest.raises(WrongCall):
        fresh.link("李四")


def test_verify_has_nothing_against_rows_of_roles(fresh):
    from doxdocket.store.verify import verify

    give(fresh, "李四", "auditor")
    assert fresh.within(lambda case: list(verify(case))) == []


def test_a_lead_ends_the_sitting_of_another(fresh):
    tab, other = fresh.tab(), fresh.tab("李四")
    waits = fresh.link("李四")
    assert "在线（1 个浏览器）" in tab.get("/team").seen
    assert tab.post("/team/out", name="李四").status == 303
    assert other.get("/").status == 401
    assert fresh.outside().get(waits).status == 401
    assert tab.get("/").status == 200


@pytest.fixture
def apart(made, known, tmp_path):
    """A desk whose case has an officer with a key of their own, in another home."""
    from doxdocket.store import keyring

    it = made.copy(tmp_path)
    theirs = keyring.ensure(tmp_path / "theirs")
    it.call("officer", "add", it.case, "钱七", "--officer", "张三")
    it.call("key", "add", it.case, theirs.recipient, "--name", "钱七", "--officer", "张三")
    with known.running(it) as desk:
        desk.theirs, desk.home = theirs, tmp_path / "theirs"
        yield desk


def signed_in(desk, name, home):
    """The tab of an officer who came in by the block of ``/sign-in`` and the command, in a home of their own."""
    from click.testing import CliRunner

    from doxdocket.cli import root

    tab = desk.outside()
    said = tab.post("/sign-in", officer=name)
    assert said.status == 200
    block = re.search(r"-----BEGIN[^<]*-----END[^<]*-----", said.text)[0]
    done = CliRunner(env={"DOXDOCKET_HOME": str(home)}).invoke(root, ["--lang", "en", "key", "sign-in"], input=block)
    if done.exit_code == 0:
        link = done.stdout.split()[-1]
        assert link.startswith(f"http://{desk.served.place.name}.localhost:{desk.port}/enter?once=")
        assert tab.get(link.partition(str(desk.port))[2]).status == 200
    return tab, done, block


def test_an_officer_comes_in_by_a_key_of_their_own_and_the_row_names_it(apart, known):
    tab, done, _ = signed_in(apart, "钱七", apart.home)
    assert done.exit_code == 0, done.stderr
    assert "钱七" in tab.get("/").seen
    said = tab.post("/team/role", name="李四", role="reviewer", reason="分工")
    assert said.status == 303
    row = apart.custody()[-1]
    assert (row.actor, row.detail["identity"]) == ("钱七", fingerprint(apart.theirs.recipient))
    ours = apart.tab()
    ours.post("/team/role", name="李四", role="lead", reason="分工")
    assert apart.custody()[-1].detail["identity"] == apart.within(lambda case: case.custody.identity) != fingerprint(apart.theirs.recipient)  # fmt: skip


def test_no_link_of_the_terminal_is_for_whom_another_key_answers(apart):
    with pytest.raises(WrongCall, match="another key"):
        apart.link("钱七")


def test_another_key_opens_no_link(apart, tmp_path):
    from doxdocket.store import keyring

    keyring.ensure(tmp_path / "thief")
    tab, done, block = signed_in(apart, "钱七", tmp_path / "thief")
    assert done.exit_code == 2
    assert "opens" in done.stderr
    assert tab.get("/").status == 401
    assert "enter" not in block


def test_asking_does_not_tell_who_is_an_officer(apart, tmp_path):
    from doxdocket.desk import signing
    from doxdocket.store import keyring

    def asked(name):
        said = apart.outside().post("/sign-in", officer=name)
        return said.status, re.search(r"-----BEGIN[^<]*-----END[^<]*-----", said.text)[0]

    known, nobody = asked("钱七"), asked("无名")
    assert known[0] == nobody[0] == 200
    assert known[1] != nobody[1]
    assert known[1].count("\n") == nobody[1].count("\n") == 2
    assert signing.opened(known[1], [apart.theirs])[0] == "钱七"
    for name in ("无名", "'; DROP", "<b>"):
        with pytest.raises(WrongCall, match="no link"):
            signing.opened(asked(name)[1], [apart.theirs, keyring.ensure(tmp_path / "thief")])


def test_without_a_name_there_is_no_block(apart):
    said = apart.outside().post("/sign-in", officer=" ")
    assert (said.status, "BEGIN" in said.text) == (422, False)


def test_the_command_opens_nothing_but_a_link_of_the_desk(apart, tmp_path):
    from doxdocket.desk import signing
    from doxdocket.seal.keys import sealed_for

    key = apart.within(lambda case: case.key.wrap(apart.theirs.recipient))
    odd = [
        key, sealed_for([apart.theirs.recipient], b"secret"),
        *(signing.sealed_link(apart.theirs.recipient, "c", "x", link) for link in ("http://evil.example/enter?once=" + "x" * 43, "http://127.0.0.1:1/enter?once=short", "file:///x")),
    ]  # fmt: skip
    for one in odd:
        with pytest.raises(WrongCall, match="no link"):
            signing.opened(signing.block([one]), [apart.theirs])
    with pytest.raises(WrongCall):
        signing.opened("-----BEGIN-----\n!!!\n\n" + "A" * 100_000, [Identity.generate()])


@pytest.fixture
def deciding(made, known, tmp_path, monkeypatch):
    """A desk with one more page, which decides as every page of a decision does: who else looks, the field ``version``, the check of it."""

    def item(visit):
        what = visit.query["item"]
        return visit.page("others.html.j2", title="", others=visit.looking(what), version=visit.version(what)) if visit.partial else HTMLResponse(f'{visit.csrf}<i id="{visit.version(what)}"></i>')  # fmt: skip

    def decide(visit):
        what = visit.form["item"]
        if came := visit.since(what):
            return HTMLResponse(" ".join(one.id for one in came), 409)
        made = visit.case.decide(visit.form["act"], {"finding": what}, "核对笔录", visit.officer)
        return visit.go("/", made.id)

    page = SimpleNamespace(ROUTES=(Page("/item", item), Page("/item", decide, methods=("POST",))))
    monkeypatch.setattr("doxdocket.review.app.PAGES", (*PAGES, page))
    with known.running(made.copy(tmp_path)) as desk:
        yield desk


ITEM = "telegram:channel:1850001/1/text/38-49/phone_number"


def test_who_looks_at_the_same_thing_is_told(deciding):
    tab, other = deciding.tab(), deciding.tab("李四")
    part = {"HX-Request": "true"}
    assert "也正在看" not in tab.get(f"/item?item={quote(ITEM)}", **part).seen
    assert "张三 也正在看这一条" in other.get(f"/item?item={quote(ITEM)}", **part).seen
    assert "正在看 " + ITEM in tab.get("/team").seen
    deciding.clock.now += 121
    assert "也正在看" not in other.get(f"/item?item={quote(ITEM)}", **part).seen


def test_a_decision_on_an_older_view_is_not_recorded(deciding):
    tab, other = deciding.tab(), deciding.tab("李四")
    first, second = (re.search('id="([^"]*)"', one.get(f"/item?item={quote(ITEM)}").text)[1] for one in (tab, other))
    assert first == second
    assert other.post("/item", item=ITEM, act="finding.reject", version=second).status == 303
    before = len(deciding.custody())
    said = tab.post("/item", item=ITEM, act="finding.confirm", version=first, back="/keys")
    assert (said.status, said.text) == (409, "D0001")
    assert len(deciding.custody()) == before
    now = re.search('id="([^"]*)"', tab.get(f"/item?item={quote(ITEM)}").text)[1]
    assert tab.post("/item", item=ITEM, act="finding.reject", version=now).status == 303
    deciding.within(lambda case: case.decide("undo", {"decision": "D0001"}, "看错了", "李四"))
    assert tab.post("/item", item=ITEM, act="finding.confirm", version=now).status == 409


def test_a_form_without_the_mark_is_stale_once_anybody_decided(deciding):
    tab = deciding.tab()
    assert tab.post("/item", item=ITEM, act="finding.reject").status == 303
    for odd in ("", "0", "f" * 16, "甲"):
        assert tab.post("/item", item=ITEM, act="finding.confirm", version=odd).status == 409


def test_the_case_opens_with_its_roles_anew(fresh, made):
    give(fresh, "李四", "auditor")
    fresh.served.stop()
    with Case.open(fresh.made.case) as case:
        assert case.custody.reading().standing.role("李四") == "auditor"


def given(tab, name, reason="接班"):
    """What a lead's page says of a link for somebody, and its path."""
    said = tab.post("/team/link", name=name, reason=reason)
    found = [held["value"] for tag, held in said.tags if tag == "input" and held.get("id") == "made"]
    return said, found[0].partition(f":{tab.desk.port}")[2] if found else ""


def test_a_lead_gives_another_a_link_that_works_once(fresh):
    from doxdocket.store.verify import verify

    tab, other = fresh.tab(), fresh.outside()
    said, path = given(tab, "李四")
    assert (said.status, said.headers["cache-control"]) == (200, "no-store")
    row = fresh.custody()[-1]
    assert (row.act, row.actor, row.detail["officer"], row.detail["reason"]) == ("officer.link", "张三", "李四", "接班")
    assert path not in tab.get("/team").text
    assert path.rpartition("=")[2] not in str([one.detail for one in fresh.custody()])
    assert other.get(path).status == 200
    assert "李四" in other.get("/").seen
    assert fresh.outside().get(path).status == 401
    assert other.get("/").status == 401  # used a second time: one of the two was not the officer's
    assert fresh.within(lambda case: list(verify(case))) == []


@pytest.mark.parametrize("ends", ["/lock", "/leave", "idle", "/team/out"])
def test_a_link_ends_with_the_sitting_that_gave_it(fresh, ends):
    tab, lead = fresh.tab(), fresh.tab("王五")
    _, path = given(tab, "李四")
    if ends == "idle":
        fresh.clock.now += 15 * 60 - 1
        lead.get("/")
        fresh.clock.now += 2
    else:
        (lead if ends == "/team/out" else tab).post(ends, name="张三")
    assert fresh.outside().get(path).status == 401


def test_links_are_a_leads_and_for_a_reason_and_for_whom_the_key_answers(apart):
    tab = apart.tab()
    before = len(apart.custody())
    for name, reason in (("李四", " "), ("张三", "自己"), ("钱七", "接班"), ("无名", "接班"), ("", "接班")):
        said, path = given(tab, name, reason)
        assert (said.status, path) == (400, ""), name
    assert tab.ask("POST", "/team/link", "name=x", {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}).status == 403  # fmt: skip
    assert len(apart.custody()) == before
    give(apart, "李四", "reviewer")
    other = apart.tab("李四")
    assert (given(other, "王五")[0].status, other.post("/team/add", new="孙八", role="lead", reason="要").status) == (403, 403)  # fmt: skip
    assert "link-made" not in other.get("/team").text
    with pytest.raises(WrongCall, match="role does not do this"):
        apart.within(lambda case: case.custody.append("officer.link", {"officer": "王五", "reason": "x"}, "李四"))


def test_another_officer_who_sits_at_a_browser_does_not_become_who_the_link_is_for(fresh):
    tab, other = fresh.tab(), fresh.tab("王五")
    _, path = given(tab, "李四")
    assert other.get(path).status == 409
    assert "王五" in other.get("/").seen


def test_a_lead_adds_an_officer_in_a_role_and_lets_them_in(fresh):
    tab, other = fresh.tab(), fresh.outside()
    for odd in ({"new": "孙八", "role": "reviewer", "reason": ""}, {"new": "孙八", "role": "boss", "reason": "人手"}, {"new": "李四", "role": "reviewer", "reason": "人手"}):  # fmt: skip
        assert tab.post("/team/add", **odd).status == 400
    assert tab.post("/team/add", new="孙八", role="auditor", reason="人手").status == 303
    added, role = fresh.custody()[-2:]
    assert (added.act, added.actor, added.detail["officer"], added.detail["reason"]) == ("officer.add", "张三", "孙八", "人手")  # fmt: skip
    assert (role.act, role.detail["role"]) == ("officer.role", "auditor")
    _, path = given(tab, "孙八")
    assert other.get(path).status == 200
    assert other.get("/team").status == 200
    assert other.post("/team/link", name="李四", reason="x").status == 403


def test_a_locked_sitting_goes_on_by_its_own_code(fresh):
    tab = fresh.tab()
    assert tab.post("/code", code="short").status == 400
    assert tab.post("/code", code="合欢树下三碗茶").status == 400
    assert tab.post("/code", code="合欢树下三碗茶水").status == 303
    tab.post("/lock")
    assert "张三 为这次登录定的口令" in tab.get("/figures").seen
    assert tab.post("/unlock", passphrase="不是这个", back="/figures").status == 401
    assert tab.post("/unlock", passphrase="合欢树下三碗茶水", back="/figures").headers["location"] == "/figures"
    assert tab.get("/figures").status == 200
    other = fresh.tab()
    other.post("/lock")
    for _ in range(4):
        assert other.post("/unlock", passphrase="合欢树下三碗茶水").status == 401
    other.post("/unlock", passphrase="合欢树下三碗茶水")
    assert other.get("/").status == 401
    assert tab.post("/code", code="", passphrase="合欢树下三碗茶水").status == 303
    tab.post("/lock")
    assert tab.post("/unlock", passphrase="").status == 401
    held = repr(fresh.within(lambda case: [one.detail for one in case.custody.rows()])) + repr(
        fresh.served.door.present()
    )
    assert "合欢树下" not in held


def test_a_link_lets_a_locked_page_go_on(fresh):
    tab, other = fresh.tab(), fresh.tab("李四")
    other.post("/lock")
    _, path = given(tab, "李四")
    assert other.get(path).status == 200
    assert other.get("/team").status == 200


def test_a_page_that_asks_by_itself_does_not_keep_the_sitting_open(fresh):
    tab = fresh.tab()
    for _ in range(3):
        fresh.clock.now += 5 * 60
        assert tab.get("/gains", **{"HX-Request": "true", "HX-Trigger": "far"}).status == 200
    fresh.clock.now += 2
    said = tab.get("/gains", **{"HX-Request": "true", "HX-Trigger": "far"})
    assert (said.status, said.headers["hx-refresh"]) == (401, "true")
    assert tab.get("/").status == 401


def test_whatever_asks_by_itself_is_known_by_its_id():
    from doxdocket.review import front, templates

    found = set()
    for name in templates.environment().list_templates():
        text, _, _ = templates.environment().loader.get_source(templates.environment(), name)
        for tag in re.findall(r"<[a-z]+ (?:[^<>]|\{%.*?%\})*hx-trigger=\"[^\"]*(?:delay|every)", text):
            found.add(re.search(r'id="([^"]*)"', tag)[1])
    assert found == front.POLLS


@pytest.mark.parametrize("by", ["/lock", "idle"])
def test_a_link_that_ended_with_a_lock_stays_over_when_the_page_goes_on(fresh, by):
    tab = fresh.tab()
    tab.post("/code", code="合欢树下三碗茶水")
    _, path = given(tab, "李四")
    if by == "idle":
        fresh.served.door.idle = 10
        fresh.clock.now += 11
        assert tab.get("/").status == 401
    else:
        tab.post(by)
    assert tab.post("/unlock", passphrase="合欢树下三碗茶水").status == 303
    assert fresh.outside().get(path).status == 401


@pytest.mark.parametrize("by", ["desk", "terminal"])
def test_a_link_ends_with_the_role_of_who_gave_it(fresh, by):
    tab, lead = fresh.tab(), fresh.tab("王五")
    _, path = given(tab, "李四")
    if by == "desk":
        assert lead.post("/team/role", name="张三", role="reviewer", reason="分工").status == 303
    else:
        give(fresh, "张三", "reviewer", by="王五")
    assert fresh.outside().get(path).status == 401
    give(fresh, "张三", "lead", by="王五")
    assert fresh.outside().get(path).status == 401


def test_a_key_of_ones_own_is_shared_only_where_somebody_says_so(apart):
    from doxdocket.store.custody import people

    tab, done, _ = signed_in(apart, "钱七", apart.home)
    assert done.exit_code == 0, done.stderr
    key, before = fingerprint(apart.theirs.recipient), len(apart.custody())
    assert "只属于我" in tab.get("/team").seen
    said = tab.post("/team/add", new="孙八", role="reviewer", reason="人手")
    assert (said.status, len(apart.custody())) == (400, before)
    assert "请勾选共用" in said.seen
    assert not apart.within(lambda case: case.custody.reading().standing.others("钱七", key))
    assert tab.post("/team/add", new="孙八", role="reviewer", reason="人手", shared="1").status == 303
    assert apart.within(lambda case: case.custody.reading().standing.others("钱七", key)) == ["孙八"]
    assert "只属于我" not in tab.get("/team").seen
    assert "只属于我" not in apart.tab().get("/team").seen
    apart.within(lambda case: people.remove_officer(case, "孙八", "调离", "张三"))
    assert "只属于我" not in tab.get("/team").seen


def test_a_new_officer_comes_with_the_role_or_not_at_all(fresh, monkeypatch):
    from doxdocket.errors import StorageFault
    from doxdocket.store.custody import people
    from doxdocket.store.verify import verify

    def full(*_):
        raise StorageFault("desk_beside.ended")

    tab, before = fresh.tab(), len(fresh.custody())
    with monkeypatch.context() as patch:
        patch.setattr(people, "give_role", full)
        assert tab.post("/team/add", new="孙八", role="expert", reason="人手").status == 500
    assert len(fresh.custody()) == before
    assert "孙八" not in fresh.within(lambda case: case.custody.officers())
    fresh.within(lambda case: case.shelf.settle())  # as at the next start
    assert fresh.within(lambda case: list(verify(case))) == []
    assert tab.post("/team/add", new="孙八", role="expert", reason="人手").status == 303
    assert fresh.within(lambda case: list(verify(case))) == []


def test_who_is_an_officer_is_not_added_again_nor_confirmed_here(fresh, monkeypatch):
    tab, before = fresh.tab(), len(fresh.custody())
    monkeypatch.setattr("doxdocket.store.custody.people.waits", lambda *_: True)
    assert tab.post("/team/add", new="李四", role="reviewer", reason="人手").status == 400
    assert len(fresh.custody()) == before


OLD, NEW = "合欢树下三碗茶水", "榆树底下四碗茶水"


def test_a_code_is_replaced_only_by_who_knows_it(fresh):
    tab = fresh.tab()
    assert tab.post("/code", code=OLD).status == 303
    assert 'name="passphrase"' in tab.get("/keys").text
    for odd in ("", NEW):
        assert tab.post("/code", code=NEW, passphrase=odd).status == 400
        assert tab.post("/code", code="", passphrase=odd).status == 400
    assert tab.post("/code", code=NEW, passphrase=OLD).status == 303
    tab.post("/lock")
    assert re.search(r"口令定于 \d\d:\d\d。", tab.get("/").seen)
    assert tab.post("/unlock", passphrase=NEW).status == 303
    for _ in range(4):
        assert tab.post("/code", code=OLD, passphrase="不是这个").status == 400
    tab.post("/code", code=OLD, passphrase="不是这个")
    assert tab.get("/").status == 401


def test_a_code_is_chosen_by_who_knows_the_passphrase_where_there_is_one(fresh, monkeypatch):
    from doxdocket.desk import signing

    monkeypatch.setattr(signing.keyring, "locked", lambda: True)
    monkeypatch.setattr(signing, "is_passphrase", lambda _, typed: typed == "钥匙的口令")
    tab = fresh.tab()
    assert tab.post("/code", code=NEW).status == 400
    assert tab.post("/code", code=NEW, passphrase="钥匙的口令").status == 303


def test_a_key_of_another_account_is_asked_for_no_passphrase_of_this_one(apart, monkeypatch):
    from doxdocket.desk import signing

    tab, _, _ = signed_in(apart, "钱七", apart.home)
    monkeypatch.setattr(signing.keyring, "locked", lambda: True)
    tab.get("/keys")
    assert tab.post("/code", code=OLD).status == 303


def test_no_more_passphrases_are_tried_than_there_are_tries(fresh, monkeypatch):
    import time
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    from tests.conftest import PATIENCE

    tab, held, asked = fresh.tab(), Event(), fresh.served.worker._work_queue  # noqa: SLF001 - nobody else tells how many wait

    def waiting(n):
        until = time.monotonic() + PATIENCE
        while asked.qsize() < n:
            assert time.monotonic() < until
            time.sleep(0.01)

    tab.post("/code", code=OLD)
    tab.post("/lock")
    fresh.served.worker.submit(held.wait)  # until all of them are in
    with ThreadPoolExecutor(8) as at_once:
        said = [at_once.submit(tab.post, "/unlock", passphrase=f"不是这个{n}") for n in range(7)]
        waiting(7)
        said.append(at_once.submit(tab.post, "/unlock", passphrase=OLD, back="/figures"))
        waiting(8)
        held.set()
    assert "/figures" not in [one.result().headers.get("location") for one in said]
