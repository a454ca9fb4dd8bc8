"""Say of every file which reader read it: those that are there were read by the second."""

from django.db import migrations, models

import socialvalue.spend.models.files


class Migration(migrations.Migration):
    """Add the number with 2 for what is there, and then let new files take today's."""

    dependencies = [("spend", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="paymentfile",
            name="reader",
            field=models.PositiveSmallIntegerField(
                default=2, help_text="which reader read it (READER)"
            ),
        ),
        migrations.AlterField(
            model_name="paymentfile",
            name="reader",
            field=models.PositiveSmallIntegerField(
                default=socialvalue.spend.models.files.reader_of_today,
                help_text="which reader read it (READER)",
            ),
        ),
    ]
