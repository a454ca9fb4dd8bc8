import django.db.models.deletion
import socialvalue.core.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bidder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=200)),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bidders', to='tenders.tender')),
            ],
            options={
                'ordering': ['tender', 'position'],
                'constraints': [models.UniqueConstraint(fields=('tender', 'code'), name='bidder_code_used_once'), models.UniqueConstraint(fields=('tender', 'position'), name='bidder_has_one_place'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='bidder_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Bid',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=40)),
                ('submitted', models.DateTimeField()),
                ('origin', models.CharField(choices=[('by_hand', 'Typed in by an officer'), ('template', 'Read from a filled template'), ('ocds', 'Read from OCDS'), ('bundle', 'Loaded with an evaluation bundle')], default='by_hand', max_length=10)),
                ('receipt_sha256', models.CharField(blank=True, max_length=64)),
                ('is_late', models.BooleanField(default=False)),
                ('method_version', models.CharField(blank=True, max_length=20)),
                ('edits', models.PositiveIntegerField(default=0)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=200)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=200)),
                ('withdrawn_because', models.TextField(blank=True)),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='tenders.lot')),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bids', to='tenders.tender')),
                ('bidder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='bids.bidder')),
            ],
            options={
                'ordering': ['tender', 'position'],
                'constraints': [models.UniqueConstraint(fields=('tender', 'code'), name='bid_code_used_once'), models.UniqueConstraint(fields=('tender', 'position'), name='bid_has_one_place'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('bidder', 'lot'), name='bidder_bids_once_for_a_lot'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_by', ''), _negated=True), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='withdrawal_says_by_whom_and_why')],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('measure', models.CharField(max_length=300)),
                ('quantity', socialvalue.core.fields.ExactDecimalField(max_length=80, null=True)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('due_on', models.DateField(null=True)),
                ('where', models.CharField(blank=True, max_length=200)),
                ('where_code', models.CharField(blank=True, max_length=40)),
                ('for_whom', models.CharField(blank=True, max_length=300)),
                ('explanation', models.TextField(blank=True)),
                ('bid', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='bids.bid')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='tenders.criterion')),
            ],
            options={
                'ordering': ['bid', 'criterion', 'position'],
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('bid', 'criterion', 'position'), name='commitment_has_one_place')],
            },
        ),
        migrations.CreateModel(
            name='Clarification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=200)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('closed_because', models.TextField(blank=True)),
                ('bid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='bids.bid')),
                ('criterion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='tenders.criterion')),
                ('commitment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='bids.commitment')),
            ],
            options={
                'ordering': ['bid', 'asked_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='clarification_asks'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', ''), ('closed_because', '')), models.Q(('answered_at__isnull', False), models.Q(('answered_by', ''), _negated=True), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('closed_because', ''), _negated=True), _connector='OR')), _connector='OR'), name='clarification_ends_with_an_answer_or_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Envelope',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=255)),
                ('content', models.BinaryField()),
                ('nonce', models.CharField(max_length=64)),
                ('statement_sha256', models.CharField(max_length=64)),
                ('bid', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='envelope', to='bids.bid')),
            ],
            options={
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='LateDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_admitted', models.BooleanField()),
                ('reason', models.TextField()),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.CharField(max_length=200)),
                ('bid', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='late_decision', to='bids.bid')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='late_decision_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='BidPrice',
            fields=[
                ('bid', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='price', serialize=False, to='bids.bid')),
                ('price_pence', models.BigIntegerField()),
            ],
            options={
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('price_pence__gte', 0)), name='bid_price_not_below_nought')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='tenders.criterion')),
                ('bid', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='bids.bid')),
            ],
            options={
                'ordering': ['bid', 'criterion'],
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('bid', 'criterion'), name='question_answered_once')],
            },
        ),
    ]
