"""What makes the database itself refuse to change a score, or the reason for one, once it is given.

A change is a new version beside the old one. Nothing is taken out either: the policy on how long
records are kept lets scores stay. It takes only the name of whoever submitted an individual score,
and puts the code of the evaluator in its place; that, and no other change, goes through.
"""

from socialvalue.core.guards import POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGERS, run

WORDS = "A score is never changed or taken out"
TABLES = ("evaluation_score", "evaluation_scoremove", "evaluation_individualscore")

WITHOUT_A_NAME = "evaluation_individualscore"
STAYS = (
    "id", "bid_id", "criterion_id", "member_id", "position", "evaluator", "version", "points",
    "comment", "is_abstention", "reopened_because", "recorded_at",
)  # fmt: skip
"""What of an individual score stays when its name is taken out: every column but that one."""

DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def refused(table: str, vendor: str) -> str:
    """Return the condition under which an update of a row of this table is refused."""
    if table != WITHOUT_A_NAME:
        return "TRUE"
    differs = DIFFERS[vendor]
    changed = [f"NEW.{column} {differs} OLD.{column}" for column in STAYS]
    return " OR ".join([*changed, f"NEW.recorded_by {differs} OLD.evaluator"])


def create_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards in place, for PostgreSQL or SQLite."""
    statements = []
    for table in TABLES:
        condition = refused(table, vendor)
        if vendor == "sqlite":
            refusal = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            statements += [
                (
                    f"CREATE TRIGGER IF NOT EXISTS {table}_is_final BEFORE UPDATE ON {table} "
                    f"WHEN {condition} {refusal}"
                ),
                f"CREATE TRIGGER IF NOT EXISTS {table}_is_kept BEFORE DELETE ON {table} {refusal}",
            ]
            continue
        body = (
            f"IF TG_OP = 'UPDATE' THEN IF NOT ({condition}) THEN RETURN NEW; END IF; END IF; "
            f"RAISE EXCEPTION '{WORDS}';"
        )
        statements.append(POSTGRESQL_FUNCTION.format(function=f"{table}_is_final", body=body))
        statements += [trigger.format(table=table) for trigger in POSTGRESQL_TRIGGERS]
    return statements


def drop_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards away."""
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {table}_{name}"
            for table in TABLES
            for name in ("is_final", "is_kept")
        ]
    return [
        statement
        for table in TABLES
        for statement in (
            f"DROP TRIGGER IF EXISTS {table}_is_final ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_is_not_emptied ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_is_final()",
        )
    ]


def create(connection) -> None:
    """Put the guards in place. Safe to run twice."""
    run(connection, create_statements(connection.vendor))


def drop(connection) -> None:
    """Take the guards away: for a migration backwards, or a test that empties its database."""
    run(connection, drop_statements(connection.vendor))
