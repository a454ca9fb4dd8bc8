"""What makes the database itself refuse: triggers, on PostgreSQL and on SQLite.

A room names its tables in its own `guards.py`, and puts the guards in place in a migration. SQLite
drops a table's triggers when a later migration rebuilds the table: such a migration ends with
putting them in place again.
"""

from collections.abc import Iterable

POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ BEGIN {body} END; $$ "
    "LANGUAGE plpgsql"
)
POSTGRESQL_TRIGGERS = (
    (
        "CREATE OR REPLACE TRIGGER {table}_is_final BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_is_final()"
    ),
    (
        "CREATE OR REPLACE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_final()"
    ),
)


def append_only(vendor: str, *, table: str, words: str) -> list[str]:
    """Return the statements that let rows be added to a table, and nothing else. Safe twice."""
    if vendor == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_is_final BEFORE UPDATE ON {table} {refusal}",
            f"CREATE TRIGGER IF NOT EXISTS {table}_is_kept BEFORE DELETE ON {table} {refusal}",
        ]
    body = f"RAISE EXCEPTION '{words}';"
    return [
        POSTGRESQL_FUNCTION.format(function=f"{table}_is_final", body=body),
        *(trigger.format(table=table) for trigger in POSTGRESQL_TRIGGERS),
    ]


def open_again(vendor: str, *, table: str) -> list[str]:
    """Return the statements that take such guards away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in ("is_final", "is_kept")]
    return [
        f"DROP TRIGGER IF EXISTS {table}_is_final ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_is_not_emptied ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_is_final()",
    ]


def run(connection, statements: Iterable[str]) -> None:
    """Run the statements, in their order."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
