import django.db.models.deletion
import socialvalue.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('meaning', models.TextField()),
                ('good', models.JSONField(default=list)),
                ('questions', models.JSONField(default=list)),
                ('cautions', models.JSONField(default=list)),
                ('is_retired', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['objective__order', 'order'],
            },
        ),
        migrations.CreateModel(
            name='WeightRulesEdition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(unique=True)),
                ('as_of', models.DateField()),
                ('method', models.JSONField()),
                ('thresholds_source', models.TextField()),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('loaded_at', models.DateTimeField()),
                ('loaded_by', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='frameworks', to='accounts.organisation')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation', None)), fields=('code',), name='framework_for_everyone_has_its_own_code'), models.UniqueConstraint(fields=('organisation', 'code'), name='framework_code_is_used_once_by_its_owner')],
            },
        ),
        migrations.CreateModel(
            name='FrameworkVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('publisher', models.CharField(max_length=200)),
                ('published_on', models.CharField(blank=True, max_length=20, verbose_name='date of the source')),
                ('source', models.TextField(blank=True)),
                ('confidence', models.CharField(blank=True, max_length=10)),
                ('note', models.TextField(blank=True)),
                ('guidance_note', models.TextField(blank=True)),
                ('cautions', models.JSONField(default=list)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=200)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.CharField(blank=True, max_length=200)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions_made_from_it', to='framework.frameworkversion')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='framework.framework')),
            ],
            options={
                'ordering': ['framework__code', '-number'],
                'constraints': [models.UniqueConstraint(fields=('framework', 'number'), name='framework_version_has_its_own_number'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', '')), models.Q(('published_at__isnull', False), models.Q(('published_by', ''), _negated=True)), _connector='OR'), name='framework_version_says_by_whom_it_was_published')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('quantity', 'Quantity'), ('percentage', 'Percentage')], max_length=20)),
                ('evidence', models.TextField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='framework.area')),
            ],
            options={
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('area', 'order'), name='measure_has_its_place'), models.CheckConstraint(condition=models.Q(('kind__in', ['quantity', 'percentage'])), name='measure_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=60)),
                ('order', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('short_title', models.CharField(max_length=100)),
                ('meaning', models.TextField(blank=True)),
                ('no_areas', models.TextField(blank=True)),
                ('emphasis', socialvalue.core.fields.ExactDecimalField(max_length=80, null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='framework.frameworkversion')),
            ],
            options={
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='objective_has_its_own_code'), models.UniqueConstraint(fields=('version', 'order'), name='objective_has_its_place')],
            },
        ),
        migrations.AddField(
            model_name='area',
            name='objective',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='framework.objective'),
        ),
        migrations.CreateModel(
            name='WeightRule',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=80)),
                ('order', models.PositiveSmallIntegerField()),
                ('terms', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=200)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='weight_rules', to='accounts.organisation')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='framework.weightrulesedition')),
            ],
            options={
                'ordering': ['order', 'code'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'code'), name='weight_rule_has_its_own_code_in_an_edition'), models.UniqueConstraint(fields=('organisation', 'code'), name='weight_rule_code_is_used_once_by_its_owner'), models.CheckConstraint(condition=models.Q(models.Q(('edition', None), ('organisation__isnull', False)), models.Q(('edition__isnull', False), ('organisation', None)), _connector='OR'), name='weight_rule_is_published_or_somebodys_own')],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveSmallIntegerField()),
                ('buyer_group', models.CharField(max_length=20)),
                ('category', models.CharField(max_length=20)),
                ('amount_including_vat_pence', models.BigIntegerField()),
                ('effective_from', models.DateField(null=True)),
                ('effective_to', models.DateField(null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thresholds', to='framework.weightrulesedition')),
            ],
            options={
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'order'), name='threshold_has_its_place')],
            },
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(fields=('objective', 'code'), name='area_has_its_own_code'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.UniqueConstraint(fields=('objective', 'order'), name='area_has_its_place'),
        ),
    ]
