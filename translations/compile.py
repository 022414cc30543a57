"""Hatch's build hook: lays the forms, the resources and the compiled words into the wheel."""

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FilesBesideTheCode(BuildHookInterface[Any]):
    """Puts them where ``returnhelp/files.py`` looks; an editable install reads those of the checkout."""

    folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        brought = {root / folder: folder for folder in ("ui", "resources")}
        self.folder = tempfile.TemporaryDirectory()
        # The program's own reader, so that a wheel says the same as a checkout.
        compiled = runpy.run_path(str(root / "returnhelp" / "i18n" / "po.py"))["compiled"]
        for po in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
            inside = po.relative_to(root).with_suffix(".mo")
            mo = Path(self.folder.name) / inside
            mo.parent.mkdir(parents=True)
            mo.write_bytes(compiled(po.read_text(encoding="utf-8")))
            brought[mo] = inside.as_posix()
        for source, place in brought.items():
            build_data["force_include"][str(source)] = f"returnhelp/_files/{place}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - Hatch's
        if self.folder is not None:
            self.folder.cleanup()
