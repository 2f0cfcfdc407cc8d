"""People, companies, households and groups, and all that hangs on them (data-model 1)."""

from __future__ import annotations

import sqlalchemy as sa

from crm_desktop.storage.tables.types import day, flag, link, number, position, subject, text, user_table

party = user_table(
    "party",
    sa.Column(
        "kind",
        sa.Text,
        sa.CheckConstraint("kind in ('person','organization','household','group')", "kind"),
        nullable=False,
    ),
    text("display_name"),
    sa.Column("sort_key", sa.LargeBinary, nullable=False, server_default=sa.text("x''")),
    text("prefix"),
    text("given"),
    text("additional"),
    text("family"),
    text("suffix"),
    text("nickname"),
    text("native_name"),
    text("phonetic_given"),
    text("phonetic_family"),
    text("name_order"),
    text("pronouns"),
    text("gender"),
    text("occupation"),
    text("account_no"),
    link("source_id", "source", nullable=True),
    text("source_detail"),
    link("tier_id", "tier", nullable=True),
    text("next_step_text"),
    day("next_step_on"),
    text("lang"),
    text("tz"),
    text("legal_name"),
    text("website"),
    text("label_name"),
    text("name_rule"),
    flag("is_archived"),
)
sa.Index("ix_party_sort", party.c.sort_key, party.c.id, sqlite_where=sa.text("deleted = 0"))
sa.Index(
    "ix_party_kind_sort", party.c.kind, party.c.sort_key, party.c.id, sqlite_where=sa.text("deleted = 0")
)
sa.Index("ix_party_trash", party.c.sort_key, sqlite_where=sa.text("deleted = 1"))
sa.Index("ix_party_next_step", party.c.next_step_on, sqlite_where=sa.text("next_step_on is not null"))
sa.Index(
    "ix_party_undated_step",
    party.c.next_step_text,
    sqlite_where=sa.text("next_step_text <> '' and next_step_on is null"),
)
sa.Index("ix_party_tier_id", party.c.tier_id, sqlite_where=sa.text("tier_id is not null"))
sa.Index("ix_party_account_no", party.c.account_no, sqlite_where=sa.text("account_no <> ''"))

contact_point = user_table(
    "contact_point",
    link("party_id", "party"),
    sa.Column("kind", sa.Text, nullable=False),
    text("value"),
    text("usage"),
    flag("is_preferred"),
    text("service"),
    text("normalized"),
    text("ext"),
    sa.Column("status", sa.Text, nullable=False, server_default=sa.text("'ok'")),
    day("valid_from"),
    day("valid_to"),
    position(),
)
sa.Index("ix_contact_point_party_id", contact_point.c.party_id)
sa.Index("ix_contact_point_normalized", contact_point.c.normalized, sqlite_where=sa.text("normalized <> ''"))

address = user_table(
    "address",
    link("party_id", "party"),
    text("street"),
    text("locality"),
    text("region"),
    text("postcode"),
    text("country"),
    text("usage"),
    flag("is_preferred"),
    text("org_line"),
    text("care_of"),
    text("unit"),
    text("po_box"),
    text("dependent_locality"),
    text("sorting_code"),
    text("country_name"),
    text("label"),
    sa.Column("quality", sa.Text, nullable=False, server_default=sa.text("'ok'")),
    text("season_from"),
    text("season_to"),
    day("valid_from"),
    day("valid_to"),
    number("lat_e7"),
    number("lon_e7"),
    position(),
)
sa.Index("ix_address_party_id", address.c.party_id)
sa.Index("ix_address_country", address.c.country, address.c.postcode)

affiliation = user_table(
    "affiliation",
    link("person_id", "party"),
    link("org_id", "party"),
    text("title"),
    text("department"),
    text("role"),
    flag("is_primary"),
    day("from_on"),
    day("to_on"),
    text("end_reason"),
    position(),
)
sa.Index("ix_affiliation_person_id", affiliation.c.person_id)
sa.Index("ix_affiliation_org_id", affiliation.c.org_id)

group_member = user_table(
    "group_member",
    link("group_party_id", "party"),
    link("member_party_id", "party"),
    text("role"),
    day("from_on"),
    day("to_on"),
    position(),
)
sa.Index("ix_group_member_group", group_member.c.group_party_id)
sa.Index("ix_group_member_member", group_member.c.member_party_id)

important_date = user_table(
    "important_date",
    link("party_id", "party"),
    sa.Column("kind", sa.Text, nullable=False),
    text("label"),
    number("year"),
    number("month"),
    number("day"),
    sa.Column("calendar", sa.Text, nullable=False, server_default=sa.text("'gregorian'")),
    sa.Column("leap_rule", sa.Text, nullable=False, server_default=sa.text("'feb28'")),
    position(),
)
sa.Index("ix_important_date_party_id", important_date.c.party_id)
sa.Index("ix_important_date_day", important_date.c.month, important_date.c.day)

fact = user_table(
    "fact",
    link("party_id", "party"),
    text("category"),
    text("label"),
    text("value"),
    day("learned_on"),
    position(),
)
sa.Index("ix_fact_party_id", fact.c.party_id)

comm_preference = user_table(
    "comm_preference",
    link("party_id", "party"),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    text("reason"),
    day("asked_on"),
    day("until_on"),
    position(),
)
sa.Index("ix_comm_preference_party_id", comm_preference.c.party_id)

source = user_table("source", text("name"))

tag = user_table("tag", text("name"), text("color"))

tagging = user_table("tagging", link("tag_id", "tag"), *subject(), position())
sa.Index("ix_tagging_subject_id", tagging.c.subject_id)
sa.Index(
    "ix_tagging_tag", tagging.c.tag_id, tagging.c.deleted, tagging.c.subject_id
)  # counts without reading rows

custom_field = user_table(
    "custom_field",
    text("entity"),
    text("key"),
    text("label"),
    text("type"),
    text("options"),
    text("unit"),
    flag("is_required"),
    position(),
)

custom_value = user_table("custom_value", link("field_id", "custom_field"), *subject(), text("value"))
sa.Index("ix_custom_value_subject_id", custom_value.c.subject_id)

note = user_table("note", *subject(), text("body"), flag("is_pinned"), position())
sa.Index("ix_note_subject_id", note.c.subject_id)

attachment = user_table(
    "attachment",
    *subject(),
    text("filename"),
    text("mime"),
    sa.Column("size", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("sha256", sa.LargeBinary(32)),
    text("caption"),
    flag("is_photo"),
    text("uri"),
    position(),
)
sa.Index("ix_attachment_subject_id", attachment.c.subject_id)

external_id = user_table("external_id", *subject(), text("system"), text("value"))
sa.Index("ix_external_id_subject_id", external_id.c.subject_id)
sa.Index("ix_external_id_value", external_id.c.value, external_id.c.system)

extra_property = user_table(
    "extra_property", *subject(), text("system"), text("name"), text("value"), position()
)
sa.Index("ix_extra_property_subject_id", extra_property.c.subject_id)
