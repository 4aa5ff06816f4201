"""``konter import``: show progress, keep what was rejected, say what was taken in."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING

from desktop.command_line import REFUSED, progress_bar, tell_refusal, told, wrong
from models.formats.columns import load_column_map
from models.services.import_promotions import take_in_promotions
from models.services.imports import import_file
from models.values import Refused
from receipts.language import Language
from receipts.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from models.db import Shop
    from models.formats.columns import ColumnMap
    from models.formats.csv_sales import RejectedRow
    from models.services.imports import Imported

HEADER = ("line", "code", "reason", "row")
NO_MISTAKE = frozenset({"correction-not-sale"})
"""Rows that tills write on purpose and that are no sales: put aside, but nothing is wrong."""


def import_files(
    shop: Shop, files: Sequence[Path], map_file: Path | None, *, dry_run: bool
) -> int:
    """Each file by itself: one that can't be used does not keep the others out.

    The exit code is 1 where a file was refused or had rows that are wrong.
    """
    column_map = load_column_map(map_file) if map_file else None
    outcome = 0
    for file in files:
        try:
            mistakes = _import(shop, file, column_map, dry_run=dry_run)
        except Refused as why:
            outcome = tell_refusal(why)
        else:
            outcome = REFUSED if mistakes else outcome
    return outcome


def import_promotions_of(shop: Shop, file: Path) -> int:
    """Say what was taken in, and why what was not; the exit code is 1 where a row was not."""
    try:
        taken = shop.run(lambda unit: take_in_promotions(unit, file))
    except Refused as why:
        return tell_refusal(why)
    told.print(
        f"{file.name}: {taken.rows} rows read; {taken.new} new promotions, "
        f"{taken.changed} changed.",
        markup=False,
    )
    for reject in taken.rejected:
        reason = sentence(Language.of("en"), reject.message)
        wrong.print(f"Line {reject.line} was not used: {reason}", markup=False)
    return REFUSED if taken.rejected else 0


def _import(shop: Shop, file: Path, column_map: ColumnMap | None, *, dry_run: bool) -> int:
    with Rejects(file) as rejects, progress_bar(file.name) as advance:
        imported = import_file(
            shop,
            file,
            column_map,
            dry_run=dry_run,
            progress=advance,
            reject=rejects.write,
        )
    told.print(_summary(imported, dry_run=dry_run), markup=False)
    if rejects.problem is not None:
        wrong.print(
            f"{imported.rejected} rows were not used, and their list could not be written to "
            f"{rejects.place}: {rejects.problem.strerror}. What was taken in is safe. Make "
            "that place writable, then import the file again: nothing is taken in twice.",
            markup=False,
        )
        return imported.rejected
    if imported.rejected:
        wrong.print(
            f"{imported.rejected} rows were not used, each for its reason: {rejects.place}",
            markup=False,
        )
    return rejects.mistakes


class Rejects:
    """The file beside the input that holds what was not used; made at the first such row.

    The sales are in the records by then, so that a file which can't be written is kept as
    ``problem`` and refuses nothing.
    """

    def __init__(self, source: Path) -> None:
        self.place = source.with_name(f"{source.name}.rejects.csv")
        self.mistakes = 0
        self.problem: OSError | None = None
        self._open = ExitStack()
        self._writer: Any = None

    def __enter__(self) -> Rejects:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; one of an earlier try, now all rows are good, is taken away."""
        try:
            self._open.close()
            if self._writer is None and self._is_ours():
                self.place.unlink()
        except OSError as why:
            self.problem = why

    def _is_ours(self) -> bool:
        if not self.place.is_file():
            return False
        with self.place.open(encoding="utf-8", errors="replace") as earlier:
            return earlier.readline().strip() == ",".join(HEADER)

    def write(self, row: RejectedRow) -> None:
        self.mistakes += row.message.code not in NO_MISTAKE
        if self.problem is not None:
            return
        try:
            if self._writer is None:
                self._writer = self._begin()
            reason = sentence(Language.of("en"), row.message)
            self._writer.writerow((row.line, row.message.code, reason, *row.cells))
        except OSError as why:
            self.problem = why

    def _begin(self) -> Any:
        file = self._open.enter_context(self.place.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file)
        writer.writerow(HEADER)
        return writer


def _summary(imported: Imported, *, dry_run: bool) -> str:
    parts = [
        f"{imported.file}: {imported.lines} rows read ({imported.encoding}, map "
        f"{imported.column_map})",
        f"{imported.sales} new sales with {imported.sale_lines} lines",
        f"{imported.returns_matched} returned lines matched, "
        f"{imported.returns_unlinked} kept as unlinked history",
        f"{imported.sales_known + imported.returns_known} here already",
        f"{imported.products} new products, {imported.customers} new customers",
    ]
    ending = "Nothing was changed: this was a dry run." if dry_run else ""
    if not dry_run and not imported.anything_new:
        known = imported.sales_known + imported.returns_known
        why = "everything usable in it was here already" if known else "no row could be used"
        ending = f"Nothing was changed: {why}."
    return "; ".join(parts) + ". " + ending
