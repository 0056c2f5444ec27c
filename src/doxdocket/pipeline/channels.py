"""The weighing of channels in a run: what their posts say is read, then ``count.channels`` weighs.

A handle that is anywhere in the case an account of somebody exposed is no name of a channel, and is left out: the case has its
digest, so nothing is looked up. And the other way round an account that is the name of a channel of the case is nobody's until a person says so (``accounts``).
What it leaves out: the counting itself.
"""

import re
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count.conduct import claimed
from doxdocket.decisions.standing import Standing
from doxdocket.seal.digest import Digester
from doxdocket.store.case import Case
from doxdocket.store.run import Run


def weigh(
    new: Run,
    case: Case,
    tables: Mapping[str, pa.Table],
    standing: Standing,
    seen: Mapping[str, pa.Table],
) -> dict[str, pa.Table]:
    """Write the tables of the weighing; ``tables``: those from which the figures are counted; ``seen``: the relations made of them."""
    # Here, so that a command that only reads a published run does not load numpy.
    from doxdocket.count import channels  # noqa: PLC0415
    from doxdocket.count.channels import signals  # noqa: PLC0415

    key = ["channel_id", "post_id"]
    exposing = tables["dossiers"].filter(pc.not_equal(tables["dossiers"]["counts"], "none")).select(key)
    conduct = claimed(tables["conduct"])
    tables = {**tables, "conduct": conduct}
    compared = pa.concat_tables([exposing, conduct.select(key)]).group_by(key, use_threads=False).aggregate([])
    promoted = conduct.filter(pc.equal(conduct["label"], "promotion")).select(key)
    promoted = promoted.group_by(key, use_threads=False).aggregate([])
    latest = tables["posts"]
    every = tables["findings"].select(key), new.read("conduct", key), compared  # no decision takes a post out of these
    may = pa.concat_tables(every).group_by(key, use_threads=False).aggregate([])
    heard = new.once(
        "heard",
        {"posts": latest, "may": may},
        lambda: signals.heard(new.batches("posts", signals.READ), latest, may),
    )
    said = new.once(
        "told",
        {"posts": latest, "may": may, "compared": compared, "promoted": promoted},
        lambda: signals.told(heard, compared, promoted),
    )
    names = {f"@{u.lower()}" for u in tables["channels"]["username"].to_pylist() if u}
    exposed = _accounts(case, tables["findings"], set(pc.unique(said.mentions["name"]).to_pylist()) - names)
    kept = said.mentions.filter(pc.invert(pc.is_in(said.mentions["name"], pa.array(sorted(exposed), pa.string()))))
    said = signals.Told(kept, said.texts, said.signs)
    made = channels.weigh({**tables, "pictures": new.read("pictures")}, said, standing, seen).named()
    for name, table in made.items():
        new.write(name, "all", table)
    return made


def accounts(case: Case, run: Run, posts: pa.Table, findings: pa.Table, conduct: pa.Table) -> frozenset[bytes]:
    """The digests of findings of accounts that are names of channels of the case: the number or username of a chat in any capture.

    Its title, the origin of a forward, what a post names as a channel, and the same signs under the name of another platform may also be somebody's account that reads alike: of these
    a finding that is sure stays one.
    """
    rows = findings.filter(pc.equal(findings["kind"], "social_account"))
    if not rows.num_rows:
        return frozenset()
    told = run.read("channels", ["username", "bare_id", "title"])
    numbers, like = (
        [one for name in some for one in told[name].to_pylist()] for some in (["username", "bare_id"], ["title"])
    )
    for name in {"forwarded_from_id", "forwarded_from"} & {*posts.column_names}:
        like += pc.unique(posts[name]).to_pylist()
    slots = [one for said in conduct["slots"].to_pylist() for one in said or ()]
    like += [found[0] for one in slots if one["slot"] == "channel" and (found := _HANDLE.search(one["value"]))]
    digest = Digester(case.key.subkey("digest")).digest

    def on(platforms: Iterable[str], names: Iterable[str | None]) -> frozenset[bytes]:
        plain = {one.strip().lstrip("@").lower() for one in names if one}
        return frozenset(digest("social_account", f"{p}:{name}") for name in plain for p in platforms)

    sure = frozenset(rows.filter(pc.equal(rows["verdict"], "valid"))["digest"].to_pylist())
    alike = on(_platforms(), [*numbers, *like]) - sure
    return frozenset(rows["digest"].to_pylist()) & (on(_OWN, numbers) | alike)


_OWN = ("telegram", "uid")
"""The platforms of an account on which a channel has its name: that of channels, and none said."""
_HANDLE = re.compile(r"(?<!\w)[A-Za-z]\w{3,}+$")


def _platforms() -> list[str]:
    from doxdocket.detect import data  # noqa: PLC0415 - reading a run loads no detector

    return [*data.table("labels.yaml")["social_account"]["extra"], "tiktok"]


def _accounts(case: Case, findings: pa.Table, handles: set[str]) -> set[str]:
    """Those of the handles that are accounts of somebody exposed, on whatever platform."""
    sealed = set(findings.filter(pc.equal(findings["kind"], "social_account"))["digest"].to_pylist())
    digest, platforms = Digester(case.key.subkey("digest")).digest, _platforms()
    return {h for h in handles if any(digest("social_account", f"{p}:{h[1:]}") in sealed for p in platforms)}
