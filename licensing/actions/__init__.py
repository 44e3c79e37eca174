"""Everything that changes an application or a licence.  One verb, one function, one transaction."""

from .assigning import assign, assign_all, forget_view, keep_view, take_all
from .assisting import assist, start_with
from .checks import open_check, settle_check
from .conflicts import declare_conflict, lift_conflict, stand_aside
from .decisions import approve, close_check, refuse, take
from .disclosure_clock import purge_disclosures, remind_disclosures
from .disclosure_retention import destroy_disclosures
from .disclosures import readdress_disclosure, remove_disclosing, resend_disclosure, send_disclosures
from .document_reviews import review_document
from .drafts import attach, detach, discard, remove_row, save_row, save_rows, save_step, start
from .filing import complete, reassess, seal, send_document, submit, unseal, withdraw
from .findings import record_finding, remove_photo
from .forgotten import lapse, remind
from .funds import funds_arrived, funds_returned, send_back
from .inspections import (
    accept_inspection,
    another_inspection,
    begin_inspection,
    cancel_inspection,
    finish_inspection,
    propose_inspection,
    ready_for_inspection,
    waive_inspection,
)
from .licence_proposals import note_appeal, propose_about, settle_notice, waive_hearing_about
from .licences import (
    add_condition,
    authorize_to_open,
    end_conditions,
    lift,
    remove_condition,
    revoke,
    suspend,
    suspend_at_once,
)
from .notes import write_note
from .notices import close_notice, extend_notice, post_notice, repeat_notice, require_notice, set_notice, waive_notice
from .obligations import lift_report, postpone_report
from .proposals import close_proposal, propose_refusal, recommend, settle_proposal, waive_hearing
from .register import keep_number
from .renewals import start_again, start_procedure
from .report_drafts import refresh
from .requests import Wanted, ask, judge_answers, keep_answers, reply

__all__ = [
    "Wanted",
    "accept_inspection",
    "add_condition",
    "another_inspection",
    "approve",
    "ask",
    "assign",
    "assign_all",
    "assist",
    "attach",
    "authorize_to_open",
    "begin_inspection",
    "cancel_inspection",
    "close_check",
    "close_notice",
    "close_proposal",
    "complete",
    "declare_conflict",
    "destroy_disclosures",
    "detach",
    "discard",
    "end_conditions",
    "extend_notice",
    "finish_inspection",
    "forget_view",
    "funds_arrived",
    "funds_returned",
    "judge_answers",
    "keep_answers",
    "keep_number",
    "keep_view",
    "lapse",
    "lift",
    "lift_conflict",
    "lift_report",
    "note_appeal",
    "open_check",
    "post_notice",
    "postpone_report",
    "propose_about",
    "propose_inspection",
    "propose_refusal",
    "purge_disclosures",
    "readdress_disclosure",
    "ready_for_inspection",
    "reassess",
    "recommend",
    "record_finding",
    "refresh",
    "refuse",
    "remind",
    "remind_disclosures",
    "remove_condition",
    "remove_disclosing",
    "remove_photo",
    "remove_row",
    "repeat_notice",
    "reply",
    "require_notice",
    "resend_disclosure",
    "review_document",
    "revoke",
    "save_row",
    "save_rows",
    "save_step",
    "seal",
    "send_back",
    "send_disclosures",
    "send_document",
    "set_notice",
    "settle_check",
    "settle_notice",
    "settle_proposal",
    "stand_aside",
    "start",
    "start_again",
    "start_procedure",
    "start_with",
    "submit",
    "suspend",
    "suspend_at_once",
    "take",
    "take_all",
    "unseal",
    "waive_hearing",
    "waive_hearing_about",
    "waive_inspection",
    "waive_notice",
    "withdraw",
    "write_note",
]  # fmt: skip
