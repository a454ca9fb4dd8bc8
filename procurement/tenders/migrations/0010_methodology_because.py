"""Say why a version of a method was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenders", "0009_notices")]

    operations = [
        migrations.AddField("methodology", "because", models.TextField(blank=True, default="")),
        migrations.AlterField("methodology", "because", models.TextField(blank=True)),
    ]
