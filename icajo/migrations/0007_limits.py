from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("icajo", "0006_large_exports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Limit",
            fields=[
                (
                    "cache_key",
                    models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name="name"),
                ),
                ("value", models.TextField(verbose_name="content")),
                ("expires", models.DateTimeField(db_index=True, verbose_name="forgotten")),
            ],
            options={
                "verbose_name": "limit",
                "verbose_name_plural": "limits",
            },
        ),
    ]
