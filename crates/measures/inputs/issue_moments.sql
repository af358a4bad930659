-- Moments of each issue that only stages of one's own ask for. Versions count by when they were released.
WITH changes AS (
  SELECT p.issue_key, min(t.first_response_at) AS first_review_at, max(q.created_at) AS last_opened_at,
         max(t.approved_at) AS last_approved_at, min(q.merged_at) AS first_merged_at
  FROM pull_request_issues p
  JOIN pull_requests q ON q.id = p.pull_request_id
  JOIN project_changes c ON c.id = q.id
  JOIN pull_request_times t ON t.id = q.id
  GROUP BY p.issue_key
),
releases AS (
  SELECT i.id, min(v.released_at) AS released_at, max(v.released_at) AS last_released_at
  FROM issue_changes f
  JOIN issues i ON i.id = f.issue_id
  JOIN versions v ON v.name = f.to_text AND v.project_id = i.project_id
  WHERE f.field = 'fix_versions' AND v.is_released AND v.released_at IS NOT NULL
  GROUP BY i.id
)
SELECT i.id, t.first_response_at, c.first_review_at, c.last_opened_at, c.last_approved_at, c.first_merged_at,
       r.released_at, r.last_released_at
FROM issues i
JOIN issue_times t ON t.id = i.id
LEFT JOIN changes c ON c.issue_key = i.key
LEFT JOIN releases r ON r.id = i.id
