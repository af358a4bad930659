-- title: Issue hygiene
-- unit: percent
-- direction: up
-- area: issues
-- aggregates: mean, median, min
-- needs: issues
-- person: account
-- dimension: project Project
-- dimension: kind Kind
-- dimension: priority Priority
-- dimension: status Status
-- dimension: assignee Assignee
-- dimension: milestone Milestone
-- stage: no_assignee No assignee
-- stage: no_due_date No due date
-- stage: no_components No components
-- stage: poor_description Poor description
-- stage: idle Idle
-- stage: late_response Late response
-- stage: late_resolution Late resolution
-- column: at time Opened
-- column: title text Issue
-- column: key text Key
-- column: value number Score
-- column: failed text Fails
-- column: judged number Criteria judged
-- column: project text Project
-- column: kind text Kind
-- column: priority text Priority
-- column: status text Status
-- column: assignee text Assignee
-- column: url link Page
-- version: 1
-- source: https://developer.harness.io/docs/software-engineering-insights/
-- definition: How well issues are kept, of 100 %, counted when they were opened and judged as they are now. An issue fails
--   for: no assignee; no due date; no components; a description shorter than 30 characters; idle: open, and not changed
--   in the last 30 days; a late response: no comment by somebody else than its author who is not a bot within 72 hours of
--   its opening; a late resolution: not closed within 30 days. Now is the newest change of any issue of its integration,
--   and what can still come in time does not fail. Score = 100 - the sum of the weights of what it fails for. The weights
--   are equal and add up to 100 over what the issue's integration can tell: due dates, components, descriptions and
--   comments weigh nothing where none of its issues has any. The mean is 100 - the sum over the criteria of issues that
--   fail / issues * weight, which are its parts. Left out: issues that were closed as duplicates or as not planned.
WITH told AS (
  SELECT split_part(i.id, '/', 1) AS integration, max(i.updated_at) AS now_at, count(i.due_at) AS due_dates,
         sum(CASE WHEN array_length(i.components) > 0 THEN 1 ELSE 0 END) AS components,
         count(i.description_length) AS descriptions, count(m.issue_id) AS comments
  FROM issues i LEFT JOIN (SELECT DISTINCT issue_id FROM comments) m ON m.issue_id = i.id
  GROUP BY split_part(i.id, '/', 1)
),
judged AS (
  SELECT i.id, i.created_at, i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status,
         t.assignee_name, t.assignee AS account, i.milestone, i.state_reason,
         CASE WHEN array_length(i.assignees) > 0 THEN 0.0 ELSE 1.0 END AS no_assignee,
         CASE WHEN n.due_dates = 0 THEN NULL WHEN i.due_at IS NULL THEN 1.0 ELSE 0.0 END AS no_due_date,
         CASE WHEN n.components = 0 THEN NULL WHEN array_length(i.components) > 0 THEN 0.0 ELSE 1.0 END AS no_components,
         CASE WHEN n.descriptions = 0 THEN NULL WHEN coalesce(i.description_length, 0) < 30 THEN 1.0 ELSE 0.0 END AS poor_description,
         CASE WHEN i.state = 'open' AND hours_between(i.updated_at, n.now_at) > 720.0 THEN 1.0 ELSE 0.0 END AS idle,
         CASE WHEN n.comments = 0 THEN NULL
              WHEN t.first_response_at IS NOT NULL THEN CASE WHEN hours_between(i.created_at, t.first_response_at) > 72.0 THEN 1.0 ELSE 0.0 END
              WHEN hours_between(i.created_at, n.now_at) > 72.0 THEN 1.0 ELSE 0.0 END AS late_response,
         CASE WHEN i.closed_at IS NOT NULL THEN CASE WHEN hours_between(i.created_at, i.closed_at) > 720.0 THEN 1.0 ELSE 0.0 END
              WHEN hours_between(i.created_at, n.now_at) > 720.0 THEN 1.0 ELSE 0.0 END AS late_resolution
  FROM issues i JOIN issue_times t ON t.id = i.id JOIN told n ON n.integration = split_part(i.id, '/', 1)
),
weighed AS (
  SELECT j.*,
         CAST(3 + CASE WHEN j.no_due_date IS NULL THEN 0 ELSE 1 END + CASE WHEN j.no_components IS NULL THEN 0 ELSE 1 END + CASE WHEN j.poor_description IS NULL THEN 0 ELSE 1 END + CASE WHEN j.late_response IS NULL THEN 0 ELSE 1 END AS DOUBLE) AS judged,
         concat_ws(', ', CASE WHEN j.no_assignee = 1.0 THEN 'no assignee' END,
                   CASE WHEN j.no_due_date = 1.0 THEN 'no due date' END,
                   CASE WHEN j.no_components = 1.0 THEN 'no components' END,
                   CASE WHEN j.poor_description = 1.0 THEN 'poor description' END,
                   CASE WHEN j.idle = 1.0 THEN 'idle' END,
                   CASE WHEN j.late_response = 1.0 THEN 'late response' END,
                   CASE WHEN j.late_resolution = 1.0 THEN 'late resolution' END) AS failed
  FROM judged j
)
SELECT w.id AS item_id, w.created_at AS happened_at,
       100.0 - 100.0 * (w.no_assignee + coalesce(w.no_due_date, 0.0) + coalesce(w.no_components, 0.0) + coalesce(w.poor_description, 0.0) + w.idle + coalesce(w.late_response, 0.0) + w.late_resolution) / w.judged AS value,
       100.0 * w.no_assignee / w.judged AS no_assignee, 100.0 * w.no_due_date / w.judged AS no_due_date, 100.0 * w.no_components / w.judged AS no_components, 100.0 * w.poor_description / w.judged AS poor_description,
       100.0 * w.idle / w.judged AS idle, 100.0 * w.late_response / w.judged AS late_response, 100.0 * w.late_resolution / w.judged AS late_resolution,
       w.title, w.url, w.key, w.failed, w.judged, w.project, w.kind, w.priority, w.status, w.assignee_name AS assignee, w.account, w.milestone,
       CASE WHEN w.state_reason IN ('not_planned', 'duplicate') THEN 'closed without being done' END AS excluded_because
FROM weighed w CROSS JOIN period
WHERE w.created_at >= period.from_at AND w.created_at < period.to_at
