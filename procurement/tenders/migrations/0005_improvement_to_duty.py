"""Move what a tender could improve into the record of the duty of 2012.

Step 2 of 3. 0004 added the record; this fills it; 0006 takes the old column away. Safe to run
twice. Going back changes nothing: the old column still holds the words.
"""

from django.db import migrations


def move_improvements(apps, schema_editor):
    Tender = apps.get_model("tenders", "Tender")
    SocialValueDuty = apps.get_model("tenders", "SocialValueDuty")
    for tender in Tender.objects.exclude(improvement="").filter(duty=None).iterator():
        SocialValueDuty.objects.create(
            tender=tender,
            social=tender.improvement,
            recorded_at=tender.created_at,
            recorded_by=tender.created_by,
        )


class Migration(migrations.Migration):
    dependencies = [("tenders", "0004_method_designer")]

    operations = [migrations.RunPython(move_improvements, migrations.RunPython.noop)]
