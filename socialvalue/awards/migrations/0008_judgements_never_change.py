"""Let the database refuse to change a judgement or a panel's mark once it is written.

Safe to run twice. Going back leaves the guards: the code before it changes neither.
"""

from django.db import migrations

from socialvalue.awards import guards


def create(apps, schema_editor):
    guards.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("awards", "0007_self_assessments")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
