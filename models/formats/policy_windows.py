"""Windows and the stages after them as a person writes them: ``window = "30 days"``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from models.formats.policy_reading import LONGEST, in_order
from models.rules.terms import Stage
from models.rules.windows import Start, Which, Window
from models.values import Message
from models.values.codes import Decider

if TYPE_CHECKING:
    from models.formats.policy_reading import Spot

UNITS: Final = {"hours": LONGEST * 24, "days": LONGEST, "months": 1200, "years": 100}
"""What a window may be measured in, and the most of each."""
LIMITS: Final = (*UNITS, "until", "no_limit", "none")
MORE: Final = ("from", "not_before", "to_working_day", "or_later", "or_earlier")
_PLAIN = re.compile(r"(\d{1,7}) (hour|day|month|year)s?", re.ASCII)


def read_window(spot: Spot) -> Window:
    """From words or from a table."""
    if isinstance(spot.value, str):
        window = _from_words(spot.value)
        if window is None:
            spot.wrong(Message("policy-no-window"))
        return window or Window()
    if not isinstance(spot.value, Mapping):
        spot.wrong(Message("policy-no-window"))
        return Window()
    entries = spot.entries(*LIMITS, *MORE)
    limits = [name for name in LIMITS if name in entries]
    if len(limits) != 1:
        spot.wrong(Message("policy-window-limits", {"count": len(limits)}))
    limit = {k: v for name in limits[:1] for k, v in _limit(name, entries[name]).items()}
    return Window(**limit, **_more(spot, entries))


def write_window(window: Window) -> Any:
    """In words where nothing but the limit is set, else as a table."""
    table: dict[str, Any] = {}
    if window.start is not Start.SALE:
        table["from"] = str(window.start)
    if window.not_before is not None:
        table["not_before"] = window.not_before
    if window.to_working_day:
        table["to_working_day"] = True
    if window.other is not None:
        table[f"or_{window.which}"] = write_window(window.other)
    name, value = _written_limit(window)
    if table:
        return {name: value, **table}
    if name in UNITS:
        return f"{value} {name[:-1] if value == 1 else name}"
    return f"until {value}" if name == "until" else name.replace("_", " ")


def read_stages(spot: Spot) -> tuple[Stage, ...]:
    """Each begins where the one before it ends."""
    spots = spot.many()
    stages = tuple(_stage(each) for each in spots)
    by_place = dict(zip((each.path for each in spots), stages, strict=True))
    order = Message("policy-stages-order")
    in_order(spots, lambda each: by_place[each.path].days, order)
    in_order(spots, lambda each: by_place[each.path].late, order)
    return stages


def write_stage(stage: Stage) -> dict[str, Any]:
    table: dict[str, Any] = {"late": stage.late} if stage.days is None else {"days": stage.days}
    if stage.decider is not Decider.CLERK:
        table["decided_by"] = str(stage.decider)
    if stage.lost:
        table["lost"] = stage.lost
    return table


def _from_words(text: str) -> Window | None:
    words = " ".join(text.casefold().split())
    if words in ("none", "no limit"):
        return Window(no_limit=words == "no limit")
    if words.startswith("until "):
        try:
            return Window(until=date.fromisoformat(words.removeprefix("until ")))
        except ValueError:
            return None
    plain = _PLAIN.fullmatch(words)
    if plain is None:
        return None
    number, unit = int(plain[1]), f"{plain[2]}s"
    if number > UNITS[unit] or (number == 0 and unit != "days"):
        return None
    return Window(**_measured(unit, number))


def _measured(unit: str, number: int) -> dict[str, Any]:
    return {"months": 12 * number} if unit == "years" else {unit: number}


def _limit(name: str, spot: Spot) -> dict[str, Any]:
    if name in UNITS:
        return _measured(name, spot.count(0 if name == "days" else 1, UNITS[name]))
    if name == "until":
        return {"until": spot.day()}
    if not spot.flag():
        spot.wrong(Message("policy-only-true"))
    return {"no_limit": name == "no_limit"}


def _more(spot: Spot, entries: Mapping[str, Spot]) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if "from" in entries:
        more["start"] = entries["from"].option(tuple(Start))
    if "not_before" in entries:
        more["not_before"] = entries["not_before"].day()
    if "to_working_day" in entries:
        more["to_working_day"] = entries["to_working_day"].flag()
    for which in Which:
        if f"or_{which}" in entries:
            if "other" in more:
                spot.wrong(Message("policy-window-second"))
            more["other"], more["which"] = read_window(entries[f"or_{which}"]), which
    return more


def _written_limit(window: Window) -> tuple[str, Any]:
    if window.no_limit:
        return "no_limit", True
    if window.until is not None:
        return "until", window.until
    if window.days is not None:
        return "days", window.days
    if window.hours is not None:
        return "hours", window.hours
    if window.months is None:
        return "none", True
    years, months = divmod(window.months, 12)
    return ("months", window.months) if months else ("years", years)


def _stage(spot: Spot) -> Stage:
    entries = spot.entries("days", "late", "decided_by", "lost")
    if isinstance(spot.value, Mapping) and ("days" in entries) == ("late" in entries):
        spot.wrong(Message("policy-stage-end"))
    return Stage(
        days=entries["days"].count() if "days" in entries else None,
        late=entries["late"].count() if "late" in entries else None,
        decider=(
            entries["decided_by"].option(tuple(Decider))
            if "decided_by" in entries
            else Decider.CLERK
        ),
        lost=entries["lost"].percent() if "lost" in entries else Decimal(0),
    )
