"""The words of the register with one or two letters left out, to be compared with what is mistyped."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licensing", "0023_reports_owed")]

    operations = [
        migrations.RemoveIndex("registerword", "register_words_alike"),
        migrations.AddField(
            "registerword",
            "forms",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(db_collation="C", max_length=60), default=list, size=None
            ),
        ),
        migrations.AddIndex(
            "registerword", django.contrib.postgres.indexes.GinIndex(fields=["forms"], name="register_words_alike")
        ),
    ]
