"""What leaves the records as a file: who took what of the policy is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.services.journal import record
from models.services.rights import needs
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit

TOML: Final = "toml"
JSON_LD: Final = "json-ld"


@needs(Right.POLICY, machine=True)
def note_policy_export(unit: Unit, version: int, form: str) -> None:
    """Before it is written, so that there is no file without its entry; ``form`` is
    :data:`TOML` or :data:`JSON_LD`, a draft's ``version`` is 0."""
    record(unit, "PolicyExported", policy=version, form=form)


@needs(Right.POLICY, machine=True)
def note_replay_export(unit: Unit, title: str, rows: int) -> None:
    """Before decisions tried again are written, which name customers; ``title`` is the
    draft's."""
    record(unit, "PolicyReplayExported", about=title, rows=rows)
