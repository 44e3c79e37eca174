from django.db import migrations


class Migration(migrations.Migration):
    """The register is searched in its own table since 0022: the folded names of licences are read by nothing."""

    dependencies = [("licensing", "0029_more_time_for_a_report")]

    operations = [
        migrations.RemoveIndex("licence", "licence_words"),
        migrations.RemoveField("licence", "folded"),
    ]
