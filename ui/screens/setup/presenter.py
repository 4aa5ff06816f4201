"""What the set-up page says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from models.rules.pins import LEAST_PIN, MOST_PIN
from models.services.pins import check_pin
from models.services.places import country_names, currency_names, propose, zone_names
from models.services.setup import LANGUAGES, SetUp
from models.values import Message, Refused
from receipts.language import Language
from ui.screens.setup.state import Asked, Doing, Places, SetupState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.services.places import Named

T = TypeVar("T")


class Compute(Protocol):
    """:meth:`ui.work.Work.compute`: a job on the worker, its answer on the ui thread."""

    def __call__(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None: ...


REFUSED_AT: Final[Mapping[str, Asked]] = {
    "country-unknown": Asked.COUNTRY,
    "currency-unknown": Asked.CURRENCY,
    "time-zone-unknown": Asked.TIME_ZONE,
    "pin-too-short": Asked.PIN,
    "pin-too-long": Asked.PIN,
    "pin-too-common": Asked.PIN,
}
"""The answer that a refusal of the set-up is about."""


class _Stopped(Exception):
    """Breaks off the demo where it reports how far it is."""


class _Far(QObject):
    """How far the demo is, carried from the worker to the ui thread.

    Signals:
        moved: done, of how much.
    """

    moved = Signal(int, int)

    def __init__(self, told: Callable[[int, int], None]) -> None:
        super().__init__()
        self._told = told
        self._share = -1
        self.stop = False
        self.moved.connect(self._tell)

    def report(self, done: int, total: int) -> None:
        """Called on the worker, however often; at most one signal for each per cent."""
        if self.stop:
            raise _Stopped
        share = done * 100 // total if total else -1
        if share != self._share:
            self._share = share
            self.moved.emit(done, total)

    @Slot(int, int)
    def _tell(self, done: int, total: int) -> None:
        self._told(done, total)


class SetupPresenter:
    """The answers so far, and the two ways out of the page.

    ``create`` writes the shop and ``build_demo`` the demo shop, which tells how far it is and
    leaves nothing behind when it breaks off; both are called on the worker and may raise
    ``Refused``. ``opened`` is called on the ui thread once either is there.
    """

    def __init__(
        self,
        compute: Compute,
        create: Callable[[SetUp], None],
        build_demo: Callable[[Callable[[int, int], None]], None],
        opened: Callable[[], None],
        show: Callable[[SetupState], None],
    ) -> None:
        self._compute = compute
        self._create = create
        self._build_demo = build_demo
        self._opened = opened
        self._show = show
        self._state = SetupState(least_pin=LEAST_PIN, most_pin=MOST_PIN)
        self._left: frozenset[Asked] = frozenset()
        self._known: dict[str, Places] = {}
        self._far: _Far | None = None

    @property
    def state(self) -> SetupState:
        return self._state

    def start(self, language: str = "en", country: str = "") -> None:
        """Show the page as this machine suggests it; the other languages load meanwhile."""
        first = language if language in LANGUAGES else "en"
        self._load(first, lambda: self._begin(first, country))
        for other in LANGUAGES:
            if other != first:
                self._load(other, lambda: None)

    def choose_language(self, code: str) -> None:
        """The page, and the shop's own language."""
        if code in self._known:
            self._speak(code)
        else:
            self._load(code, lambda: self._speak(code))

    def answer(self, asked: Asked, text: str) -> None:
        """Another letter or choice; a new country brings its own money and clocks."""
        before = self._state.answers.get(asked, "")
        if text == before:
            return
        self._judge({**self._state.answers, asked: text})
        if asked is Asked.COUNTRY:
            self._propose(text)

    def leave(self, asked: Asked) -> None:
        """The person went on from this answer: what is wrong with it may be said."""
        self._left |= {asked}
        self._judge(self._state.answers)

    def leave_all(self) -> None:
        """The shop was to be opened: say everything that is still missing."""
        self._left = frozenset(Asked)
        self._judge(self._state.answers)

    def open_shop(self) -> None:
        """Create the shop, once everything is answered."""
        state = self._state
        if state.doing is not Doing.NOTHING or state.missing:
            self.leave_all()
            return
        given = {asked: text.strip() for asked, text in state.answers.items()}
        asked_for = SetUp(
            name=given[Asked.NAME],
            country=given[Asked.COUNTRY],
            currency=given[Asked.CURRENCY],
            time_zone=given[Asked.TIME_ZONE],
            language=state.language,
            manager=given[Asked.MANAGER],
            pin=given[Asked.PIN],
        )
        self._set(replace(state, doing=Doing.OPENING, refused=()))
        self._compute(
            lambda: self._create(asked_for), lambda _: self._is_open(), self._not_opened
        )

    def open_demo(self) -> None:
        """Build the made-up shop, which takes some seconds, and open it."""
        if self._state.doing is not Doing.NOTHING:
            return
        far = self._far = _Far(self._moved)
        self._set(replace(self._state, doing=Doing.DEMO, progress=(0, 0), refused=()))
        self._compute(lambda: self._built(far), self._demo_built, self._not_opened)

    def cancel_demo(self) -> None:
        if self._far and self._state.doing is Doing.DEMO:
            self._far.stop = True
            self._set(replace(self._state, doing=Doing.STOPPING))

    def _built(self, far: _Far) -> bool:
        """On the worker; False if it was broken off."""
        try:
            self._build_demo(far.report)
        except _Stopped:
            return False
        return True

    # What comes back from the worker.

    def _begin(self, language: str, country: str) -> None:
        self._speak(language)
        if any(each.code == country for each in self._state.places.countries):
            self.answer(Asked.COUNTRY, country)

    def _speak(self, code: str) -> None:
        self._set(replace(self._state, language=code, places=self._known[code]))
        if country := self._state.answers.get(Asked.COUNTRY):
            self._name_zones(country)

    def _proposed(self, country: str, currency: str, zones: tuple[Named, ...]) -> None:
        if self._state.answers.get(Asked.COUNTRY) != country:
            return
        answers = {
            **self._state.answers,
            Asked.CURRENCY: currency,
            Asked.TIME_ZONE: zones[0].code,
        }
        self._state = replace(self._state, zones=zones)
        self._judge(answers)

    def _zones_named(self, country: str, language: str, zones: tuple[Named, ...]) -> None:
        now = self._state
        if now.answers.get(Asked.COUNTRY) == country and now.language == language:
            self._set(replace(now, zones=zones))

    def _is_open(self) -> None:
        """The PIN is no longer kept once it was used."""
        cleared = SetupState(
            least_pin=LEAST_PIN, most_pin=MOST_PIN, language=self._state.language
        )
        self._state = replace(cleared, places=self._state.places)
        self._opened()

    def _demo_built(self, whole: bool) -> None:
        self._far = None
        if whole:
            self._is_open()
        else:
            self._set(replace(self._state, doing=Doing.NOTHING))

    def _moved(self, done: int, total: int) -> None:
        if self._state.doing is Doing.DEMO:
            self._set(replace(self._state, progress=(done, total)))

    def _not_opened(self, problem: Exception) -> None:
        """A refusal is said where the answer stands, or beside the buttons."""
        messages = problem.messages if isinstance(problem, Refused) else ()
        placed = {REFUSED_AT[m.code]: m for m in messages if m.code in REFUSED_AT}
        others = tuple(m for m in messages if m.code not in REFUSED_AT)
        self._far = None
        problems = {**self._state.problems, **placed}
        self._set(replace(self._state, doing=Doing.NOTHING, problems=problems, refused=others))

    def _failed(self, problem: Exception) -> None:
        """Names that cannot be loaded are a bug, which the worker reports itself."""

    # Steps shared by several of the above.

    def _load(self, code: str, then: Callable[[], None]) -> None:
        def loaded(places: Places) -> None:
            self._known[code] = places
            then()

        self._compute(lambda: load_places(code), loaded, self._failed)

    def _propose(self, country: str) -> None:
        if not country:
            self._state = replace(self._state, zones=())
            unknown = {Asked.CURRENCY: "", Asked.TIME_ZONE: ""}
            self._judge({**self._state.answers, **unknown})
            return
        language = self._state.language

        def job() -> tuple[str, tuple[Named, ...]]:
            return propose(country).currency, name_zones(country, language)

        self._compute(job, lambda found: self._proposed(country, *found), self._failed)

    def _name_zones(self, country: str) -> None:
        language = self._state.language
        self._compute(
            lambda: name_zones(country, language),
            lambda zones: self._zones_named(country, language, zones),
            self._failed,
        )

    def _judge(self, answers: Mapping[Asked, str]) -> None:
        """Say what is wrong with what was left, and at once what more typing cannot mend."""
        wrong = find_problems(answers)
        said = {
            asked: message
            for asked, message in wrong.items()
            if asked in self._left or message.code in PAST_MENDING
        }
        self._set(replace(self._state, answers=answers, problems=said, missing=tuple(wrong)))

    def _set(self, state: SetupState) -> None:
        self._state = state
        self._show(state)


PAST_MENDING: Final = frozenset(
    {"pin-not-digits", "pin-too-long", "pin-too-common", "pins-differ-already"}
)


def find_problems(answers: Mapping[Asked, str]) -> dict[Asked, Message]:
    """What is missing or wrong, one problem at most for each answer, in the page's order."""
    found = {
        asked: Message(f"{asked}-missing")
        for asked in Asked
        if not answers.get(asked, "").strip()
    }
    pin, again = answers.get(Asked.PIN, ""), answers.get(Asked.PIN_AGAIN, "")
    if pin and (weak := _weakness(pin)):
        found[Asked.PIN] = weak
    if again and again != pin:
        begun = pin.startswith(again)
        found[Asked.PIN_AGAIN] = Message("pins-differ" if begun else "pins-differ-already")
    return {asked: found[asked] for asked in Asked if asked in found}


def _weakness(pin: str) -> Message | None:
    if not (pin.isascii() and pin.isdigit()):
        return Message("pin-not-digits")
    try:
        check_pin(pin)
    except Refused as why:
        return why.messages[0]
    return None


def load_places(language: str) -> Places:
    """The names, and beside them the catalogue, so that the ui thread never reads a file."""
    Language.of(language).say("Konter")
    return Places(country_names(language), currency_names(language))


def name_zones(country: str, language: str) -> tuple[Named, ...]:
    return zone_names(propose(country).time_zones, language, datetime.now(UTC))
