"""Files loaded before there were anchors were paid by the organisation itself."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def say_who_paid(apps, schema_editor):
    """Make each organisation with files an anchor, and name it in its files and analyses."""
    files = apps.get_model("spend", "PaymentFile")
    analyses = apps.get_model("spend", "Analysis")
    anchors = apps.get_model("spend", "Anchor")
    organisations = apps.get_model("accounts", "Organisation")
    for organisation in organisations.objects.filter(pk__in=files.objects.values("organisation")):
        anchor = anchors.objects.create(
            organisation=organisation,
            code="own",
            name=organisation.name,
            kind=organisation.kind,
            is_own=True,
            recorded_at=timezone.now(),
            recorded_by="an update of the product",
        )
        files.objects.filter(organisation=organisation).update(anchor=anchor)
        for analysis in analyses.objects.filter(organisation=organisation):
            analysis.anchors.add(anchor)


class Migration(migrations.Migration):
    dependencies = [("spend", "0003_anchors_and_decisions")]

    operations = [
        migrations.RunPython(say_who_paid, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="paymentfile",
            name="anchor",
            field=models.ForeignKey(
                help_text="who paid",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payment_files",
                to="spend.anchor",
            ),
        ),
    ]
