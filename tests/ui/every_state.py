"""Every state of every room that looks like no other, and the keys that lead there.

A new one is one line: its name, the steps from the line before (see ``Led.follow``), and
words that stand there then in English. Rooms of the rail need no line to be looked at as
they are when they are opened.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.builders import PIN
from tests.ui.every_shop import CLERK_BADGE, CLERK_PIN


class State(NamedTuple):
    name: str
    steps: str
    seen: str


class Journey(NamedTuple):
    """States that follow from one another, in the window of one person."""

    name: str
    states: tuple[State, ...]
    badge: str = "1"
    pin: str = PIN


def journey(name: str, *states: tuple[str, str, str], clerk: bool = False) -> Journey:
    known = (CLERK_BADGE, CLERK_PIN) if clerk else ("1", PIN)
    return Journey(name, tuple(State(*each) for each in states), *known)


TWO = "scan B261117-0001 | scan ELK-1 | 1 | scan RMH-5 | 1"
LATE = "scan B261001-0042 | scan ELK-1 | 1"

JOURNEYS = (
    journey(
        "a sale",
        ("ready", "", "Ready for the next customer"),
        ("nothing found", "enter 9999-0000", "Nothing was found"),
        ("customers found", "enter budi santoso", "Found for"),
        ("sales found", "Return", "Sales of Budi Santoso"),
        ("a sale", "scan B261117-0001", "Sale B261117-0001"),
        ("something asked", "scan ELK-9", "Serial number"),
        (
            "something seen",
            "1 | to Serial number on the item | type SN-0099-4711-AX | Return",
            "things needed",
        ),
        ("put aside", "Esc", "put aside"),
        ("refused", "scan B261117-0001 | scan MKN-2 | 1", "final sale"),
        ("told on paper", "F7", "Answer D1-000001"),
        ("no receipt", "F3 | scan RMH-5 | 1 | to Proof of purchase | 3", "receipt"),
        ("gift receipt", "Esc | scan B261117-0001 | scan RMH-5 | F4", "Gift receipt P1-000001"),
        ("gift brought back", "F9 | scan P1-000001 | scan RMH-5 | 6", "with a gift receipt"),
    ),
    journey(
        "paid out",
        ("accepted", TWO, "Refund"),
        (
            "shared out",
            "to Change how the refund is paid | Space | type 3000000 | Return",
            "is left to share out",
        ),
        (
            "shared out in three",
            "to Add a part | Space | Shift+Tab | 3",
            "All of it is shared out.",
        ),
        ("goods go elsewhere", "Esc | to Back to stock | Space", "What becomes of the goods"),
        ("paid", "1 | F8", "Return R1-000002"),
        ("mailed", "Ctrl+E", "E-mail address"),
        ("mailed wrongly", "type siti@ | F9", "This is no e-mail address"),
        ("undoing it", "Esc | F6", "Void R1-000002"),
        ("undoing it, incomplete", "F8", "This is missing."),
        ("refunds wait", "Esc | F9", "Done on the terminal"),
        (
            "refunds wait, incomplete",
            "to Done on the terminal | Space",
            "reference is missing",
        ),
        ("shown again", "scan R1-000002", "Return R1-000002"),
        ("goods wait", "Ctrl+7 | Return", "What becomes of them?"),
        ("goods decided", "F5", "Print its tag anew"),
    ),
    journey(
        "an exchange",
        ("goods go out", "scan B261117-0001 | scan ELK-1 | 1 | F6", "Scan what the customer"),
        ("the customer pays", "scan ELK-9", "The customer pays"),
        (
            "by two ways",
            "to How the customer pays | 8 | to Amount of the payment | type 10000 | "
            "Return | to Add a payment | Space",
            "How the customer pays (2)",
        ),
        ("reference missing", "F8", "is missing"),
        (
            "exchanged",
            "Esc | scan B261117-0001 | scan ELK-1 | 1 | F6 | scan RMH-5 | F8",
            "Exchanged",
        ),
        ("undoing it", "F6", "Void E1-000001"),
    ),
    journey(
        "a manager's yes",
        ("called", "F12", "A manager was called"),
        ("needs a yes", LATE, "Needs a manager's yes"),
        ("a manager is here", "F8", "A manager approves here"),
        ("asked from afar", "Esc | Ctrl+Return", "Waiting for a manager"),
        ("asked back", "manager asks", "A manager asks back"),
        ("not allowed", "F8 | type Yes | Return | manager no", "Not allowed"),
        ("changed", "Ctrl+Return | manager change", "Allowed, with a change"),
        clerk=True,
    ),
    journey(
        "allowed",
        ("allowed", LATE + " | Ctrl+Return | manager yes", "allowed it"),
        ("paid", "F8", "Approved by"),
        clerk=True,
    ),
    journey(
        "no sale at hand",
        ("looking for the sale", "F7", "What does the customer remember?"),
        (
            "sales that fit",
            "to Product: scan it, or words of its name | type ELK-1 | F8",
            "fit",
        ),
        ("goods alone", "F7 | scan ELK-9 | 1", "Without a receipt"),
        ("on hold", "F9", "1 visit is on hold"),
        ("resumed", "to Resume | Space", "Without a receipt"),
        ("goodwill", "Esc | F10 | type 45000 | Tab | 1", "Goodwill"),
        ("a price to correct", "Esc | scan B261117-0001 | F10", "Whose price is it?"),
        ("a price corrected", "scan ELK-9 | type 1250000 | Tab | 2", "Needs a manager's yes"),
        ("a manager is here", "F8", "Who approves"),
        ("corrected", "Esc | to How much | type 75000 | Tab | 2 | F8", "Correction C1-000001"),
    ),
    journey(
        "approvals",
        ("a request", "Ctrl+4 | to B261016-0001 Rp 315.000 | Space", "tidak pernah dipakai"),
        ("asking back", "F5", ""),
        ("refusing", "Esc | F7", ""),
        ("refused", "F8", ""),
        ("changing", "Esc | F6", ""),
        ("changed", "type 900000 | Return", ""),
        ("while away", "Esc | Esc | F4", "Lend my authority"),
    ),
    journey(
        "the drawer",
        ("paid in", "Ctrl+5 | F3", "Pay cash in"),
        ("paid in, incomplete", "F9", "Write the amount"),
        ("X report", "Esc | F7", "X report"),
        ("handing over", "F9 | F8", "Who takes over"),
        ("terms", "Esc | to Settings… | Space", "Settings of the drawers"),
        ("counting", "Esc | F9", "Count the drawer"),
        ("counted", "type 1 | F9", "Should be there"),
        ("closed", "F9", "Z report Z1-000001"),
    ),
    journey(
        "papers",
        ("a job", "Ctrl+Shift+P | to Try again | Shift+Tab | Space", "failed"),
        ("a mail", "Ctrl+E", "E-mail address"),
        ("nothing found", "Esc | F3 | type nothing | Return", ""),
        ("printers", "F4", "Papers of register 1"),
        ("a new printer", "F8", "A new printer"),
        ("a printer, incomplete", "F9", ""),
        ("the mail server", "Esc | F11", "Send a test to me"),
        ("letterhead", "F4 | F4 | F11", "Letterhead"),
    ),
    journey(
        "cards",
        ("a card to sell", "Ctrl+6 | F3", ""),
        ("incomplete", "F8", ""),
    ),
    journey(
        "the policy",
        ("a draft", "Ctrl+8 | F8", "Discard"),
        ("a new row", "to Add a row | Space", "Add the row"),
        ("compared", "Esc | to Compare | Space", "Back to the table"),
        ("on last year", "Esc | to Try it on last year | Space", ""),
    ),
    journey(
        "people",
        ("a colleague", "Ctrl+9 | Down", ""),
        ("somebody new", "F3", "Somebody new"),
        ("somebody new, incomplete", "F9", "This is missing."),
        ("roles", "Esc | F4", "What they may do"),
    ),
    journey(
        "the journal",
        ("an entry", TWO + " | F8 | F9 | Ctrl+0 | Down | Up", ""),
        ("a case", "F6", ""),
        ("a paper of the case", "F8", ""),
        ("a day", "Esc | Esc | F7", "Make the summary"),
    ),
    journey(
        "the queue",
        ("empty", "Ctrl+2", "Two presses for a ticket"),
        ("for whom", "F5", "for whom?"),
        ("people wait", "1 | F6 | 1 | F7 | 2", "3 people wait"),
        ("somebody called", "Ctrl+N", "was called"),
        ("moved", "F4", "Move them"),
        ("served", "Esc | Ctrl+N", "nobody named"),
        ("the wall is open", "Ctrl+Shift+W", "Close “now serving”"),
        ("a note", "Ctrl+Shift+W | Ctrl+J", "Keep the note"),
        ("put aside", "Esc | Ctrl+H", "for whom does it wait?"),
        ("goodbye", "Esc | Ctrl+G", "Close and call the next"),
    ),
    journey(
        "a case",
        ("beginning", "Ctrl+J", "What they come for"),
        ("its story", "Tab | 3 | Ctrl+N | Ctrl+K", "About the case"),
        (
            "with a note",
            "to A note in this case | type Grill lid, third time | Return",
            "Written down in case",
        ),
        ("promising", "to Promise | Space", "Promise something"),
        ("promised", "type A new lid | F8", "A new lid"),
        ("goodbye", "F8", "How does the customer say that it was?"),
        ("goodbye refused", "F8", "The case is closed and stays so."),
        ("listed", "Esc | F6", "New case"),
    ),
    journey(
        "a complaint",
        ("calm", "Ctrl+J | Ctrl+N | Ctrl+K | F9", "Listen first."),
        (
            "issue",
            "type It smells of burnt rubber! | Tab | 1 | Tab | 2 | F9",
            "What it is really about",
        ),
        ("remedy", "type The motor burns | F9", "Remedy"),
        ("goodwill", "1", "Give it at the counter"),
        ("a letter", "5 | F9", "The letter is kept."),
        ("promise", "F6", "Who sees to it"),
        ("on paper", "type A letter | F9 | Ctrl+P", "Picture of the customer's paper"),
        ("settled", "F12", "The complaint is settled."),
        ("terms", "Ctrl+8 | F7", "Working hours"),
    ),
    journey(
        "questions",
        ("a question", "Ctrl+J | Ctrl+N | Ctrl+K | F10", "What does the customer ask?"),
        (
            "answered",
            "type What warranty has a kettle? | to The answer | type Two years. | F9",
            "Keep this answer for everybody",
        ),
        ("kept", "F4", "As anybody may ask it"),
        ("known", "F9 | F3 | type What warranty on kettles", "The shop knows an answer"),
        (
            "promised",
            "type When do blue lamps come? | to Come back to the customer | 2 | F9",
            "Written down",
        ),
        ("follow-ups", "F6", "Came back to the customer"),
        ("knowledge", "Esc | F11", "What the shop knows"),
        ("the guide", "Esc | F12", "What we say to customers"),
    ),
    journey(
        "answers",
        ("found", "Ctrl+I | type ponsl", "4 found"),
        ("a product", "Return", "Can it come back if it is bought today?"),
        ("the policy", "F7", "Print"),
        ("a bill", "Esc | F3 | type B261117-0001 | Return", "Told the customer"),
        ("what is beside it", "F3 | type ELK-9 | Return | F9", "Named beside"),
        ("promised", "Esc | F10", "Promised by today"),
        ("known", "Esc | F11", "What the shop knows"),
    ),
    journey(
        "nobody here",
        ("locked", "scan B261117-0001 | Ctrl+L", "Somebody else may sign on here"),
        (
            "sign-on",
            f"type 1 | Return | type {PIN} | Return | Ctrl+Shift+L",
            "Who is at the counter?",
        ),
        ("a wrong PIN", "type 1 | Return | type 1357 | Return", "is not right"),
    ),
)
