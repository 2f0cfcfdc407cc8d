"""Ground floor: parties and what hangs on them, activities, the journal, the search index.

Revision ID: 20261124_0900
Revises:
"""

from alembic import op

revision = "20261124_0900"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE activity (
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    direction TEXT DEFAULT '' NOT NULL,
    status TEXT NOT NULL CONSTRAINT ck_activity_status CHECK (status in ('planned','done','not_held','cancelled')),
    subject TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    at INTEGER NOT NULL,
    is_all_day BOOLEAN DEFAULT 0 NOT NULL,
    tz TEXT DEFAULT '' NOT NULL,
    duration_s INTEGER,
    location TEXT DEFAULT '' NOT NULL,
    outcome_id BLOB,
    reason_text TEXT DEFAULT '' NOT NULL,
    offered_text TEXT DEFAULT '' NOT NULL,
    result_text TEXT DEFAULT '' NOT NULL,
    owner_id BLOB,
    follow_up_of_id BLOB,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_activity PRIMARY KEY (id),
    CONSTRAINT fk_activity_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_owner_id_user FOREIGN KEY(owner_id) REFERENCES user (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_follow_up_of_id_activity FOREIGN KEY(follow_up_of_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_activity_at ON activity (at) WHERE deleted = 0""",
    """CREATE INDEX ix_activity_follow_up_of ON activity (follow_up_of_id) WHERE follow_up_of_id is not null""",
    """CREATE INDEX ix_activity_kind ON activity (kind, status, at) WHERE deleted = 0""",
    """CREATE INDEX ix_activity_outcome ON activity (outcome_id, at) WHERE deleted = 0 and outcome_id is not null""",
    """CREATE INDEX ix_activity_owner ON activity (owner_id, at) WHERE deleted = 0""",
    """CREATE INDEX ix_activity_planned ON activity (at) WHERE deleted = 0 and status = 'planned'""",
    """CREATE TABLE activity_link (
    id BLOB NOT NULL,
    activity_id BLOB NOT NULL,
    subject_type TEXT DEFAULT 'party' NOT NULL,
    subject_id BLOB NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_activity_link PRIMARY KEY (id),
    CONSTRAINT fk_activity_link_activity_id_activity FOREIGN KEY(activity_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_activity_link_activity ON activity_link (activity_id)""",
    """CREATE INDEX ix_activity_link_subject ON activity_link (subject_id)""",
    """CREATE TABLE activity_party (
    id BLOB NOT NULL,
    activity_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    role TEXT DEFAULT 'with' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_activity_party PRIMARY KEY (id),
    CONSTRAINT fk_activity_party_activity_id_activity FOREIGN KEY(activity_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_activity_party_party_id_party FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_activity_party_activity ON activity_party (activity_id, party_id) WHERE deleted = 0""",
    """CREATE INDEX ix_activity_party_party ON activity_party (party_id, activity_id) WHERE deleted = 0""",
    """CREATE TABLE address (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    locality TEXT DEFAULT '' NOT NULL,
    region TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    usage TEXT DEFAULT '' NOT NULL,
    is_preferred BOOLEAN DEFAULT 0 NOT NULL,
    org_line TEXT DEFAULT '' NOT NULL,
    care_of TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    po_box TEXT DEFAULT '' NOT NULL,
    dependent_locality TEXT DEFAULT '' NOT NULL,
    sorting_code TEXT DEFAULT '' NOT NULL,
    country_name TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    quality TEXT DEFAULT 'ok' NOT NULL,
    season_from TEXT DEFAULT '' NOT NULL,
    season_to TEXT DEFAULT '' NOT NULL,
    valid_from DATE,
    valid_to DATE,
    lat_e7 INTEGER,
    lon_e7 INTEGER,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_address PRIMARY KEY (id),
    CONSTRAINT fk_address_party_id_party FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_address_country ON address (country, postcode)""",
    """CREATE INDEX ix_address_party_id ON address (party_id)""",
    """CREATE TABLE affiliation (
    id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    org_id BLOB NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    is_primary BOOLEAN DEFAULT 0 NOT NULL,
    from_on DATE,
    to_on DATE,
    end_reason TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_affiliation PRIMARY KEY (id),
    CONSTRAINT fk_affiliation_person_id_party FOREIGN KEY(person_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_affiliation_org_id_party FOREIGN KEY(org_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_affiliation_org_id ON affiliation (org_id)""",
    """CREATE INDEX ix_affiliation_person_id ON affiliation (person_id)""",
    """CREATE TABLE attachment (
    id BLOB NOT NULL,
    subject_type TEXT DEFAULT 'party' NOT NULL,
    subject_id BLOB NOT NULL,
    filename TEXT DEFAULT '' NOT NULL,
    mime TEXT DEFAULT '' NOT NULL,
    size INTEGER DEFAULT 0 NOT NULL,
    sha256 BLOB,
    caption TEXT DEFAULT '' NOT NULL,
    is_photo BOOLEAN DEFAULT 0 NOT NULL,
    uri TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_attachment_subject_id ON attachment (subject_id)""",
    """CREATE TABLE blob (
    sha256 BLOB NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (sha256)
)""",
    """CREATE TABLE cadence_rule (
    id BLOB NOT NULL,
    applies_to TEXT NOT NULL CONSTRAINT ck_cadence_rule_applies_to CHECK (applies_to in ('party','tag','tier')),
    target_id BLOB NOT NULL,
    ideal_days INTEGER,
    max_days INTEGER,
    kinds TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_cadence_rule PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_cadence_rule_target ON cadence_rule (target_id)""",
    """CREATE TABLE change (
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    hlc INTEGER NOT NULL,
    site INTEGER NOT NULL,
    set_id BLOB NOT NULL,
    "before" TEXT NOT NULL,
    CONSTRAINT pk_change PRIMARY KEY (tbl, row_id, hlc, site)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_change_hlc ON change (hlc)""",
    """CREATE INDEX ix_change_set_id ON change (set_id)""",
    """CREATE TABLE change_set (
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    user_id BLOB,
    session_id BLOB,
    site INTEGER NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    undoes_id BLOB,
    is_undone INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_change_set PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_change_set_at ON change_set (at)""",
    """CREATE INDEX ix_change_set_open ON change_set (state) WHERE state = 'open'""",
    """CREATE TABLE change_span (
    set_id BLOB NOT NULL,
    site INTEGER NOT NULL,
    hlc_from INTEGER NOT NULL,
    hlc_to INTEGER NOT NULL,
    CONSTRAINT pk_change_span PRIMARY KEY (set_id, site, hlc_from)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_change_span_hlc ON change_span (hlc_to, hlc_from)""",
    """CREATE TABLE comm_preference (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    channel TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    asked_on DATE,
    until_on DATE,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_comm_preference PRIMARY KEY (id),
    CONSTRAINT fk_comm_preference_party_id_party FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_comm_preference_party_id ON comm_preference (party_id)""",
    """CREATE TABLE contact_point (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    usage TEXT DEFAULT '' NOT NULL,
    is_preferred BOOLEAN DEFAULT 0 NOT NULL,
    service TEXT DEFAULT '' NOT NULL,
    normalized TEXT DEFAULT '' NOT NULL,
    ext TEXT DEFAULT '' NOT NULL,
    status TEXT DEFAULT 'ok' NOT NULL,
    valid_from DATE,
    valid_to DATE,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_contact_point PRIMARY KEY (id),
    CONSTRAINT fk_contact_point_party_id_party FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_contact_point_normalized ON contact_point (normalized) WHERE normalized <> ''""",
    """CREATE INDEX ix_contact_point_party_id ON contact_point (party_id)""",
    """CREATE TABLE custom_field (
    id BLOB NOT NULL,
    entity TEXT DEFAULT '' NOT NULL,
    "key" TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    type TEXT DEFAULT '' NOT NULL,
    options TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    is_required BOOLEAN DEFAULT 0 NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_custom_field PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE TABLE custom_value (
    id BLOB NOT NULL,
    field_id BLOB NOT NULL,
    subject_type TEXT DEFAULT 'party' NOT NULL,
    subject_id BLOB NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_custom_value PRIMARY KEY (id),
    CONSTRAINT fk_custom_value_field_id_custom_field FOREIGN KEY(field_id) REFERENCES custom_field (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_custom_value_subject_id ON custom_value (subject_id)""",
    """CREATE TABLE external_id (
    id BLOB NOT NULL,
    subject_type TEXT DEFAULT 'party' NOT NULL,
    subject_id BLOB NOT NULL,
    system TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_external_id PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_external_id_subject_id ON external_id (subject_id)""",
    """CREATE INDEX ix_external_id_value ON external_id (value, system)""",
    """CREATE TABLE extra_property (
    id BLOB NOT NULL,
    subject_type TEXT DEFAULT 'party' NOT NULL,
    subject_id BLOB NOT NULL,
    system TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_extra_property PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_extra_property_subject_id ON extra_property (subject_id)""",
    """CREATE TABLE fact (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    category TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    learned_on DATE,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_fact PRIMARY KEY (id),
    CONSTRAINT fk_fact_party_id_party FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_fact_party_id ON fact (party_id)""",
    """CREATE TABLE field_clock (
    tbl TEXT NOT NULL,
    row_id BLOB NOT NULL,
    field TEXT NOT NULL,
    hlc INTEGER NOT NULL,
    site INTEGER NOT NULL,
    CONSTRAINT pk_field_clock PRIMARY KEY (tbl, row_id, field)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_field_clock_hlc ON field_clock (hlc)""",
    """CREATE TABLE group_member (
    id BLOB NOT NULL,
    group_party_id BLOB NOT NULL,
    member_party_id BLOB NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    from_on DATE,
    to_on DATE,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_group_member PRIMARY KEY (id),
    CONSTRAINT fk_group_member_group_party_id_party FOREIGN KEY(group_party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_group_member_member_party_id_party FOREIGN KEY(member_party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_group_member_group ON group_member (group_party_id)""",
    """CREATE INDEX ix_group_member_member ON group_member (member_party_id)""",
    """CREATE TABLE important_date (
    id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    year INTEGER,
    month INTEGER,
    day INTEGER,
    calendar TEXT DEFAULT 'gregorian' NOT NULL,
    leap_rule TEXT DEFAULT 'feb28' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_important_date PRIMARY KEY (id),
    CONSTRAINT fk_important_date_party_id_party FOREIGN KEY(party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_important_date_day ON important_date (month, day)""",
    """CREATE INDEX ix_important_date_party_id ON important_date (party_id)""",
    """CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
)
 WITHOUT ROWID""",
    """CREATE TABLE note (
    id BLOB NOT NULL,
    subject_type TEXT DEFAULT 'party' NOT NULL,
    subject_id BLOB NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    is_pinned BOOLEAN DEFAULT 0 NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_note PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_note_subject_id ON note (subject_id)""",
    """CREATE TABLE outcome (
    id BLOB NOT NULL,
    "key" TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    codes TEXT DEFAULT '' NOT NULL,
    kind_filter TEXT DEFAULT '' NOT NULL,
    is_success BOOLEAN DEFAULT 0 NOT NULL,
    is_attempt_only BOOLEAN DEFAULT 0 NOT NULL,
    is_stop BOOLEAN DEFAULT 0 NOT NULL,
    color TEXT DEFAULT '' NOT NULL,
    next_days INTEGER,
    is_hidden BOOLEAN DEFAULT 0 NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_outcome PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE TABLE party (
    id BLOB NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_party_kind CHECK (kind in ('person','organization','household','group')),
    display_name TEXT DEFAULT '' NOT NULL,
    sort_key BLOB DEFAULT (x'') NOT NULL,
    prefix TEXT DEFAULT '' NOT NULL,
    given TEXT DEFAULT '' NOT NULL,
    additional TEXT DEFAULT '' NOT NULL,
    family TEXT DEFAULT '' NOT NULL,
    suffix TEXT DEFAULT '' NOT NULL,
    nickname TEXT DEFAULT '' NOT NULL,
    native_name TEXT DEFAULT '' NOT NULL,
    phonetic_given TEXT DEFAULT '' NOT NULL,
    phonetic_family TEXT DEFAULT '' NOT NULL,
    name_order TEXT DEFAULT '' NOT NULL,
    pronouns TEXT DEFAULT '' NOT NULL,
    gender TEXT DEFAULT '' NOT NULL,
    occupation TEXT DEFAULT '' NOT NULL,
    account_no TEXT DEFAULT '' NOT NULL,
    source_id BLOB,
    source_detail TEXT DEFAULT '' NOT NULL,
    tier_id BLOB,
    next_step_text TEXT DEFAULT '' NOT NULL,
    next_step_on DATE,
    lang TEXT DEFAULT '' NOT NULL,
    tz TEXT DEFAULT '' NOT NULL,
    legal_name TEXT DEFAULT '' NOT NULL,
    website TEXT DEFAULT '' NOT NULL,
    label_name TEXT DEFAULT '' NOT NULL,
    name_rule TEXT DEFAULT '' NOT NULL,
    is_archived BOOLEAN DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_party PRIMARY KEY (id),
    CONSTRAINT fk_party_source_id_source FOREIGN KEY(source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_party_tier_id_tier FOREIGN KEY(tier_id) REFERENCES tier (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_party_account_no ON party (account_no) WHERE account_no <> ''""",
    """CREATE INDEX ix_party_kind_sort ON party (kind, sort_key, id) WHERE deleted = 0""",
    """CREATE INDEX ix_party_next_step ON party (next_step_on) WHERE next_step_on is not null""",
    """CREATE INDEX ix_party_sort ON party (sort_key, id) WHERE deleted = 0""",
    """CREATE INDEX ix_party_tier_id ON party (tier_id) WHERE tier_id is not null""",
    """CREATE INDEX ix_party_trash ON party (sort_key) WHERE deleted = 1""",
    """CREATE INDEX ix_party_undated_step ON party (next_step_text) WHERE next_step_text <> '' and next_step_on is null""",
    """CREATE TABLE presence (
    session_id BLOB NOT NULL,
    user_id BLOB,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    since INTEGER NOT NULL,
    beat INTEGER NOT NULL,
    subject_id BLOB,
    is_editing INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_presence PRIMARY KEY (session_id)
)
 WITHOUT ROWID""",
    """CREATE TABLE relationship (
    id BLOB NOT NULL,
    from_party_id BLOB NOT NULL,
    to_party_id BLOB NOT NULL,
    type_id BLOB NOT NULL,
    from_on DATE,
    to_on DATE,
    note TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_relationship PRIMARY KEY (id),
    CONSTRAINT fk_relationship_from_party_id_party FOREIGN KEY(from_party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_relationship_to_party_id_party FOREIGN KEY(to_party_id) REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_relationship_type_id_relationship_type FOREIGN KEY(type_id) REFERENCES relationship_type (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_relationship_from ON relationship (from_party_id)""",
    """CREATE INDEX ix_relationship_to ON relationship (to_party_id)""",
    """CREATE TABLE relationship_type (
    id BLOB NOT NULL,
    "key" TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    inverse_name TEXT DEFAULT '' NOT NULL,
    "group" TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_relationship_type PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE TABLE search_doc (
    doc INTEGER NOT NULL,
    party_id BLOB NOT NULL,
    changed_hlc INTEGER NOT NULL,
    CONSTRAINT pk_search_doc PRIMARY KEY (doc),
    CONSTRAINT uq_search_doc_party_id UNIQUE (party_id)
)""",
    """CREATE TABLE search_state (
    one INTEGER NOT NULL CONSTRAINT ck_search_state_one CHECK (one = 1),
    indexed_hlc INTEGER NOT NULL,
    next_doc INTEGER NOT NULL,
    CONSTRAINT pk_search_state PRIMARY KEY (one)
)""",
    """CREATE TABLE setting (
    id BLOB NOT NULL,
    "key" TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE TABLE source (
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_source PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE TABLE sync_clock (
    one INTEGER NOT NULL CONSTRAINT ck_sync_clock_one CHECK (one = 1),
    last INTEGER NOT NULL,
    prev INTEGER NOT NULL,
    site INTEGER NOT NULL,
    current_set BLOB,
    erasing INTEGER NOT NULL,
    CONSTRAINT pk_sync_clock PRIMARY KEY (one)
)""",
    """CREATE TABLE tag (
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    color TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_tag PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE TABLE tagging (
    id BLOB NOT NULL,
    tag_id BLOB NOT NULL,
    subject_type TEXT DEFAULT 'party' NOT NULL,
    subject_id BLOB NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_tagging PRIMARY KEY (id),
    CONSTRAINT fk_tagging_tag_id_tag FOREIGN KEY(tag_id) REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_tagging_subject_id ON tagging (subject_id)""",
    """CREATE INDEX ix_tagging_tag ON tagging (tag_id, deleted, subject_id)""",
    """CREATE TABLE tier (
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    rank INTEGER,
    color TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_tier PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE TABLE touch_summary (
    party_id BLOB NOT NULL,
    touches INTEGER NOT NULL,
    first_touch_at INTEGER,
    last_touch_at INTEGER,
    last_attempt_at INTEGER,
    next_at INTEGER,
    first_met_at INTEGER,
    last_met_at INTEGER,
    stopped_at INTEGER,
    ideal_days INTEGER,
    max_days INTEGER,
    keep_up_at INTEGER,
    lost_at INTEGER,
    CONSTRAINT pk_touch_summary PRIMARY KEY (party_id)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_touch_summary_keep_up ON touch_summary (keep_up_at) WHERE keep_up_at is not null""",
    """CREATE INDEX ix_touch_summary_last ON touch_summary (last_touch_at)""",
    """CREATE TABLE user (
    id BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    deleted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_user PRIMARY KEY (id)
)
 WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE search_index USING fts5(body, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')""",
    """CREATE VIRTUAL TABLE search_prefix USING fts5(body, content='', contentless_delete=1, prefix='1 2', tokenize='unicode61 remove_diacritics 0')""",
)


def upgrade() -> None:
    """Makes every table of the first schema."""
    for statement in STATEMENTS:
        op.execute(statement)
    for table in ("search_index", "search_prefix"):
        op.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('deletemerge', 50)")
    # Numbers of documents go down; up to 2^28 they take four bytes in the index.
    op.execute("INSERT INTO search_state (one, indexed_hlc, next_doc) VALUES (1, 0, 268435455)")
