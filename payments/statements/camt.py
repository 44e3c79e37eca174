"""camt.053 (ISO 20022): the booked entries of a statement, of any version of the message.

No library that reads camt.053 does so as a stream; lxml does the XML.  A document with a DTD is refused at once: no
statement has one, and every trick with entities needs one.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from .lines import LARGEST, BankLine, Unreadable

CLOSED = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_pis": True}
WANTED = ("{*}Document", "{*}Stmt", "{*}Acct", "{*}Ntry", "{*}NbOfNtries")


def lines(file: BinaryIO) -> Iterator[BankLine]:
    """Raises Unreadable for what is not well-formed, has a DTD, or is no statement."""
    account, counted, announced, seen = "", 0, None, False
    try:
        for event, element in etree.iterparse(file, events=("start", "end"), tag=WANTED, **CLOSED):
            name = etree.QName(element).localname
            if event == "start":
                _refuse_dtd(element)
                seen = seen or name == "Stmt"
            elif name == "Acct":
                account = _text(element, "{*}Id//{*}IBAN", "{*}Id//{*}Id") or account
            elif name == "NbOfNtries" and etree.QName(element.getparent()).localname == "TtlNtries":
                announced = (announced or 0) + int(element.text or 0)
            elif name == "Ntry":
                counted += 1
                yield from _entry(element, account, counted)
                _forget(element)
    except (etree.XMLSyntaxError, UnicodeError) as error:
        raise Unreadable(_("The XML is damaged or cut off."), str(error)) from error
    except ValueError as error:
        raise Unreadable(_("The statement says something that cannot be read."), str(error)) from error
    if not seen:
        raise Unreadable(_("This is not a camt.053 statement."))
    if announced is not None and announced != counted:
        raise Unreadable(_("Entries are missing."), f"{counted} / {announced}")


def _refuse_dtd(element):
    info = element.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise Unreadable(_("A statement with a DTD is refused."))


def _entry(entry, account, number):
    """The movements of one entry: a batch has one for each payment, where it gives their amounts."""
    status = _text(entry, "{*}Sts/{*}Cd", "{*}Sts")
    if status and status != "BOOK":
        return
    whole = _amount(entry.find("{*}Amt"), number)
    out = _text(entry, "{*}CdtDbtInd") == "DBIT"
    booked = _text(entry, "{*}BookgDt/{*}Dt", "{*}BookgDt/{*}DtTm", "{*}ValDt/{*}Dt", "{*}ValDt/{*}DtTm")
    if not booked:
        raise Unreadable(_("An entry has no date."), str(number))
    common = {"account": account, "booked_on": date.fromisoformat(booked[:10])}
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    amounts = [_amount(found, number) for d in details if (found := _detail_amount(d)) is not None]
    if len(details) > 1 and (len(amounts) != len(details) or sum(value for value, _c in amounts) != whole[0]):
        details = []
    if len(details) <= 1:
        amounts = [whole]
    for position, (value, currency) in enumerate(amounts):
        detail = details[position] if details else entry
        yield BankLine(amount=-value if out else value, currency=currency, **common, **_facts(entry, detail, position))


def _facts(entry, detail, position):
    """Who paid, and what was written."""
    bank = _text(detail, "{*}Refs/{*}AcctSvcrRef") or _text(entry, "{*}AcctSvcrRef", "{*}NtryRef")
    end_to_end = _text(detail, "{*}Refs/{*}EndToEndId")
    written = [found.text or "" for found in detail.findall("{*}RmtInf/{*}Ustrd")]
    more = _text(detail, "{*}AddtlTxInf") or _text(entry, "{*}AddtlNtryInf")
    return {
        "reference": _text(detail, "{*}RmtInf/{*}Strd/{*}CdtrRefInf/{*}Ref")[:140],
        "text": " ".join(part for part in [*written, end_to_end, more] if part and part != "NOTPROVIDED")[:500],
        "payer": _text(detail, "{*}RltdPties/{*}Dbtr/{*}Nm", "{*}RltdPties/{*}Dbtr/{*}Pty/{*}Nm")[:140],
        "bank_reference": (f"{bank}/{position}" if position else bank)[:60],
        "returned": detail.find("{*}RtrInf") is not None or _text(entry, "{*}RvslInd") == "true",
    }


def _detail_amount(detail):
    found = detail.find("{*}Amt")
    return detail.find("{*}AmtDtls/{*}TxAmt/{*}Amt") if found is None else found


def _amount(element, number):
    try:
        value = Decimal(element.text.strip())
        currency = element.get("Ccy", "")[:3].upper()
    except (AttributeError, InvalidOperation) as error:
        raise Unreadable(_("An amount cannot be read."), str(number)) from error
    if not value.is_finite() or not 0 <= value < LARGEST or value != round(value, 2):
        raise Unreadable(_("An amount cannot be read."), str(number))
    return value, currency


def _text(element, *paths):
    for path in paths:
        found = element.find(path)
        if found is not None and found.text and found.text.strip():
            return found.text.strip()
    return ""


def _forget(element):
    """Give the memory of this entry back, and that of everything before it."""
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]
