from django.core.management.base import BaseCommand

from licensing.diagram import mermaid


class Command(BaseCommand):
    help = "Print the life of an application, from the table of transitions."

    def handle(self, *args, **options):
        self.stdout.write(mermaid())
