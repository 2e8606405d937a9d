"""What the verbs of one subject need of the workspace behind the door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from zi_assess.core.sheet import Sheet
from zi_assess.evidence import EvidenceStore
from zi_assess.workspace import folder
from zi_assess.workspace.holdings import Holdings
from zi_assess.workspace.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Inside:
    """*commit* writes the changes of one assessment and gives its sheet, *write* those of none."""

    ledger: Ledger
    holdings: Holdings
    store: EvidenceStore
    opened: folder.Opened
    commit: Callable[..., Sheet]
    write: Callable[..., datetime]
