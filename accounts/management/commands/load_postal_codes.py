"""Load the postal codes of Ontario and their places, from the table that ships with the portal.

Data: GeoNames (CC BY 4.0), as of 2022: it knows few codes newer than that, and writes names without accents.
"""

import lzma
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from accounts.models import PostalCode

TABLE = Path(__file__).resolve().parents[2] / "postal_codes.csv.xz"
COLUMNS = "code, city, province"


class Command(BaseCommand):
    help = "Load the table of postal codes; where it is loaded already, nothing is done unless --again is given."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="load it even if it seems to be loaded")

    def handle(self, *args, again=False, **options):
        table = lzma.decompress(TABLE.read_bytes())
        count = table.count(b"\n") - 1  # the first line names the columns
        if not again and PostalCode.objects.count() == count:
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("truncate accounts_postalcode")
            with cursor.copy(
                "copy accounts_postalcode (code, city, province) from stdin (format csv, header)"
            ) as copy:
                copy.write(table)
        self.stdout.write(f"{count} postal codes loaded.")
