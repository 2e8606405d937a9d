"""A survey's form and responses as one file, named by its content: a line of JSON, then plain columns."""

from __future__ import annotations

import json
import sys
from array import array

from zi_assess.core.survey import Form, Labelled, Responses
from zi_assess.criteria import surveys
from zi_assess.errors import ZiError

_MARK = b"zi-assess survey 1\n"


def packed(form: Form, responses: Responses) -> bytes:
    """The file of *responses* to *form*: equal responses give equal bytes."""
    remarks = json.dumps(responses.remarks, ensure_ascii=False).encode() if responses.remarks else b""
    head = {
        "form": surveys.freeze(form).decode(),
        "n": responses.n,
        "answers": list(responses.answers),
        "profile": {key: column.labels for key, column in responses.profile.items()},
        "remarks": len(remarks),
    }
    return b"".join(
        (
            _MARK,
            json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(),
            b"\n",
            *responses.answers.values(),
            *(_little(column.codes).tobytes() for column in responses.profile.values()),
            remarks,
        )
    )


def unpacked(data: bytes) -> tuple[Form, Responses]:
    """What was packed to *data*. Raises ZiError when it is something else."""
    try:
        if not data.startswith(_MARK):
            raise ValueError
        end = data.index(b"\n", len(_MARK))
        head = json.loads(data[len(_MARK) : end])
        form = surveys.thaw(head["form"].encode())
        return form, _responses(head, memoryview(data)[end + 1 :])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ZiError(
            "Data survei di ruang kerja tidak terbaca.", "Pulihkan dari cadangan ruang kerja."
        ) from error


def _responses(head: dict[str, object], body: memoryview) -> Responses:
    n = int(str(head["n"]))
    answers, profile = head["answers"], head["profile"]
    assert isinstance(answers, list) and isinstance(profile, dict)
    columns = {key: bytes(body[at * n : (at + 1) * n]) for at, key in enumerate(answers)}
    start = len(answers) * n
    labelled = {}
    for key, labels in profile.items():
        codes = array("H", bytes(body[start : start + 2 * n]))
        labelled[key] = Labelled(tuple(labels), _little(codes))
        start += 2 * n
    told = bytes(body[start:])
    if len(told) != head["remarks"] or any(len(one) != n for one in columns.values()):
        raise ValueError("cut short")
    return Responses(n, columns, labelled, tuple(json.loads(told)) if told else ())


def _little(codes: array[int]) -> array[int]:
    """The same numbers, the low byte first on every machine."""
    if sys.byteorder == "big":
        codes = array("H", codes)
        codes.byteswap()
    return codes
