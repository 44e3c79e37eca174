from datetime import timedelta

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

from licensing.folding import fold

OPEN = ["in-review", "info-requested", "submitted"]
DAYS = {"raffle": 30, "liquor-sales": 84, "special-occasion": 3}
NAMES = ("premises_city", "place_city")  # the question of each type of that day that says where


def fill(apps, schema_editor):
    """The columns of the files that are open; what is decided stands in no queue."""
    applications = apps.get_model("licensing", "Application").objects
    found = applications.filter(state__in=OPEN).exclude(received_at=None).select_related("about")
    for application in found.iterator(chunk_size=500):
        pages = [page for page in application.answers.values() if isinstance(page, dict)]
        said = next((page[name] for page in pages for name in NAMES if page.get(name)), "")
        said = said or (application.about.municipality if application.about else "")
        application.municipality, application.place = said.strip()[:100], fold(said)[:100]
        days = timedelta(days=DAYS.get(application.type_code, 60))
        application.due_on = timezone.localdate(application.received_at) + days
        application.save(update_fields=["municipality", "place", "due_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0011_who_reads_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="application",
            options={
                "ordering": ["-created_at"],
                "permissions": [
                    ("read_application", "Can read what applications say, and their papers"),
                    ("decide_application", "Can take, ask about, approve and refuse applications"),
                    ("inspect_application", "Can inspect the premises of applications"),
                    ("assign_application", "Can give applications to other officers"),
                ],
                "verbose_name": "application",
                "verbose_name_plural": "applications",
            },
        ),
        migrations.AddField(
            model_name="application",
            name="municipality",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=100, verbose_name="municipality or First Nation"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="place",
            field=models.CharField(blank=True, default="", editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name="application",
            name="due_on",
            field=models.DateField(editable=False, null=True, verbose_name="decision aimed at by"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        # a table is not indexed in the transaction that has just written to it, triggers of its own pending
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["received_at", "id"],
                include=["state", "officer", "type_code", "place", "due_on"],
                condition=Q(state__in=OPEN),
                name="open_files_by_age",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["officer", "received_at", "id"], condition=Q(state__in=OPEN), name="open_files_by_officer"
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(fields=["application"], condition=Q(closed_at=None), name="open_checks"),
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sectors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("alcohol", "Liquor licences and permits"),
                                ("charitable-gaming", "Charitable gaming lottery licences"),
                                ("cannabis", "Cannabis licences and authorizations"),
                            ],
                            max_length=30,
                        ),
                        default=list,
                        verbose_name="sectors",
                    ),
                ),
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team_member",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a team",
                "verbose_name_plural": "members of teams",
                "ordering": ["officer__last_name", "officer__first_name"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=1000)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "name"), name="one_view_of_each_name"),
                ],
            },
        ),
    ]
