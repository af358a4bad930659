-- Where an integration's upstream delivers to, and what it signs with.
CREATE TABLE webhooks (
    integration_id    BIGINT PRIMARY KEY REFERENCES integrations (id) ON DELETE CASCADE,
    path_token        TEXT   NOT NULL,      -- the part of the address that nobody guesses
    sealed            TEXT   NOT NULL,      -- the secret
    secret_at         BIGINT NOT NULL,
    previous          TEXT,                 -- the secret before it, sealed
    previous_until    BIGINT,               -- until when that one still passes
    redelivered_at    BIGINT,               -- when failed deliveries were last asked for
    redelivered       BIGINT NOT NULL,      -- how many were asked for since the beginning
    redelivery_note   TEXT                  -- why they could not be asked for
);

-- What was delivered. A row is here before its sender is told that it has arrived.
CREATE TABLE webhook_inbox (
    id             BIGINT PRIMARY KEY,
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    delivery_id    TEXT   NOT NULL,         -- the sender's
    event          TEXT   NOT NULL,
    received_at    BIGINT NOT NULL,
    state          TEXT   NOT NULL,         -- pending, done, ignored, failed
    next_at        BIGINT NOT NULL,         -- when it is due, while it is pending
    attempts       BIGINT NOT NULL,
    processed_at   BIGINT,
    error          TEXT,
    touched        TEXT   NOT NULL,         -- JSON list of texts
    bytes          BIGINT NOT NULL,         -- as delivered
    body           BLOB   NOT NULL,         -- compressed
    UNIQUE (integration_id, delivery_id)
);
CREATE INDEX webhook_inbox_due ON webhook_inbox (state, next_at);
CREATE INDEX webhook_inbox_listed ON webhook_inbox (integration_id, id);

-- What was answered, also about deliveries that are not kept.
CREATE TABLE webhook_counts (
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    result         TEXT   NOT NULL,         -- accepted, duplicate, forged, stale, oversized, unreadable
    count          BIGINT NOT NULL,
    last_at        BIGINT NOT NULL,
    PRIMARY KEY (integration_id, result)
);

INSERT INTO counters (name, value) VALUES ('webhook_inbox', 0);
