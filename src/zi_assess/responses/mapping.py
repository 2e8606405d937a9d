"""What each column of a file means, as a user confirmed it once; remembered for the next file of the same source."""

from __future__ import annotations

import json
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from enum import StrEnum

from zi_assess.responses.values import normal


class Role(StrEnum):
    """What a column is taken for."""

    ITEM = "item"
    PROFILE = "profile"
    REMARK = "remark"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Use:
    """*key* is a column key of the form, a profile field, or `lain:` and a name of one's own for an extra column."""

    role: Role
    key: str = ""


IGNORED = Use(Role.IGNORE)
EXTRA = "lain:"


@dataclass(frozen=True)
class Mapping:
    """Uses by heading, and what unsure labels mean, by column key: a value, or None for a blank.

    *zero_is_blank* takes 0 for a blank where the scale has none; else a row with 0 is rejected.
    """

    columns: Map[str, Use] = field(default_factory=dict)
    labels: Map[str, Map[str, int | None]] = field(default_factory=dict)
    variant: str = ""
    zero_is_blank: bool = False

    def with_column(self, heading: str, role: Role | str, key: str = "") -> Mapping:
        """With the column *heading* used so; whatever had the key before is ignored."""
        use = Use(Role(role), key)
        others = {
            name: IGNORED if key and one.key == key and one.role is use.role else one
            for name, one in self.columns.items()
        }
        return replace(self, columns={**others, heading: use})

    def with_label(self, key: str, label: str, value: int | None) -> Mapping:
        """With *label* in the column *key* meaning *value*."""
        mine = {**self.labels.get(key, {}), normal(label): value}
        return replace(self, labels={**self.labels, key: mine})

    def of(self, heading: str) -> Use:
        return self.columns.get(heading, IGNORED)

    def to_json(self) -> str:
        return json.dumps(
            {
                "columns": {name: [use.role.value, use.key] for name, use in self.columns.items()},
                "labels": self.labels,
                "variant": self.variant,
                "zero_is_blank": self.zero_is_blank,
            },
            ensure_ascii=False,
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        told = json.loads(text)
        return cls(
            {name: Use(Role(role), key) for name, (role, key) in told["columns"].items()},
            told["labels"],
            told["variant"],
            told["zero_is_blank"],
        )
