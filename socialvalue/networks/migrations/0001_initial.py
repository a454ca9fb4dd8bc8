import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('spend', '0001_initial'),
        ('suppliers', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('place_code', models.CharField(max_length=40)),
                ('wider_place_code', models.CharField(blank=True, max_length=40)),
                ('founded_at', models.DateTimeField()),
                ('founded_by', models.CharField(max_length=200)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks_led', to='accounts.organisation')),
            ],
            options={
                'ordering': ['name', 'founded_at'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('offered_to_name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('offered', 'Invited'), ('taken', 'Member'), ('refused', 'Declined'), ('left', 'Left')], default='offered', max_length=10)),
                ('offered_at', models.DateTimeField()),
                ('offered_by', models.CharField(max_length=200)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('left_at', models.DateTimeField(null=True)),
                ('left_by', models.CharField(blank=True, max_length=200)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='networks.network')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='network_seats', to='accounts.organisation')),
            ],
            options={
                'ordering': ['network', 'offered_to_name', 'offered_at'],
                'constraints': [models.UniqueConstraint(models.F('network'), django.db.models.functions.text.Lower('offered_to_name'), condition=models.Q(('state__in', ['offered', 'taken'])), name='seat_is_offered_once_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'refused']), ('organisation__isnull', False), _connector='OR'), name='seat_taken_says_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='MemberSupplier',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('said_at', models.DateTimeField()),
                ('said_by', models.CharField(max_length=200)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.supplier')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members_as_suppliers', to='networks.seat')),
            ],
            options={
                'ordering': ['seat', 'member'],
                'constraints': [models.UniqueConstraint(fields=('seat', 'member'), name='member_is_one_supplier_of_each_other')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('totals', 'Totals by place'), ('categories', 'Totals and categories'), ('suppliers', 'Totals, categories and suppliers')], max_length=12)),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('figures', models.JSONField(help_text='only what is shared; networks/sharing.py')),
                ('shared_at', models.DateTimeField()),
                ('shared_by', models.CharField(max_length=200)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=200)),
                ('analysis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='spend.analysis')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='networks.seat')),
            ],
            options={
                'ordering': ['seat', '-start', '-shared_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('seat', 'start', 'end'), name='period_is_shared_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_by', ''), _negated=True)), _connector='OR'), name='share_withdrawn_says_by_whom')],
            },
        ),
    ]
