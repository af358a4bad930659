-- title: Issues closed
-- unit: count
-- direction: up
-- area: issues
-- aggregates: count, per_day, per_week
-- needs: issues
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
-- column: url link Page
-- version: 1
-- definition: Issues, counted when they were closed (came into a status that stands for done). Those closed as duplicates
--   or as not planned are listed but not counted.
WITH items AS (
  SELECT i.id AS item_id, i.closed_at AS happened_at, 1.0 AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone,
         CASE WHEN i.state_reason IN ('not_planned', 'duplicate') THEN 'closed without being done' END AS excluded_because
  FROM issues i JOIN issue_times t ON t.id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at AND items.happened_at IS NOT NULL
