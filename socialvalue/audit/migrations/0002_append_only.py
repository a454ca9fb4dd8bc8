"""Let the database refuse to change or remove an audit event.

SQLite drops a table's triggers when a later migration rebuilds the table: such a migration ends
with `triggers.create` again, and a test watches that every guard is there.
"""

from django.db import migrations

from socialvalue.audit import triggers


def create(apps, schema_editor):
    triggers.create(schema_editor.connection)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
