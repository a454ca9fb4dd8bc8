"""Let organisations assess themselves, and keep what they pay and offer on a day."""

import django.db.models.deletion
import socialvalue.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_registered_itself'),
        ('awards', '0006_applying'),
    ]

    operations = [
        migrations.CreateModel(
            name='EmployerFacts',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('as_of', models.DateField()),
                ('place', models.CharField(choices=[('uk', 'United Kingdom outside London'), ('london', 'London')], max_length=10)),
                ('lowest_pence', models.PositiveIntegerField(help_text='lowest pay for an hour')),
                ('staff', models.PositiveIntegerField()),
                ('below_rate', models.PositiveIntegerField(null=True)),
                ('least_hours', socialvalue.core.fields.ExactDecimalField(help_text='hours a week', max_length=80, null=True)),
                ('zero_hours', models.PositiveIntegerField(null=True)),
                ('trained', models.PositiveIntegerField(null=True)),
                ('includes_contractors', models.BooleanField(null=True)),
                ('rate_pence', models.PositiveIntegerField(null=True)),
                ('rate_year', models.CharField(blank=True, max_length=20)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=200)),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='awards.evidence')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employer_facts', to='accounts.organisation')),
            ],
            options={
                'ordering': ['-as_of', '-recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('about_key', models.CharField(blank=True, max_length=100)),
                ('marks', models.JSONField(default=dict)),
                ('outcome', models.JSONField(default=dict)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('begun_at', models.DateTimeField()),
                ('begun_by', models.CharField(max_length=200)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.CharField(max_length=200)),
                ('finished_at', models.DateTimeField(null=True)),
                ('finished_by', models.CharField(blank=True, max_length=200)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='self_assessments', to='accounts.organisation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='self_assessments', to='awards.schemeversion')),
            ],
            options={
                'ordering': ['-begun_at'],
                'indexes': [models.Index(fields=['organisation', 'about_key'], name='assessment_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('finished_by', '')), models.Q(('finished_at__isnull', False), models.Q(('finished_by', ''), _negated=True)), _connector='OR'), name='finished_assessment_says_by_whom')],
            },
        ),
    ]
