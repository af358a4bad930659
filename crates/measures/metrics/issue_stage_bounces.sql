-- title: Returns to a status
-- unit: count
-- direction: down
-- area: issues
-- aggregates: count, distinct
-- needs: issues, issue_history
-- person: account
-- distinct: key
-- dimension: stage Status
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
-- column: stage text Returned to
-- column: url link Page
-- version: 1
-- definition: How often issues came back to a status they had been in before, counted when that happened; the dimension
--   status is the one they returned to. Different keys are issues.
WITH items AS (
  SELECT concat(i.id, '/', s.status, '/', CAST(s.visit AS VARCHAR)) AS item_id, s.entered_at AS happened_at, 1.0 AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone, s.status AS stage,
         NULL AS excluded_because
  FROM issue_stays s JOIN issues i ON i.id = s.issue_id JOIN issue_times t ON t.id = i.id
  WHERE s.visit > 1
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
