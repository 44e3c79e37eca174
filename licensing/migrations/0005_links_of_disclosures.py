from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licensing", "0004_follow_ups_versions_and_disclosures")]

    operations = [
        migrations.AddField("invitation", "listed_as", models.CharField(default="", editable=False, max_length=64)),
        migrations.AddField("invitation", "sealed_token", models.TextField(default="", editable=False)),
    ]
