"""The weighing of channels in a run: what their posts say is read, then ``count.channels`` weighs.

A handle that is anywhere in the case an account of somebody exposed is no name of a channel, and is left out: the case has its
digest, so nothing is looked up. What it leaves out: the counting itself.
"""

from collections.abc import Mapping

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
    from doxdocket.count.channels import told  # noqa: PLC0415

    key = ["channel_id", "post_id"]
    exposing = tables["dossiers"].filter(pc.not_equal(tables["dossiers"]["counts"], "none")).select(key)
    conduct = claimed(tables["conduct"])
    tables = {**tables, "conduct": conduct}
    compared = pa.concat_tables([exposing, conduct.select(key)]).group_by(key, use_threads=False).aggregate([])
    promoted = conduct.filter(pc.equal(conduct["label"], "promotion")).select(key)
    promoted = promoted.group_by(key, use_threads=False).aggregate([])
    latest = tables["posts"]
    said = new.once(
        "told",
        {"posts": latest, "compared": compared, "promoted": promoted},
        lambda: told.read(new.batches("posts", told.READ), latest, compared, promoted),
    )
    names = {f"@{u.lower()}" for u in tables["channels"]["username"].to_pylist() if u}
    exposed = _accounts(case, tables["findings"], set(pc.unique(said.mentions["name"]).to_pylist()) - names)
    kept = said.mentions.filter(pc.invert(pc.is_in(said.mentions["name"], pa.array(sorted(exposed), pa.string()))))
    said = told.Told(kept, said.texts, said.signs)
    made = channels.weigh({**tables, "pictures": new.read("pictures")}, said, standing, seen).named()
    for name, table in made.items():
        new.write(name, "all", table)
    return made


def _accounts(case: Case, findings: pa.Table, handles: set[str]) -> set[str]:
    """Those of the handles that are accounts of somebody exposed, on whatever platform."""
    from doxdocket.detect import data  # noqa: PLC0415 - reading a run loads no detector

    sealed = set(findings.filter(pc.equal(findings["kind"], "social_account"))["digest"].to_pylist())
    digester = Digester(case.key.subkey("digest"))
    platforms = [*data.table("labels.yaml")["social_account"]["extra"], "tiktok"]
    return {h for h in handles if any(digester.digest("social_account", f"{p}:{h[1:]}") in sealed for p in platforms)}
