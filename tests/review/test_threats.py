"""Each threat that SECURITY.md names, tried on a real server: what it must refuse, and that it still answers whom it should."""

import http.client
import re
import socket
import tempfile
from types import SimpleNamespace

import pytest
from starlette.responses import HTMLResponse

from doxdocket.review.pages import PAGES
from doxdocket.review.visit import Page


@pytest.fixture
def tab(desk):
    return desk.tab()


def test_a_link_lets_in_once_and_leaves_a_cookie_that_no_script_or_other_site_gets(desk):
    tab, link = desk.outside(), desk.link()
    said = tab.get(link, **{"Sec-Fetch-Site": "none"})
    assert said.status == 200
    cookie = said.headers["set-cookie"]
    assert re.fullmatch(rf"desk_{desk.port}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=strict", cookie)
    assert tab.get("/").status == 200
    assert "演练" in tab.get("/").seen


def test_a_head_does_nothing(desk, tab):
    link, outside = desk.link(), desk.outside()
    rows = len(desk.custody())
    for path in (link, "/", "/reveal", "/queues", "/nothing"):
        said = outside.ask("HEAD", path, headers={"Sec-Fetch-Site": "none"})
        assert (said.status, said.body, "set-cookie" in said.headers) == (405, b"", False), path
        assert tab.ask("HEAD", path, headers={"Sec-Fetch-Site": "same-origin"}).status == 405
    assert len(desk.custody()) == rows
    assert outside.get(link).status == 200  # the link is still there


def test_a_link_that_another_browser_uses_again_puts_out_who_came_in_by_it(desk):
    link = desk.link()
    thief, officer = desk.outside(), desk.outside()
    thief.get(link)
    assert thief.get("/").status == 200
    said = officer.get(link)
    assert said.status == 401
    assert "用过了" in said.seen
    assert thief.get("/").status == 401
    assert officer.get("/").status == 401


def test_the_link_of_another_officer_makes_nobody_him_locked_or_not(fresh):
    tab, link = fresh.tab("李四"), fresh.link("张三")
    for lock in (False, True):
        if lock:
            tab.post("/lock")
            locked = tab.get("/")
            assert locked.status == 401
            assert "输入“李四”" in locked.seen  # how to get one's own
        said = tab.get(link)
        assert said.status == 409
        assert "这条链接是 张三 的" in said.seen
        assert "输入“李四”" in said.seen
        assert "set-cookie" not in said.headers
    tab.get(fresh.link("李四"))
    assert "李四（主办）" in tab.get("/").seen
    tab.get(link)
    assert tab.post("/leave").status == 303
    assert tab.get(link).status == 200  # it was not used up
    assert "张三（主办）" in tab.get("/").seen


def test_the_same_browser_may_load_the_page_of_its_link_again(desk):
    tab, link = desk.outside(), desk.link()
    tab.get(link)
    assert tab.get(link).status == 200
    assert tab.get("/").status == 200


def test_a_link_waits_a_quarter_of_an_hour(fresh):
    early, late = fresh.link(), fresh.link()
    assert fresh.outside().get(early).status == 200
    fresh.clock.now = 15 * 60 + 1
    assert fresh.outside().get(late).status == 401


def test_a_browser_that_reads_ahead_uses_no_link_up(desk):
    tab, link = desk.outside(), desk.link()
    assert tab.get(link, **{"Sec-Purpose": "prefetch;prerender"}).status == 503
    assert tab.get(link).status == 200


@pytest.mark.parametrize("cookie", ["", "x" * 43, "甲".encode().decode("latin-1"), "\\u0000"])
def test_nobody_is_in_by_a_cookie_that_was_not_given(desk, cookie):
    outside = desk.outside()
    said = outside.ask("GET", "/", headers={"Cookie": f"desk_{desk.port}={cookie}"})
    assert said.status == 401
    assert "演练" not in said.seen


@pytest.mark.parametrize("path", ["/", "/keys", "/look", "/nothing"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:{port}", "127.0.0.1.evil.example:{port}", "[::1]:{port}", ""])  # fmt: skip
def test_a_name_that_was_led_here_is_refused(tab, host, path):
    said = tab.ask("GET", path, headers={"Sec-Fetch-Site": "same-origin"}, host=host.format(port=tab.desk.port))
    assert said.status in {421, 400}
    assert "演练" not in said.text
    if host:
        assert "地址" in said.seen


def test_two_hosts_are_none(desk):
    with socket.create_connection(("127.0.0.1", desk.port)) as link:
        link.sendall(f"GET /keys HTTP/1.1\r\nHost: {desk.host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())  # fmt: skip
        said = b"".join(iter(lambda: link.recv(65536), b""))
    assert said.split()[1] in {b"400", b"421"}


@pytest.mark.parametrize("name", ["Origin", "Cookie", "Sec-Fetch-Site"])
def test_a_header_that_must_be_one_is_not_two(desk, name):
    tab = desk.tab()
    ticket = "; ".join(f"{name}={value}" for name, value in tab.cookies.items())
    ours = {"Origin": f"http://{desk.host}", "Cookie": ticket, "Sec-Fetch-Site": "same-origin"}[name]
    once = f"GET /keys HTTP/1.1\r\nHost: {desk.host}\r\n{name}: {ours}\r\n"
    cookie = "" if name == "Cookie" else f"Cookie: {ticket}\r\n"
    codes = []
    for more in ("", f"{name}: {ours}\r\n"):
        with socket.create_connection(("127.0.0.1", desk.port)) as link:
            link.sendall(f"{once}{cookie}{more}Connection: close\r\n\r\n".encode())
            codes.append(b"".join(iter(lambda link=link: link.recv(65536), b"")).split()[1])
    assert codes == [b"200", b"421"]


def test_its_own_name_under_localhost_is_answered(desk):
    tab = desk.outside()
    said = tab.ask("GET", desk.link(), host=f"{desk.served.place.name}.localhost:{desk.port}")
    assert said.status == 200


@pytest.mark.parametrize("path", ["/keys", "/posts?q=0&page=2", "//evil.example/x"])
def test_a_link_on_another_page_is_one_click_away_and_leads_to_this_desk_alone(tab, path):
    said = tab.ask("GET", path, headers={"Sec-Fetch-Site": "cross-site"})  # as it comes: without the cookie
    assert said.status == 403
    ours = "/" if path.startswith("//") else path
    assert [one.get("href") for tag, one in said.tags if tag == "a"] == [ours]
    assert "从别的页面来的链接" in said.seen
    assert tab.get("/keys").status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_page_of_another_site_or_port_reads_or_changes(tab, site):
    for path in ("/", "/keys"):
        assert tab.get(path, **{"Sec-Fetch-Site": site}).status == 403
    assert tab.post("/look", {"Sec-Fetch-Site": site}, theme="dark").status == 403
    style = re.search(r'href="(/static/[^"]*css)"', tab.get("/").text)[1]
    assert tab.get(style, **{"Sec-Fetch-Site": site}).status == 403  # that the program is here is nobody's to know


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        ("http://evil.example", None, 403), ("http://127.0.0.1:1", None, 403), ("null", None, 403), (None, None, 403), ("http://{host}", "cross-site", 403),
        ("http://evil.example", "same-origin", 403), ("http://{host}", None, 303), ("null", "same-origin", 303), (None, "same-origin", 303),
    ],
)  # fmt: skip
def test_a_change_says_where_it_comes_from(tab, origin, site, status):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if origin:
        headers["Origin"] = origin.format(host=tab.desk.host)
    if site:
        headers["Sec-Fetch-Site"] = site
    assert tab.ask("POST", "/look", f"csrf={tab.csrf}&theme=", headers).status == status


def test_a_form_carries_the_token_of_its_sitting(desk):
    tab, other = desk.tab(), desk.tab("李四")
    assert tab.csrf != other.csrf
    assert tab.post("/look", lang="en").status == 303
    tab.post("/look", lang="zh")
    for wrong in ("", other.csrf, tab.csrf[:-1], "甲"):
        said = tab.post("/look", csrf=wrong, lang="en")
        assert said.status == 403
        assert "表单" in said.seen
    assert 'lang="zh-CN"' in tab.get("/").text


HEADERS = {  # written out: what the program says of itself is not what is asked here
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
}
POLICY = [
    "base-uri 'none'", "connect-src 'self'", "default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "img-src 'self' data:",
    "script-src 'self'", "style-src 'self'",
]  # fmt: skip


def test_every_answer_has_the_headers(desk):
    tab = desk.tab()
    answers = [tab.get("/"), tab.get("/nothing"), desk.outside().get("/"), tab.get("/", **{"Sec-Fetch-Site": "cross-site"}), tab.get("/look")]  # fmt: skip
    for said in answers:
        assert said.headers.items() >= HEADERS.items()
        assert sorted(said.headers["content-security-policy"].split("; ")) == POLICY
        assert "server" not in said.headers
    assert {said.status for said in answers} == {200, 404, 401, 403, 405}


def test_nothing_is_inline(tab):
    for path in ("/", "/keys", "/nothing"):
        for tag, given in tab.get(path).tags:
            assert tag not in {"style", "base", "object", "embed", "iframe"}
            assert tag != "script" or given.get("src", "").startswith("/static/")
            assert not [name for name in given if name == "style" or name.startswith(("on", "hx-on"))], tag
            assert not str(given.get("href", "/")).startswith(("javascript:", "data:", "http"))


def test_hostile_text_is_text(tab):
    said = tab.get("/")
    assert "<script>alert" not in said.text
    assert "<img src=x" not in said.text
    assert "\u202e" not in said.text
    assert "alert(1)" in said.seen
    assert "\\u202e" in said.seen


def test_no_value_title_or_name_is_in_address_title_or_cookie(tab, known):
    text = tab.get("/").text
    title = re.search("<title>(.*?)</title>", text)[1]
    assert title == "总览 · 开盒案卷"
    assert all(value not in text for value in known.values)
    assert list(tab.cookies) == [f"desk_{tab.desk.port}"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("told", [True, False])
def test_too_much_is_refused_before_it_is_read_whole(tab, kind, told):
    headers = {"Content-Type": kind, "Origin": f"http://{tab.desk.host}"}
    link = http.client.HTTPConnection("127.0.0.1", tab.desk.port, timeout=300)
    link.putrequest("POST", "/look", skip_host=True)
    for name, value in {"Host": tab.desk.host, "Cookie": f"desk_{tab.desk.port}={tab.cookies[f'desk_{tab.desk.port}']}", **headers}.items():  # fmt: skip
        link.putheader(name, value)
    if told:
        link.putheader("Content-Length", str(1 << 40))
        link.endheaders()
    else:
        link.putheader("Transfer-Encoding", "chunked")
        link.endheaders()
        begin = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' if "multi" in kind else b"a="
        piece = begin + b"a" * 65536
        try:
            for _ in range(64):
                link.send(b"%x\r\n%s\r\n" % (len(piece), piece))
                piece = b"a" * 65536
        except OSError:
            pass  # it hung up
    try:
        assert link.getresponse().status == 413
    except OSError:
        assert not told
    link.close()
    assert tab.get("/").status == 200


def test_no_file_of_a_form_is_written_to_the_disk(made, known, tmp_path, monkeypatch):
    def bring(visit):
        return HTMLResponse(f"{visit.files['f'].name} {len(visit.files['f'].data)}")

    page = SimpleNamespace(ROUTES=(Page("/bring", bring, methods=("POST",), limit=4 << 20),))
    monkeypatch.setattr("doxdocket.review.app.PAGES", (*PAGES, page))
    it, wrote = made.copy(tmp_path), []
    real = tempfile.TemporaryFile
    with known.running(it) as desk:
        tab = desk.tab()
        monkeypatch.setattr("tempfile.TemporaryFile", lambda *a, **k: wrote.append(a) or real(*a, **k))
        head = f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{tab.csrf}\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
        ours = {"Content-Type": "multipart/form-data; boundary=x", "Origin": f"http://{desk.host}"}
        said = tab.ask("POST", "/bring", head.encode() + b"a" * (3 << 20) + b"\r\n--x--\r\n", ours)
        assert (said.status, said.text) == (200, f"a {3 << 20}")
        assert wrote == []
        assert tab.ask("POST", "/bring", head.encode() + b"a" * (5 << 20) + b"\r\n--x--\r\n", ours).status == 413


def test_a_long_address_is_refused(tab):
    assert tab.get("/keys?a=" + "b" * 5000).status == 414
    assert tab.get("/keys?a=" + "b" * 3000).status == 200


@pytest.mark.parametrize("path", ["/static/0000000000000000/review.css", "/static/../app.py", "/static/x/..%2f..%2fapp.py", "/static/x/%00", "/STATIC/x"])  # fmt: skip
def test_only_the_files_of_the_desk_are_served(tab, path):
    assert tab.get(path).status == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_wrong_is_said_in_the_readers_language(fresh, lang):
    tab = fresh.tab()
    tab.post("/look", lang=lang)
    said = {"/nothing": ("没有这一页", "There is no such page"), "/look": ("这一页不接受", "takes no such request")}
    for path, words in said.items():
        assert words[lang == "en"] in tab.get(path).seen
    assert ("表单过期", "out of date")[lang == "en"] in tab.post("/look", csrf="").seen


def test_a_page_locks_when_nobody_is_there(fresh):
    tab = fresh.tab()
    fresh.clock.now = 15 * 60 - 1
    assert tab.get("/").status == 200
    fresh.clock.now += 15 * 60 + 1
    for path in ("/", "/keys"):
        said = tab.get(path)
        assert said.status == 401
        assert "页面已锁" in said.seen
        assert "演练" not in said.seen
    assert tab.post("/look", theme="dark").status == 401
    fresh.clock.now -= 15 * 60  # a clock that goes back opens nothing
    assert tab.get("/").status == 401
    assert tab.get(fresh.link()).status == 200
    assert tab.get("/").status == 200


def test_who_is_there_is_not_locked_out(fresh):
    tab = fresh.tab()
    for _ in range(5):
        fresh.clock.now += 10 * 60
        assert tab.post("/here").status == 204
    assert tab.get("/").status == 200


def test_an_officer_locks_it_and_leaves(fresh):
    tab = fresh.tab()
    cookie = dict(tab.cookies)
    assert tab.post("/lock").status == 303
    assert tab.get("/").status == 401
    assert tab.post("/leave").status == 303
    tab.cookies = cookie
    assert "还没有登入" in tab.get("/").seen


def test_the_passphrase_of_the_key_unlocks_and_five_wrong_ones_end_it(made, known, tmp_path):
    it = made.copy(tmp_path)
    secret = tmp_path / "p"
    secret.write_text("copper lamp 7 rivers")
    secret.chmod(0o600)
    from doxdocket.store import keyring

    keyring.protect("copper lamp 7 rivers", it.home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("doxdocket.store.case.keyring.load", _with(keyring.load))
        with known.running(it) as desk:
            tab = desk.tab()
            tab.post("/lock")
            tab.get("/")
            assert tab.post("/unlock", passphrase="copper lamp 7 river").status == 401
            assert tab.get("/").status == 401
            assert tab.post("/unlock", passphrase="copper lamp 7 rivers", back="/keys").headers["location"] == "/keys"
            assert tab.get("/").status == 200
            tab.post("/lock")
            tab.get("/")
            left = [tab.post("/unlock", passphrase=str(n)).status for n in range(5)]
            assert left == [401, 401, 401, 401, 303]
            assert "还没有登入" in tab.get("/").seen


def _with(load):
    return lambda folder=None, ask=None: load(folder, ask or (lambda: "copper lamp 7 rivers"))


def test_a_second_desk_of_the_same_case_is_refused(fresh, known):
    from doxdocket.errors import WrongCall

    with pytest.raises(WrongCall, match="served by another"), known.running(fresh.made):
        pass
    assert fresh.tab().get("/").status == 200


def test_a_port_that_is_taken_is_told_and_the_case_is_free_again(fresh, known, made, tmp_path):
    from doxdocket.errors import WrongCall

    it = made.copy(tmp_path / "other")
    with pytest.raises(WrongCall, match="taken"), known.running(it, port=fresh.port):
        pass
    with known.running(it) as other:
        assert other.tab().get("/").status == 200


def test_it_listens_on_loopback_alone(desk):
    import psutil

    ours = [one.laddr for one in psutil.Process().net_connections() if one.status == "LISTEN" and one.laddr.port == desk.port]  # fmt: skip
    assert {one.ip for one in ours} == {"127.0.0.1"}


def test_an_error_of_ours_tells_no_word_of_the_case(desk, monkeypatch, capfd):
    monkeypatch.setattr("doxdocket.review.pages.overview.overview.told", lambda case: 1 / len(case.info.title[:0]))
    tab = desk.outside()
    tab.get(desk.link())
    said = tab.get("/")
    assert said.status == 500
    assert "程序内部错误" in said.seen
    assert "ZeroDivision" not in said.text
    assert [type(one) for one in desk.clock.told] == [ZeroDivisionError]
    assert capfd.readouterr() == ("", "")


def test_an_error_of_the_case_is_a_page_with_its_sentence(desk, monkeypatch):
    from doxdocket.errors import EvidenceFault

    def refuse(case):
        raise EvidenceFault(zh="甲 <b>", en="a <b>")

    tab = desk.tab()
    monkeypatch.setattr("doxdocket.review.pages.overview.overview.told", refuse)
    said = tab.get("/")
    assert said.status == 409
    assert "甲 &lt;b&gt;" in said.text
