"""The counter live: who waits, who serves, how old what is open is, and how the day goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.cases import Smile
from receipts.queue_sentences import TICKET_KINDS
from ui import theme, words
from ui.screens.team.told import for_minutes, for_time, minutes_since
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.lanes import Lane, Lanes, Shares
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Line, Text
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from datetime import datetime

    from models.services.team_board import Board, KindOnBoard, OnDuty, Serving
    from ui.screens.team.state import TeamState

SLOW, LATE, WHOLE = 10, 20, 30
"""Minutes after which somebody's wait stands out, alarms, and fills the bar."""
LONG, VERY_LONG = 15, 30
"""Minutes after which a visit stands out, and fills the bar."""
AGES: Final = (
    (mark("Less than a day"), Tone.ACCEPT),
    (mark("1 to 2 days"), Tone.ASK),
    (mark("3 to 6 days"), Tone.OVERRIDE),
    (mark("A week or longer"), Tone.REFUSE),
)
_SMILES: Final = (
    (Smile.GOOD, Tone.ACCEPT),
    (Smile.FAIR, Tone.ASK),
    (Smile.BAD, Tone.REFUSE),
)


class BoardPart(QWidget):
    """Four pictures, two beside each other while they fit.

    Signals:
        case_pressed: the number of a case that is served.
    """

    case_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waiting, self.serving, self.ages = Lanes(), Lanes(), Lanes()
        self._next = Text("", Type.SMALL, Role.MUTED)
        self._next.setWordWrap(True)
        self._nobody = Text(say("Nobody is signed on."), role=Role.MUTED)
        self.today = DayFiguresPart()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        for pair in (
            (self._card(say("Waiting"), self.waiting, self._next), self._counters()),
            (
                self._card(say("Open cases, by age"), self.ages),
                self._card(say("Today"), self.today),
            ),
        ):
            beside = Columns(pad=0, gap=theme.SPACE_3, least=200)
            for card in pair:
                beside.add(card)
            column.addWidget(beside)
        self.serving.pressed.connect(lambda key: self.case_pressed.emit(int(key)))

    def show_state(self, state: TeamState) -> None:
        board = state.board
        if board is None:
            return
        self.waiting.show_lanes([_waits(each, state.now) for each in board.waiting])
        self._next.setText(_for_one_more(board))
        self.serving.show_lanes(_at_counters(board, state.now))
        self._nobody.setVisible(not board.serving and not board.on_duty)
        most = max(board.ages, default=0)
        self.ages.show_lanes(
            [
                Lane(
                    name=say(name),
                    figure=str(count),
                    share=count / most if most else 0.0,
                    tone=tone,
                )
                for (name, tone), count in zip(AGES, board.ages, strict=True)
            ]
        )
        self.today.show_day(board)

    def _card(self, title: str, *parts: QWidget) -> Card:
        card = Card(title)
        pad = theme.SPACE_3
        card.body.setContentsMargins(pad, pad, pad, pad)
        card.body.setSpacing(theme.SPACE_2)
        for part in parts:
            card.body.addWidget(part)
        card.body.addStretch(1)
        return card

    def _counters(self) -> Card:
        """As many registers as there are: they scroll where they do not fit."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nobody)
        column.addWidget(self.serving)
        column.addStretch(1)
        return self._card(say("At the counters"), ScrollingList(inside, 130))


class DayFiguresPart(QWidget):
    """Three figures of the day, and what customers said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = [Line("", Type.TITLE, tabular=True) for _ in range(3)]
        self.smiles = Shares()
        self._said = Text("", Type.SMALL, Role.MUTED)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        titles = say("served"), say("wait"), say("service")
        for figure, title in zip(self._figures, titles, strict=True):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(figure)
            pair.addWidget(Line(title, Type.SMALL, Role.MUTED))
            row.addLayout(pair, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(row)
        column.addSpacing(theme.SPACE_1)
        column.addWidget(self.smiles)
        column.addWidget(self._said)

    def show_day(self, board: Board) -> None:
        day = board.day
        texts = str(day.served), for_time(day.wait), for_time(day.service)
        for figure, text in zip(self._figures, texts, strict=True):
            figure.setText(text)
        said = say(
            "{good} good · {fair} fair · {bad} bad",
            good=day.smiles[Smile.GOOD],
            fair=day.smiles[Smile.FAIR],
            bad=day.smiles[Smile.BAD],
        )
        if not any(day.smiles.values()):
            said = say("No customer has said yet how it was.")
        self.smiles.show_shares([(day.smiles[smile], tone) for smile, tone in _SMILES], said)
        self._said.setText(said)


def _waits(kind: KindOnBoard, now: datetime | None) -> Lane:
    name = words.word(TICKET_KINDS, kind.kind)
    if kind.since is None:
        return Lane(name=name, figure="0", said=say("Nobody waits for this."))
    waited = minutes_since(kind.since, now)
    tone = Tone.REFUSE if waited >= LATE else Tone.ASK if waited >= SLOW else Tone.ACCEPT
    said = [
        say_many("{count} person waits", "{count} people wait", kind.count),
        say("the first for {time}", time=for_minutes(waited)),
    ]
    if kind.minutes is not None:
        yet = for_minutes(kind.minutes)
        said.append(say("the last is called in about {time}", time=yet))
    return Lane(
        name=name,
        figure=f"{kind.count} · {for_minutes(waited)}",
        share=max(waited, 1) / WHOLE,
        more=(kind.minutes or 0) / WHOLE,
        tone=tone,
        said=", ".join(said),
    )


def _for_one_more(board: Board) -> str:
    if board.minutes is None:
        return say("Nobody can say yet how long a new ticket waits.")
    return say("A new ticket waits about {time}.", time=for_minutes(board.minutes))


def _at_counters(board: Board, now: datetime | None) -> list[Lane]:
    """Whoever serves, and whoever is there and does not."""
    serving = {(each.register, each.person) for each in board.serving}
    free = [each for each in board.on_duty if (each.register, each.person) not in serving]
    return [
        *(_serves(each, now) for each in board.serving),
        *(_is_free(each) for each in free),
    ]


def _serves(each: Serving, now: datetime | None) -> Lane:
    minutes = minutes_since(each.since, now)
    name = " · ".join(part for part in (each.register, each.person, _whom(each)) if part)
    tone = Tone.ASK if minutes >= LONG else Tone.ACCEPT
    if each.case is None:
        tone = Tone.OVERRIDE
    return Lane(
        name=name,
        figure=for_minutes(minutes),
        share=max(minutes, 1) / VERY_LONG,
        tone=tone,
        key=str(each.case.id) if each.case else "",
        said=_what(each),
    )


def _whom(each: Serving) -> str:
    return each.ticket or (each.case.code if each.case else "")


def _what(each: Serving) -> str:
    if each.case is None:
        return say("Called, and not there yet.")
    since = words.clock(each.since)
    named = each.case.title or words.word(TICKET_KINDS, each.case.kind)
    return say("{what}, since {time}", what=named, time=since)


def _is_free(each: OnDuty) -> Lane:
    figure = say("free") if each.signed_on else say("drawer open")
    return Lane(
        name=f"{each.register} · {each.person}",
        figure=figure,
        said=say("There since {time}", time=words.clock(each.since)),
    )
