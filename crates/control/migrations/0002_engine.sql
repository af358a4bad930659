-- Records that are read again: those that are not final, and those that became so a while ago.
CREATE TABLE open_records (
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    stream         TEXT   NOT NULL,
    partition_id   TEXT   NOT NULL,
    record_key     TEXT   NOT NULL,
    handle         TEXT   NOT NULL,        -- the upstream's global id, or empty
    due_at         BIGINT NOT NULL,
    tries          BIGINT NOT NULL,
    late           BIGINT NOT NULL,        -- 1: it is final and looked at once more
    PRIMARY KEY (integration_id, stream, partition_id, record_key)
);
CREATE INDEX open_records_by_due ON open_records (integration_id, due_at);

-- Small things that the engine remembers about a stream, a partition or a record.
CREATE TABLE notes (
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    kind           TEXT   NOT NULL,        -- missing, census, probe, page_size, validator
    stream         TEXT   NOT NULL,
    partition_id   TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    value          TEXT   NOT NULL,
    PRIMARY KEY (integration_id, kind, stream, partition_id, name)
);

-- Who runs a task, and until when it may be taken for alive.
ALTER TABLE tasks ADD COLUMN owner TEXT;
ALTER TABLE tasks ADD COLUMN leased_until BIGINT;
