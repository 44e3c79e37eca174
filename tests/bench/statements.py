"""A bank statement of 50,000 lines: how many a second are read, kept and sorted; and does memory grow with them?"""

import json
import re
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from .measure import table

LINES, SHORT, ORDERS = 50_000, 5_000, 200
ENTRY = (
    '<Ntry><Amt Ccy="CAD">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt>'
    "</BookgDt><AcctSvcrRef>B{number}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
    "<RltdPties><Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
    "</NtryDtls></Ntry>"
)
FRAME = (
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    "<BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><Othr><Id>123</Id></Othr></Id></Acct>{}</Stmt></BkToCstmrStmt></Document>"
)


def measure():
    """Print lines a second and memory, each in a process of its own, of files nobody has imported yet."""
    references = orders()
    rows = []
    with TemporaryDirectory() as folder:
        for kind, write in (("camt.053", camt), ("CSV", csv)):
            for number, count in enumerate((SHORT, LINES)):
                file = Path(folder) / f"{kind}-{count}"
                write(file, count, references, f"{kind}{number}")
                found = in_a_process(file)
                again = in_a_process(file)
                rows.append(
                    (
                        kind,
                        f"{count:,}",
                        f"{found['seconds']:.1f} s",
                        f"{count / found['seconds']:,.0f}",
                        f"{count / again['seconds']:,.0f}",
                        f"{found['before'] / 1024:.0f} MB",
                        f"+ {(found['peak'] - found['before']) / 1024:.0f} MB",
                    )
                )
    headings = ["", "lines", "import", "lines a second", "a second time", "memory before", "at most"]
    table(f"A bank statement, {ORDERS} orders waiting for a transfer", headings, rows)


def orders():
    """The references of orders that wait: one line in a hundred mistypes one of them."""
    from payments.models import Method, Order

    from .records import a_payer

    payer, organization = a_payer()
    made = Order.objects.bulk_create(
        Order(organization=organization, opened_by=payer, total=30_000 + number, method=Method.WIRE)
        for number in range(ORDERS)
    )
    return [order.reference for order in made]


def lines(count, references, seed):
    """What a busy account receives: little of it is ours."""
    for number in range(count):
        reference = references[number % len(references)]
        yield {
            "amount": f"{100 + number % 9000}.{number % 100:02}",
            "day": date(2027, 3, 1) + timedelta(days=number % 28),
            "number": f"{seed}-{number}",
            "payer": f"Société {number % 977} et fils",
            "text": f"VIR {reference[:-1]}X" if number % 100 == 0 else f"facture {number * 7919 % 1_000_003}",
        }


def camt(file, count, references, seed):
    with file.open("w") as opened:
        head, tail = FRAME.split("{}")
        opened.write(head)
        opened.writelines(ENTRY.format(**line) for line in lines(count, references, seed))
        opened.write(tail)


def csv(file, count, references, seed):
    with file.open("w") as opened:
        opened.write("account,date,amount,currency,reference,text,payer,bank_reference\n")
        for line in lines(count, references, seed):
            opened.write("123,{day},{amount},CAD,,{text},{payer},{number}\n".format(**line))


def in_a_process(file):
    command = [sys.executable, "-m", "tests.bench.statements", str(file)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main(name):
    import django

    django.setup()
    from payments import actions
    from payments.models import Statement

    Statement.objects.exists()  # connected, and everything imported
    with open(name, "rb") as file:
        before, begun = peak(), time.perf_counter()
        actions.import_statement(file, name="bench")
        print(json.dumps({"seconds": time.perf_counter() - begun, "before": before, "peak": peak()}))


def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
