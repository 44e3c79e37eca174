"""How many licences have a word, so that nobody counts those of a common one: `rebuild_register` counts them once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licensing", "0030_no_folded_names")]

    operations = [
        migrations.AddField("registerword", "licences", models.IntegerField(db_default=0, default=0)),
    ]
