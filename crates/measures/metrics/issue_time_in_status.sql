-- title: Time in status
-- unit: hours
-- direction: down
-- area: issues
-- aggregates: mean, median, p90, p95, sum
-- needs: issues, issue_history
-- person: account
-- dimension: stage Status
-- dimension: category Category
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
-- column: stage text Was in
-- column: category text Category
-- column: visits number Stays
-- column: value hours Time
-- column: url link Page
-- version: 1
-- definition: The time a closed issue spent in each status it was in, all its stays together, counted when the issue was
--   closed; break it down by status. This is time spent, returns included, unlike the parts of the lead time, which count
--   the first arrival at each step. Time after the last closing does not count.
WITH spent AS (
  SELECT s.issue_id, s.status, s.category, count(*) AS visits,
         sum(CASE WHEN s.left_at IS NULL OR s.left_at > i.closed_at THEN
               CASE WHEN i.closed_at < s.entered_at THEN 0.0 ELSE hours_between(s.entered_at, i.closed_at) END
             ELSE hours_between(s.entered_at, s.left_at) END) AS hours
  FROM issue_stays s JOIN issues i ON i.id = s.issue_id
  WHERE i.closed_at IS NOT NULL AND s.entered_at <= i.closed_at AND coalesce(s.category, '') <> 'done'
  GROUP BY s.issue_id, s.status, s.category
),
items AS (
  SELECT concat(i.id, '/', s.status) AS item_id, i.closed_at AS happened_at, s.hours AS value,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone, s.status AS stage, coalesce(s.category, 'unknown') AS category, s.visits,
         NULL AS excluded_because
  FROM spent s JOIN issues i ON i.id = s.issue_id JOIN issue_times t ON t.id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
