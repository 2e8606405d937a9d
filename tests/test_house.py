"""The house keeps its own rules: what the files may say, carry and call."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QObject, Signal
from reportlab.pdfbase.ttfonts import TTFontFile

from zi_assess import paths

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "zi_assess"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
OURS = ("src", "tests", "scripts", "docs", "installer", "criteria", "locale", "resources", ".ci")


def _texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in OURS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in found:
        data = path.read_bytes()
        if b"\0" not in data[:4096] and "__pycache__" not in path.parts:
            yield path, data.decode("utf-8")


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8"))


def test_no_file_names_a_registry() -> None:
    hosts = [
        ".".join(parts)
        for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    ]
    named = [f"{path}: {host}" for path, text in _texts() for host in hosts if host in text]
    assert named == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    places = [str(place) for place in (ROOT, ROOT.parent, Path.home()) if len(str(place)) > 4]
    named = [
        f"{path.relative_to(ROOT)}: {one}" for path, text in _texts() for one in places if one + "/" in text
    ]
    assert named == []


def test_the_lock_has_a_hash_for_everything_and_no_address() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(entries) > 40
    assert [one.split()[0] for one in entries if "--hash=sha256:" not in one] == []
    assert "://" not in LOCK
    assert "index" not in LOCK


def test_the_lock_satisfies_what_the_project_asks_for() -> None:
    pins = {name.replace("_", "-"): version for name, version in re.findall(r"(?m)^([\w.-]+)==([^ ]+)", LOCK)}
    asked = [
        Requirement(one) for one in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    ]
    asked += [Requirement(one) for one in PROJECT["build-system"]["requires"]]
    unmet = [
        str(one) for one in asked if pins.get(one.name.lower().replace("_", "-"), "0") not in one.specifier
    ]
    assert unmet == []


def test_the_fonts_are_there_with_their_licence() -> None:
    folder = paths.bundled("resources", "fonts")
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text("utf-8")
    fonts = sorted(one.name for one in folder.glob("*.ttf"))
    assert fonts == ["Inter-Bold.ttf", "Inter-Italic.ttf", "Inter-Regular.ttf", "Inter-SemiBold.ttf"]


@pytest.mark.parametrize("name", ["Regular", "Italic", "SemiBold", "Bold"])
def test_the_fonts_have_the_signs_we_write(name: str) -> None:
    font = TTFontFile(str(paths.bundled("resources", "fonts", f"Inter-{name}.ttf")))
    lacking = [sign for sign in "AZaz09é–—“”‘’•…×÷±≥≤≠−→←↑↓✓✗⚠★●■▲▼" if ord(sign) not in font.charToGlyph]
    assert lacking == []


class _Bell(QObject):
    rang = Signal()
    told = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True and None are immortal since Python 3.12")
@pytest.mark.parametrize(
    "act", [lambda b: b.rang.emit(), lambda b: b.told.emit(True), lambda b: b.setObjectName("x")]
)
def test_qt_does_not_lose_references_to_true_and_none(act: Callable[[_Bell], object]) -> None:
    """PySide6 6.12.0 lost one a call on Python 3.11, and a thousand calls aborted the process."""
    bell = _Bell()
    before = _references()
    for _ in range(40):
        for _ in range(50):
            act(bell)
        lost = max(then - now for then, now in zip(before, _references(), strict=True))
        assert lost < 40, f"{lost} references lost"


def _references() -> tuple[int, int]:
    return sys.getrefcount(True), sys.getrefcount(None)


def test_starting_loads_neither_qt_nor_the_command_line_before_it_is_known_which_is_wanted() -> None:
    code = "import sys, zi_assess.__main__; print([m for m in sys.modules if m.split('.')[0] in sys.argv])"
    heavy = [
        "PySide6",
        "typer",
        "click",
        "sqlalchemy",
        "reportlab",
        "yaml",
        "numpy",
        "rich",
        "pickle",
        "subprocess",
    ]
    shown = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, encoding="utf-8")
    assert shown.stdout.strip() == "[]", shown.stdout + shown.stderr


# Calls that have one place, or none: the name as written in the source, and the modules that may use it.

FORBIDDEN: dict[str, tuple[str, ...]] = {
    "yaml.load": (),
    "yaml.safe_load": (),
    "yaml.full_load": (),
    "yaml.unsafe_load": (),
    "pickle.loads": ("confined.py",),
    "pickle.dumps": ("confined.py",),
    "pickle.load": (),
    "pickle.dump": (),
    "os.system": (),
    "os.popen": (),
    "os.replace": ("files.py",),
    "os.rename": (),
    "shutil.move": (),
    "shutil.copyfile": ("ui/preview/outside.py",),  # a throw-away copy for another program to open
    "shutil.copy": (),
    "shutil.copy2": (),
    "eval": (),
    "exec": (),
}
FORBIDDEN_LAST: dict[str, tuple[str, ...]] = {  # by the last name alone, whatever it is called on
    "extractall": (),
    "Paragraph": (
        "reports/page.py",
        "ui/",
    ),  # ReportLab's drops what looks like a tag; the window has one of its own
    "QSqlDatabase": (),
    "write_text": ("ui/preview/outside.py",),
}
WRITERS = ("files.py", "evidence.py", "ui/app.py")  # the last one: a crash log that must stay open
CREATORS = (*WRITERS, "store/lock.py")  # the lock is a file that is held, not written


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for name, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, node


def _spelt(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return f"{_spelt(function.value)}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else "?"


def test_dangerous_calls_have_one_place_or_none() -> None:
    found = []
    for module, call in _calls():
        name = _spelt(call.func)
        allowed = FORBIDDEN.get(name, FORBIDDEN_LAST.get(name.rpartition(".")[2]))
        if allowed is not None and not module.startswith(allowed or "?"):
            found.append(f"{module}:{call.lineno}: {name}")
        if any(word.arg == "shell" for word in call.keywords):
            found.append(f"{module}:{call.lineno}: shell=")
    assert found == []


def _writes(call: ast.Call) -> bool:
    """Whether *call* opens a file by name for writing, or is `Path.write_bytes`."""
    name = _spelt(call.func)
    if name.endswith(".write_bytes"):
        return name != "files.write_bytes"
    if name != "open" and not name.endswith(".open"):
        return False
    position = 1 if name in {"open", "io.open"} else 0
    modes = call.args[position : position + 1] + [word.value for word in call.keywords if word.arg == "mode"]
    return any(isinstance(one, ast.Constant) and set(str(one.value)) & set("wax+") for one in modes)


def _creates(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "O_CREAT" for node in ast.walk(tree))


def test_files_are_written_in_one_way() -> None:
    found = [
        f"{module}:{call.lineno}" for module, call in _calls() if _writes(call) and module not in WRITERS
    ]
    found += [module for module, tree in _modules() if _creates(tree) and module not in CREATORS]
    assert found == []


def test_only_one_module_hands_files_to_the_system() -> None:
    users = {module for module, call in _calls() if _spelt(call.func).endswith("QDesktopServices.openUrl")}
    assert len(users) <= 1, users


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def test_one_sqlite_library_in_the_process() -> None:
    assert [module for module, tree in _modules() if any("QtSql" in one for one in _imports(tree))] == []


def test_qt_models_know_the_core_and_the_words_and_nothing_else_of_ours() -> None:
    known = ("zi_assess.core", "zi_assess.i18n", "zi_assess.ui.words", "zi_assess.ui.models")
    packages = ("zi_assess", "zi_assess.ui")
    strangers = [
        f"{module}: {one}"
        for module, tree in _modules()
        if module.startswith("ui/models/")
        for one in _imports(tree)
        if one.startswith("zi_assess") and not one.startswith(known) and one not in packages
    ]
    assert strangers == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [module for module, tree in _modules() if not ast.get_docstring(tree) and tree.body]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "service", "base", "misc"}
    assert [module for module, _ in _modules() if empty & set(re.split(r"[/._]", module))] == []
