-- title: Issue hops
-- unit: count
-- direction: down
-- area: issues
-- aggregates: median, mean, sum, max
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
-- column: value number Hops
-- column: url link Page
-- version: 1
-- definition: How often an issue was given on to somebody who had not had it before, counted when the issue was opened; the
--   first assignment is none.
WITH items AS (
  SELECT i.id AS item_id, i.created_at AS happened_at, CASE WHEN n.people > 1.0 THEN n.people - 1.0 ELSE 0.0 END AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone,
         CASE WHEN n.issue_id IS NULL THEN 'never assigned, or its history is not ingested' END AS excluded_because
  FROM issues i JOIN issue_times t ON t.id = i.id
  LEFT JOIN (
    SELECT issue_id, CAST(count(*) AS DOUBLE) AS moves, CAST(count(DISTINCT assignee) AS DOUBLE) AS people
    FROM issue_assignments GROUP BY issue_id
  ) n ON n.issue_id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at AND items.happened_at IS NOT NULL
