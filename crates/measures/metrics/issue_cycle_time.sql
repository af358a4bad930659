-- title: Issue cycle time
-- unit: hours
-- direction: down
-- area: issues
-- aggregates: median, mean, p75, p90, p95
-- needs: issues, issue_history
-- person: account
-- dimension: project Project
-- dimension: kind Kind
-- dimension: priority Priority
-- dimension: status Status
-- dimension: assignee Assignee
-- dimension: milestone Milestone
-- column: at time When
-- column: title text Issue
-- column: key text Key
-- column: project text Project
-- column: kind text Kind
-- column: priority text Priority
-- column: status text Status
-- column: assignee text Assignee
-- column: value hours Cycle time
-- column: begun_at time Begun
-- column: url link Page
-- version: 1
-- definition: From the first time an issue came into a status that stands for work in progress until it was last closed,
--   counted when it was closed.
WITH items AS (
  SELECT i.id AS item_id, i.closed_at AS happened_at, CASE WHEN i.closed_at < t.begun_at THEN 0.0 ELSE hours_between(t.begun_at, i.closed_at) END AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone, t.begun_at,
         CASE WHEN i.state_reason IN ('not_planned', 'duplicate') THEN 'closed without being done' WHEN t.begun_at IS NULL THEN 'it never stood for work in progress, or its history is not ingested' END AS excluded_because
  FROM issues i JOIN issue_times t ON t.id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at AND items.happened_at IS NOT NULL
