from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0026_found_by_part_of_number"),
    ]

    operations = [
        migrations.AddField(
            model_name="condition",
            name="until",
            field=models.DateField(blank=True, null=True, verbose_name="last day"),
        ),
    ]
