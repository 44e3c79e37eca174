"""camt.053: what banks send, and what nobody should."""

import io
import time
from decimal import Decimal

import pytest

from payments.statements import Unreadable, read

ENTRY = """<Ntry><Amt Ccy="CAD">30000.00</Amt><CdtDbtInd>{way}</CdtDbtInd>{more}<Sts>{status}</Sts>
<BookgDt><Dt>2027-03-02</Dt></BookgDt><AcctSvcrRef>B{number}</AcctSvcrRef><NtryDtls>{details}</NtryDtls></Ntry>"""
DETAIL = """<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{amount}
<RltdPties><Dbtr>{payer}</Dbtr></RltdPties>
<RmtInf><Ustrd>Merci</Ustrd><Strd><CdtrRefInf><Ref>RF18000000042</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"""


def document(*entries, version="08", summary="", head='<?xml version="1.0" encoding="UTF-8"?>'):
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    return (
        f'{head}<Document xmlns="{space}"><BkToCstmrStmt><GrpHdr/><Stmt><Id>1</Id><Acct><Id><Othr><Id>123-45</Id>'
        f"</Othr></Id></Acct>{summary}{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    )


def entry(number=1, *, way="CRDT", status="<Cd>BOOK</Cd>", more="", details=None):
    details = details or [detail()]
    return ENTRY.format(number=number, way=way, status=status, more=more, details="".join(details))


def detail(amount="", payer="<Pty><Nm>Société d’État</Nm></Pty>"):
    return DETAIL.format(amount=amount and f'<Amt Ccy="CAD">{amount}</Amt>', payer=payer)


def lines(text):
    return list(read(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


@pytest.mark.parametrize(
    ("version", "status", "payer"),
    [("02", "BOOK", "<Nm>Société d’État</Nm>"), ("08", "<Cd>BOOK</Cd>", "<Pty><Nm>Société d’État</Nm></Pty>")],
)
def test_an_entry_is_read_whatever_the_version(version, status, payer):
    (line,) = lines(document(entry(status=status, details=[detail(payer=payer)]), version=version))

    assert (line.account, str(line.booked_on), line.amount, line.currency) == (
        "123-45", "2027-03-02", Decimal("30000.00"), "CAD",
    )  # fmt: skip
    assert (line.reference, line.text, line.payer, line.bank_reference) == (
        "RF18000000042", "Merci", "Société d’État", "B1",
    )  # fmt: skip


def test_what_left_is_below_zero_and_what_is_pending_is_left_out():
    found = lines(document(entry(1, way="DBIT", more="<RvslInd>true</RvslInd>"), entry(2, status="PDNG")))

    assert [(line.amount, line.returned) for line in found] == [(Decimal("-30000.00"), True)]


def test_a_batch_is_as_many_movements_as_payments_where_it_adds_up():
    good = entry(details=[detail("10000.00"), detail("20000.00")])
    bad = entry(details=[detail("10000.00"), detail("20000.01")])

    assert [line.amount for line in lines(document(good))] == [Decimal("10000.00"), Decimal("20000.00")]
    assert [line.amount for line in lines(document(bad))] == [Decimal("30000.00")]


@pytest.mark.parametrize("length", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_refused(length):
    whole = document(*(entry(number) for number in range(20)))

    with pytest.raises(Unreadable):
        lines(whole[: int(len(whole) * length)])


def test_entries_that_are_missing_are_noticed():
    summary = "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>"

    with pytest.raises(Unreadable, match="missing"):
        lines(document(entry(1), entry(2), summary=summary))


def test_the_encoding_that_the_document_names_is_the_one_it_is_read_in():
    text = document(entry(), head='<?xml version="1.0" encoding="ISO-8859-1"?>').replace("’", "'")

    assert lines(text.encode("latin-1"))[0].payer == "Société d'État"
    with pytest.raises(Unreadable):
        lines(document(entry()).encode("latin-1", "replace"))


BOMB = '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa">%s]>'
LEVELS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    "doctype",
    [
        BOMB % LEVELS,
        '<!DOCTYPE Document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE Document>",
    ],
)
def test_every_dtd_is_refused_at_once(doctype):
    text = document(entry()).replace("<Document", f"{doctype}<Document", 1).replace("Merci", "&a;&i;")
    begun = time.monotonic()

    with pytest.raises(Unreadable):
        lines(text)

    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("text", ["<html></html>", "<Document/>", "<", ""])
def test_what_is_no_statement_is_refused(text):
    with pytest.raises(Unreadable):
        lines(text)


@pytest.mark.parametrize("amount", ["30000.001", "-1.00", "NaN", "1E9", "", "99999999999999.00"])
def test_an_amount_that_is_none_is_refused(amount):
    text = document(entry()).replace("30000.00", amount)

    if amount == "1E9":
        assert lines(text)[0].amount == Decimal("1E9")
    else:
        with pytest.raises(Unreadable):
            lines(text)
