"""Let the database refuse to change or take out a score, or the reason why one moved.

SQLite drops a table's triggers when a later migration rebuilds the table: such a migration ends
with `guards.create` again, and a test watches that every guard is there.
"""

from django.db import migrations

from procurement.evaluation import guards


def create(apps, schema_editor):
    guards.create(schema_editor.connection)


def drop(apps, schema_editor):
    guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
