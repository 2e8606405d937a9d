"""How a command line is written: help, and mistakes in it, in Indonesian."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from zi_assess.i18n import N_, _

_SAID = (
    (
        re.compile(r"No such command '?(?P<word>.+?)'?\.( Did you mean (?P<near>.+)\?)?"),
        N_("Perintah {word} tidak ada."),
    ),
    (re.compile(r"No such option: (?P<word>\S+)"), N_("Pilihan {word} tidak ada.")),
    (
        re.compile(r"Got unexpected extra argument\S* \((?P<word>.+)\)"),
        N_("{word} tidak ada tempatnya di perintah ini."),
    ),
    (
        re.compile(r"Option '?(?P<word>\S+?)'? requires (an|\d+) arguments?.*", re.DOTALL),
        N_("Pilihan {word} perlu isi."),
    ),
    (re.compile(r"Missing command\.?"), N_("Perintahnya belum disebut.")),
)
_ENTRY = 26
"""Columns for a name in the help; a longer one has its words on the next line."""


class Group(TyperGroup):
    """A command that has commands below it."""

    def get_help(self, ctx: Any) -> str:
        below = [(name, one.help or "") for name, one in self.commands.items()]
        lines = [
            _("Pakai: {command} PERINTAH …").format(command=ctx.command_path),
            *_about(self.help),
            *_entries(_("Perintah:"), below),
            *_entries(_("Pilihan:"), _options(self, ctx)),
            "",
            _("Petunjuk tiap perintah: {command} PERINTAH --help").format(command=ctx.command_path),
        ]
        return "\n".join(lines)


class Command(TyperCommand):
    """One command."""

    def get_help(self, ctx: Any) -> str:
        params: list[Any] = self.params
        asked = [(_argument(one), one.help or "") for one in params if one.param_type_name == "argument"]
        words = [ctx.command_path, *(name for name, _help in asked), _("[PILIHAN]")]
        lines = [
            _("Pakai: {command}").format(command=" ".join(words)),
            *_about(self.help),
            *_entries(_("Isi:"), asked),
            *_entries(_("Pilihan:"), _options(self, ctx)),
        ]
        return "\n".join(lines)


def _about(help_: str | None) -> Iterator[str]:
    if help_:
        yield ""
        yield from textwrap.wrap(_(help_), _width() - 2, initial_indent="  ", subsequent_indent="  ")


def _entries(title: str, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield title
    for name, words in entries:
        wrapped = textwrap.wrap(_(words), max(30, _width() - _ENTRY - 2)) or [""]
        if len(name) > _ENTRY - 2:
            yield f"  {name}"
        else:
            yield f"  {name.ljust(_ENTRY)}{wrapped.pop(0)}".rstrip()
        yield from (" " * (_ENTRY + 2) + line for line in wrapped)


def _width() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def _argument(param: Any) -> str:
    name = str(param.metavar or param.name.upper())
    name += "…" if param.nargs != 1 else ""
    return name if param.required else f"[{name}]"


def _options(command: TyperCommand | TyperGroup, ctx: Any) -> list[tuple[str, str]]:
    entries = []
    params: list[Any] = command.get_params(ctx)
    for param in params:
        if param.param_type_name == "option" and not getattr(param, "hidden", False):
            own_help = param.name == "help"
            name = ", ".join(param.opts) + ("" if own_help or param.is_flag else f" {param.metavar or ''}")
            words = N_("Tampilkan petunjuk ini.") if own_help else param.help or ""
            entries.append((name.rstrip(), _(words) + (" " + _("Wajib.") if param.required else "")))
    return entries


def sentence(error: TyperException) -> str:
    """What is wrong in a command line and what to do, as one or two sentences."""
    context = getattr(error, "ctx", None)
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError" and context is not None:
        return str(context.get_help())
    words = _wrong(error, kind)
    path = context.command_path if context is not None else "zi-assess"
    return words + " " + _("Petunjuk: {command} --help").format(command=path)


def _wrong(error: TyperException, kind: str) -> str:
    param = getattr(error, "param", None)
    if kind == "MissingParameter" and param is not None:
        return _("{name} belum diisi.").format(name=_name(param))
    if param is not None:
        return _("Isi {name} tidak dapat dipakai.").format(name=_name(param))
    if kind == "BadParameter":
        return _(error.message)  # one of our own
    for pattern, words in _SAID:
        found = pattern.fullmatch(error.message.strip())
        if found:
            return _(words).format(word=found.groupdict().get("word", "")) + _near(error, found)
    return _("Perintah ini tidak dapat dipahami: {reason}.").format(reason=error.message.strip().rstrip("."))


def _near(error: TyperException, found: re.Match[str]) -> str:
    near = (found.groupdict().get("near") or "").replace("'", "") or ", ".join(
        getattr(error, "possibilities", None) or ()
    )
    return " " + _("Mungkin maksudnya {near}.").format(near=near) if near else ""


def _name(param: Any) -> str:
    return str(param.opts[-1]) if param.param_type_name == "option" else _argument(param).strip("[]")
