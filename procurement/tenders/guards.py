"""What makes the database itself refuse to change a published method, or a lot of its tender.

Updates only: rows go when a whole tender goes, by the policy on how long records are kept. A row
that was taken out otherwise shows, because the fingerprint is no longer that of what is stored.
"""

from socialvalue.core.guards import POSTGRESQL_FUNCTION, run

WORDS = "A published method never changes"

POSTGRESQL_TRIGGER = (
    "CREATE OR REPLACE TRIGGER {function} BEFORE UPDATE ON {table} FOR EACH ROW "
    "EXECUTE FUNCTION {function}()"
)
OWN = {
    "tenders_methodology": "OLD.published_at IS NOT NULL",
    "tenders_lot": (
        "EXISTS (SELECT 1 FROM tenders_methodology m WHERE m.tender_id = OLD.tender_id "
        "AND m.published_at IS NOT NULL)"
    ),
}
OF_METHODOLOGY = (
    "tenders_sectionpassmark",
    "tenders_scale",
    "tenders_parentcriterion",
    "tenders_criterion",
    "tenders_lotmethod",
)
OF_PART = {
    "tenders_scalelevel": ("tenders_scale", "scale_id"),
    "tenders_criterionarea": ("tenders_criterion", "criterion_id"),
    "tenders_criterionlot": ("tenders_criterion", "criterion_id"),
}
"""Tables of the method: what is frozen with a version, and the way from a row to its version."""


def conditions() -> dict[str, str]:
    """Return, for each table, the condition under which one of its rows is published."""
    published = (
        "EXISTS (SELECT 1 FROM tenders_methodology m WHERE m.id = {of} "
        "AND m.published_at IS NOT NULL)"
    )
    found = dict(OWN)
    for table in OF_METHODOLOGY:
        found[table] = published.format(of="OLD.methodology_id")
    for table, (part, key) in OF_PART.items():
        version = f"(SELECT p.methodology_id FROM {part} p WHERE p.id = OLD.{key})"  # noqa: S608 -- our own names
        found[table] = published.format(of=version)
    return found


def create_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards in place, for PostgreSQL or SQLite."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_is_published BEFORE UPDATE ON {table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            for table, condition in conditions().items()
        ]
    statements = []
    for table, condition in conditions().items():
        function = f"{table}_is_published"
        body = f"IF {condition} THEN RAISE EXCEPTION '{WORDS}'; END IF; RETURN NEW;"
        statements += [
            POSTGRESQL_FUNCTION.format(function=function, body=body),
            POSTGRESQL_TRIGGER.format(function=function, table=table),
        ]
    return statements


def drop_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_is_published" for table in conditions()]
    return [
        statement
        for table in conditions()
        for statement in (
            f"DROP TRIGGER IF EXISTS {table}_is_published ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_is_published()",
        )
    ]


def create(connection) -> None:
    """Put the guards in place. Safe to run twice."""
    run(connection, create_statements(connection.vendor))


def drop(connection) -> None:
    """Take the guards away: for a migration backwards only."""
    run(connection, drop_statements(connection.vendor))
