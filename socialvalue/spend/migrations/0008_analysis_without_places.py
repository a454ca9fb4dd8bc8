"""Drop what nothing has written since analyses keep a groups file: the place of each postcode."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("spend", "0007_zips_and_types")]

    operations = [migrations.RemoveField(model_name="analysis", name="placed")]
