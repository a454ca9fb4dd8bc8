"""Let the database refuse to change a row of a published method, or a lot whose tender
is published.

SQLite drops a table's triggers when a later migration rebuilds the table: such a migration ends
with `guards.create` again, and a test watches that every guard is there.
"""

from django.db import migrations

from procurement.tenders import guards


def create(apps, schema_editor):
    guards.create(schema_editor.connection)


def drop(apps, schema_editor):
    guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("tenders", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
