-- When the credential ends, as the upstream says, and since when a refresh token is being spent: the renewed one is
-- stored and the note cleared in one transaction.
ALTER TABLE integrations ADD COLUMN credential_expires_at BIGINT;
ALTER TABLE integrations ADD COLUMN renewing_since BIGINT;

-- A person was sent to an upstream to agree; the answer must carry the state.
CREATE TABLE authorizations (
    state          TEXT   PRIMARY KEY,     -- SHA-256 of the state, hexadecimal
    integration_id BIGINT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    verifier       TEXT   NOT NULL,        -- sealed
    redirect       TEXT   NOT NULL,
    created_at     BIGINT NOT NULL
);
