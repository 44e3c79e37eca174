from .applications import Application, Document, Round
from .condition_texts import ConditionText
from .conflicts import Conflict
from .decision_letters import DecisionLetter
from .disclosures import DisclosedPaper, Disclosure, Invitation, MailedCode, Reading
from .document_reviews import DocumentReview
from .events import Event
from .fees import FeeRate, Waiver
from .followed import Followed
from .inspections import Finding, FindingPhoto, Inspection, ProposedTime
from .letter_texts import LetterText
from .licences import Condition, End, Happening, Licence, Premises, Version
from .notes import Note
from .notices import CalendarFeed, Notice
from .obligations import Obligation
from .places import MunicipalityStance, School, SchoolRegister, stance_of
from .proposals import Proposal, Recommendation
from .public_licences import PublicLicence, RegisterWord
from .public_notices import NoticeStep, PostingPhoto, PublicNotice
from .reliances import Reliance
from .requests import InformationRequest, ItemKind, RequestItem
from .review import Check
from .risk import RiskAssessment, RiskLevel
from .sanctions import Penalty, Suspension
from .trail import FileReading, LookUp
from .worklist import SavedView, TeamMember

__all__ = [
    "Application",
    "CalendarFeed",
    "Check",
    "Condition",
    "ConditionText",
    "Conflict",
    "DecisionLetter",
    "DisclosedPaper",
    "Disclosure",
    "Document",
    "DocumentReview",
    "End",
    "Event",
    "FeeRate",
    "FileReading",
    "Finding",
    "FindingPhoto",
    "Followed",
    "Happening",
    "InformationRequest",
    "Inspection",
    "Invitation",
    "ItemKind",
    "LetterText",
    "Licence",
    "LookUp",
    "MailedCode",
    "MunicipalityStance",
    "Note",
    "Notice",
    "NoticeStep",
    "Obligation",
    "Penalty",
    "PostingPhoto",
    "Premises",
    "Proposal",
    "ProposedTime",
    "PublicLicence",
    "PublicNotice",
    "Reading",
    "Recommendation",
    "RegisterWord",
    "Reliance",
    "RequestItem",
    "RiskAssessment",
    "RiskLevel",
    "Round",
    "SavedView",
    "School",
    "SchoolRegister",
    "Suspension",
    "TeamMember",
    "Version",
    "Waiver",
    "stance_of",
]
