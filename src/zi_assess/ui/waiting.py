"""What a page shows until its sheet is read: the tree as it last was, pale, or a calm word."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zi_assess.i18n import _
from zi_assess.ui import snapshot, theme
from zi_assess.ui.snapshot import Row, Snapshot
from zi_assess.ui.widgets.surfaces import Plane
from zi_assess.ui.widgets.text import label
from zi_assess.ui.widgets.tree_delegate import TreeRole, TreeView

_TREE_WIDTH = 330


class Waiting(QWidget):
    """The place of a page that is on its way; nothing in it can be used."""

    def __init__(self, shown: Snapshot) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if shown.rows and shown.page == "penilaian":
            row.addWidget(_tree(shown))
        words = label(_("Memuat…"), tone="muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(words, 1)
        self.setEnabled(False)


def _tree(shown: Snapshot) -> Plane:
    pane = Plane("card", "r")
    pane.setFixedWidth(shown.width or theme.px(_TREE_WIDTH))
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, shown.top, 1, 0)  # the search field above comes with the page
    view = TreeView(_("Pohon kriteria, sedang dimuat"))
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    model, folded = _model(shown.rows, view)
    view.setModel(model)
    view.expandAll()
    for item in folded:
        view.collapse(item.index())
    column.addWidget(view)
    return pane


def _model(rows: tuple[Row, ...], parent: QWidget) -> tuple[QStandardItemModel, list[QStandardItem]]:
    """The rows as a tree, and those that were folded."""
    model = QStandardItemModel(parent)
    folded: list[QStandardItem] = []
    above: list[QStandardItem] = [model.invisibleRootItem()]
    for row in rows:
        item = QStandardItem(row.title)
        for role, value in (
            (TreeRole.SCORE, row.score),
            (TreeRole.PROGRESS, row.progress),
            (TreeRole.STATE, row.state),
            (TreeRole.LEAD, row.lead),
        ):
            item.setData(value, role)
        del above[row.depth + 1 :]
        above[-1].appendRow(item)
        above.append(item)
        if row.more:
            item.appendRow(QStandardItem())
            folded.append(item)
    return model, folded


def tree_as_shown(page: QWidget | None) -> Snapshot:
    """The rows of the tree on *page* from the first one on, and where it stands; nothing when there is none."""
    view = page.findChild(TreeView) if page is not None else None
    if page is None or view is None or view.model() is None:
        return Snapshot()
    rows: list[Row] = []
    index = view.model().index(0, 0)
    while index.isValid() and len(rows) < snapshot.MOST_ROWS:
        rows.append(_row(view, index))
        index = view.indexBelow(index)
    corner = view.mapTo(page, view.rect().topLeft())
    return Snapshot(rows=tuple(rows), top=corner.y(), width=corner.x() + view.width() + 1)


def _row(view: TreeView, index: QModelIndex) -> Row:
    depth, above = 0, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return Row(
        depth,
        str(index.data() or ""),
        str(index.data(TreeRole.SCORE) or ""),
        str(index.data(TreeRole.PROGRESS) or ""),
        int(index.data(TreeRole.STATE) or 0),
        bool(index.data(TreeRole.LEAD)),
        view.model().hasChildren(index) and not view.isExpanded(index),
    )
