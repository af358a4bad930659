-- Collections with their categories, profiles and Insights: named things whose content is one JSON object.
CREATE TABLE objects (
    id         BIGINT PRIMARY KEY,
    kind       TEXT   NOT NULL,                                   -- category, collection, profile, insight
    project_id BIGINT REFERENCES projects (id) ON DELETE CASCADE, -- NULL: of the account
    name       TEXT   NOT NULL,
    name_key   TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX objects_by_project ON objects (kind, project_id);

-- Which integrations an object names. Stays when the integration is gone: the object must not widen.
CREATE TABLE object_integrations (
    object_id      BIGINT NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
    integration_id BIGINT NOT NULL,
    PRIMARY KEY (object_id, integration_id)
);

-- People, and the accounts they are known by.
CREATE TABLE contributors (
    id         BIGINT PRIMARY KEY,
    name       TEXT   NOT NULL,
    email      TEXT,
    is_bot     BIGINT NOT NULL,
    attributes TEXT   NOT NULL, -- JSON object of texts
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE accounts (
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    account        TEXT   NOT NULL, -- login or address, lower case
    contributor_id BIGINT NOT NULL REFERENCES contributors (id) ON DELETE CASCADE,
    name           TEXT,
    email          TEXT,            -- lower case
    is_bot         BIGINT NOT NULL,
    basis          TEXT   NOT NULL, -- alone, email, accepted, manual
    PRIMARY KEY (integration_id, account)
);
CREATE INDEX accounts_by_contributor ON accounts (contributor_id);

-- What happened to contributors, newest last: merges and splits can be traced and undone.
CREATE TABLE contributor_log (
    id     BIGINT PRIMARY KEY,
    at     BIGINT NOT NULL,
    action TEXT   NOT NULL, -- merged, split, declined, edited, imported
    detail TEXT   NOT NULL  -- JSON object
);
-- Suggestions that somebody declined: the two accounts as `integration/account`, in order.
CREATE TABLE declined (
    one   TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (one, other)
);
INSERT INTO counters (name, value) VALUES ('objects', 0), ('contributors', 0), ('contributor_log', 0);
