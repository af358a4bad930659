-- When a project got the Insights that come with the product: it gets them once, so that deleted ones do not come back.
ALTER TABLE projects ADD COLUMN insights_since BIGINT;
UPDATE projects SET insights_since = updated_at
WHERE id IN (SELECT project_id FROM objects WHERE kind = 'insight');
