"""An archive whose taking was interrupted: what is not in the case is told, and taking it again mends it."""

import io
import zipfile

import pytest

from doxdocket import pipeline
from doxdocket.intake import take
from doxdocket.store.case import Case

PAGE = (
    '<!DOCTYPE html><html><body><div class="tgme_widget_message" data-post="invented/1"><div class="tgme_widget_message_text">'
    "一</div></div></body></html>"
)
EXPORT = '{"name":"演练","type":"public_channel","id":1850001,"messages":[{"id":1,"type":"message","date":"2024-03-01T00:00:00","date_unixtime":"1709222400","text":"一"}]}'


def _cut_short(case: Case) -> list[str]:
    pipeline.run(case)
    rows = pipeline.current(case).read("completeness").to_pylist()
    return [row["code"] for row in rows if row["item"] == "cut_short"]


def test_what_an_interrupted_archive_still_holds_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for n in range(300):
            archive.writestr(f"photos/{n:03}.txt", f"{n}")
        archive.writestr("z/result.json", EXPORT)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    heard = []

    def told(one):
        heard.append(one)
        if len(heard) > 100:
            raise KeyboardInterrupt

    with Case.create(tmp_path / "CASE", title="演练") as case:
        take(case, [tmp_path / "page.html"])
        with pytest.raises(KeyboardInterrupt):
            take(case, [tmp_path / "a.zip"], progress=told)
        assert _cut_short(case) == ["container_unfinished"]
        take(case, [tmp_path / "a.zip"])
        assert _cut_short(case) == []
        assert any(s.name == "result.json" for s in case.sources())


def test_an_interrupt_inside_the_cipher_comes_out_as_one(tmp_path, monkeypatch):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")

    class Interrupted(io.BytesIO):
        def read(self, *_):
            raise KeyboardInterrupt

    from doxdocket.seal import originals

    with Case.create(tmp_path / "CASE", title="演练") as case, pytest.raises(KeyboardInterrupt):
        originals.encrypt(Interrupted(b"x"), io.BytesIO(), case.key.recipient)
