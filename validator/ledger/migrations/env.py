"""Runs migrations on the connection that `validator.ledger.opening` hands over, inside its transaction."""

from alembic import context

from validator.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
