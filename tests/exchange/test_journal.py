"""What a countersigned journal proves: an edit, a cut or a swap is seen where a receipt is, and nowhere else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from exchange.pair import MEMBER, Pair
from zi_assess.errors import ZiError
from zi_assess.store import journal
from zi_assess.workspace import Workspace

_COLUMNS = "seq, at, verb, assessment, undoes, commitment, state, head"


def rewritten(database: Path, year: int) -> None:
    """Another moment for the first entry, and every head after it worked out anew: a chain without a break."""
    raw = sqlite3.connect(database)
    raw.executescript("DROP TRIGGER IF EXISTS journal_fixed; DROP TRIGGER IF EXISTS journal_stays;")
    head = journal.START
    for seq, at, verb, assessment, undoes, commitment, state, _ in raw.execute(
        f"SELECT {_COLUMNS} FROM journal ORDER BY seq"
    ).fetchall():
        at = f"{year}-01-01T00:00:00.000+00:00" if seq == 1 else at
        head = journal.head_after(head, seq, at, verb, assessment, undoes, commitment, state)
        raw.execute("UPDATE journal SET at = ?, head = ? WHERE seq = ?", (at, head, seq))
    raw.commit()
    raw.close()


def reopened(pair: Pair, year: int = 2020) -> None:
    pair.unit.close()
    rewritten(pair.folder / "unit" / "workspace.sqlite3", year)
    pair.unit = Workspace.open(pair.folder / "unit", who="Tim Unit")


def test_a_rewritten_journal_is_seen_with_a_receipt_and_not_without(pair: Pair) -> None:
    reopened(pair)
    assert pair.unit.verify() == ()  # nobody outside knows better
    pair.pass_on(pair.unit, pair.tpi)
    pair.pass_on(pair.tpi, pair.unit)
    reopened(pair, 2021)
    assert [one.code for one in pair.unit.verify()] == ["receipt-broken"]


def test_the_other_side_sees_a_rewritten_journal_in_the_next_package(pair: Pair) -> None:
    pair.pass_on(pair.unit, pair.tpi)
    reopened(pair)
    pair.unit.record(pair.id, pair.code(5), pair.key(5, 1))
    with pytest.raises(ZiError, match="bercabang"):
        pair.tpi.exchange.inspect(pair.send(pair.unit))


def test_a_reply_to_a_journal_that_is_no_more_is_refused(pair: Pair) -> None:
    pair.pass_on(pair.unit, pair.tpi)
    pair.tpi.record(pair.id, pair.code(0), pair.key(0, 1), stage=MEMBER)
    reply = pair.send(pair.tpi)
    reopened(pair)
    with pytest.raises(ZiError, match="Tanda terima dalam paket tidak cocok"):
        pair.unit.exchange.inspect(reply)


def test_a_workspace_gone_back_to_a_backup_is_a_new_partner_and_comes_in_again(pair: Pair) -> None:
    """The key is in no backup, so nobody mistakes the restored copy for what it was."""
    pair.pass_on(pair.unit, pair.tpi)
    pair.unit.backup(pair.folder / "cadangan.zip")
    pair.unit.record(pair.id, pair.code(4), pair.key(4, 1))
    pair.pass_on(pair.unit, pair.tpi)
    Workspace.restore(pair.folder / "cadangan.zip", pair.folder / "pulih")
    with Workspace.open(pair.folder / "pulih", who="Tim Unit") as back:
        assert not (pair.folder / "pulih" / "identity.key").exists()
        incoming = back.exchange.inspect(pair.send(pair.tpi))
        back.exchange.take(incoming, trust=incoming.fingerprint.words)
        assert back.assessment(pair.id).answer(pair.code(4)).value == pair.key(4, 1)
        back.record(pair.id, pair.code(5), pair.key(5, 1))
        again = pair.look(pair.tpi, pair.send(back))
        assert not again.known
        pair.tpi.exchange.take(again, trust=again.fingerprint.words)
        assert pair.alike(back, pair.tpi)


def test_a_reply_carries_the_head_it_saw_signed(pair: Pair) -> None:
    sent = pair.look(pair.tpi, pair.send(pair.unit))
    pair.tpi.exchange.take(sent, trust=sent.fingerprint.words)
    incoming = pair.look(pair.unit, pair.send(pair.tpi))
    receipt = incoming.receipt
    assert receipt is not None
    assert (receipt.package, receipt.of) == (sent.package, pair.unit.exchange.fingerprint().hex)
    assert receipt.head == sent.read.manifest.journal.head
    assert receipt.state == sent.read.manifest.digest
