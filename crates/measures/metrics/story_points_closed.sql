-- title: Story points closed
-- unit: points
-- direction: up
-- area: issues
-- aggregates: sum, mean, median, count
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
-- column: value number Story points
-- column: url link Page
-- version: 1
-- definition: Story points of issues, counted when they were closed. Issues without an estimate are listed but not counted:
--   they are not zero points.
WITH items AS (
  SELECT i.id AS item_id, i.closed_at AS happened_at, i.story_points AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone,
         CASE WHEN i.state_reason IN ('not_planned', 'duplicate') THEN 'closed without being done' WHEN i.story_points IS NULL THEN 'not estimated' END AS excluded_because
  FROM issues i JOIN issue_times t ON t.id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at AND items.happened_at IS NOT NULL
