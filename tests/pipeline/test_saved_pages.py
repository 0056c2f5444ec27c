"""Pages that people saved with their browser: as one file (MHTML, SingleFile) or "complete", read as the pages they are."""

import io
import re
import shutil
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from doxdocket import intake, pipeline
from doxdocket.parse import Stated, parse, recognise
from doxdocket.pipeline.sources import forms_of
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

GOLDEN = Path(__file__).parents[1] / "golden"
PREVIEW = (GOLDEN / "tme_page" / "preview_files" / "page.html").read_bytes()
EXPORT = {
    name: (GOLDEN / "tdesktop_html" / name / "messages.html").read_bytes() for name in ("files", "outside_the_text")
}
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def snapshot(browser):
    """What Chromium writes with "Save as, web page, single file", of a page it is served at an address or from the disk."""

    def take(url, body=None):
        tab = browser.new_page()

        def serve(route):
            if route.request.url == url:
                route.fulfill(body=body, content_type="text/html; charset=utf-8")
            else:
                route.fulfill(body=DOT, content_type="image/png")

        if body is not None:
            tab.route("**/*", serve)
        tab.goto(url, wait_until="domcontentloaded")
        made = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        tab.close()
        return made.encode()

    return take


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=Identity.generate()) as made:
        yield made


def given(case, tmp_path, files):
    """Take files in, run, and hand back the runs' tables by name."""
    folder = tmp_path / "来件"
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    intake.take(case, [folder], officers=("甲", "乙"))
    pipeline.run(case, workers=1)
    return lambda table: pipeline.current(case).read(table).to_pylist()


def direct(form, data, name="page.html", **stated):
    """The posts and the channel of a page as its parser gives them."""
    parts = list(parse(io.BytesIO(data), "ab" * 32, form, Stated(name, **stated)))
    return [row for part in parts if part.table == "posts" for row in part.batch.to_pylist()], [
        row for part in parts if part.table == "channels" for row in part.batch.to_pylist()
    ]


def said(posts):
    """What of posts does not hang on where their bytes stand."""
    return [
        {
            k: v
            for k, v in row.items()
            if k not in {"byte_start", "byte_end", "media", "channel_id", "capture", "source", "row_no"}
        }
        for row in posts
    ]


def test_a_preview_that_chromium_saved_as_one_file_says_the_same_as_the_page(case, tmp_path, snapshot):
    made = snapshot("https://t.me/s/Sample_Channel?before=400", PREVIEW)
    read = given(case, tmp_path, {"示例频道.mhtml": made})
    sources = {s.path_given: s for s in case.sources()}
    page = sources["示例频道.mhtml!/t.me/s/Sample_Channel?before=400"]
    assert [form for s, form, *_ in forms_of(case) if s == page] == ["tme_page"]
    assert [form for s, form, *_ in forms_of(case) if not s.parent] == ["container"]
    before, [channel] = direct("tme_page", PREVIEW)
    mine = sorted(read("posts"), key=lambda row: row["post_no"])
    assert said(mine) == said(sorted(before, key=lambda row: row["post_no"]))
    assert [(c["captured_at"], c["captured_how"]) for c in read("channels")] == [
        (channel["captured_at"], channel["captured_how"])
    ]
    assert "server" in {c["captured_how"] for c in read("channels")}
    assert "crawl_time" not in {w["code"] for w in read("warnings")}


def test_without_a_time_of_the_server_the_files_own_date_stands(case, tmp_path, snapshot):
    seen = re.sub(rb' data-view="[^"]*"', b"", PREVIEW)
    made = snapshot("https://t.me/s/Sample_Channel?q=abc", seen)
    read = given(case, tmp_path, {"a.mht": made})
    [channel] = read("channels")
    stated = re.search(rb"\nDate: (.*?) (?:GMT|[+-]0000)\r?\n", made)[1].decode()  # as this and older browsers write it
    told = parsedate_to_datetime(stated + " +0000")
    assert (channel["captured_at"], channel["captured_how"]) == (told, "tool")
    assert channel["extent"] == "selection"  # the address says that it is a search
    assert "search_page" in {w["code"] for w in read("warnings")}


@pytest.mark.parametrize("name", EXPORT)
def test_a_page_of_desktops_export_that_chromium_saved_as_one_file(case, tmp_path, snapshot, name):
    export = tmp_path / "张三的电脑" / "ChatExport"
    shutil.copytree(GOLDEN / "tdesktop_html" / name, export)
    made = snapshot((export / "messages.html").as_uri())
    read = given(case, tmp_path, {"a.mhtml": made})
    assert next(s.path_given for s in case.sources() if s.parent) == "a.mhtml!/messages.html"
    assert not any("张三" in s.path_given for s in case.sources())  # whose disk it was is nobody's business
    before, _ = direct("tdesktop_html", re.sub(rb' onclick="[^"]*"', b"", EXPORT[name]))  # which Chromium leaves out
    mine = sorted(read("posts"), key=lambda row: row["post_no"])
    assert said(mine) == said(sorted(before, key=lambda row: row["post_no"]))
    paths = [
        [m["path"] for row in rows for m in row["media"] or ()]
        for rows in (mine, sorted(before, key=lambda row: row["post_no"]))
    ]
    inside = [n for n, path in enumerate(paths[1]) if not (path or "").startswith("..")]  # those the browser writes out
    assert [paths[0][n] for n in inside] == [paths[1][n] for n in inside]


# What browsers write that cannot be asked here, by their sources: Chromium's "complete" puts a comment behind the doctype and
# writes links out; Firefox puts none and rewrites what it saved alone; SingleFile drops quotes that markup can do without.
def complete(page, url):
    links = re.sub(
        rb' href="(?!#|https?:|tg:)([^"]+)"', b' href="%s\\1"' % (url.rpartition("/")[0] + "/").encode(), page
    )
    comment = f"<!-- saved from url=({len(url):04}){url} -->\n".encode()
    head, doctype, rest = links.partition(b"<!DOCTYPE html>\n")
    return re.sub(rb' src="(?:[^":/]+/)*([^":/]+)"', b' src="./page_files/\\1"', head + doctype + comment + rest)


def singlefile(page, url):
    bare = re.sub(
        rb'(?<=[a-z])="([^"\s\'=<>`]+)"', b"=\\1", re.sub(rb" ?/>", b">", page).replace(b"<!DOCTYPE html>\n<html>", b"")
    )
    return (
        f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {url} \n saved date: Tue Nov 24 2026 17:51:00 GMT+0800 (CST)\n-->".encode()
        + bare
    )


@pytest.mark.parametrize("save", [complete, singlefile])
@pytest.mark.parametrize("name", EXPORT)
def test_other_ways_of_saving_a_page_of_desktops_export(save, name):
    made = save(EXPORT[name], "file:///C:/Users/x/ChatExport/messages.html")
    assert [bid.form for bid in recognise(made[: 1 << 16], "page.html")] == ["tdesktop_html"]
    before, _ = direct("tdesktop_html", EXPORT[name])
    mine, _ = direct("tdesktop_html", made)
    assert said(mine) == said(before)
    paths, after = ([m["path"] for row in posts for m in row["media"] or ()] for posts in (before, mine))
    thumbs = {path for path in paths if path and path.endswith("t.jpg")} if save is complete else set()
    assert after == [f"./page_files/{path.rpartition('/')[2]}" if path in thumbs else path for path in paths]


@pytest.mark.parametrize("save", [complete, singlefile])
def test_other_ways_of_saving_a_preview(save):
    made = save(PREVIEW, "https://t.me/s/Sample_Channel?q=abc")
    assert [bid.form for bid in recognise(made[: 1 << 16], "page.html")] == ["tme_page"]
    mine, [channel] = direct("tme_page", made)
    before, _ = direct("tme_page", PREVIEW)
    assert said(mine) == said(before)
    assert channel["extent"] == "selection"
