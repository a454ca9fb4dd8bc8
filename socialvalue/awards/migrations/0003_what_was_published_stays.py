"""Let the database refuse to change a published scheme, and of an award what identifies it.

And let a seat keep an interest that somebody declared who had no seat.
"""

from django.db import migrations, models

from socialvalue.awards import guards


def create(apps, schema_editor):
    guards.create_stays(schema_editor.connection)


def drop(apps, schema_editor):
    guards.drop_stays(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_words_never_change")]

    operations = [
        migrations.AlterField(
            model_name="seat",
            name="role",
            field=models.CharField(
                choices=[
                    ("assessor", "Assessor"),
                    ("panel", "Panel member"),
                    ("none", "Without a seat"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(create, drop),
    ]
