"""Write invented records in the format that import_register reads; the shipped sample is 2,000 rows of seed 7."""

from django.core.management.base import BaseCommand

from licensing.register import sample


class Command(BaseCommand):
    help = "Write invented records of an earlier system to the standard output, as CSV."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=2000)
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args, rows, seed, **options):
        sample(self.stdout, rows=rows, seed=seed)
