"""Is it in time? The window of what is asked for, and the stages after it."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from models.rules.findings import Finding, approval
from models.rules.windows import ALWAYS, Moments, first_day, last_day
from models.values import Message
from models.values.codes import Answer, Decider, Remedy

if TYPE_CHECKING:
    from datetime import date

    from models.rules.facts import Facts
    from models.rules.findings import Judging
    from models.rules.policy import Given, Terms
    from models.rules.terms import Stage
    from models.rules.windows import Window

OWN_WINDOW = {Remedy.EXCHANGE: "exchange.window", Remedy.REPAIR: "repair.window"}


def judge_time(judging: Judging) -> None:
    """In the window, in a stage after it, or too late; every day is the shop's own."""
    facts = judging.facts
    given = window_of(judging.terms, facts.asked.remedy)
    window: Window = given.value
    today, age, days = facts.visit.today, facts.age, window.only_days
    day_one = judging.policy.day_of_sale_counts
    if age < 0:
        judging.find(Answer.REFUSE, "sale-in-future", given, sold_on=facts.line.sold_on)
        return
    if days is not None:
        last = facts.line.sold_on + timedelta(days - day_one)
        if age > days - day_one:
            _judge_late(judging, given, last)
        else:
            judging.last_day = last
            judging.add(_in_window(age + day_one, days, given.clause, judging.terms.version))
        return
    if window.no_limit and window.other is None:
        judging.find(Answer.ACCEPT, "no-limit", given)
        return
    if not window.possible:
        judging.find(Answer.REFUSE, f"no-{facts.asked.remedy}", given)
        return
    when = moments_of(facts)
    last = last_day(window, when, day_one=day_one, works=facts.visit.works)
    if last is ALWAYS:
        judging.find(Answer.ACCEPT, "no-limit", given)
    elif today <= last:
        judging.last_day = last
        _say_in_time(judging, given, when, last)
    elif last < facts.line.sold_on and _ends_on_a_date(window):
        judging.find(Answer.REFUSE, "sold-after", given, last_day=last)
    else:
        _judge_late(judging, given, last)


def window_of(terms: Terms, remedy: Remedy) -> Given:
    """The window of a remedy: its own where the policy gives one, else the refund's."""
    own = OWN_WINDOW.get(remedy)
    if own is not None and terms.given[own].value is not None:
        return terms.given[own]
    return terms.given["window"]


def moments_of(facts: Facts) -> Moments:
    """Where the hour of the sale is not known, each day since counts for 24."""
    line, visit = facts.line, facts.visit
    hours = 24 * facts.age
    if visit.now is not None and line.sold_at is not None:
        hours = int((visit.now - line.sold_at).total_seconds() // 3600)
    return Moments(
        sold=line.sold_on, today=visit.today, delivered=line.delivered_on, hours=hours
    )


def _plain_days(window: Window) -> int | None:
    """The number of days where nothing else moves the end."""
    return None if window.to_working_day or window.other is not None else window.days


def _say_in_time(judging: Judging, given: Given, when: Moments, last: date) -> None:
    window: Window = given.value
    days = _plain_days(window)
    if window.hours is not None:
        judging.find(Answer.ACCEPT, "in-hours", given, hour=when.hours + 1, hours=window.hours)
    elif days is None or when.today < first_day(window, when):
        judging.find(Answer.ACCEPT, "in-time", given, last_day=last)
    else:
        day = days - (last - when.today).days
        judging.add(_in_window(day, days, given.clause, judging.terms.version))


@lru_cache(maxsize=4096)
def _in_window(day: int, days: int, clause: int, version: int) -> Finding:
    """The most common of all findings, made once."""
    message = Message("in-window", {"day": day, "days": days})
    return Finding(Answer.ACCEPT, message, clause, version if clause else 0)


@lru_cache(maxsize=4096)
def _late(late: int, days: int, last: date, clause: int, version: int) -> Finding:
    message = Message("late", {"days": late, "window": days, "last_day": last})
    return Finding(Answer.REFUSE, message, clause, version if clause else 0)


def _ends_on_a_date(window: Window) -> bool:
    if window.until is not None:
        return True
    return window.other is not None and _ends_on_a_date(window.other)


def _judge_late(judging: Judging, given: Given, last: date) -> None:
    window: Window = given.value
    today = judging.facts.visit.today
    late = (today - last).days
    stages = judging.terms["late"]
    for stage in stages.value:
        if today <= _end_of(stage, window, judging, last):
            _say_stage(judging, stages, stage, late)
            return
    if window.hours is not None:
        judging.find(Answer.REFUSE, "late-hours", given, hours=window.hours)
        return
    days = _plain_days(window)
    if days is None:
        judging.find(Answer.REFUSE, "late-since", given, days=late, last_day=last)
    else:
        judging.add(_late(late, days, last, given.clause, judging.terms.version))


def _end_of(stage: Stage, window: Window, judging: Judging, last: date) -> date:
    if stage.days is None:
        return last + timedelta(stage.late or 0)
    begun = first_day(window, moments_of(judging.facts))
    return begun + timedelta(stage.days - judging.policy.day_of_sale_counts)


def _say_stage(judging: Judging, given: Given, stage: Stage, late: int) -> None:
    answer = stage.decider.answer
    code = "late-refused" if stage.decider is Decider.NOBODY else "late-stage"
    judging.find(answer, code, given, approval(stage.decider), days=late)
    if stage.lost:
        kept = judging.keep("lateness", judging.gross.percent(stage.lost), given)
        judging.find(Answer.ACCEPT, "lost-by-lateness", given, percent=stage.lost, amount=kept)
