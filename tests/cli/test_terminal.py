"""How the command line behaves as a program among programs: help, exit codes, pipes, languages, imports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zi_assess import cli, settings
from zi_assess.cli.commands import command

_ENGLISH = ("Usage", "Options", "Commands", "Show this", "required", "default", "Arguments")


def _commands(root: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, one in root.commands.items():
        yield (*path, name)
        if hasattr(one, "commands"):
            yield from _commands(one, (*path, name))


ALL = [(), *_commands(command())]


def test_the_commands_that_scripts_depend_on_are_there() -> None:
    named = {" ".join(one) for one in ALL}
    assert named >= {
        "demo", "new", "list", "record", "attach", "score", "explain", "check", "report", "backup", "restore",
        "verify", "erase", "pack list", "pack show", "pack check", "pack schema", "workbook import", "workbook export",
    }  # fmt: skip


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_help_of_every_command_is_indonesian_and_names_all_its_options(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*words, "--help"]) == 0
    shown = capsys.readouterr().out
    assert [word for word in _ENGLISH if word in shown] == []
    assert shown.startswith(f"Pakai: zi-assess{''.join(f' {word}' for word in words)} ")
    one = command()
    for word in words:
        one = one.commands[word]
    options = [param for param in one.params if param.param_type_name == "option"]
    assert [param.opts for param in options if not param.help] == []
    assert [param.opts[-1] for param in options if param.opts[-1] not in shown] == []
    assert max(map(len, shown.splitlines())) <= 110


@pytest.mark.parametrize("words", [one for one in ALL if one], ids=" ".join)
def test_every_command_that_opens_a_workspace_takes_workspace_and_as(words: tuple[str, ...]) -> None:
    one = command()
    for word in words:
        one = one.commands[word]
    forms_only = words in {("survey", "kinds"), ("survey", "check"), ("survey", "form")}
    if hasattr(one, "commands") or words[0] in {"demo", "restore", "pack"} or forms_only:
        return
    named = {name for param in one.params for name in param.opts}
    assert named >= {"--workspace", "--as"}


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    from zi_assess import __version__

    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"ZI Assess {__version__}\n"


def test_english_is_spoken_to_who_chose_it_but_json_stays_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.run(["report", "--list", "--json"])
    before = capsys.readouterr().out
    settings.save(settings.Settings(language="en"))
    cli.run(["report", "--list", "--json"])
    assert capsys.readouterr().out == before
    assert json.loads(before)[0]["id"] == "ringkasan"


_WITH_A_BUG = """
import sys
from zi_assess import cli
from zi_assess.cli import commands
def broken() -> None:
    raise KeyError("Nama Rahasia")
commands._COMMANDS = (("list", broken, "x"), ("other", broken, "y"))
sys.exit(cli.run(["list"]))
"""


def test_a_bug_of_ours_is_exit_code_70_one_sentence_and_a_report_without_the_users_data(home: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", _WITH_A_BUG], capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stdout) == (70, "")
    (line,) = ran.stderr.splitlines()
    (report,) = (home / "data" / "galat").iterdir()
    assert str(report) in line
    text = report.read_text("utf-8")
    assert "KeyError" in text
    assert "broken" in text
    assert "Rahasia" not in text + line


_INTERRUPTED = """
import sys
from zi_assess import cli
from zi_assess.cli import commands
def stopped() -> None:
    raise KeyboardInterrupt
commands._COMMANDS = (("list", stopped, "x"), ("other", stopped, "y"))
sys.exit(cli.run(["list"]))
"""


def test_stopping_with_control_c_is_quiet() -> None:
    ran = subprocess.run([sys.executable, "-c", _INTERRUPTED], capture_output=True, encoding="utf-8")
    assert ran.returncode == 130
    assert ran.stderr.count("\n") == 1
    assert "Dihentikan" in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    words = [sys.executable, "-m", "zi_assess", "pack", "show", "lke-zi", "--json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_output_is_utf_8_whatever_the_console_thinks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    ran = subprocess.run([sys.executable, "-m", "zi_assess", "score", "–"], capture_output=True)
    assert "Pilih" in ran.stderr.decode("utf-8")
    shown = subprocess.run([sys.executable, "-m", "zi_assess", "--help"], capture_output=True)
    assert "PERINTAH …" in shown.stdout.decode("utf-8")


_IMPORTED = """
import sys
from zi_assess import cli
cli.run(sys.argv[2:])
print([name for name in sys.argv[1].split(",") if name in sys.modules], file=sys.stderr)
"""
_HEAVY = "PySide6,sqlalchemy,alembic,reportlab,yaml,openpyxl,xlsxwriter,pypdfium2,pikepdf,rich,numpy"


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (("--help",), []),
        (("record", "--help"), []),
        (("report", "--list"), []),
        (("list", "--workspace", "tidak-ada"), ["sqlalchemy"]),
    ],
)
def test_a_command_imports_only_what_it_needs(words: tuple[str, ...], needed: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _IMPORTED, _HEAVY, *words], capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stderr.splitlines()[-1] == str(needed)
