-- When an integration is read. No row: the defaults, not paused.
CREATE TABLE schedules (
    integration_id BIGINT PRIMARY KEY REFERENCES integrations (id) ON DELETE CASCADE,
    settings       TEXT,                   -- JSON; NULL is the defaults
    paused_at      BIGINT
);

-- What started a task: tail, full, manual, retry, webhook.
ALTER TABLE tasks ADD COLUMN lane TEXT NOT NULL DEFAULT 'manual';
-- What it was expected to cost, JSON.
ALTER TABLE tasks ADD COLUMN plan TEXT;
CREATE INDEX tasks_by_end ON tasks (finished_at);
