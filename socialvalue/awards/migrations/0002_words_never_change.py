"""Let the database refuse to change or take out a letter, a judgement or a panel's mark.

SQLite drops a table's triggers when a later migration rebuilds the table: such a migration ends
with `guards.create` again, and a test watches that every guard is there.
"""

from django.db import migrations

from socialvalue.awards import guards


def create(apps, schema_editor):
    guards.create_words(schema_editor.connection)


def drop(apps, schema_editor):
    guards.drop_words(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
