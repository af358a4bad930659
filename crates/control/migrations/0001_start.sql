-- Ids come from here and are never given twice: rows of the tables carry the integration's id, so an id must not
-- come back after its integration was deleted.
CREATE TABLE counters (
    name  TEXT   PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value)
VALUES ('integrations', 0), ('projects', 0), ('tasks', 0), ('api_keys', 0);

-- Times are microseconds since 1970 in UTC, everywhere.
CREATE TABLE integrations (
    id             BIGINT PRIMARY KEY,
    kind           TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    name_key       TEXT   NOT NULL UNIQUE, -- the name in lower case
    description    TEXT   NOT NULL,
    config         TEXT   NOT NULL,        -- JSON object
    status         TEXT   NOT NULL,        -- healthy, unknown, failed
    status_reason  TEXT,
    status_at      BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    deleting_since BIGINT
);

CREATE TABLE secrets (
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    name           TEXT   NOT NULL,
    sealed         TEXT   NOT NULL,        -- base64 of nonce and ciphertext
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (integration_id, name)
);

CREATE TABLE projects (
    id          BIGINT PRIMARY KEY,
    name        TEXT   NOT NULL,
    name_key    TEXT   NOT NULL UNIQUE,
    description TEXT   NOT NULL,
    settings    TEXT   NOT NULL,           -- JSON object
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);

CREATE TABLE mappings (
    project_id     BIGINT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, integration_id)
);
CREATE INDEX mappings_by_integration ON mappings (integration_id);

CREATE TABLE tasks (
    id              BIGINT PRIMARY KEY,
    integration_id  BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    kind            TEXT   NOT NULL,       -- sync, replay
    status          TEXT   NOT NULL,       -- running, succeeded, failed, cancelled, throttled
    since           BIGINT,
    started_at      BIGINT NOT NULL,
    finished_at     BIGINT,
    retries         BIGINT NOT NULL,
    rows_written    BIGINT NOT NULL,
    records         BIGINT NOT NULL,
    requests        BIGINT NOT NULL,
    points          BIGINT NOT NULL,
    error_class     TEXT,
    error_message   TEXT,
    error_hint      TEXT,
    error_stream    TEXT,
    error_partition TEXT
);
CREATE INDEX tasks_by_integration ON tasks (integration_id, id);
CREATE INDEX tasks_by_status ON tasks (status);

CREATE TABLE attempts (
    task_id       BIGINT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    number        BIGINT NOT NULL,
    status        TEXT   NOT NULL,
    started_at    BIGINT NOT NULL,
    finished_at   BIGINT,
    error_class   TEXT,
    error_message TEXT,
    PRIMARY KEY (task_id, number)
);

CREATE TABLE stream_reports (
    task_id BIGINT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    stream  TEXT   NOT NULL,
    report  TEXT   NOT NULL,               -- JSON
    PRIMARY KEY (task_id, stream)
);

CREATE TABLE cursors (
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    stream         TEXT   NOT NULL,
    partition_id   TEXT   NOT NULL,
    state          TEXT   NOT NULL,        -- JSON
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (integration_id, stream, partition_id)
);

CREATE TABLE partitions (
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    stream         TEXT   NOT NULL,
    partition_id   TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    fields         TEXT   NOT NULL,        -- JSON object of texts
    seen_at        BIGINT NOT NULL,
    PRIMARY KEY (integration_id, stream, partition_id)
);

CREATE TABLE budgets (
    host        TEXT   NOT NULL,
    credential  TEXT   NOT NULL,           -- hash of the credential
    bucket      TEXT   NOT NULL,
    quota       BIGINT,
    remaining   BIGINT NOT NULL,
    reset_at    BIGINT,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (host, credential, bucket)
);

CREATE TABLE api_keys (
    id           BIGINT PRIMARY KEY,
    name         TEXT   NOT NULL UNIQUE,
    hash         TEXT   NOT NULL UNIQUE,   -- SHA-256 of the key, hexadecimal
    created_at   BIGINT NOT NULL
);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
