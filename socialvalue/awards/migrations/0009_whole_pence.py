"""Keep pence as whole numbers of any size, as everywhere."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0008_judgements_never_change'),
    ]

    operations = [
        migrations.AlterField(
            model_name='employerfacts',
            name='lowest_pence',
            field=models.PositiveBigIntegerField(help_text='lowest pay for an hour'),
        ),
        migrations.AlterField(
            model_name='employerfacts',
            name='rate_pence',
            field=models.PositiveBigIntegerField(null=True),
        ),
    ]
