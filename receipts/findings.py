"""What a rule found, in a sentence that a clerk may read out and in two or three words.

Both are calm, and neither blames anybody. The facts a sentence may show stand in braces.
"""

from __future__ import annotations

from receipts.giving_sentences import GIVING_FINDINGS, GIVING_TAGS
from receipts.language import Counted, mark

FINDINGS: dict[str, str | Counted] = {
    "in-window": mark("In time: day {day} of {days}."),
    "in-hours": mark("In time: hour {hour} of {hours}."),
    "in-time": mark("In time: it can come back until {last_day}."),
    "no-limit": mark("This can come back at any time."),
    "late": Counted(
        "{days} day late: it could come back within {window} days, until {last_day}.",
        "{days} days late: it could come back within {window} days, until {last_day}.",
        "days",
    ),
    "late-since": Counted(
        "{days} day late: it could come back until {last_day}.",
        "{days} days late: it could come back until {last_day}.",
        "days",
    ),
    "late-hours": Counted(
        "This could come back within {hours} hour of the sale.",
        "This could come back within {hours} hours of the sale.",
        "hours",
    ),
    "late-stage": Counted(
        "{days} day past the usual time.", "{days} days past the usual time.", "days"
    ),
    "late-refused": Counted(
        "{days} day past the usual time, which is more than the policy allows.",
        "{days} days past the usual time, which is more than the policy allows.",
        "days",
    ),
    "lost-by-lateness": mark("As it comes late, {percent}% of the price is kept: {amount}."),
    "sold-after": mark("Bought after {last_day}, when the time to return it had ended."),
    "sale-in-future": mark(
        "The sale is dated {sold_on}, which is still to come. Check this machine's clock."
    ),
    "no-refund": mark("The policy gives no time for refunds of these goods."),
    "no-exchange": mark("The policy gives no time for exchanges of these goods."),
    "no-repair": mark("The policy gives no time for repairs of these goods."),
    "final-sale": mark("This was sold as a final sale."),
    "never-taken": mark("Goods of this kind stay with the customer once they are sold."),
    "never-refunded": mark("This is a service that has been done; its price is not paid back."),
    "reason-not-accepted": mark("Not a reason to take these goods back: {reason}."),
    "condition-not-accepted": mark(
        "These goods do not come back in this condition: {condition}."
    ),
    "more-than-left": mark("Asked for {asked}, but only {left} can still come back."),
    "not-by-weight": mark("These goods come back in whole pieces only."),
    "nothing-left": mark("All of this line has already come back."),
    "reason-missing": mark("Ask why it comes back."),
    "charge-alone": mark(
        "A charge is paid back with goods of its sale that come back, or came back before."
    ),
    "charge-kept": mark(
        "A charge is paid back where the shop was at fault, and here it was not: {reason}."
    ),
    "condition-missing": mark("Look at the goods and note their condition."),
    "quantity-missing": mark("Say how many come back."),
    "serial-missing": mark("Scan or type the serial number that is on the goods."),
    "serial-differs": mark("The serial number is not the one that was sold."),
    "proof-not-enough": mark("{proof}: that is not enough here as proof of the purchase."),
    "gift-as-credit": mark(
        "Brought with a gift receipt: its value is given as store credit, and nothing goes "
        "back to what the buyer paid with."
    ),
    "without-receipt": mark("Taken without a receipt, for its lowest recent price at most."),
    "no-receipt-item": mark("Without a receipt an item may be worth {most}; this is {amount}."),
    "no-receipt-period": Counted(
        "More came back without a receipt in {days} day than the policy allows.",
        "More came back without a receipt in {days} days than the policy allows.",
        "days",
    ),
    "no-receipt-year": mark(
        "Without a receipt {most} may come back in a year; with this it is {amount}."
    ),
    "needs-id": mark("Ask for an ID. That it was seen is enough."),
    "needs-customer": mark("Ask for the customer's name or number."),
    "needs-serial": mark("Note the serial number that is on the goods."),
    "needs-service-report": mark("Ask for the report of the service centre."),
    "needs-certificate": mark("Ask for the certificate that came with it."),
    "needs-card": mark("Ask for the card that paid."),
    "needs-approval-number": mark("Ask for the approval number that was given before."),
    "needs-lock-off": mark("Ask the customer to switch off the account lock."),
    "needs-photo": mark("Take a photo of the goods."),
    "needs-inspection": mark("Somebody has to inspect the goods before money goes back."),
    "held-with-credit": Counted(
        "Inspected within {days} day; until then the customer has store credit.",
        "Inspected within {days} days; until then the customer has store credit.",
        "days",
    ),
    "fee": mark("A fee is kept: {amount} ({name})."),
    "agreed": mark("Agreed on with the customer: {amount} less."),
    "gift-must-come": mark("The free gift worth {worth} that came with it comes back too."),
    "gift-deducted": mark("The free gift stays with the customer: {amount} is taken off."),
    "parts-missing": mark("Parts worth {worth} are missing; they have to come back too."),
    "parts-deducted": mark("Parts are missing: {amount} is taken off."),
    "parts-by-manager": mark("Parts worth {worth} are missing, so a manager decides."),
    "promotion-taken-back": mark(
        "With {kept} kept, “{name}” is no longer earned: {amount} of the price is taken back."
    ),
    "no-refund-of-exchanged": mark(
        "This was got in an exchange; it can be exchanged again, but is not paid out."
    ),
    "exchanged-once": mark("This was got in an exchange, and goods are exchanged once."),
    "same-product-only": mark("This is exchanged for the same product only."),
    "same-value-only": mark("This is exchanged for goods of the same value only: {worth}."),
    "cheaper-not-offered": mark("This is exchanged for goods of at least {worth}."),
    "difference-forfeited": mark(
        "The goods taken instead cost less; the difference of {amount} is not paid out."
    ),
    "decided-by-manager": mark("The policy asks a manager to decide here."),
    "decided-by-two-managers": mark("The policy asks two managers to decide here."),
    "decided-by-nobody": mark("The policy does not offer this."),
    "customer-blocked": mark("A manager decides about returns of this customer."),
    "limit-line": mark("A manager decides about a line above {most}; this is {amount}."),
    "limit-case": mark("A manager decides about a return above {most}; this is {amount}."),
    "limit-clerk-day": mark(
        "A manager decides above {most} of a clerk's day; with this it is {amount}."
    ),
    "limit-two-line": mark("Two managers decide about a line above {most}; this is {amount}."),
    "limit-two-case": mark(
        "Two managers decide about a return above {most}; this is {amount}."
    ),
    "returns-a-lot": Counted(
        "Many returns in the last {days} day; somebody else takes a look.",
        "Many returns in the last {days} days; somebody else takes a look.",
        "days",
    ),
    "defect": mark("A defect is put right until {last_day}, whatever else is said."),
    "defect-always": mark("A defect is put right at any time, whatever else is said."),
    "defect-by-law": mark("By law a defect is put right until {last_day} ({source})."),
    "claim-by-law": mark(
        "By law the customer may have a claim until {last_day} ({source}); a manager decides."
    ),
    "withdrawal-by-law": mark(
        "By law a distance sale may be withdrawn until {last_day}, without a fee ({source})."
    ),
    "remedy-first": mark("For a defect another remedy comes first: {remedy}."),
    "tender-not-offered": mark("The policy pays this back in another way than: {tender}."),
    "tender-by-manager": mark("A manager may allow this way of paying back."),
    "cheque-not-clear": mark("The cheque it was paid with clears on {clear_on}."),
    **GIVING_FINDINGS,
}

TAGS: dict[str, str | Counted] = {
    "in-window": mark("day {day} of {days}"),
    "in-hours": mark("hour {hour} of {hours}"),
    "in-time": mark("until {last_day}"),
    "no-limit": mark("no limit"),
    "late": Counted("{days} day late", "{days} days late", "days"),
    "late-since": Counted("{days} day late", "{days} days late", "days"),
    "late-hours": mark("over {hours} h"),
    "late-stage": Counted("{days} day late", "{days} days late", "days"),
    "late-refused": mark("too late"),
    "lost-by-lateness": mark("late: −{percent}%"),
    "sold-after": mark("bought after {last_day}"),
    "sale-in-future": mark("date to come"),
    "no-refund": mark("refund not offered"),
    "no-exchange": mark("exchange not offered"),
    "no-repair": mark("repair not offered"),
    "final-sale": mark("final sale"),
    "never-taken": mark("not taken back"),
    "never-refunded": mark("service done"),
    "reason-not-accepted": mark("other reasons only"),
    "condition-not-accepted": mark("other condition"),
    "more-than-left": mark("{left} left"),
    "not-by-weight": mark("whole pieces"),
    "nothing-left": mark("returned"),
    "reason-missing": mark("reason needed"),
    "charge-alone": mark("with goods only"),
    "charge-kept": mark("shop’s fault only"),
    "condition-missing": mark("condition needed"),
    "quantity-missing": mark("quantity needed"),
    "serial-missing": mark("serial needed"),
    "serial-differs": mark("other serial"),
    "proof-not-enough": mark("other proof needed"),
    "gift-as-credit": mark("as store credit"),
    "without-receipt": mark("no receipt"),
    "no-receipt-item": mark("above {most}"),
    "no-receipt-period": mark("too many in {days} days"),
    "no-receipt-year": mark("above {most} a year"),
    "needs-id": mark("ID needed"),
    "needs-customer": mark("customer needed"),
    "needs-serial": mark("serial needed"),
    "needs-service-report": mark("report needed"),
    "needs-certificate": mark("certificate needed"),
    "needs-card": mark("card needed"),
    "needs-approval-number": mark("approval no. needed"),
    "needs-lock-off": mark("lock to be off"),
    "needs-photo": mark("photo needed"),
    "needs-inspection": mark("to be inspected"),
    "held-with-credit": mark("inspected later"),
    "fee": mark("fee {amount}"),
    "agreed": mark("{amount} less, as agreed"),
    "gift-must-come": mark("gift too"),
    "gift-deducted": mark("gift −{amount}"),
    "parts-missing": mark("parts missing"),
    "parts-deducted": mark("parts −{amount}"),
    "parts-by-manager": mark("parts missing"),
    "promotion-taken-back": mark("promotion −{amount}"),
    "no-refund-of-exchanged": mark("exchange only"),
    "exchanged-once": mark("exchanged before"),
    "same-product-only": mark("same product"),
    "same-value-only": mark("same value"),
    "cheaper-not-offered": mark("from {worth}"),
    "difference-forfeited": mark("difference −{amount}"),
    "decided-by-manager": mark("manager decides"),
    "decided-by-two-managers": mark("two managers decide"),
    "decided-by-nobody": mark("not offered"),
    "customer-blocked": mark("manager decides"),
    "limit-line": mark("line above {most}"),
    "limit-case": mark("return above {most}"),
    "limit-clerk-day": mark("day above {most}"),
    "limit-two-line": mark("line above {most}"),
    "limit-two-case": mark("return above {most}"),
    "returns-a-lot": mark("many returns"),
    "defect": mark("defect"),
    "defect-always": mark("defect"),
    "defect-by-law": mark("defect, by law"),
    "claim-by-law": mark("claim, by law"),
    "withdrawal-by-law": mark("withdrawal, by law"),
    "remedy-first": mark("{remedy} first"),
    "tender-not-offered": mark("other way to pay"),
    "tender-by-manager": mark("manager may allow"),
    "cheque-not-clear": mark("clears {clear_on}"),
    **GIVING_TAGS,
}
