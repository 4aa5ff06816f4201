"""The window on the customer's side follows the counter, asks for a signature and a smile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from models.rules.signatures import wants_signature
from models.services.case_facts import rate
from models.services.customer_side import CustomerHere, customer_here, shop_sign
from models.services.signatures import sign
from models.values import Message, Refused, Topic
from ui.customer import ForCustomer, Signing
from ui.screens.customer_side.state import Beside, customer_sees

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.services.customer_side import ShopSign
    from models.values.cases import Smile
    from models.values.signatures import Point
    from ui.screens.customer_side.state import CustomerSees
    from ui.work import Work
_DRAW_AGAIN = frozenset({"signature-empty", "signature-too-long"})


class CustomerPresenter:
    """``show`` is given what the customer sees, ``show_sign`` what hangs over the door,
    ``show_signing`` tells the counter how far the signature is, ``again`` that the customer
    is to draw once more, and ``tell`` the clerk what could not be done."""

    def __init__(
        self,
        work: Work,
        *,
        show: Callable[[CustomerSees], None],
        show_sign: Callable[[ShopSign], None],
        show_signing: Callable[[Signing], None],
        again: Callable[[], None],
        tell: Callable[[Message], None],
    ) -> None:
        self._work = work
        self._show = show
        self._show_sign = show_sign
        self._show_signing = show_signing
        self._again = again
        self._tell = tell
        self._told = ForCustomer()
        self._beside = Beside()
        self._case: int | None = None
        """The last one in hand here."""
        self._request = ""
        self._busy = False
        self._turn = 0
        """Counts those who were signed on: an answer for one of before is nobody's."""

    @property
    def sees(self) -> CustomerSees:
        return customer_sees(self._told, self._beside)

    def start(self) -> None:
        """Nobody is here yet."""
        self._work.read(shop_sign, self._sign_read, self._failed)
        self._say()

    def attend(self, told: ForCustomer) -> None:
        """Somebody is at the counter, where this is said."""
        self._told = told
        spoken = told.language if told.paper else ""
        self._beside = replace(self._beside, attended=True, spoken=spoken)
        self._look()
        self._say()

    def leave(self) -> None:
        """The counter is locked, or nobody is signed on: nothing of anybody stays."""
        self._turn += 1
        self._case, self._told = None, ForCustomer()
        self._beside = Beside(language=self._beside.language)
        self._end_signing(Signing.NOT_ASKED)
        self._say()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Something was changed, here or elsewhere."""
        if Topic.SHOP in topics:
            self._work.read(shop_sign, self._sign_read, self._failed)
        if {Topic.CASES, Topic.SHOP} & topics:
            self._look()

    def follow(self, told: ForCustomer) -> None:
        """The counter says this now."""
        if not self._beside.attended:
            return
        before, self._told = self._told, told
        if told.paper and told.paper != before.paper:
            signing = wants_signature(self._beside.here.signs, money_out=told.money_out)
            self._beside = replace(self._beside, spoken=told.language, signing=signing)
            self._request = str(uuid4()) if signing else ""
            self._show_signing(Signing.ASKED if signing else Signing.NOT_ASKED)
        elif before.paper and not told.paper:
            self._end_signing(Signing.NOT_ASKED)
        if told.lines and not told.paper:
            self._beside = replace(self._beside, spoken="")
        self._say()

    def look_again(self) -> None:
        """The minute after goodbye is over."""
        self._look()

    def sign(self, strokes: Sequence[Sequence[Point]]) -> None:
        """The customer is done: under this slip, once."""
        if not self._beside.signing or self._busy:
            return
        request, paper, turn = self._request, self._told.paper, self._turn
        self._busy = True

        def signed(_: object) -> None:
            self._busy = False
            if turn == self._turn and request == self._request:
                self._end_signing(Signing.SIGNED)
                self._say()

        def failed(problem: Exception) -> None:
            self._busy = False
            if turn != self._turn or request != self._request:
                return
            if isinstance(problem, Refused) and problem.messages[0].code in _DRAW_AGAIN:
                self._again()
                return
            self._end_signing(Signing.NOT_ASKED)
            self._say()
            self._failed(problem)

        self._work.run(lambda unit: sign(unit, request, paper, strokes), signed, failed)

    def skip_signature(self) -> None:
        """The customer does not sign, says the clerk."""
        if self._beside.signing:
            self._end_signing(Signing.SKIPPED)
            self._say()

    def rate(self, smile: Smile) -> None:
        case = self._beside.here.case_id
        if case is None or self._busy or not self.sees.asks_smile:
            return
        self._busy = True
        turn = self._turn

        def rated(_: object) -> None:
            self._busy = False
            if turn == self._turn and self._beside.here.case_id == case:
                self._beside = replace(
                    self._beside, here=replace(self._beside.here, rated=True)
                )
                self._say()

        def failed(problem: Exception) -> None:
            self._busy = False
            self._look()
            self._failed(problem)

        self._work.run(lambda unit: rate(unit, case, smile), rated, failed)

    def _look(self) -> None:
        if not self._beside.attended:
            return
        last, turn = self._case, self._turn

        def found(here: CustomerHere) -> None:
            if turn == self._turn:
                self._found(here)

        self._work.read_latest(
            "customer-here", lambda unit: customer_here(unit, last), found, self._failed
        )

    def _found(self, here: CustomerHere) -> None:
        if here.case_id is not None and here.case_id != self._case:
            self._case = here.case_id
            if not self._told.paper:
                self._beside = replace(self._beside, spoken="")
        if here.case_id is None:
            self._case = None
            if not self._told.paper:
                self._beside = replace(self._beside, spoken="")
        self._beside = replace(self._beside, here=here)
        self._say()

    def _sign_read(self, sign: ShopSign) -> None:
        self._beside = replace(self._beside, language=sign.language)
        self._show_sign(sign)
        self._say()

    def _end_signing(self, how: Signing) -> None:
        if self._beside.signing or how is Signing.NOT_ASKED:
            self._request = ""
            self._beside = replace(self._beside, signing=False)
            self._show_signing(how)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Refused) and self._beside.attended:
            self._tell(problem.messages[0])

    def _say(self) -> None:
        self._show(self.sees)
