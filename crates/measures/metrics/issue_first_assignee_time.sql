-- title: Time to first assignee
-- unit: hours
-- direction: down
-- area: issues
-- aggregates: median, mean, p90
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
-- column: value hours Time
-- column: created_at time Opened
-- column: url link Page
-- version: 1
-- definition: From the moment an issue was opened until it was first assigned to somebody, counted when that happened.
WITH items AS (
  SELECT i.id AS item_id, CASE WHEN t.first_assigned_at IS NULL THEN i.created_at ELSE t.first_assigned_at END AS happened_at, CASE WHEN t.first_assigned_at < i.created_at THEN 0.0 ELSE hours_between(i.created_at, t.first_assigned_at) END AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone, i.created_at,
         CASE WHEN t.first_assigned_at IS NULL THEN 'never assigned, or its history is not ingested' END AS excluded_because
  FROM issues i JOIN issue_times t ON t.id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at AND items.happened_at IS NOT NULL
