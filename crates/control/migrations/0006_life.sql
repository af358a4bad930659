-- Which repositories an integration reads, and which of them a project sees: JSON of patterns; NULL is all.
ALTER TABLE integrations ADD COLUMN scope TEXT;
-- Set while rows outside that scope wait to be deleted.
ALTER TABLE integrations ADD COLUMN purge_since BIGINT;
ALTER TABLE mappings ADD COLUMN scope TEXT;

-- Deletions, also those that are done: the integration itself is gone by then.
CREATE TABLE deletions (
    integration_id BIGINT PRIMARY KEY,
    name           TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    step           TEXT   NOT NULL, -- stop, rows, mirrors, forget, done
    table_name     TEXT,            -- the table whose rows are being deleted
    units_done     BIGINT NOT NULL,
    units_total    BIGINT NOT NULL, -- 0 until it is known
    rows_deleted   BIGINT NOT NULL,
    rows_total     BIGINT NOT NULL,
    started_at     BIGINT NOT NULL,
    finished_at    BIGINT,
    error          TEXT
);
INSERT INTO deletions (integration_id, name, kind, step, units_done, units_total, rows_deleted, rows_total, started_at)
SELECT id, name, kind, 'stop', 0, 0, 0, 0, deleting_since FROM integrations WHERE deleting_since IS NOT NULL;

-- What somebody should look at because an integration it used is gone.
CREATE TABLE attention (
    id               BIGINT PRIMARY KEY,
    subject_kind     TEXT   NOT NULL, -- project, collection, profile
    subject_id       BIGINT NOT NULL,
    integration_id   BIGINT NOT NULL,
    integration_name TEXT   NOT NULL,
    integration_kind TEXT   NOT NULL,
    reason           TEXT   NOT NULL,
    since            BIGINT NOT NULL,
    UNIQUE (subject_kind, subject_id, integration_id)
);

-- Where notifications go.
CREATE TABLE channels (
    id              BIGINT PRIMARY KEY,
    kind            TEXT   NOT NULL, -- webhook, slack, mail
    name            TEXT   NOT NULL,
    name_key        TEXT   NOT NULL UNIQUE,
    enabled         BIGINT NOT NULL,
    events          TEXT   NOT NULL, -- JSON list of words
    grace_minutes   BIGINT NOT NULL,
    throttled_hours BIGINT NOT NULL,
    config          TEXT   NOT NULL, -- JSON object
    created_at      BIGINT NOT NULL
);
CREATE TABLE channel_secrets (
    channel_id BIGINT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    name       TEXT   NOT NULL,
    sealed     TEXT   NOT NULL,
    PRIMARY KEY (channel_id, name)
);

-- Notifications, written in the transaction of what they tell.
CREATE TABLE outbox (
    id               BIGINT PRIMARY KEY,
    channel_id       BIGINT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    message_id       TEXT   NOT NULL UNIQUE, -- the same for every try
    event            TEXT   NOT NULL,
    integration_id   BIGINT NOT NULL,
    integration_name TEXT   NOT NULL,
    integration_kind TEXT   NOT NULL,
    subject          TEXT   NOT NULL,        -- tells two occasions of one event apart
    title            TEXT   NOT NULL,
    body             TEXT   NOT NULL,
    class            TEXT,
    hint             TEXT,
    status           TEXT   NOT NULL,        -- waiting, sent, failed, healed
    attempts         BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    due_at           BIGINT NOT NULL,
    sent_at          BIGINT,
    error            TEXT
);
CREATE INDEX outbox_by_status ON outbox (status, due_at);
CREATE INDEX outbox_by_integration ON outbox (integration_id, channel_id, event);
INSERT INTO counters (name, value) VALUES ('attention', 0), ('channels', 0), ('outbox', 0);
