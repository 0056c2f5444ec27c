"""The account of gains of a case: the register, the files it names and the current run, put before ``assess.gains``.

Left out: reckoning (``assess.gains``). A file that cannot be read as a table is told in the account and stops nothing. Without a run
there are no prices and no posts; receipts and statements are accounted for all the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.assess.forms.gains import Cost, Rate, Receipt, Statement, Wallet
from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Role, Sanction
from doxdocket.assess.gains.gains_account import Gains, Given, account
from doxdocket.assess.parties.defendants import answerable, sued_here
from doxdocket.assess.register import Entries
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.pipeline import parties, prices, registered
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.parties import Masking
from doxdocket.pipeline.published import current, figures, latest_findings
from doxdocket.records import Masked
from doxdocket.seal.digest import Digester
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.text import read

_KIND = "virtual_asset"
_LONG = "[A-Za-z0-9]{26}"  # in every text that holds an address
_TIED = frozenset({"proven", "supported"})


def gains(case: Case, *, with_run: bool = True, masked: Masking | None = None) -> Gains:
    """The account as register and run stand now; the register alone where figures are being made.

    With ``masked`` the texts of offers are opened, and each price has the masked stretch that it was read from.
    """
    kept = registered.entries(case)
    digester = Digester(case.key.subkey("digest"))
    statements, wallets = list(kept.of(Statement).values()), list(kept.of(Wallet).values())
    asked = with_run and case.current_run() is not None
    run: dict[str, Any] = (
        _run(case, digester, any_address=bool(statements or wallets), opened=masked is not None) if asked else {}
    )
    found = account(
        Given(
            receipts=list(kept.of(Receipt).values()), costs=list(kept.of(Cost).values()), wallets=wallets,
            statements=statements, rates=list(kept.of(Rate).values()), sanctions=list(kept.of(Sanction).values()),
            defendants=defendants(kept), accounts=accounts(kept),
            not_sued=[name for name, civil in sued_here(kept).items() if civil is False],
            rows=dict(_files(case, statements)), channels=channels(kept), zone=case.info.display_zone,
            digest=lambda value: digester.digest(_KIND, value), book=rules(case), **run,
        )
    )  # fmt: skip
    return replace(found, stretches=prices.stretches(case, found.offers, masked)) if masked else found


def channels(kept: Entries) -> dict[str, list[str]]:
    """The channels that a person tied to each defendant, by way of an account that is proven or supported to be the defendant's."""
    of_actor: dict[str, set[str]] = {}
    for role in kept.of(Role).values():
        of_actor.setdefault(role.actor, set()).add(role.channel)
    for actor in kept.of(Actor).values():
        of_actor.setdefault(actor.id, set()).update(signed.channel for signed in actor.signatures)
    found: dict[str, set[str]] = {}
    for link in kept.of(Attribution).values():
        if link.grade in _TIED:
            found.setdefault(link.defendant, set()).update(of_actor.get(link.actor, ()))
    return {defendant: sorted(some) for defendant, some in found.items()}


def defendants(kept: Entries) -> dict[str, str]:
    """The code and the name of each defendant; who is not sued, answers for nothing and received nothing pays as any outsider does."""
    known = set(answerable(kept))
    known |= {name for one in kept.of(Receipt).values() for name in (one.defendant, *one.joint)}
    known |= {one.defendant for one in kept.of(Cost).values()}
    known |= {one.defendant for one in kept.of(Wallet).values()}
    known |= {one.defendant for one in kept.of(Statement).values()}
    return {one.id: one.name.strip() for one in kept.of(Defendant).values() if one.id in known}


def accounts(kept: Entries) -> list[str]:
    """Accounts and signatures that a person linked to a defendant, at whatever grade."""
    actors, linked = kept.of(Actor), {link.actor for link in kept.of(Attribution).values()}
    some = [actors[name] for name in sorted(linked) if name in actors]
    return [text for one in some for text in (*one.accounts, *(signed.text for signed in one.signatures))]


def _files(case: Case, statements: Iterable[Statement]) -> Iterable[tuple[str, list[dict[str, str]]]]:
    for one in statements:
        try:
            yield one.id, registered.rows(case, one.file, one.sheet or None, one.header)
        except (WrongCall, EvidenceFault):
            continue


def _run(case: Case, digester: Digester, *, any_address: bool, opened: bool) -> dict[str, Any]:
    """What is read of the current run; texts only where there is an address to look for, or prices are told with what they were read from."""
    offered, tasks = prices.offered(case), prices.offered(case, "paid_task")
    findings = latest_findings(case)
    wallets = findings.filter(pc.equal(findings["kind"], _KIND)).select(
        ["channel_id", "post_id", "kind", "digest", "tag", "verdict", "reasons"]
    )
    near = prices.answers(case, tasks) if opened else {}
    published = figures(case)
    last = published["law_counts"]["on"]
    return {
        "conduct": [*offered.to_pylist(), *prices.removed(case, offered)], "tasks": tasks.to_pylist(), "posts": prices.posts(case, offered) | prices.posts(case, tasks),
        "texts": prices.said(case, offered, tasks, beside=[key for some in near.values() for key in some]) if opened else {},
        "answers": near, "by": parties.posted_by(case),
        "findings": [*wallets.to_pylist(), *(_told(current(case), wallets, digester) if any_address else ())],
        "figures": {figure["id"]: figure for figure in published["figures"]},
        "last_act": last and date.fromisoformat(last),
    }  # fmt: skip


def _told(run: Run, wallets: pa.Table, digester: Digester) -> Iterator[dict[str, Any]]:
    """Addresses in texts that are nobody's information and so no findings: a seller's own in an advert. As findings are: no value."""
    # Here, so that a command that only reads a published run does not load the detector and its model.
    from doxdocket.detect import wallets as addresses  # noqa: PLC0415

    known = {(row["channel_id"], row["post_id"], row["digest"]) for row in wallets.to_pylist()}
    for post in _likely(run):
        for hit in addresses.find(read(post["text"])):
            sealed = Masked(digester.digest(_KIND, hit.value), "")
            key = (post["channel_id"], post["post_id"], sealed.digest)
            if key not in known:
                known.add(key)
                yield {"channel_id": key[0], "post_id": key[1], "kind": _KIND, "digest": sealed.digest, "tag": sealed.tag,
                       "verdict": "", "reasons": hit.reasons}  # fmt: skip


def _likely(run: Run) -> Iterator[dict[str, Any]]:
    """The posts of every capture whose text holds a run of letters and digits as long as an address."""
    for batch in run.batches("posts", ["channel_id", "post_id", "text"]):
        likely = batch.filter(pc.match_substring_regex(pc.fill_null(batch["text"], ""), _LONG))
        yield from likely.to_pylist()
