"""Of a channel the same items are counted in the table by channel, in that of accounts and in its scope."""

from collections import defaultdict

from doxdocket.cli.opening import open_case
from doxdocket.pipeline import scoped
from doxdocket.report.tables import Tables

BOUNDS = ("low", "estimate", "high")


def counted(folder):
    """Of each channel the items of its scope, of its row in the report and, where one account alone posts in it, of that row (else none)."""
    with open_case(folder) as case:
        run = case.current_run()
        actors = defaultdict(list)
        for row in run.read("actors").to_pylist():
            actors[row["channel_id"]].append([row[f"items_{bound}"] for bound in BOUNDS])
        for row in Tables(case, run).by_channel():
            told = {f["id"]: f for f in scoped.asked(case, [row["channel_id"]]).told["figures"]}["items_field"]
            scope = [told[bound] for bound in BOUNDS]
            alone = actors[row["channel_id"]]
            yield (
                row["channel_id"],
                scope,
                [row["items_low"], row["items_high"]],
                alone[0] if len(alone) == 1 else None,
            )


def test_items_of_a_channel_are_the_same_on_every_page(rehearsal_case, monkeypatch):
    """Once the table by channel took from the whole case which kinds are shown: 175–261, where the scope of the channel said 160–261."""
    monkeypatch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
    rows = list(counted(rehearsal_case.case))
    assert any(0 < scope[0] < scope[1] for _, scope, _, _ in rows)
    for channel, scope, by_channel, alone in rows:
        assert by_channel == [scope[0], scope[2]], channel
        assert alone in (None, scope), channel
    assert [alone for *_, alone in rows if alone and any(alone)]
