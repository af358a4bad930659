-- title: Open issues
-- unit: hours
-- direction: down
-- area: issues
-- aggregates: count, median, mean, p90
-- needs: issues
-- person: account
-- until: closed_at
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
-- column: closed_at time Closed
-- column: value hours Age
-- column: url link Page
-- version: 1
-- definition: Issues that are open at the end of the range, or of each bucket of the series; their age is the time since
--   they were opened. The count is the backlog, the other aggregates are of the ages. An issue that was reopened counts as
--   open from its opening until it was last closed.
WITH items AS (
  SELECT i.id AS item_id, i.created_at AS happened_at, 1.0 AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone, i.closed_at,
         CAST(NULL AS VARCHAR) AS excluded_because
  FROM issues i JOIN issue_times t ON t.id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at < period.to_at AND (items.closed_at IS NULL OR items.closed_at >= period.from_at) AND items.happened_at IS NOT NULL
