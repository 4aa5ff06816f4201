"""One request: what is asked, why it takes a manager, who the customer is, what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values import ONE
from models.values.approvals import ApprovalKind, Said
from models.values.codes import Answer, Decider, Standing
from receipts.approval_sentences import (
    APPROVAL_KINDS,
    APPROVAL_SAID,
    NO_REASONS,
    YES_REASONS,
)
from receipts.complaint_sentences import COMPLAINT_REMEDIES, SEVERITIES
from receipts.options import STANDINGS
from receipts.sentences import CONDITIONS, REASONS
from ui import theme, words
from ui.screens.approvals.listed import (
    age,
    age_words,
    place_words,
    state_tone,
    state_words,
)
from ui.theme import Role, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.finding_card import FindingCard, Told
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.widgets.told import gravest_first, told
from ui.words import say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.findings import Finding
    from models.services.approval_cards import ApprovalCard
    from models.services.approval_seen import ApprovalLine
    from models.values.approvals import CustomerHistory, ThreadEntry
    from models.values.complaints import ComplaintSeen
    from ui.screens.approvals.state import ApprovalsState


class RequestCard(Card):
    """Shows what was picked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: ApprovalCard | None = None
        self.empty = EmptyState("approvals", "")
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._who = Text("", Type.SMALL, Role.MUTED)
        self._lead = Text(say("To the customer"), Type.SMALL, Role.MUTED)
        self._amount = AmountLabel(name=say("To the customer"))
        self._tenders = MoneyRows()
        self._parts = QWidget()
        self._column = QVBoxLayout(self._parts)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self._column.addStretch(1)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_2)
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        whole.addLayout(title)
        for part in (self._who, self._lead, self._amount, self._tenders):
            whole.addWidget(part)
        whole.addWidget(ScrollingList(self._parts, 160), 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._whole, 1)

    def show_state(self, state: ApprovalsState) -> None:
        card = state.card
        self.empty.setVisible(card is None)
        self._whole.setVisible(card is not None)
        if card is None:
            self._shown = None
            self._say_nothing(state)
            return
        waits = age_words(age(card.asked_at, state.now))
        self._who.setText(f"{place_words(card.person, card.register)} · {waits}")
        if card != self._shown:
            self._shown = card
            self._show(card)

    def _say_nothing(self, state: ApprovalsState) -> None:
        if state.listed:
            self.empty.show_as(
                "approvals",
                say("No request is picked"),
                say("Choose one from the list: what is asked, and why, appears here."),
            )
        else:
            self.empty.show_as(
                "approvals",
                say("Nothing waits for you"),
                say(
                    "When a clerk asks for a yes or calls for help, it appears in the list, "
                    "with a sound if that is on. Nothing needs to be opened for that."
                ),
            )

    def _show(self, card: ApprovalCard) -> None:
        self._title.setText(_title(card))
        self._tag.show_as(state_words(card.kind, card.state), state_tone(card.state))
        pays = bool(card.to_pay)
        for part in (self._lead, self._amount, self._tenders):
            part.setVisible(pays)
        self._amount.show_amount(words.money(card.to_pay))
        self._tenders.show_rows(tender_rows(card))
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if (old := item.widget() if item else None) is not None:
                old.hide()
                old.deleteLater()
        for at, new in enumerate(_parts(card)):
            self._column.insertWidget(at, new)


def tender_rows(card: ApprovalCard) -> list[MoneyRow]:
    """Where the money goes; what was asked for, where that is no longer the same."""
    rows = []
    if card.asked_amount != card.amount:
        rows.append(MoneyRow(say("Asked for"), words.amount(card.asked_amount)))
    for kind, label, amount in card.tenders:
        to = words.tender(kind, label)
        rows.append(MoneyRow(say("to {tender}", tender=to), words.amount(amount), strong=True))
    return rows


def _title(card: ApprovalCard) -> str:
    if card.kind is ApprovalKind.HELP:
        return say(
            "{person} calls from register {register}",
            person=card.person,
            register=card.register,
        )
    kind = words.word(APPROVAL_KINDS, card.kind)
    return f"{kind} · {card.about}" if card.about else kind


def _parts(card: ApprovalCard) -> list[QWidget]:
    """From what the clerk says to what was answered, each with its heading."""
    parts: list[QWidget] = []
    if card.words:
        said = say("“{words}”", words=card.words)
        parts.append(FindingCard(Tone.QUIET, card.person, [Told(said)]))
    rows = [_line_row(line) for line in card.lines]
    if card.complaint is not None:
        rows += complaint_rows(card.complaint)
    if card.kind is ApprovalKind.HELP and card.about:
        rows.insert(0, MoneyRow(say("About"), card.about))
    if rows:
        parts.append(MoneyRows(rows))
    parts += _reasons(card)
    if card.history is not None:
        parts += [_heading(say("The customer")), MoneyRows(history_rows(card.history))]
    entries = [entry for entry in card.thread if entry.said is not Said.ASKED]
    if entries:
        parts.append(_heading(say("What was said")))
        parts += [Text(thread_words(entry)) for entry in entries]
    return parts


def _reasons(card: ApprovalCard) -> list[QWidget]:
    """Why it takes a manager: each line's findings, then what is beyond the clerk's limits."""
    cards: list[QWidget] = []
    for line in card.lines:
        if line.findings:
            answer = line.answer or gravest_first(line.findings)[0].answer
            cards.append(_finding_card(card, line.description, line.findings, answer))
    if not cards and card.findings:
        name = words.word(APPROVAL_KINDS, card.kind)
        answer = gravest_first(card.findings)[0].answer
        cards.append(_finding_card(card, name, card.findings, answer))
    if card.beyond:
        reasons = [Told(words.sentence(message)) for message in card.beyond]
        cards.append(FindingCard(Tone.OVERRIDE, say("Beyond the clerk's own limits"), reasons))
    return cards


def _finding_card(
    card: ApprovalCard, name: str, found: Sequence[Finding], answer: Answer
) -> FindingCard:
    tagged = words.tag(gravest_first(found)[0].message)
    title = say("{item}: {said}", item=name, said=tagged)
    return FindingCard(Tone(answer), title, told(found, card.clauses, _cure))


def _cure(finding: Finding) -> str:
    """Only what tells a manager something: that theirs is not the only yes it takes."""
    cure = finding.cure
    two = cure is not None and cure.facts.get("rank") is Decider.TWO_MANAGERS
    return words.cure(cure) if cure is not None and two else ""


def _line_row(line: ApprovalLine) -> MoneyRow:
    many = line.quantity != ONE
    name = f"{words.quantity(line.quantity)} × {line.description}" if many else line.description
    if line.out:
        name = say("{item} goes out", item=name)
    why = (words.word(REASONS, line.reason), words.word(CONDITIONS, line.condition))
    detail = " · ".join(part for part in why if part)
    return MoneyRow(f"{name}\n{detail}" if detail else name, words.amount(line.amount))


def complaint_rows(complaint: ComplaintSeen) -> list[MoneyRow]:
    """What a manager wants to know of a complaint before a yes to its remedy."""
    remedy = words.word(COMPLAINT_REMEDIES, complaint.remedy or "")
    told = (
        (say("What they say"), complaint.said),
        (say("How grave"), words.word(SEVERITIES, str(complaint.severity))),
        (say("What it is really about"), complaint.issue),
        (say("What the customer wants"), complaint.wants),
        (say("Remedy"), f"{remedy}: {complaint.remedy_words}".rstrip(": ")),
    )
    return [MoneyRow(f"{label}\n{fact}", "") for label, fact in told if fact]


def history_rows(history: CustomerHistory) -> list[MoneyRow]:
    """What a manager wants to know of a customer before a yes."""
    name = history.name
    if history.standing is not Standing.USUAL:
        name = f"{name} ({words.word(STANDINGS, history.standing)})"
    months = say_many("in the last month", "in the last {count} months", history.months)
    rows = [MoneyRow(name, months)]
    counted = (
        (say("Bought"), history.sales, history.bought),
        (say("Brought back"), history.returns, history.returned),
    )
    rows += [
        MoneyRow(label, f"{count} × · {words.money(amount)}")
        for label, count, amount in counted
    ]
    if history.without_receipt:
        rows.append(MoneyRow(say("Without a receipt"), f"{history.without_receipt} ×"))
    return rows


def thread_words(entry: ThreadEntry) -> str:
    """One thing that was said: when, by whom, why, in which words."""
    who = entry.name
    if entry.instead_of:
        who = say("{name} for {other}", name=who, other=entry.instead_of)
    did = words.word(APPROVAL_SAID, entry.said)
    if entry.amount is not None:
        did = f"{did}: {words.money(entry.amount)}"
    reasons = NO_REASONS if entry.said is Said.REFUSED else YES_REASONS
    why = words.word(reasons, entry.reason) if entry.reason else ""
    said = say("“{words}”", words=entry.words) if entry.words else ""
    return " · ".join(part for part in (f"{entry.at:%H:%M} {who}", did, why, said) if part)


def _heading(text: str) -> Text:
    return Text(text, strong=True)
