"""Words for the journal: what an event is called, and what an entry says, as a sentence."""

from __future__ import annotations

from typing import Final, NamedTuple

from receipts.language import mark

GROUPS: Final = {
    "sign-ons": mark("Signing on and off"),
    "decisions": mark("Returns and money out"),
    "approvals": mark("Approvals"),
    "drawer": mark("Cash drawers"),
    "cards": mark("Gift cards and credit"),
    "papers": mark("Papers and reprints"),
    "goods": mark("Goods that came back"),
    "people": mark("People and rights"),
    "cases": mark("Cases"),
    "policy": mark("Policy"),
    "records": mark("Imports, exports, records"),
}


class Telling(NamedTuple):
    """``name`` is the event's; of ``says`` the first whose facts are all known is said."""

    name: str
    says: tuple[str, ...] = ()


JOURNAL: Final[dict[str, Telling]] = {
    "ApplicationStart": Telling(mark("Window opened")),
    "ApplicationShutDown": Telling(mark("Window closed")),
    "OperatorSignOn": Telling(mark("Signed on"), (mark("{staff} signed on"),)),
    "OperatorSignOff": Telling(mark("Signed off"), (mark("{staff} signed off"),)),
    "OperatorLock": Telling(mark("Counter locked"), (mark("{staff} locked the counter"),)),
    "OperatorUnlock": Telling(
        mark("Counter unlocked"), (mark("{staff} unlocked the counter"),)
    ),
    "SignOnFailed": Telling(
        mark("Sign-on failed"),
        (
            mark("A PIN for {person} was wrong; wrong in a row: {wrong}"),
            mark("A badge that nobody has was tried; wrong in a row: {wrong}"),
        ),
    ),
    "OperatorLocked": Telling(
        mark("Badge locked"),
        (
            mark("The badge of {person} is locked: too many wrong PINs"),
            mark("A badge that nobody has is locked: it was tried too often"),
        ),
    ),
    "OperatorUnlocked": Telling(
        mark("Badge unlocked"), (mark("{person} may try their PIN again"),)
    ),
    "OperatorAdded": Telling(
        mark("Person added"), (mark("Took in {person} with the role “{role}”"),)
    ),
    "OperatorChanged": Telling(
        mark("Person changed"), (mark("Changed what is kept of {person}"),)
    ),
    "OperatorDisabled": Telling(
        mark("Person disabled"), (mark("{person} may do nothing any more"),)
    ),
    "OperatorEnabled": Telling(mark("Person enabled"), (mark("{person} may work again"),)),
    "PinChanged": Telling(mark("PIN changed"), (mark("{person} got another PIN"),)),
    "RoleChanged": Telling(
        mark("Role changed"), (mark("Changed what the role “{role}” may do"),)
    ),
    "ReturnTaken": Telling(
        mark("Return"),
        (
            mark("Took goods of sale {sale} back: {paid} out, slip {slip}"),
            mark("Took goods back without a sale: {paid} out, slip {slip}"),
        ),
    ),
    "ExchangeTaken": Telling(
        mark("Exchange"),
        (mark("Exchanged goods of sale {sale}: {paid_in} in, {paid_out} out, slip {slip}"),),
    ),
    "ReturnDenied": Telling(
        mark("Denied"),
        (
            mark("Said no on paper {slip} to what was asked about sale {sale}: {findings}"),
            mark("Said no on paper {slip} to what was asked: {findings}"),
            mark("Said no to what was asked about sale {sale}: {findings}"),
            mark("Said no to what was asked: {findings}"),
        ),
    ),
    "ReturnAbandoned": Telling(
        mark("Left without effect"),
        (
            mark("Left what was asked about sale {sale}; the answer was “{answer}”"),
            mark("Left what was asked; the answer was “{answer}”"),
        ),
    ),
    "PostVoid": Telling(
        mark("Void"), (mark("Voided slip {slip} with paper {paper}: {paid} undone"),)
    ),
    "GoodwillGiven": Telling(
        mark("Goodwill"), (mark("Gave {paid} as goodwill, slip {slip}: {reason}"),)
    ),
    "PriceCorrected": Telling(
        mark("Price corrected"),
        (mark("Gave {paid} of the price back on sale {sale}, slip {slip}: {reason}"),),
    ),
    "RefundSettled": Telling(
        mark("Refund paid by terminal"),
        (
            mark("A terminal paid a refund of slip {slip}, reference {reference}"),
            mark("A terminal paid a refund, reference {reference}"),
        ),
    ),
    "RefundDeclined": Telling(
        mark("Refund declined"),
        (mark("A terminal declined a refund; {amount} went out as {instead}: {why}"),),
    ),
    "RefundSplit": Telling(
        mark("Refund shared out"), (mark("Shared the refund of slip {slip} out by hand"),)
    ),
    "TransactionSuspended": Telling(
        mark("Put on hold"), (mark("Put a visit on hold: {about}"),)
    ),
    "TransactionResumed": Telling(
        mark("Off hold"), (mark("Went on with a visit that was on hold: {about}"),)
    ),
    "SuspendedTransactionNoted": Telling(mark("Note on a visit on hold")),
    "SuspendedTransactionDropped": Telling(
        mark("Visit given up"), (mark("Gave up a visit that was on hold: {about}"),)
    ),
    "SuspendedTransactionKept": Telling(
        mark("Visit kept"), (mark("Put a visit back on hold: {about}"),)
    ),
    "OperatorBypassApproval": Telling(
        mark("Approval"),
        (
            mark("{by} approved: {what}, slip {slip}. {reason}"),
            mark("{by} approved: {what}. {reason}"),
        ),
    ),
    "ApprovalAsked": Telling(
        mark("Approval asked for"), (mark("Asked for a manager’s yes: {kind}, {amount}"),)
    ),
    "ApprovalAnswered": Telling(
        mark("Approval answered"),
        (mark("{said}, about a request: {reason}"), mark("{said}, about a request")),
    ),
    "ApprovalWithdrawn": Telling(
        mark("Request withdrawn"), (mark("Took a request for a manager’s yes back"),)
    ),
    "ApprovalUsed": Telling(
        mark("Approval used"), (mark("Used a manager’s yes for paper {paper}"),)
    ),
    "ApprovalDelegated": Telling(
        mark("Authority lent"),
        (mark("Lent their authority to {to}, from {since} until {until}"),),
    ),
    "DelegationEnded": Telling(mark("Authority taken back")),
    "ManagerCalled": Telling(
        mark("Manager called"),
        (mark("Called a manager: {about}"), mark("Called a manager")),
    ),
    "TillOpen": Telling(mark("Drawer opened"), (mark("Opened the drawer with {float}"),)),
    "PaidIn": Telling(mark("Paid in"), (mark("Put {amount} into the drawer: {reason}"),)),
    "PaidOut": Telling(mark("Paid out"), (mark("Took {amount} out of the drawer: {reason}"),)),
    "CashPickup": Telling(mark("To the safe"), (mark("Took {amount} to the safe"),)),
    "NoSale": Telling(mark("No sale"), (mark("Opened the drawer without a sale: {reason}"),)),
    "OperatorHandOver": Telling(
        mark("Drawer handed over"), (mark("The drawer went from {of} to {to}"),)
    ),
    "TillCount": Telling(
        mark("Drawer counted"), (mark("Counted {counted}; over or short: {off}"),)
    ),
    "XReport": Telling(mark("X report")),
    "TillSettle": Telling(
        mark("Drawer closed"),
        (mark("Closed the drawer with Z report {paper}: {counted} counted of {expected}"),),
    ),
    "DrawerKickFailed": Telling(
        mark("Drawer not opened"), (mark("The printer {printer} did not open the drawer"),)
    ),
    "DrawerTerms": Telling(
        mark("Drawer settings"), (mark("Changed the settings of drawers: {to}"),)
    ),
    "ValueCardSold": Telling(
        mark("Card sold"), (mark("Sold card {voucher} on receipt {receipt}"),)
    ),
    "ValueCardIssued": Telling(
        mark("Card issued"), (mark("Issued a card ending in {last} with {amount}"),)
    ),
    "ValueCardLoaded": Telling(
        mark("Card loaded"), (mark("Put {amount} on the card ending in {last}"),)
    ),
    "ValueCardRefunded": Telling(
        mark("Refund to a card"), (mark("Refunded {amount} to the card ending in {last}"),)
    ),
    "ValueCardSpent": Telling(
        mark("Card spent"), (mark("The card ending in {last} paid {amount}"),)
    ),
    "ValueCardExpired": Telling(
        mark("Card ran out"), (mark("{amount} on the card ending in {last} ran out"),)
    ),
    "ValueCardVoided": Telling(
        mark("Card cancelled"), (mark("Cancelled the card ending in {last}: {amount}"),)
    ),
    "ValueCardReplaced": Telling(
        mark("Card replaced"), (mark("A new card ending in {last} took over {amount}"),)
    ),
    "ValueCardBlocked": Telling(
        mark("Card blocked"), (mark("Blocked the lost card ending in {last}"),)
    ),
    "ReceiptPrint": Telling(
        mark("Paper printed"), (mark("Printed {paper}: {kind}"), mark("Printed {paper}"))
    ),
    "ReceiptReprint": Telling(
        mark("Paper reprinted"),
        (
            mark("Printed {paper} again: {kind}, copy {copy}"),
            mark("Printed {paper} again, copy {copy}"),
        ),
    ),
    "PaperSigned": Telling(
        mark("Signed by the customer"), (mark("The customer signed {paper}"),)
    ),
    "SigningTermsChanged": Telling(
        mark("When customers sign"),
        (mark("From now on customers of {store} sign: {signs}"),),
    ),
    "ReceiptMail": Telling(
        mark("Paper e-mailed"),
        (mark("Sent {paper} by e-mail, copy {copy}"), mark("Sent {paper} by e-mail")),
    ),
    "ReceiptMailSent": Telling(mark("E-mail taken"), (mark("The mail server took {paper}"),)),
    "ReceiptMailFailed": Telling(
        mark("E-mail failed"), (mark("{paper} was not sent by e-mail, or nobody knows"),)
    ),
    "ReceiptMailRetried": Telling(
        mark("E-mail tried again"), (mark("Had {paper} sent by e-mail again"),)
    ),
    "ReceiptMailCancelled": Telling(
        mark("E-mail given up"), (mark("{paper} is not sent by e-mail after all"),)
    ),
    "MailServerChange": Telling(
        mark("Mail server changed"), (mark("Papers are e-mailed through {host}"),)
    ),
    "PrintFailed": Telling(
        mark("Print failed"),
        (
            mark("{paper} did not come out whole, or not at all: {kind}, copy {copy}"),
            mark("A paper did not come out whole, or not at all: {kind}"),
        ),
    ),
    "PrintCancelled": Telling(
        mark("Print given up"),
        (
            mark("{paper} was not printed after all: {kind}, copy {copy}"),
            mark("Not printed after all: {kind}"),
        ),
    ),
    "PrintRedirected": Telling(
        mark("Print redirected"),
        (
            mark("Sent {paper} to the printer {printer} instead: {kind}, copy {copy}"),
            mark("Sent a paper to the printer {printer} instead: {kind}"),
            mark("Sent {paper} to the system's own printer instead: {kind}, copy {copy}"),
            mark("Sent a paper to the system's own printer instead: {kind}"),
        ),
    ),
    "PrinterAdd": Telling(mark("Printer added"), (mark("Added the printer {printer}"),)),
    "PrinterChange": Telling(mark("Printer changed"), (mark("Changed the printer {printer}"),)),
    "PrinterDisable": Telling(
        mark("Printer disabled"), (mark("The printer {printer} is used no more"),)
    ),
    "PaperRouteChange": Telling(
        mark("Way of papers changed"),
        (
            mark("Papers of this kind go to the printer {printer}: {kind}"),
            mark("Papers of this kind go where they usually do: {kind}"),
            mark("Papers of all other kinds go to the printer {printer}"),
            mark("Papers of all other kinds go where they usually do"),
        ),
    ),
    "GiftReceiptMade": Telling(
        mark("Gift receipt"), (mark("Made gift receipt {slip} for goods of sale {sale}"),)
    ),
    "LetterheadChanged": Telling(
        mark("Letterhead changed"),
        (
            mark("Changed the letterhead of {store}: version {version}"),
            mark("Changed the letterhead of the shop: version {version}"),
        ),
    ),
    "CaseOpened": Telling(mark("Case opened"), (mark("Began case {case}: {kind}, {channel}"),)),
    "CaseAside": Telling(
        mark("Case put aside"), (mark("Put case {case} aside; it waits for {waits_for}"),)
    ),
    "CaseTakenUp": Telling(
        mark("Case taken up"),
        (
            mark("Took case {case} over from register {from_register}"),
            mark("Went on with case {case}"),
        ),
    ),
    "CaseHandedOver": Telling(
        mark("Case handed over"),
        (
            mark("Gave case {case} to {to}, at register {to_register}"),
            mark("Gave case {case} to {to}"),
            mark("Gave case {case} to register {to_register}"),
        ),
    ),
    "CaseEntitled": Telling(
        mark("Case named"), (mark("Wrote down what case {case} is about"),)
    ),
    "CaseCustomerNamed": Telling(
        mark("Customer of a case"),
        (
            mark("Case {case} is of customer {customer}"),
            mark("Nobody knows after all whose case {case} is"),
        ),
    ),
    "CaseLinked": Telling(
        mark("Case linked"), (mark("Case {case} goes on with case {earlier}"),)
    ),
    "CaseNoted": Telling(mark("Note in a case"), (mark("Wrote a note in case {case}"),)),
    "CaseEscalated": Telling(
        mark("Case escalated"), (mark("Asked for somebody with more to say in case {case}"),)
    ),
    "CaseRated": Telling(
        mark("Case rated"), (mark("The customer of case {case} said: {smile}"),)
    ),
    "CaseClosed": Telling(
        mark("Case closed"),
        (
            mark("Closed case {case}; the customer said: {smile}"),
            mark("Closed case {case}"),
        ),
    ),
    "PromiseMade": Telling(
        mark("Promise made"),
        (mark("Made a promise in case {case}: {person} keeps it until {until}"),),
    ),
    "PromiseKept": Telling(
        mark("Promise kept"), (mark("Kept the promise of case {case}, due {until}"),)
    ),
    "PromiseBroken": Telling(
        mark("Promise broken"), (mark("Broke the promise of case {case}, due {until}"),)
    ),
    "ProductAnswered": Telling(
        mark("Told about a product"), (mark("Told the customer about {product} ({sku})"),)
    ),
    "BillAnswered": Telling(
        mark("Bill explained"),
        (mark("Explained the bill of sale {sale}"),),
    ),
    "PolicyAnswered": Telling(
        mark("Told about bringing back"),
        (
            mark("Said whether {product} of sale {sale} can come back"),
            mark("Said whether {product} can come back once it is bought"),
        ),
    ),
    "QuestionAsked": Telling(mark("Question"), (mark("A question was asked in case {case}"),)),
    "QuestionAnswered": Telling(
        mark("Answer"), (mark("The question in case {case} was answered"),)
    ),
    "FollowUpPlanned": Telling(
        mark("Follow-up promised"),
        (mark("{person} is to come back to the customer of case {case} by {on}"),),
    ),
    "FollowUpDone": Telling(
        mark("Followed up"), (mark("Came back to the customer of case {case}"),)
    ),
    "KnowledgeAdded": Telling(mark("Answer kept"), (mark("Kept an answer for everybody"),)),
    "KnowledgeChanged": Telling(mark("Kept answer changed"), (mark("Changed a kept answer"),)),
    "KnowledgeOutdated": Telling(
        mark("Kept answer outdated"), (mark("A kept answer is offered no more"),)
    ),
    "KnowledgeMerged": Telling(
        mark("Kept answers merged"), (mark("Made one of two kept answers"),)
    ),
    "ComplaintBegun": Telling(
        mark("Complaint"), (mark("A customer complained in case {case}"),)
    ),
    "ComplaintStep": Telling(
        mark("Complaint went on"), (mark("The complaint in case {case} went on"),)
    ),
    "ComplaintAllowed": Telling(
        mark("Remedy allowed"), (mark("Said yes to what makes good in case {case}"),)
    ),
    "ComplaintWaits": Telling(
        mark("Waits for the customer"),
        (mark("The complaint in case {case} waits for the customer"),),
    ),
    "ComplaintGoesOn": Telling(
        mark("Customer answered"), (mark("The time of the complaint in case {case} goes on"),)
    ),
    "ComplaintEscalated": Telling(
        mark("Complaint escalated"),
        (mark("The complaint in case {case} went to a manager"),),
    ),
    "ComplaintTerms": Telling(
        mark("Working hours and limits"),
        (mark("Changed working hours and limits for complaints"),),
    ),
    "TakenDown": Telling(
        mark("Acknowledged"), (mark("Gave the customer of case {case} paper {paper}"),)
    ),
    "ApologyWritten": Telling(
        mark("Apologised"), (mark("Wrote the customer of case {case} letter {paper}"),)
    ),
    "GuideChanged": Telling(
        mark("Guide changed"), (mark("Changed what is said to customers"),)
    ),
    "BriefingWritten": Telling(mark("Briefing"), (mark("Wrote briefing {briefing}"),)),
    "BriefingWithdrawn": Telling(
        mark("Briefing withdrawn"), (mark("Withdrew briefing {briefing}"),)
    ),
    "BriefingRead": Telling(
        mark("Briefing read"), (mark("Confirmed to have read briefing {briefing}"),)
    ),
    "HandOverNoteLeft": Telling(
        mark("Hand-over note"), (mark("Left word for the next person"),)
    ),
    "HandOverNoteSeen": Telling(
        mark("Hand-over note read"), (mark("Read what was left for the next person"),)
    ),
    "CoachingRead": Telling(
        mark("Coaching read"), (mark("Read a note that was for them alone"),)
    ),
    "GoodsMoved": Telling(
        mark("Goods decided"), (mark("Decided about goods of slip {slip}: {of}, then {to}"),)
    ),
    "PolicyDraftStarted": Telling(mark("Draft begun"), (mark("Began policy draft {draft}"),)),
    "PolicyDraftSaved": Telling(mark("Draft changed"), (mark("Changed policy draft {draft}"),)),
    "PolicyDraftSent": Telling(
        mark("Draft sent"), (mark("Sent policy draft {draft} for review"),)
    ),
    "PolicyDraftReviewed": Telling(
        mark("Draft reviewed"), (mark("Reviewed policy draft {draft}; accepted: {accepted}"),)
    ),
    "PolicyDraftDiscarded": Telling(
        mark("Draft thrown away"), (mark("Threw policy draft {draft} away"),)
    ),
    "PolicyInForce": Telling(
        mark("Policy in force"),
        (mark("Policy version {policy} is in force from {day}, by {author}"),),
    ),
    "PolicyExported": Telling(
        mark("Policy exported"), (mark("Wrote policy version {policy} to a file ({form})"),)
    ),
    "PolicyReplayExported": Telling(
        mark("Replay exported"), (mark("Wrote {rows} decisions tried again to a workbook"),)
    ),
    "TicketDrawn": Telling(mark("Ticket drawn"), (mark("Ticket {ticket} was drawn: {kind}"),)),
    "TicketCalled": Telling(
        mark("Ticket called"), (mark("Called ticket {ticket}, time {calls}"),)
    ),
    "TicketServed": Telling(
        mark("Ticket served"), (mark("Ticket {ticket} is served: case {case}"),)
    ),
    "TicketNoShow": Telling(
        mark("Nobody came"), (mark("Nobody came with ticket {ticket}, called {calls} times"),)
    ),
    "TicketTakenBack": Telling(
        mark("Ticket taken back"), (mark("Took back ticket {ticket}, drawn by mistake"),)
    ),
    "TicketHeld": Telling(mark("Ticket held"), (mark("Held ticket {ticket}"),)),
    "TicketPutInAgain": Telling(
        mark("Ticket put in again"), (mark("Ticket {ticket} waits again"),)
    ),
    "TicketTransferred": Telling(
        mark("Ticket moved"),
        (
            mark("Sent ticket {ticket} to register {register}: {kind}"),
            mark("Moved ticket {ticket}: {kind}"),
        ),
    ),
    "ShopSetUp": Telling(mark("Shop set up"), (mark("Began the records of {shop}"),)),
    "ClockJump": Telling(
        mark("Clock changed"), (mark("The clock was changed by {seconds} seconds"),)
    ),
    "SalesImported": Telling(
        mark("Sales imported"), (mark("Took in {sales} sales and {returns} returns: {file}"),)
    ),
    "PromotionsImported": Telling(
        mark("Promotions imported"), (mark("Took in {rows} promotions: {file}"),)
    ),
    "ProductPaired": Telling(
        mark("Products put side by side"), (mark("Changed what is named beside {sku}"),)
    ),
    "JournalExported": Telling(
        mark("Journal exported"), (mark("Wrote {rows} journal entries to a workbook"),)
    ),
    "JournalExtracted": Telling(
        mark("Journal extract"), (mark("Put {rows} journal entries on paper {paper}"),)
    ),
    "CaseFileMade": Telling(
        mark("Case file"),
        (
            mark("Made case file {paper}, about slip {slip}"),
            mark("Made case file {paper}, about sale {sale}"),
            mark("Made case file {paper}"),
        ),
    ),
    "DaySummaryMade": Telling(
        mark("Day summary"), (mark("Made the summary of {day}, paper {paper}"),)
    ),
    "IdentitiesForgotten": Telling(
        mark("Identities forgotten"), (mark("Forgot {number} documents, as promised"),)
    ),
    "SuspendedTransactionsForgotten": Telling(
        mark("Visits forgotten"), (mark("Deleted {number} old visits on hold"),)
    ),
    "HandOverNotesForgotten": Telling(
        mark("Notes forgotten"), (mark("Deleted {number} old notes for the next person"),)
    ),
    "PersonExported": Telling(
        mark("Personal data given"),
        (mark("Gave customer {customer} what is kept about them"),),
    ),
    "PersonForgotten": Telling(
        mark("Person forgotten"), (mark("Made a pseudonym of customer {customer}: {reason}"),)
    ),
    "EntriesSealed": Telling(
        mark("Older entries sealed"),
        (mark("Sealed who made the entries from {first} to {last}"),),
    ),
    "PapersSealed": Telling(mark("Papers sealed")),
}

NAMES: Final = {
    "about": mark("About"),
    "accepted": mark("Accepted"),
    "after": mark("Plan after"),
    "amount": mark("Amount"),
    "answer": mark("Answer"),
    "approval": mark("Request for approval"),
    "approved_by": mark("Approved by"),
    "at_once": mark("Printed as they are made"),
    "author": mark("Author"),
    "authority": mark("By the authority of"),
    "badge": mark("Fingerprint of the badge"),
    "balance": mark("Balance"),
    "base": mark("Begun from version"),
    "before": mark("Before"),
    "business_day": mark("Business day"),
    "by": mark("By"),
    "card": mark("Card"),
    "calls": mark("Calls"),
    "case": mark("Case"),
    "channel": mark("How they came"),
    "codes": mark("Why a yes was needed"),
    "copy": mark("Copy"),
    "count": mark("Count"),
    "counted": mark("Counted"),
    "counts": mark("Rows forgotten"),
    "customer": mark("Customer"),
    "day": mark("Day"),
    "delegation": mark("Lent authority"),
    "digest": mark("Fingerprint"),
    "draft": mark("Draft"),
    "earlier": mark("Earlier case"),
    "drawer": mark("Drawer"),
    "edition": mark("Edition"),
    "entry": mark("Entry"),
    "knowledge": mark("Known answer"),
    "expected": mark("Expected"),
    "file": mark("File"),
    "filter": mark("Filter"),
    "findings": mark("Findings"),
    "first": mark("First entry"),
    "float": mark("Float"),
    "follows": mark("Follows the shop's"),
    "form": mark("Form"),
    "from_register": mark("From register"),
    "goods": mark("Goods"),
    "hold": mark("Visit on hold"),
    "host": mark("Server"),
    "instead": mark("Instead"),
    "items": mark("Lines"),
    "kind": mark("Kind"),
    "last": mark("Ends in"),
    "line": mark("Line"),
    "lines": mark("Lines"),
    "logo": mark("Logo"),
    "managers": mark("Managers needed"),
    "number": mark("Number"),
    "of": mark("From"),
    "off": mark("Over or short"),
    "out": mark("Goods out"),
    "paid": mark("Paid out"),
    "paid_in": mark("Paid in"),
    "paid_out": mark("Paid out"),
    "paper": mark("Paper"),
    "papers": mark("Papers"),
    "payments": mark("Payments"),
    "person": mark("Person"),
    "pieces": mark("Pieces"),
    "policy": mark("Policy version"),
    "port": mark("Port"),
    "printer": mark("Printer"),
    "price": mark("Price of goods out"),
    "product": mark("Product"),
    "products": mark("Products"),
    "quantity": mark("Quantity"),
    "reason": mark("Reason"),
    "receipt": mark("Receipt"),
    "reference": mark("Reference"),
    "references": mark("References"),
    "refund": mark("Refund"),
    "register": mark("Register"),
    "remark": mark("Remark"),
    "request": mark("Request"),
    "renamed": mark("Another name"),
    "returns": mark("Returns"),
    "reviewer": mark("Reviewer"),
    "role": mark("Role"),
    "rows": mark("Rows"),
    "said": mark("Answer"),
    "sale": mark("Sale"),
    "sales": mark("Sales"),
    "security": mark("Security"),
    "seconds": mark("Seconds"),
    "since": mark("From"),
    "signs": mark("Customers sign"),
    "slip": mark("Slip"),
    "smile": mark("The customer said"),
    "staff": mark("Person"),
    "still_named": mark("Still named"),
    "store": mark("Store"),
    "subject": mark("Subject"),
    "tables": mark("Rows given"),
    "taken": mark("Taken back"),
    "ticket": mark("Ticket"),
    "to": mark("To"),
    "to_register": mark("To register"),
    "turn": mark("Turn"),
    "until": mark("Until"),
    "value": mark("Value of goods"),
    "version": mark("Version"),
    "visit": mark("Case"),
    "voucher": mark("Voucher"),
    "waits_for": mark("Waits for"),
    "weak": mark("Weaker than the law"),
    "what": mark("What"),
    "who": mark("Seal"),
    "why": mark("Why"),
    "wrong": mark("Wrong in a row"),
}
"""What the values of an entry are called; one without a name is shown by its own."""

APPROVED: Final = {
    "drawer-difference": mark("a drawer over or short"),
    "goodwill": mark("goodwill"),
    "price-correction": mark("a corrected price"),
    "refund-split": mark("a refund shared out by hand"),
    "value-card-void": mark("a card cancelled"),
    "return-void": mark("a return voided"),
}
KINDS: Final = {
    "return": mark("Return"),
    "exchange": mark("Exchange"),
    "no-receipt": mark("Return without a receipt"),
    "goodwill": mark("Goodwill"),
    "correction": mark("Price correction"),
}
FORMS: Final = {
    "toml": mark("to be edited"),
    "json-ld": mark("for a web page"),
}
YES_NO: Final = {True: mark("yes"), False: mark("no")}
