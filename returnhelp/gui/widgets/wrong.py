"""Marks a field that cannot be kept as it is, and says why under it."""

from PySide6.QtWidgets import QLabel, QWidget


def mark(field: QWidget, why: str) -> None:
    """Outline the field in red; the reason goes to the label ``<what>_error`` beside it, and to screen readers."""
    _outline(field, wrong=True)
    field.setAccessibleDescription(why)
    field.setToolTip(why)
    if (label := _label_of(field)) is not None:
        label.setText(why)
        label.show()


def clear(field: QWidget) -> None:
    """The field is well again."""
    if field.property("wrong"):
        _outline(field, wrong=False)
        field.setAccessibleDescription("")
        field.setToolTip("")
    if (label := _label_of(field)) is not None:
        label.clear()
        label.hide()


def marked(field: QWidget) -> bool:
    """Whether the field is marked."""
    return bool(field.property("wrong"))


def _outline(field: QWidget, *, wrong: bool) -> None:
    field.setProperty("wrong", wrong)
    field.style().unpolish(field)
    field.style().polish(field)


def _label_of(field: QWidget) -> QLabel | None:
    parent = field.parentWidget()
    what = field.objectName().rpartition("_")[0]
    return parent.findChild(QLabel, f"{what}_error") if parent is not None and what else None
