"""What was done and is planned with people, how it ended, and how often one keeps in touch (data-model 1 and 2).

Moments are UTC milliseconds; `tz` is the zone in which they were meant.
"""

from __future__ import annotations

import sqlalchemy as sa

from crm_desktop.storage.tables.types import (
    IdType,
    flag,
    link,
    metadata,
    number,
    position,
    subject,
    text,
    user_table,
)

outcome = user_table(
    "outcome",
    text("key"),
    text("name"),
    text("codes"),
    text("kind_filter"),
    flag("is_success"),
    flag("is_attempt_only"),
    flag("is_stop"),
    text("color"),
    number("next_days"),
    flag("is_hidden"),
    position(),
)
"""How an activity can end. `codes` and `kind_filter`: words with spaces between them. `is_stop`: nobody follows up."""

activity = user_table(
    "activity",
    sa.Column("kind", sa.Text, nullable=False),
    text("direction"),
    sa.Column("status", sa.Text, sa.CheckConstraint("status in ('planned','done','not_held','cancelled')", "status"),
              nullable=False),
    text("subject"),
    text("body"),
    sa.Column("at", sa.Integer, nullable=False),
    flag("is_all_day"),
    text("tz"),
    number("duration_s"),
    text("location"),
    link("outcome_id", "outcome", nullable=True),
    text("reason_text"),
    text("offered_text"),
    text("result_text"),
    link("owner_id", "user", nullable=True),
    link("follow_up_of_id", "activity", nullable=True),
)  # fmt: skip
"""One call, meeting, task, note, … `at`: when it was held, or is planned or due. `owner_id`: who did or will do it."""
sa.Index("ix_activity_at", activity.c.at, sqlite_where=sa.text("deleted = 0"))
sa.Index(
    "ix_activity_kind", activity.c.kind, activity.c.status, activity.c.at, sqlite_where=sa.text("deleted = 0")
)
sa.Index("ix_activity_owner", activity.c.owner_id, activity.c.at, sqlite_where=sa.text("deleted = 0"))
sa.Index("ix_activity_planned", activity.c.at, sqlite_where=sa.text("deleted = 0 and status = 'planned'"))
sa.Index("ix_activity_outcome", activity.c.outcome_id, activity.c.at,
         sqlite_where=sa.text("deleted = 0 and outcome_id is not null"))  # fmt: skip
sa.Index(
    "ix_activity_follow_up_of",
    activity.c.follow_up_of_id,
    sqlite_where=sa.text("follow_up_of_id is not null"),
)

activity_party = user_table(
    "activity_party",
    link("activity_id", "activity"),
    link("party_id", "party"),
    sa.Column("role", sa.Text, nullable=False, server_default=sa.text("'with'")),
    position(),
)
"""Who took part: role with, organizer, cc or about."""
sa.Index("ix_activity_party_party", activity_party.c.party_id, activity_party.c.activity_id,
         sqlite_where=sa.text("deleted = 0"))  # fmt: skip
sa.Index("ix_activity_party_activity", activity_party.c.activity_id, activity_party.c.party_id,
         sqlite_where=sa.text("deleted = 0"))  # fmt: skip

activity_link = user_table("activity_link", link("activity_id", "activity"), *subject(), position())
"""Any other record that an activity is about (a deal, a ticket, a campaign)."""
sa.Index("ix_activity_link_activity", activity_link.c.activity_id)
sa.Index("ix_activity_link_subject", activity_link.c.subject_id)

tier = user_table("tier", text("name"), number("rank"), text("color"))
"""How close somebody is: decides how much effort is made."""

cadence_rule = user_table(
    "cadence_rule",
    sa.Column("applies_to", sa.Text, sa.CheckConstraint("applies_to in ('party','tag','tier')", "applies_to"),
              nullable=False),
    sa.Column("target_id", IdType, nullable=False),
    number("ideal_days"),
    number("max_days"),
    text("kinds"),
)  # fmt: skip
"""How often to be in touch with one party, or all of a tag or tier. `kinds`: activities that count, "" all."""
sa.Index("ix_cadence_rule_target", cadence_rule.c.target_id)

relationship_type = user_table(
    "relationship_type", text("key"), text("name"), text("inverse_name"), text("group"), position()
)
"""A kind of tie between two parties, named from both sides ("parent of", "child of")."""

relationship = user_table(
    "relationship",
    link("from_party_id", "party"),
    link("to_party_id", "party"),
    link("type_id", "relationship_type"),
    sa.Column("from_on", sa.Date),
    sa.Column("to_on", sa.Date),
    text("note"),
)
"""`from_party` is, to `to_party`, what the type's name says."""
sa.Index("ix_relationship_from", relationship.c.from_party_id)
sa.Index("ix_relationship_to", relationship.c.to_party_id)

touch_summary = sa.Table(
    "touch_summary",
    metadata,
    sa.Column("party_id", IdType, primary_key=True, nullable=False),
    sa.Column("touches", sa.Integer, nullable=False),
    sa.Column("first_touch_at", sa.Integer),
    sa.Column("last_touch_at", sa.Integer),
    sa.Column("last_attempt_at", sa.Integer),
    sa.Column("next_at", sa.Integer),
    sa.Column("first_met_at", sa.Integer),
    sa.Column("last_met_at", sa.Integer),
    sa.Column("stopped_at", sa.Integer),
    sa.Column("ideal_days", sa.Integer),
    sa.Column("max_days", sa.Integer),
    sa.Column("keep_up_at", sa.Integer),
    sa.Column("lost_at", sa.Integer),
    sqlite_with_rowid=False,
)
"""What follows from a party's activities and rules (derived, never journalled): `storage/touches.py` keeps it right.

A touch is a done activity in which the person was reached, an attempt one in which not. `next_at`: the earliest planned
one. `first_met_at`, `last_met_at`: the first meeting held and the last one held or planned, of the party itself and not
of its people. `stopped_at`: since when nobody is to follow up. `keep_up_at`, `lost_at`: when the ideal and the maximum
gap since the last touch are over.
"""
sa.Index(
    "ix_touch_summary_keep_up", touch_summary.c.keep_up_at, sqlite_where=sa.text("keep_up_at is not null")
)
sa.Index("ix_touch_summary_last", touch_summary.c.last_touch_at)
