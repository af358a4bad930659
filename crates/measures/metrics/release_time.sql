-- title: Time until released
-- unit: hours
-- direction: down
-- area: issues
-- aggregates: mean, median, p90, count
-- needs: issues, issue_history
-- person: account
-- dimension: release Release
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
-- column: release text Release
-- column: value hours Time
-- column: created_at time Opened
-- column: url link Page
-- version: 1
-- definition: From the moment an issue was opened until the first version that brings it was released, counted when it was
--   released; break it down by release for the average of each. Only issues that are closed count; a version whose release
--   date is unknown or lies before the issue was opened leaves it out, with the reason.
WITH planned AS (
  SELECT c.issue_id, c.to_text AS name FROM issue_changes c
  WHERE c.field = 'fix_versions' AND c.to_text IS NOT NULL
  GROUP BY c.issue_id, c.to_text
),
first AS (
  SELECT p.issue_id, v.name, v.released_at, v.is_released,
         row_number() OVER (PARTITION BY p.issue_id ORDER BY v.released_at, v.name) AS place
  FROM planned p
  JOIN issues i ON i.id = p.issue_id
  JOIN versions v ON v.name = p.name AND v.project_id = i.project_id
  WHERE v.released_at IS NOT NULL
),
items AS (
  SELECT i.id AS item_id, f.released_at AS happened_at, hours_between(i.created_at, f.released_at) AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone, f.name AS release, i.created_at,
         CASE WHEN i.closed_at IS NULL THEN 'not closed'
              WHEN coalesce(f.is_released, FALSE) = FALSE THEN 'its version is not released yet'
              WHEN f.released_at < i.created_at THEN 'its version was released before it was opened' END AS excluded_because
  FROM first f JOIN issues i ON i.id = f.issue_id JOIN issue_times t ON t.id = i.id
  WHERE f.place = 1
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
