"""Write invented schools in the format that import_schools reads; the shipped sample is 300 of seed 7."""

from django.core.management.base import BaseCommand

from licensing.schools import sample


class Command(BaseCommand):
    help = "Write invented schools to the standard output, as CSV."

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=300)
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args, rows, seed, **options):
        sample(self.stdout, rows=rows, seed=seed)
