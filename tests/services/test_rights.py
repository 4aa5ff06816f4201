"""Every service and the right it needs, written out: a new one without a right fails here."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, update

from models.tables.people import RoleRight, Staff
from models.values import Refused
from models.values.rights import Right
from models.values.shop import Role
from tests.drawers import a_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.db import Shop
    from models.unit import Unit

ROOT = Path(__file__).parents[2]
ANYBODY = "anybody"
"""Needs no right; the use case itself says above itself why that is safe."""
INSIDE = "inside"
"""Only other services call it, inside what they do with a right of their own."""

NEEDED: dict[str, dict[str, Right | str]] = {
    "abandoned": {
        "note_abandoned": ANYBODY,
        "told_of": INSIDE,
    },
    "apology_letters": {
        "begin_letter": Right.LOOK,
        "write_letter": Right.SERVE,
    },
    "approval_cards": {
        "list_approvals": Right.LOOK,
        "open_approval": Right.LOOK,
        "count_approvals": Right.LOOK,
        "customer_history": Right.LOOK,
        "card_of": INSIDE,
    },
    "approval_changes": {
        "changed_wanted": INSIDE,
    },
    "approval_decisions": {
        "decide_wanted": INSIDE,
    },
    "approval_requests": {
        "ask_approval": ANYBODY,
        "withdraw_approval": Right.LOOK,
        "answer_approval": ANYBODY,
        "reply_approval": Right.LOOK,
        "call_manager": Right.LOOK,
        "change_request": ANYBODY,
    },
    "approval_seen": {
        "seen_of": INSIDE,
        "events_of": INSIDE,
        "local": INSIDE,
    },
    "approval_threads": {
        "thread_of": INSIDE,
        "find_request": INSIDE,
        "add_said": INSIDE,
        "move_on": INSIDE,
        "withdraw": INSIDE,
        "withdraw_all": INSIDE,
        "expire": INSIDE,
        "expire_lapsed": INSIDE,
    },
    "approvals": {
        "allow": INSIDE,
        "add_request": INSIDE,
        "still_good": INSIDE,
        "use_up": INSIDE,
    },
    "assortment": {
        "list_departments": Right.LOOK,
    },
    "authorities": {
        "may_answer": INSIDE,
        "authorities": INSIDE,
        "find_authority": INSIDE,
        "objection_to": INSIDE,
    },
    "bills": {
        "explain_bill": Right.LOOK,
    },
    "candidates": {
        "find_candidates": Right.LOOK,
    },
    "card_lives": {
        "life_of": INSIDE,
        "life_today": ANYBODY,
    },
    "case_facts": {
        "entitle": Right.SERVE,
        "name_customer": Right.SERVE,
        "link_to": Right.SERVE,
        "escalate": Right.SERVE,
        "rate": Right.SERVE,
        "transfer": Right.SERVE,
    },
    "case_files": {
        "make_case_file": Right.JOURNAL,
    },
    "case_promises": {
        "promise": Right.SERVE,
        "promise_anew": INSIDE,
        "keep_promise": Right.SERVE,
        "break_promise": Right.SERVE,
    },
    "case_views": {
        "list_cases": Right.LOOK,
        "count_cases": Right.LOOK,
        "rows_of_case": INSIDE,
        "open_cases_of": INSIDE,
        "case_story": Right.LOOK,
    },
    "briefings": {
        "briefings_today": Right.LOOK,
        "for_me": INSIDE,
        "confirm_read": Right.LOOK,
        "list_briefings": Right.SETTINGS,
        "who_has_read": Right.SETTINGS,
        "write_briefing": Right.SETTINGS,
        "withdraw_briefing": Right.SETTINGS,
        "brief_of_policy": INSIDE,
    },
    "coaching": {
        "coaching_for_me": ANYBODY,
        "waits_for_me": INSIDE,
        "confirm_coaching": ANYBODY,
    },
    "team_board": {
        "board": Right.APPROVE,
        "due_today": Right.LOOK,
    },
    "team_waits": {
        "team_waits": Right.LOOK,
    },
    "case_watch": {
        "look_on": Right.LOOK,
        "look_away": Right.LOOK,
    },
    "case_pages": {
        "open_case_page": Right.LOOK,
    },
    "case_search": {
        "find_cases": Right.LOOK,
        "case_coded": Right.LOOK,
        "case_called": Right.LOOK,
    },
    "cases": {
        "open_case": Right.SERVE,
        "case_in_hand": Right.LOOK,
        "put_aside": Right.SERVE,
        "take_up": Right.SERVE,
        "close_case": Right.SERVE,
        "add_note": Right.SERVE,
        "add_entry": INSIDE,
        "case_of": INSIDE,
        "seen_of": INSIDE,
        "row_of": INSIDE,
        "open_row": INSIDE,
        "check_customer": INSIDE,
        "check_colleague": INSIDE,
        "change_case": INSIDE,
        "move_case": INSIDE,
    },
    "clock": {
        "note_clock_jump": ANYBODY,
    },
    "complaint_terms": {
        "complaint_terms": Right.LOOK,
        "set_complaint_terms": Right.SETTINGS,
        "try_terms": Right.SETTINGS,
        "newest_terms": INSIDE,
        "terms_of": INSIDE,
        "working_hours": INSIDE,
    },
    "complaint_clocks": {
        "complaints_near": Right.LOOK,
        "escalate": Right.SERVE,
        "escalate_due": ANYBODY,
        "any_due": ANYBODY,
        "list_escalated": Right.APPROVE,
        "stop_clocks": INSIDE,
        "start_clocks": INSIDE,
        "rest_clocks": INSIDE,
        "set_clock": INSIDE,
        "end_stop": INSIDE,
    },
    "complaint_pages": {
        "complaints_page": Right.LOOK,
        "find_about": Right.LOOK,
    },
    "complaint_remedies": {
        "choose_remedy": Right.SERVE,
        "allow_remedy": Right.APPROVE,
        "remedy_sought": INSIDE,
        "let_be_done": INSIDE,
        "promise_remedy": Right.SERVE,
        "settle_complaint": Right.SERVE,
    },
    "complaint_rows": {
        "complaint_of": INSIDE,
        "complaint_row": INSIDE,
        "open_complaint": INSIDE,
        "move_complaint": INSIDE,
        "seen_of": INSIDE,
    },
    "complaint_views": {
        "complaints_in": Right.LOOK,
        "complaints_by_clause": Right.LOOK,
    },
    "complaints": {
        "begin_complaint": Right.SERVE,
        "name_issue": Right.SERVE,
        "wait_for_customer": Right.SERVE,
        "customer_answered": Right.SERVE,
    },
    "corrections": {
        "decide_correction": Right.LOOK,
        "correct_price": Right.GIVE,
        "correction_sought": INSIDE,
    },
    "day_summaries": {
        "business_day_now": Right.JOURNAL,
        "make_day_summary": Right.JOURNAL,
    },
    "customer_side": {
        "shop_sign": ANYBODY,
        "customer_here": Right.LOOK,
    },
    "decisions": {
        "decide_return": Right.LOOK,
        "decide_sale": INSIDE,
        "limited": INSIDE,
        "facts_of": INSIDE,
        "at_lowest": INSIDE,
    },
    "delegations": {
        "delegate": Right.APPROVE,
        "end_delegation": Right.LOOK,
        "list_delegations": ANYBODY,
        "list_colleagues": Right.APPROVE,
    },
    "denials": {
        "deny": Right.SERVE,
        "reopen_denial": INSIDE,
    },
    "documents": {
        "next_number": INSIDE,
        "paper_head": INSIDE,
        "store_paper": INSIDE,
        "paper_numbered": INSIDE,
        "take_turn_at": INSIDE,
        "count_copy": INSIDE,
        "open_paper": INSIDE,
        "open_snapshot": INSIDE,
        "count_print": Right.LOOK,
    },
    "drafts": {
        "start_draft": Right.POLICY,
        "list_drafts": Right.POLICY,
        "count_to_review": Right.POLICY,
        "open_draft": Right.POLICY,
        "save_draft": Right.POLICY,
        "send_draft": Right.POLICY,
        "review_draft": Right.REVIEW,
        "draft_in_force": Right.REVIEW,
        "discard_draft": Right.POLICY,
        "has_second_manager": Right.POLICY,
    },
    "drawer_ledger": {
        "book_cash": INSIDE,
        "cash_held": INSIDE,
        "find_open": INSIDE,
        "open_here": INSIDE,
        "book": INSIDE,
        "happened": INSIDE,
        "keep": INSIDE,
    },
    "drawer_reports": {
        "count_drawer": Right.DRAWER,
        "close_drawer": Right.DRAWER,
        "close_counted": Right.DRAWER,
        "read_drawer": Right.LOOK,
        "open_closing": Right.LOOK,
    },
    "drawers": {
        "look_at_drawer": Right.LOOK,
        "open_drawer": Right.DRAWER,
        "move_cash": Right.DRAWER,
        "hand_over": Right.DRAWER,
    },
    "exception_forms": {
        "store_form": INSIDE,
        "form_of": INSIDE,
        "paper_on_form": INSIDE,
    },
    "exchange_decisions": {
        "offer_goods": Right.LOOK,
        "offer_again": INSIDE,
        "decide_exchange": Right.LOOK,
        "decide_exchange_of": INSIDE,
    },
    "exchanges": {
        "take_exchange": Right.SERVE,
        "reopen_exchange": INSIDE,
    },
    "exports": {
        "note_policy_export": Right.POLICY,
        "note_replay_export": Right.POLICY,
    },
    "gift_receipts": {
        "make_gift_receipt": Right.SERVE,
        "reopen_gift_receipt": INSIDE,
        "given_with": INSIDE,
    },
    "giving": {
        "approve_giving": INSIDE,
        "reopen_giving": INSIDE,
        "as_given": INSIDE,
    },
    "goods": {
        "list_waiting": Right.LOOK,
        "count_waiting": Right.LOOK,
        "list_recent": Right.LOOK,
        "open_goods": Right.LOOK,
        "find_tag": Right.LOOK,
        "move_goods": Right.GOODS,
        "tags_of": Right.LOOK,
    },
    "goodwill": {
        "find_customer": Right.LOOK,
        "decide_goodwill": Right.LOOK,
        "give_goodwill": Right.GIVE,
        "goodwill_sought": INSIDE,
    },
    "grants": {
        "grant_counter": ANYBODY,
    },
    "guides": {
        "guide_for": Right.LOOK,
        "list_guides": Right.SETTINGS,
        "set_guide": Right.SETTINGS,
        "go_back_to_guide": Right.SETTINGS,
    },
    "hand_over_notes": {
        "still_open": Right.LOOK,
        "leave_note": Right.LOOK,
        "notes_waiting": Right.LOOK,
        "waits": INSIDE,
        "note_seen": Right.LOOK,
        "forget_notes_in_time": ANYBODY,
    },
    "identities": {
        "identify_document": Right.LOOK,
        "remember_identity": INSIDE,
        "returns_of": INSIDE,
        "forget_identities": INSIDE,
        "forget_in_time": ANYBODY,
    },
    "import_catalogue": {
        "take_in_catalogue": INSIDE,
    },
    "import_promotions": {
        "take_in_promotions": Right.IMPORT,
    },
    "import_returns": {
        "take_in_returns": INSIDE,
    },
    "import_sales": {
        "take_in_sales": INSIDE,
    },
    "imports": {
        "import_sales": Right.IMPORT,
    },
    "in_hand": {
        "look_in_hand": Right.LOOK,
    },
    "inquiries": {
        "seek": Right.LOOK,
        "explain_sale": Right.LOOK,
        "tell_customer": Right.LOOK,
        "paper_speaks": Right.LOOK,
        "answer_paper": Right.LOOK,
        "take_along": Right.LOOK,
        "print_answer": Right.LOOK,
        "policy_paper": INSIDE,
    },
    "journal": {
        "record": INSIDE,
    },
    "journal_papers": {
        "make_extract": Right.JOURNAL,
        "made": INSIDE,
        "recorded": INSIDE,
        "people_of": INSIDE,
    },
    "journal_views": {
        "open_journal": Right.JOURNAL,
        "list_entries": Right.JOURNAL,
        "follow": Right.JOURNAL,
        "count_entries": Right.JOURNAL,
        "each_entry": Right.JOURNAL,
        "note_export": Right.JOURNAL,
        "find_rows": INSIDE,
        "case_rows": INSIDE,
    },
    "knowledge": {
        "suggest": Right.LOOK,
        "propose_entry": Right.LOOK,
        "keep_answer": Right.SERVE,
        "change_entry": Right.SETTINGS,
        "mark_outdated": Right.SETTINGS,
        "merge_entry": Right.SETTINGS,
        "list_knowledge": Right.LOOK,
        "search_knowledge": Right.LOOK,
        "count_use": INSIDE,
    },
    "questions": {
        "ask_question": Right.SERVE,
        "answer_question": Right.SERVE,
        "plan_follow_up": Right.SERVE,
        "follow_up": Right.SERVE,
        "list_follow_ups": Right.LOOK,
        "questions_in": Right.LOOK,
        "open_questions": Right.LOOK,
        "question_of": INSIDE,
    },
    "letterheads": {
        "letterhead_of": INSIDE,
        "paper_language": INSIDE,
        "usual_language": Right.LOOK,
        "list_letterheads": Right.SETTINGS,
        "set_letterhead": Right.SETTINGS,
        "put_logo": Right.SETTINGS,
        "logos_on": ANYBODY,
        "logos_named": ANYBODY,
    },
    "limits": {
        "midnight": INSIDE,
        "beyond_limits": INSIDE,
    },
    "locking": {
        "lock": ANYBODY,
        "unlock": ANYBODY,
    },
    "no_receipt": {
        "open_product": Right.LOOK,
        "decide_without_sale": Right.LOOK,
        "take_without_sale": Right.SERVE,
        "skus_of": INSIDE,
    },
    "mail": {
        "address_for": Right.LOOK,
        "mail_paper": Right.LOOK,
        "list_open_mail": Right.LOOK,
        "retry_mail": Right.LOOK,
        "cancel_mail": Right.LOOK,
        "move_mail": INSIDE,
    },
    "mail_queue": {
        "is_mail_due": ANYBODY,
        "look_at_mail": ANYBODY,
        "claim_mail": ANYBODY,
        "mail_wanted": ANYBODY,
        "mail_sent": ANYBODY,
        "mail_waits": ANYBODY,
        "mail_failed": ANYBODY,
    },
    "mail_server": {
        "read_mail_server": Right.SETTINGS,
        "check_mail_server": Right.SETTINGS,
        "set_mail_server": Right.SETTINGS,
        "server_of": INSIDE,
    },
    "openings": {
        "note_opened": ANYBODY,
        "note_closed": ANYBODY,
    },
    "on_hand": {
        "on_hand": INSIDE,
    },
    "pairings": {
        "list_pairings": Right.LOOK,
        "pair_product": Right.SETTINGS,
    },
    "papers": {
        "open_any": Right.LOOK,
        "find_papers": Right.LOOK,
        "list_choices": Right.LOOK,
    },
    "payments": {
        "take_payments": INSIDE,
    },
    "people": {
        "sign_on": ANYBODY,
        "identify": INSIDE,
        "sign_off": ANYBODY,
        "rights_of_signed_on": ANYBODY,
        "still_here": ANYBODY,
    },
    "person_records": {
        "read_record": INSIDE,
        "holds_of": INSIDE,
    },
    "personal": {
        "find_person": Right.PERSONAL,
        "export_person": Right.PERSONAL,
        "forget_person": Right.PERSONAL,
        "try_forgetting": Right.PERSONAL,
    },
    "policies": {
        "policy_on": ANYBODY,
        "policies_for": INSIDE,
        "list_versions": Right.POLICY,
        "open_version": Right.POLICY,
        "policy_numbered": INSIDE,
        "put_in_force": INSIDE,
        "written": INSIDE,
        "examined": INSIDE,
    },
    "print_jobs": {
        "queue_print": Right.LOOK,
        "queue_unnumbered": Right.LOOK,
        "list_open_jobs": Right.LOOK,
        "list_sent_jobs": Right.LOOK,
        "retry_job": Right.LOOK,
        "redirect_job": Right.LOOK,
        "cancel_job": Right.LOOK,
        "confirm_job": Right.LOOK,
    },
    "print_queue": {
        "is_job_due": ANYBODY,
        "claim_job": ANYBODY,
        "keep_job": ANYBODY,
        "job_printed": ANYBODY,
        "job_sent": ANYBODY,
        "job_waits": ANYBODY,
        "job_failed": ANYBODY,
        "job_wanted": ANYBODY,
    },
    "print_watch": {
        "look_at_queue": ANYBODY,
    },
    "printers": {
        "list_printers": Right.LOOK,
        "add_printer": Right.SETTINGS,
        "change_printer": Right.SETTINGS,
        "disable_printer": Right.SETTINGS,
        "list_routes": Right.LOOK,
        "set_route": Right.SETTINGS,
        "clear_route": Right.SETTINGS,
        "find_printer": INSIDE,
        "usable_printer": INSIDE,
    },
    "printing": {
        "route_of": INSIDE,
        "put_job": INSIDE,
        "queue_kick": INSIDE,
    },
    "queue_views": {
        "queue_seen": Right.LOOK,
        "count_queue": Right.LOOK,
        "waited_today": Right.LOOK,
        "queue_day": ANYBODY,
        "tickets_of_day": INSIDE,
        "ticket_seen": INSIDE,
        "passed_in_a_row": INSIDE,
        "foreseen_for_one_more": INSIDE,
        "of_day": INSIDE,
    },
    "refunds": {
        "plan": INSIDE,
        "plan_anywhere": INSIDE,
        "pay": INSIDE,
        "book": INSIDE,
        "coin_of": INSIDE,
        "cash_so_far": INSIDE,
    },
    "print_tests": {
        "queue_test": Right.SETTINGS,
    },
    "policy_answers": {
        "ask_before_buying": Right.LOOK,
        "ask_after_buying": Right.LOOK,
    },
    "prices": {
        "prices_today": INSIDE,
    },
    "product_cards": {
        "open_card": Right.LOOK,
    },
    "product_search": {
        "find_products": Right.LOOK,
    },
    "replay": {
        "replay": Right.POLICY,
    },
    "replay_records": {
        "count_lines": INSIDE,
    },
    "requests": {
        "outcome_of": INSIDE,
        "remember": INSIDE,
        "mark_shown": Right.LOOK,
        "list_unconfirmed": Right.LOOK,
    },
    "returns": {
        "take_return": Right.SERVE,
        "reopen_return": INSIDE,
        "as_taken": INSIDE,
        "approve_decision": INSIDE,
        "add_return": INSIDE,
        "take_line": INSIDE,
        "add_return_line": INSIDE,
    },
    "rights": {
        "check_right": INSIDE,
        "has_right": ANYBODY,
        "authority_of": INSIDE,
    },
    "roles": {
        "list_roles": ANYBODY,
        "change_role": Right.ROLES,
        "read_role": INSIDE,
        "hold_roles": INSIDE,
        "check_who_is_left": INSIDE,
    },
    "sales": {
        "find_sale": Right.LOOK,
        "open_sale": Right.LOOK,
    },
    "sealing": {
        "seal_paper": INSIDE,
        "seal_name": INSIDE,
        "seal_words": INSIDE,
        "open_sealed": INSIDE,
        "look_at_sealed": INSIDE,
    },
    "search": {
        "look_up": Right.LOOK,
        "list_sales": Right.LOOK,
        "is_taken": INSIDE,
        "products_named": Right.LOOK,
        "customers_named": Right.LOOK,
        "customer_again": INSIDE,
    },
    "served": {
        "end_service": INSIDE,
    },
    "shifts": {
        "terms_of": INSIDE,
        "bounds_of_day": INSIDE,
        "may_set_terms": INSIDE,
        "set_drawer_terms": Right.SETTINGS,
        "begin_shift": INSIDE,
        "end_shift": INSIDE,
        "find_count": INSIDE,
    },
    "sign_on_trials": {
        "digest_of": INSIDE,
        "digests_of": INSIDE,
        "begin_trial": INSIDE,
        "clear_trials": INSIDE,
        "is_locked": INSIDE,
        "locked_among": INSIDE,
    },
    "signatures": {
        "sign": Right.SERVE,
        "when_to_sign": Right.LOOK,
        "set_when_to_sign": Right.SETTINGS,
        "signature_of": INSIDE,
    },
    "slips": {
        "reopen": Right.LOOK,
        "reopen_any": Right.LOOK,
        "standing_of": Right.LOOK,
    },
    "sold": {
        "load_sale": INSIDE,
        "load_tenders": INSIDE,
        "got_for_a_gift": INSIDE,
    },
    "splits": {
        "keep_split": INSIDE,
    },
    "staff": {
        "list_people": Right.PEOPLE,
        "add_person": Right.PEOPLE,
        "change_person": Right.PEOPLE,
        "set_pin": Right.PEOPLE,
        "set_own_pin": ANYBODY,
        "disable_person": Right.PEOPLE,
        "enable_person": Right.PEOPLE,
        "unlock_person": Right.PEOPLE,
        "find_badge": Right.PEOPLE,
    },
    "still_open": {
        "still_open": INSIDE,
    },
    "suspended": {
        "suspend": Right.SERVE,
        "list_suspended": Right.LOOK,
        "resume": Right.SERVE,
        "drop": Right.SERVE,
        "keep": Right.SERVE,
        "note_suspended": Right.SERVE,
        "forget_suspended_in_time": ANYBODY,
    },
    "taken_down": {
        "take_down": Right.SERVE,
    },
    "terminal": {
        "settle_refund": Right.SERVE,
        "decline_refund": Right.SERVE,
        "count_awaiting": Right.LOOK,
        "list_awaiting": Right.LOOK,
    },
    "tickets": {
        "draw_ticket": Right.SERVE,
        "call_next": Right.SERVE,
        "call_this": Right.SERVE,
        "call_again": Right.SERVE,
        "begin_serving": Right.SERVE,
        "no_show": Right.SERVE,
        "take_back_ticket": Right.SERVE,
        "hold_ticket": Right.SERVE,
        "put_in_again": Right.SERVE,
        "transfer": Right.SERVE,
    },
    "trials": {
        "decide_trial": Right.LOOK,
    },
    "value_card_requests": {
        "sell_card": Right.CARDS,
        "top_up_card": Right.CARDS,
        "pay_by_card": Right.CARDS,
        "void_card": Right.CARDS,
        "move_card": Right.CARDS,
    },
    "value_card_views": {
        "show_card": Right.LOOK,
        "list_cards_of": Right.LOOK,
    },
    "value_cards": {
        "issue_credit": INSIDE,
        "load_card": INSIDE,
        "refund_to_card": INSIDE,
        "spend_card": INSIDE,
        "expire_cards": INSIDE,
        "find_card": INSIDE,
        "usable_card": INSIDE,
        "locked_card": INSIDE,
        "stored": INSIDE,
        "new_card": INSIDE,
        "book": INSIDE,
        "end_card": INSIDE,
    },
    "verify": {
        "verify_records": ANYBODY,
    },
    "visits": {
        "load_visit": INSIDE,
        "lowest_price": INSIDE,
    },
    "void_exchanges": {
        "take_goods_back": INSIDE,
        "give_money_back": INSIDE,
        "paid_by_customer": INSIDE,
    },
    "voids": {
        "void_return": Right.SERVE,
        "open_void": INSIDE,
        "reopen_void": INSIDE,
        "void_sought": INSIDE,
        "find_voidable": INSIDE,
        "business_day_of": INSIDE,
    },
    "wall": {
        "wall_seen": ANYBODY,
    },
    "vouchers": {
        "store_voucher": INSIDE,
        "vouchers_for": INSIDE,
        "open_voucher": Right.LOOK,
    },
}


def use_cases(source: str) -> list[str]:
    """The public functions of a module that are given a unit of work first."""
    return [
        each.name
        for each in ast.parse(source).body
        if isinstance(each, ast.FunctionDef)
        and not each.name.startswith("_")
        and each.args.args
        and each.args.args[0].annotation is not None
        and ast.unparse(each.args.args[0].annotation) == "Unit"
    ]


def named_outside(sources: list[str]) -> set[tuple[str, str]]:
    """Module and name of each service that these call: imported by name, or as an attribute
    where the same source imports the module."""
    names = set()
    for source in sources:
        modules, attributes = set(), set()
        for each in ast.walk(ast.parse(source)):
            if isinstance(each, ast.ImportFrom) and each.module == "models.services":
                modules |= {alias.name for alias in each.names}
            elif isinstance(each, ast.ImportFrom) and (each.module or "").startswith(
                "models.services."
            ):
                module = (each.module or "").rpartition(".")[2]
                names |= {(module, alias.name) for alias in each.names}
            elif isinstance(each, ast.Attribute):
                attributes.add(each.attr)
        names |= {(module, name) for module in modules for name in attributes}
    return names


def services() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "models" / "services").glob("*.py")):
        for name in use_cases(file.read_text(encoding="utf-8")):
            yield file.stem, name


def windows() -> list[str]:
    """All of the program but the demo, which is built before anybody can sign on."""
    files = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")]
    demo = ROOT / "desktop" / "demo"
    return [file.read_text(encoding="utf-8") for file in files if demo not in file.parents]


def complaints(
    found: list[tuple[str, str]],
    said: dict[str, dict[str, Right | str]],
    called: set[tuple[str, str]],
    guard: Callable[[str, str], Any],
) -> list[str]:
    """What is wrong with the table, or with a service."""
    wrong = [f"{module}.{name} is gone" for module in said for name in said[module]
             if (module, name) not in found]  # fmt: skip
    for module, name in found:
        needed = said.get(module, {}).get(name)
        use_case = guard(module, name)
        marked = getattr(use_case, "needs", INSIDE)
        if needed is None:
            wrong.append(f"{module}.{name} is not in the table")
        elif needed == INSIDE and (marked != INSIDE or (module, name) in called):
            wrong.append(f"{module}.{name} is called from outside")
        elif needed == ANYBODY and (marked is not None or not use_case.open_because):
            wrong.append(f"{module}.{name} does not say why anybody may")
        elif isinstance(needed, Right) and marked is not needed:
            wrong.append(f"{module}.{name} does not need {needed}")
    return wrong


def service(module: str, name: str) -> Any:
    return getattr(import_module(f"models.services.{module}"), name)


def test_every_service_needs_the_right_that_stands_here() -> None:
    called = named_outside(windows())
    assert complaints(list(services()), NEEDED, called, service) == []


@pytest.mark.parametrize(
    ("source", "screen", "said", "complaint"),
    [
        ("def pay(unit: Unit): ...", "", {}, "x.pay is not in the table"),
        (
            "def pay(unit: Unit): ...",
            "from models.services.x import pay",
            {"pay": INSIDE},
            "x.pay is called from outside",
        ),
        (
            "def pay(unit: Unit): ...",
            "from models.services import x\nx.pay(1)",
            {"pay": INSIDE},
            "x.pay is called from outside",
        ),
        ("def pay(unit: Unit): ...", "", {"pay": Right.SERVE}, "x.pay does not need serve"),
        (
            "def pay(unit: Unit): ...",
            "",
            {"pay": ANYBODY},
            "x.pay does not say why anybody may",
        ),
        ("def _pay(unit: Unit): ...", "", {"pay": INSIDE}, "x.pay is gone"),
    ],
)
def test_the_table_bites(
    source: str, screen: str, said: dict[str, Right | str], complaint: str
) -> None:
    found = [("x", name) for name in use_cases(source)]
    bare = named_outside([screen])
    assert complaints(found, {"x": said}, bare, lambda *_: object()) == [complaint]


def nobodys_right(shop: Shop) -> None:
    """Somebody whose role may do nothing at all."""
    shop.person = a_person(shop, "Maria", "8", Role.AUDITOR, "8642")
    with shop.unit() as unit:
        unit.connection.execute(delete(RoleRight).where(RoleRight.role == Role.AUDITOR))


def gone(shop: Shop) -> None:
    """The manager, disabled while signed on."""
    with shop.unit() as unit:
        unit.connection.execute(update(Staff).values(active=False))


def nobody(shop: Shop) -> None:
    shop.person = None


@pytest.mark.parametrize(
    ("who", "why"),
    [(nobodys_right, "right-missing"), (gone, "person-disabled"), (nobody, "sign-on-needed")],
)
def test_without_the_right_nothing_begins(
    shop: Shop, who: Callable[[Shop], None], why: str
) -> None:
    """Refused before it looks at what it was given, which here is nothing at all."""
    who(shop)
    for module, table in NEEDED.items():
        for name, needed in table.items():
            if isinstance(needed, Right):
                with shop.unit() as unit:
                    assert refusal(service(module, name), unit) == why, f"{module}.{name}"


def refusal(use_case: Callable[[Unit], object], unit: Unit) -> str:
    with pytest.raises(Refused) as refused:
        use_case(unit)
    return refused.value.messages[0].code
