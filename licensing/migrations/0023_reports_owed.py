"""Reports owed: rows with days of their own, instead of one day on the licence."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# what the licences owed until now: one report of the whole term
OWED = """
insert into licensing_obligation
    (licence_id, procedure_code, number, covers_from, covers_to, due_on, lifted_why, created_at)
select id, 'report', 1, starts_on, greatest(starts_on, coalesce(expires_on, report_due_on)), report_due_on, '', now()
from licensing_licence where report_due_on is not null and ended_as <> 'transferred'
"""
UNTOLD = "delete from licensing_notice where kind = 'report-7' and letter_id is null"


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0022_public_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("new", "New licence"),
                    ("renewal", "Renewal"),
                    ("transfer", "Transfer"),
                    ("change", "Change request"),
                    ("report", "Report"),
                ],
                default="new",
                editable=False,
                max_length=10,
                verbose_name="purpose",
            ),
        ),
        migrations.AlterField(
            model_name="feerate",
            name="purpose",
            field=models.CharField(
                blank=True,
                choices=[
                    ("new", "New licence"),
                    ("renewal", "Renewal"),
                    ("transfer", "Transfer"),
                    ("change", "Change request"),
                    ("report", "Report"),
                ],
                max_length=20,
                verbose_name="purpose",
            ),
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure_code", models.CharField(max_length=30, verbose_name="what is owed")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("covers_from", models.DateField(verbose_name="covers from")),
                ("covers_to", models.DateField(verbose_name="covers to")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("accepted_on", models.DateField(null=True, verbose_name="accepted on")),
                ("dropped_on", models.DateField(null=True, verbose_name="no longer owed since")),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted")),
                ("lifted_why", models.TextField(blank=True, verbose_name="why it was lifted")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="created")),
                (
                    "licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="licensing.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligation",
                        to="licensing.application",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "report owed",
                "verbose_name_plural": "reports owed",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("accepted_on", None), ("dropped_on", None), ("lifted_at", None)),
                        fields=["due_on"],
                        name="obligations_by_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("licence", "procedure_code", "number"), name="one_obligation_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("covers_to__gte", models.F("covers_from"))), name="obligations_cover_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None), ("lifted_why", "")),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lifted_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="obligations_are_lifted_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("renewal-60", "renewal: 60 days left"),
                    ("renewal-7", "renewal: 7 days left"),
                    ("expired", "expired"),
                    ("report-14", "report: 14 days left"),
                    ("report-3", "report: 3 days left"),
                    ("report-0", "report: due today"),
                    ("report-due", "report: late"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.RunSQL([OWED, UNTOLD], migrations.RunSQL.noop),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="licence", name="report_due_on"),
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="obligations_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="71d81c5c4b9c4f164a8277611707c92da7da96e6",
                    operation="DELETE",
                    pgid="pgtrigger_obligations_stay_30719",
                    table="licensing_obligation",
                    when="BEFORE",
                ),
            ),
        ),
    ]
