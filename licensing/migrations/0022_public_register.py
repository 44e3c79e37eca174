"""The public register, beside the licences: made for searching, with what anyone may know of each and nothing else."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import licensing.models.public_licences

# the words as they are and their stems; those of names weigh more than those of places
WORDS = """
alter table licensing_publiclicence add words tsvector not null generated always as (
    setweight(to_tsvector('simple', names) || to_tsvector('french', names) || to_tsvector('english', names), 'A')
    || to_tsvector('simple', around) || to_tsvector('french', around)
) stored;
create index published_words on licensing_publiclicence using gin (words) with (fastupdate = off);
create sequence licensing_change as bigint owned by licensing_publiclicence.change;
"""


class Migration(migrations.Migration):
    dependencies = [("licensing", "0021_texts_of_letters")]

    operations = [
        migrations.CreateModel(
            name="PublicLicence",
            fields=[
                (
                    "licence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="published",
                        serialize=False,
                        to="licensing.licence",
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True, verbose_name="licence number")),
                ("compact", models.CharField(db_collation="C", db_index=True, max_length=16)),
                ("type_code", models.CharField(max_length=30, verbose_name="licence type")),
                ("holder", models.CharField(max_length=200, verbose_name="licence holder")),
                ("premises", models.CharField(blank=True, max_length=200, verbose_name="name of the premises")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="number and street")),
                ("postal_code", models.CharField(blank=True, max_length=7, verbose_name="postal code")),
                ("municipality", models.CharField(max_length=100, verbose_name="municipality or First Nation")),
                ("place", models.CharField(db_collation="C", max_length=100)),
                ("at", models.CharField(blank=True, db_collation="C", max_length=320)),
                ("issued_on", models.DateField(verbose_name="issued on")),
                ("starts_on", models.DateField(verbose_name="valid from")),
                ("expires_on", models.DateField(null=True, verbose_name="valid until")),
                ("continues_until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True, verbose_name="last day, where it ended otherwise")),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("revoked", "Revoked"),
                            ("surrendered", "Surrendered"),
                            ("transferred", "Transferred"),
                        ],
                        max_length=11,
                        verbose_name="how it ended",
                    ),
                ),
                ("suspensions", licensing.models.public_licences.DateSpans(default=list, verbose_name="suspended")),
                ("opens_on", models.DateField(null=True, verbose_name="authorized to open on")),
                ("replaced_by", models.CharField(blank=True, max_length=16, verbose_name="replaced by")),
                ("version", models.PositiveSmallIntegerField(default=0, verbose_name="version")),
                ("facts", models.JSONField(default=dict, verbose_name="public facts")),
                ("conditions", models.JSONField(default=dict, verbose_name="conditions")),
                ("sort_key", models.CharField(db_collation="C", max_length=300)),
                ("premises_key", models.CharField(blank=True, db_collation="C", max_length=300)),
                ("names", models.TextField(blank=True)),
                ("around", models.TextField(blank=True)),
                ("change", models.BigIntegerField(unique=True)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="changed"),
                ),
            ],
            options={
                "verbose_name": "published licence",
                "verbose_name_plural": "published licences",
                "ordering": ["sort_key", "licence_id"],
                "indexes": [
                    models.Index(fields=["sort_key", "licence"], name="published_in_order"),
                    models.Index(fields=["premises_key"], name="published_premises"),
                    models.Index(fields=["place", "sort_key", "licence"], name="published_by_place"),
                    models.Index(fields=["type_code", "sort_key", "licence"], name="published_by_type"),
                    models.Index(
                        fields=["type_code", "place", "sort_key", "licence"], name="published_by_type_and_place"
                    ),
                    models.Index(
                        condition=models.Q(("ended_as", "")),
                        fields=["expires_on", "licence"],
                        name="published_by_last_day",
                    ),
                    models.Index(
                        condition=models.Q(("ended_as", ""), _negated=True),
                        fields=["ended_as", "sort_key"],
                        name="published_ended",
                    ),
                    models.Index(
                        condition=models.Q(("suspensions", []), _negated=True),
                        fields=["sort_key", "licence"],
                        name="published_suspended",
                    ),
                    models.Index(fields=["starts_on", "licence"], name="published_by_first_day"),
                    models.Index(
                        condition=models.Q(("at", ""), _negated=True), fields=["at"], name="published_at_address"
                    ),
                    models.Index(fields=["place", "change"], name="published_changes_of_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterWord",
            fields=[("word", models.CharField(db_collation="C", max_length=60, primary_key=True, serialize=False))],
            options={
                "verbose_name": "word of the register",
                "verbose_name_plural": "words of the register",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="register_words_alike", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.RunSQL(WORDS, "alter table licensing_publiclicence drop column words"),
    ]
