"""The record is written once, with the change, and any later touch shows."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from socialvalue.audit import actions, queries, triggers
from socialvalue.audit.models import AuditChain, AuditEvent
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """Three events about one organisation and one about another."""
    officer, trust, other = (
        UserFactory(name="Officer"),
        OrganisationFactory(),
        OrganisationFactory(),
    )
    for did in ("trust.made", "trust.renamed", "trust.closed"):
        actions.record(by=officer, did=did, subject=trust, organisation=trust, reason="because")
    actions.record(by="the nightly job", did="trust.made", subject=other)
    return trust


def tamper(sql, *values):
    """Change the record as someone with full rights over the database could."""
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    triggers.create(connection)


def test_record_keeps_who_what_and_why(chain):
    event = queries.events_of(chain).first()

    assert (event.sequence, event.did, event.actor_name, event.reason) == (
        1, "trust.made", "Officer", "because",
    )  # fmt: skip
    assert event.organisation_id == chain.pk


def test_record_takes_the_name_of_a_job():
    event = actions.record(by="the nightly job", did="trust.made", subject="trust:1")

    assert (event.actor_id, event.actor_name) == (None, "the nightly job")


def test_record_about_a_thing_is_for_its_organisation_to_read():
    membership = MembershipFactory()

    event = actions.record_about(
        membership,
        by="the nightly job",
        did="membership.moved",
        at=dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC),
        reason="because",
        before={"role": "auditor"},
        after={"role": "approver"},
    )

    assert list(queries.events_of(membership)) == [event]
    assert event.organisation_id == membership.organisation_id
    assert (event.at.isoformat(), event.reason, event.before, event.after) == (
        "2026-01-05T09:00:00+00:00", "because", {"role": "auditor"}, {"role": "approver"},
    )  # fmt: skip


def test_record_refuses_to_be_nobodys():
    with pytest.raises(actions.NobodyNamed):
        actions.record(by="", did="trust.made", subject="trust:1")


@pytest.mark.django_db(transaction=True)
def test_record_refuses_to_stand_apart_from_its_change():
    with pytest.raises(actions.NotInATransaction):
        actions.record(by="a job", did="trust.made", subject="trust:1")


@pytest.mark.django_db(transaction=True)
def test_record_falls_with_its_change():
    with transaction.atomic():
        actions.record(by="a job", did="trust.made", subject="trust:1")
        transaction.set_rollback(True)  # the change fails

    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditevent SET reason = 'another'",
        "DELETE FROM audit_auditevent",
        "DELETE FROM audit_auditchain",
    ],
)
def test_the_database_refuses(chain, sql):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert AuditEvent.objects.count() == 4


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_truncate(chain):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_auditevent")

    assert AuditEvent.objects.count() == 4


def test_faults_of_an_untouched_record(chain):
    assert list(queries.faults()) == []


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (
            "UPDATE audit_auditevent SET reason = 'x' WHERE sequence = 2",
            "event 2: is not as it was",
        ),
        ("UPDATE audit_auditevent SET at = '2020-01-01' WHERE sequence = 2", "event 2: is not as"),
        ("UPDATE audit_auditevent SET hash = '00' WHERE sequence = 2", "event 2: is not as it was"),
        ("DELETE FROM audit_auditevent WHERE sequence = 2", "event 3: follows event 1"),
        ("DELETE FROM audit_auditevent WHERE sequence = 3", "ends at event 2, not where"),
        ("UPDATE audit_auditchain SET length = 2 WHERE length = 3", "ends at event 3, not where"),
    ],
)
def test_faults_of_a_touched_record(chain, sql, found):
    tamper(sql)

    faults = list(queries.faults())

    assert any(found in sentence for sentence in faults), faults


def test_faults_of_an_event_moved_to_another_chain(chain):
    tamper("UPDATE audit_auditevent SET subject = 'accounts.organisation:0' WHERE sequence = 3")

    assert len(list(queries.faults())) >= 2


def test_faults_of_an_event_whose_own_fingerprint_was_made_to_fit(chain):
    event = queries.events_of(chain).get(sequence=2)
    event.reason = "another"
    tamper(
        "UPDATE audit_auditevent SET reason = 'another', hash = %s WHERE id = %s",
        actions.fingerprint(event),
        event.pk,
    )

    assert list(queries.faults()) == [
        f"accounts.organisation:{chain.pk}, event 3: does not continue from the event before it"
    ]


def test_faults_of_a_chain_cut_short_with_its_end_are_found_by_a_printed_end(chain):
    name = f"accounts.organisation:{chain.pk}"
    printed = AuditChain.objects.get(subject=name)
    tamper("DELETE FROM audit_auditevent WHERE sequence = 3")
    cut = queries.events_of(chain).get(sequence=2)
    AuditChain.objects.filter(subject=name).update(length=2, head=cut.hash)

    assert list(queries.faults()) == []
    assert list(queries.faults(printed_heads={name: (3, printed.head)})) == [
        f"{name}: event 3 is not the one that was printed"
    ]


def test_faults_of_a_record_that_is_as_it_was_printed(chain):
    name = f"accounts.organisation:{chain.pk}"
    printed = AuditChain.objects.get(subject=name)
    before = queries.events_of(chain).get(sequence=2)

    assert list(queries.faults(printed_heads={name: (3, printed.head)})) == []
    assert list(queries.faults(printed_heads={name: (2, before.hash)})) == []


def test_every_single_flipped_character_is_found(chain):
    for event in AuditEvent.objects.all():
        flipped = ("0" if event.hash[5] != "0" else "1").join([event.hash[:5], event.hash[6:]])
        tamper("UPDATE audit_auditevent SET hash = %s WHERE id = %s", flipped, event.pk)

        assert list(queries.faults()) != []

        tamper("UPDATE audit_auditevent SET hash = %s WHERE id = %s", event.hash, event.pk)


def test_verify_audit_says_that_all_is_well(chain, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == "4 events: every one is as it was written.\n"


def test_verify_audit_names_the_place_and_fails(chain, capsys):
    tamper("UPDATE audit_auditevent SET did = 'nothing' WHERE sequence = 2")

    with pytest.raises(CommandError, match="1 places"):
        call_command("verify_audit")

    assert capsys.readouterr().err.endswith("event 2: is not as it was written\n")


def test_verify_audit_takes_printed_ends(chain):
    with pytest.raises(CommandError, match="1 places"):
        call_command("verify_audit", "--printed", f"accounts.organisation:{chain.pk}=3:0000")


def test_models_read_well(chain):
    event = queries.events_of(chain).last()

    assert str(event) == f"accounts.organisation:{chain.pk} 3: trust.closed by Officer"
    assert str(AuditChain.objects.get(subject=event.subject)) == (
        f"{event.subject}: 3 events, {event.hash}"
    )
