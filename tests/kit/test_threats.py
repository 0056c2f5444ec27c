"""Each threat that the desk answers, tried on the kit's own server: it is the same door (``review.front``), and every page of the kit stands behind it."""

import re

import pytest
from tests.review.test_threats import HEADERS, POLICY

from doxdocket.kit.pages import PAGES

SEEN = [page.path.replace("{name}", "report") for page in PAGES if not page.post]
DONE = [page.path for page in PAGES if page.post]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    from tests.kit.conftest import running

    with running(tmp_path_factory.mktemp("threats") / "kit") as it:
        tab = it.tab()
        tab.post("/papers/about", name="柳春生")
        yield it


@pytest.mark.parametrize("path", SEEN)
def test_nobody_sees_a_page_without_the_link(kept, path):
    said = kept.outside().get(path)
    assert said.status == 401
    assert "柳春生" not in said.text
    assert str(kept.folder) not in said.text


@pytest.mark.parametrize("path", DONE)
def test_nothing_changes_without_the_link_or_the_token_or_from_elsewhere(kept, path):
    before = (kept.folder / "kit.json").read_bytes()
    assert kept.outside().post(path, sure="yes").status == 401
    tab = kept.tab()
    for wrong in ("", tab.csrf[:-1], "甲"):
        assert tab.post(path, csrf=wrong, sure="yes").status == 403
    for site in ("cross-site", "same-site"):
        assert tab.post(path, {"Sec-Fetch-Site": site}, sure="yes").status == 403
    assert tab.post(path, {"Origin": "http://evil.example"}, sure="yes").status == 403
    assert tab.ask("GET", path, headers={"Sec-Fetch-Site": "same-origin"}).status == 405
    assert (kept.folder / "kit.json").read_bytes() == before


def test_a_link_lets_in_once_and_a_thief_is_put_out(kept):
    link = kept.link()
    thief, owner = kept.outside(), kept.outside()
    said = thief.get(link, **{"Sec-Fetch-Site": "none"})
    assert re.fullmatch(rf"desk_{kept.port}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=strict", said.headers["set-cookie"])
    assert thief.get("/").status == 200
    assert owner.get(link).status == 401
    assert thief.get("/").status == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:{port}", "127.0.0.1.evil.example:{port}", ""])
def test_a_name_that_was_led_here_is_refused(kept, host):
    said = kept.tab().ask("GET", "/papers", headers={"Sec-Fetch-Site": "same-origin"}, host=host.format(port=kept.port))
    assert said.status in {421, 400}
    assert "柳春生" not in said.text


def test_every_answer_has_the_headers_and_nothing_is_inline(kept):
    tab = kept.tab()
    answers = [*(tab.get(path) for path in SEEN), tab.get("/nothing"), kept.outside().get("/"), tab.post("/cover")]
    for said in answers:
        assert said.headers.items() >= HEADERS.items()
        assert sorted(said.headers["content-security-policy"].split("; ")) == POLICY
        assert "server" not in said.headers
        for tag, given in said.tags:
            assert tag not in {"style", "base", "object", "embed", "iframe"}
            assert tag != "script" or given.get("src", "").startswith("/static/")
            assert not [name for name in given if name == "style" or name.startswith(("on", "hx-on"))], tag
            assert not str(given.get("href", "/")).startswith(("javascript:", "data:", "http"))


def test_only_a_page_of_ours_is_led_to(kept):
    tab = kept.tab()
    for back in ("//evil.example", "http://evil.example", "/\\evil.example"):
        assert tab.post("/language", lang="zh", back=back).headers["location"] == "/"


def test_no_file_of_this_computer_is_served(kept):
    tab = kept.tab()
    for path in (
        "/files/0001.png",
        "/kit.json",
        "/static/x/../../kit.json",
        "/papers/of/..%2f..%2fkit.json",
        "/covered/0001.png",
    ):
        assert tab.get(path).status in {400, 404}
