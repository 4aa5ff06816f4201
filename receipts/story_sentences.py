"""What happened in a case, as one tells a story: who did what, to whom, in which words."""

from __future__ import annotations

from typing import Final

from receipts.language import mark

STORY: Final[dict[str, tuple[str, ...]]] = {
    "TicketDrawn": (mark("{who} drew ticket {ticket}: {kind}"),),
    "TicketCalled": (mark("{who} called ticket {ticket}"),),
    "TicketCalled.again": (mark("{who} called ticket {ticket} again"),),
    "TicketNoShow": (mark("Nobody came when {who} called ticket {ticket}"),),
    "TicketHeld": (mark("{who} let ticket {ticket} wait aside"),),
    "TicketPutInAgain": (mark("{who} put ticket {ticket} back in the queue"),),
    "TicketTransferred": (
        mark("{who} sent ticket {ticket} to register {register}: {kind}"),
        mark("{who} moved ticket {ticket} to another line: {kind}"),
    ),
    "CaseOpened": (mark("{who} welcomed the customer: {kind}"),),
    "CaseOpened.phone": (mark("{who} took a call: {kind}"),),
    "CaseOpened.chat": (mark("{who} began a chat: {kind}"),),
    "CaseOpened.e-mail": (mark("{who} took up an e-mail: {kind}"),),
    "CaseAside.customer": (mark("{who} put the case aside; it waits for the customer"),),
    "CaseAside.shop": (mark("{who} put the case aside; it waits for the shop"),),
    "CaseTakenUp": (
        mark("{who} took the case over from register {from_register}"),
        mark("{who} went on with the case"),
    ),
    "CaseHandedOver": (
        mark("{who} gave the case to {to} at register {to_register}: “{words}”"),
        mark("{who} gave the case to {to} at register {to_register}"),
        mark("{who} gave the case to {to}: “{words}”"),
        mark("{who} gave the case to {to}"),
        mark("{who} gave the case to register {to_register}: “{words}”"),
        mark("{who} gave the case to register {to_register}"),
    ),
    "CaseEntitled": (
        mark("{who} wrote down what it is about: {title}"),
        mark("{who} wrote down what it is about"),
    ),
    "CaseCustomerNamed": (
        mark("{who} learned who the customer is: {name}"),
        mark("{who} learned who the customer is: number {customer}"),
        mark("{who} took the customer's name out of the case"),
    ),
    "CaseLinked": (mark("{who} saw that it goes on with case {earlier}"),),
    "CaseNoted": (mark("{who} noted: “{words}”"),),
    "CaseNoted.coaching": (mark("{who} noted, for one person only: “{words}”"),),
    "CaseEscalated": (mark("{who} asked for somebody with more to say: “{words}”"),),
    "CaseRated.good": (mark("The customer told {who} that it was good"),),
    "CaseRated.fair": (mark("The customer told {who} that it was fair"),),
    "CaseRated.bad": (mark("The customer told {who} that it was bad"),),
    "PaperSigned": (mark("The customer signed {paper}"),),
    "ProductAnswered": (mark("{who} told the customer about {product} ({sku})"),),
    "BillAnswered": (mark("{who} explained the bill of sale {sale}"),),
    "PolicyAnswered": (
        mark("{who} said whether {product} of sale {sale} can come back"),
        mark("{who} said whether {product} can come back once it is bought"),
    ),
    "CaseClosed": (
        mark("{who} said goodbye; it goes on elsewhere: “{words}”"),
        mark("{who} said goodbye"),
    ),
    "CaseClosed.good": (
        mark(
            "{who} said goodbye, the customer said that it was good; "
            "it goes on elsewhere: “{words}”"
        ),
        mark("{who} said goodbye; the customer said that it was good"),
    ),
    "CaseClosed.fair": (
        mark(
            "{who} said goodbye, the customer said that it was fair; "
            "it goes on elsewhere: “{words}”"
        ),
        mark("{who} said goodbye; the customer said that it was fair"),
    ),
    "CaseClosed.bad": (
        mark(
            "{who} said goodbye, the customer said that it was bad; "
            "it goes on elsewhere: “{words}”"
        ),
        mark("{who} said goodbye; the customer said that it was bad"),
    ),
    "PromiseMade": (mark("{who} promised until {until}: “{words}”. {person} sees to it"),),
    "PromiseMade.self": (mark("{who} promised until {until}: “{words}”"),),
    "PromiseKept": (
        mark("{who} kept what was promised: “{words}”"),
        mark("{who} kept what was promised"),
    ),
    "PromiseBroken": (mark("{who} could not keep what was promised: “{words}”"),),
    "QuestionAsked": (
        mark("{who} was asked: “{words}”"),
        mark("{who} was asked a question"),
    ),
    "QuestionAnswered": (
        mark("{who} answered: “{words}”"),
        mark("{who} answered the question"),
    ),
    "FollowUpPlanned": (mark("{who} promised an answer by {on}; {person} sees to it"),),
    "FollowUpPlanned.self": (mark("{who} promised to come back with an answer by {on}"),),
    "FollowUpDone": (mark("{who} came back to the customer with the answer"),),
    "ComplaintBegun": (
        mark("The customer complained to {who}: “{words}”"),
        mark("The customer complained to {who}"),
    ),
    "ComplaintStep.issue": (
        mark("{who} understood: “{words}”; the customer wants: “{wants}”"),
        mark("{who} understood: “{words}”"),
    ),
    "ComplaintStep.promise": (mark("{who} promised how the complaint is made good"),),
    "ComplaintStep.settled": (mark("{who} settled the complaint"),),
    "ComplaintStep.goodwill": (
        mark("{who} made it good with goodwill, slip {paper}: “{words}”"),
        mark("{who} made it good with goodwill, slip {paper}"),
        mark("{who} offered goodwill"),
    ),
    "ComplaintStep.exchange": (
        mark("{who} made it good with an exchange, slip {paper}: “{words}”"),
        mark("{who} made it good with an exchange, slip {paper}"),
        mark("{who} offered an exchange"),
    ),
    "ComplaintStep.refund": (
        mark("{who} made it good with a refund, slip {paper}: “{words}”"),
        mark("{who} made it good with a refund, slip {paper}"),
        mark("{who} offered a refund"),
    ),
    "ComplaintStep.repair": (
        mark("{who} offered a repair: “{words}”"),
        mark("{who} offered a repair"),
    ),
    "ComplaintStep.apology": (
        mark("{who} apologised for the shop: “{words}”"),
        mark("{who} apologised for the shop"),
    ),
    "ComplaintStep.explained": (
        mark("{who} explained why it is so: “{words}”"),
        mark("{who} explained why it is so"),
    ),
    "ComplaintAllowed": (mark("{who} said yes to how it is made good"),),
    "ComplaintWaits": (mark("The complaint waits for the customer, by {who}"),),
    "ComplaintGoesOn": (mark("{who} went on with the complaint"),),
    "ComplaintEscalated": (mark("{who} passed the complaint to a manager"),),
    "TakenDown": (mark("{who} gave the customer on paper that it is on record: {paper}"),),
    "ApologyWritten": (mark("{who} wrote the customer a letter of apology: {paper}"),),
    "ReturnTaken": (
        mark("{who} took goods of sale {sale} back and paid {paid}, slip {slip}"),
        mark("{who} took goods back without a sale and paid {paid}, slip {slip}"),
    ),
    "ExchangeTaken": (mark("{who} exchanged goods of sale {sale}, slip {slip}"),),
    "ExchangeTaken.in": (
        mark("{who} exchanged goods of sale {sale}; the customer paid {paid_in}, slip {slip}"),
    ),
    "ExchangeTaken.out": (
        mark("{who} exchanged goods of sale {sale} and paid {paid_out} back, slip {slip}"),
    ),
    "ReturnDenied": (
        mark("{who} said no about sale {sale}, on paper {slip}: {findings}"),
        mark("{who} said no, on paper {slip}: {findings}"),
        mark("{who} said no about sale {sale}: {findings}"),
        mark("{who} said no: {findings}"),
    ),
    "ReturnAbandoned": (
        mark("{who} left what was asked about sale {sale}; the answer was “{answer}”"),
        mark("{who} left what was asked; the answer was “{answer}”"),
    ),
    "PostVoid": (mark("{who} voided slip {slip} with paper {paper}: {paid} undone"),),
    "GoodwillGiven": (mark("{who} gave {paid} as goodwill, slip {slip}: {reason}"),),
    "PriceCorrected": (
        mark("{who} gave {paid} of the price of sale {sale} back, slip {slip}: {reason}"),
    ),
    "RefundSettled": (
        mark("The terminal paid the refund of slip {slip}, reference {reference}"),
        mark("The terminal paid a refund, reference {reference}"),
    ),
    "RefundDeclined": (
        mark("The terminal declined a refund; {amount} went out as {instead}: {why}"),
    ),
    "RefundSplit": (mark("{who} shared the refund of slip {slip} out by hand"),),
    "TransactionSuspended": (mark("{who} put what was entered on hold: {about}"),),
    "TransactionResumed": (mark("{who} went on with what was on hold: {about}"),),
    "SuspendedTransactionDropped": (mark("{who} gave up what was on hold: {about}"),),
    "SuspendedTransactionKept": (mark("{who} put it back on hold: {about}"),),
    "OperatorBypassApproval": (
        mark("{by} said yes to {what}, slip {slip}: {reason}"),
        mark("{by} said yes to {what}: {reason}"),
    ),
    "ApprovalAsked": (
        mark("{who} asked a manager for a yes: {kind}, {about}"),
        mark("{who} asked a manager for a yes: {kind}"),
    ),
    "ApprovalAnswered.approved": (
        mark("{who} said yes: {reason}. “{words}”"),
        mark("{who} said yes: {reason}"),
        mark("{who} said yes"),
    ),
    "ApprovalAnswered.changed": (
        mark("{who} said yes to something else: {reason}. “{words}”"),
        mark("{who} said yes to something else: {reason}"),
    ),
    "ApprovalAnswered.refused": (
        mark("{who} said no: {reason}. “{words}”"),
        mark("{who} said no: {reason}"),
    ),
    "ApprovalAnswered.question": (mark("{who} asked back: “{words}”"),),
    "ApprovalAnswered.reply": (mark("{who} replied: “{words}”"),),
    "ApprovalAnswered.coming": (mark("{who} is on the way to the counter"),),
    "ApprovalAnswered.done": (
        mark("{who} helped at the counter: “{words}”"),
        mark("{who} helped at the counter"),
    ),
    "ApprovalWithdrawn": (mark("{who} took the request for a yes back"),),
    "ManagerCalled": (
        mark("{who} called a manager: {about}"),
        mark("{who} called a manager"),
    ),
    "ValueCardIssued": (mark("{who} issued a card ending in {last} with {amount}"),),
    "ValueCardRefunded": (mark("{who} put {amount} back on the card ending in {last}"),),
    "ValueCardSpent": (mark("The card ending in {last} paid {amount}"),),
    "ReceiptPrint": (
        mark("{who} printed {paper}: {kind}"),
        mark("{who} printed {paper}"),
    ),
    "ReceiptReprint": (
        mark("{who} printed {paper} again: {kind}, copy {copy}"),
        mark("{who} printed {paper} again, copy {copy}"),
    ),
    "ReceiptMail": (mark("{who} sent {paper} by e-mail"),),
    "ReceiptMailSent": (mark("The mail server took {paper}"),),
    "ReceiptMailFailed": (mark("{paper} was not sent by e-mail, or nobody knows"),),
    "GiftReceiptMade": (mark("{who} made gift receipt {slip} for goods of sale {sale}"),),
    "GoodsMoved": (mark("{who} decided about goods of slip {slip}: {of}, then {to}"),),
}
"""By event, and what tells its kinds apart; the first whose facts are all known is said."""
OTHERWISE: Final = mark("{who}: {sentence}")
"""What has no sentence here reads as it does in the journal, after who did it."""
NOBODY: Final = mark("The program")
"""Who did what a thread did by itself."""
