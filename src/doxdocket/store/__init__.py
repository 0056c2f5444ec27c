"""The case folder: what is in it, who may open it, what was done with it, and whether it is still what it was.

Source: docs/reference/case-folder.md; 法发〔2016〕22号. Stages meet here and nowhere else.

>>> import pathlib, tempfile
>>> from doxdocket.seal.keys import Identity
>>> from doxdocket.store.case import Case
>>> with tempfile.TemporaryDirectory() as home:
...     folder = pathlib.Path(home) / "CASE"
...     with Case.create(folder, title="演示", officers=["甲", "乙"], identity=Identity.generate()) as case:
...         (case.info.title, case.sources(), [row.act for row in case.custody.rows()])
('演示', [], ['init'])
"""
