"""Of a channel the same items are counted in the table of accounts and in its scope."""

from collections import defaultdict

from doxdocket.cli.opening import open_case
from doxdocket.pipeline import scoped

BOUNDS = ("low", "estimate", "high")


def counted(folder):
    """Of each channel the items of its scope and, where one account alone posts in it, of that row (else none)."""
    with open_case(folder) as case:
        run = case.current_run()
        actors = defaultdict(list)
        for row in run.read("actors").to_pylist():
            actors[row["channel_id"]].append([row[f"items_{bound}"] for bound in BOUNDS])
        for channel in sorted(actors.keys() & set(run.read("channels", ["channel_id"])["channel_id"].to_pylist())):
            told = {f["id"]: f for f in scoped.asked(case, [channel]).told["figures"]}["items_field"]
            scope = [told[bound] for bound in BOUNDS]
            alone = actors[channel]
            yield channel, scope, alone[0] if len(alone) == 1 else None


def test_items_of_a_channel_are_the_same_on_every_page(rehearsal_case, monkeypatch):
    """Once a table by channel took from the whole case which kinds are shown: 175–261, where the scope of the channel said 160–261."""
    monkeypatch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
    rows = list(counted(rehearsal_case.case))
    assert any(0 < scope[0] < scope[1] for _, scope, _ in rows)
    for channel, scope, alone in rows:
        assert alone in (None, scope), channel
    assert [alone for *_, alone in rows if alone and any(alone)]
