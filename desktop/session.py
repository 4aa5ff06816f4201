"""What whoever is signed on may do, and what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.counts import Counts
from desktop.rooms import APPROVALS, ROOMS
from models.services.people import rights_of_signed_on
from models.services.team_waits import team_waits
from models.values import Message, Refused, Topic
from models.values.rights import Right
from ui import sound
from ui.screens.approvals.arrivals import Arrivals, Outside
from ui.screens.complaints.news import ComplaintNews
from ui.screens.complaints.news import Outside as ComplaintsOutside

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here
    from models.values.team import TeamWaits
    from ui.shell import Shell


class Session:
    """From a sign-on to its ``end``; keep it meanwhile.

    ``failed`` is told what could not be read; ``sent_away`` is called when whoever is here has
    been disabled, as nothing of the shop may stay in sight.
    """

    def __init__(
        self,
        here: Here,
        shell: Shell,
        failed: Callable[[Exception], None],
        sent_away: Callable[[], None],
    ) -> None:
        self._here = here
        self._shell = shell
        self._failed = failed
        self._sent_away = sent_away
        self._over = False
        self._greeted = False
        self._rights: frozenset[Right] = frozenset()
        self._counts = Counts(shell, here.work, self._rights_here, failed)
        self._arrivals = Arrivals(
            here.work,
            Outside(
                allow=lambda allowed: shell.set_allowed(APPROVALS, allowed),
                count=self._counts.tell_approvals,
                tell=here.tell,
                chime=sound.chime,
            ),
        )
        self._complaints = ComplaintNews(
            here.work,
            ComplaintsOutside(count=self._counts.tell_escalated, tell=here.tell),
        )
        self._told = (
            self._counts.refresh,
            self._look_again,
            self._arrivals.refresh,
            self._complaints.refresh,
        )

    def start(self) -> None:
        """Which ways are open is read, and each new request for a yes is told."""
        for each in self._told:
            self._here.work.changed.connect(each)
        self.read_rights()
        self._arrivals.start()
        self._complaints.start()

    def end(self) -> None:
        """Nobody is here any more: every way that is not for all is closed."""
        self._over = True
        for each in self._told:
            self._here.work.changed.disconnect(each)
        self._arrivals.leave()
        self._complaints.leave()
        self._shell.set_allowed(APPROVALS, False)
        self._open_ways(frozenset())

    def read_rights(self) -> None:
        """Which ways are open depends on what whoever is here may do now."""
        self._here.work.read(rights_of_signed_on, self._let_in, self._not_in)

    def _look_again(self, topics: frozenset[Topic]) -> None:
        if Topic.PEOPLE in topics and self._here.shop.person is not None:
            self.read_rights()

    def _let_in(self, rights: frozenset[Right]) -> None:
        if self._over or self._here.shop.person is None:
            return
        self._rights = rights
        self._open_ways(rights)
        self._counts.refresh(frozenset(Topic))
        if not self._greeted and Right.LOOK in rights:
            self._greeted = True
            self._here.work.read(team_waits, self._greet, self._failed)

    def _greet(self, waits: TeamWaits) -> None:
        """Once for each sign-on, and nothing waits for an answer: what must not be missed."""
        if not self._over and waits.urgent:
            self._here.tell(Message("team-urgent"))
        elif not self._over and waits.notes:
            self._here.tell(Message("team-note"))

    def _open_ways(self, rights: frozenset[Right]) -> None:
        for room in ROOMS:
            if room.needs:
                self._shell.set_allowed(room.key, bool(rights & room.needs))

    def _rights_here(self) -> frozenset[Right]:
        there = not self._over and self._here.shop.person is not None
        return self._rights if there else frozenset()

    def _not_in(self, problem: Exception) -> None:
        self._failed(problem)
        codes = [each.code for each in problem.messages] if isinstance(problem, Refused) else []
        if "person-disabled" in codes and not self._over:
            self._sent_away()
