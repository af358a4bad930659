-- Moments of each pull request that only stages of one's own ask for.
WITH planned AS (
  SELECT p.pull_request_id, min(i.created_at) AS issue_created_at
  FROM pull_request_issues p JOIN issues i ON i.key = p.issue_key
  GROUP BY p.pull_request_id
),
written AS (
  SELECT pull_request_id, max(coalesce(authored_at, committed_at)) AS last_commit_at
  FROM pull_request_commits GROUP BY pull_request_id
)
SELECT t.id, p.issue_created_at, w.last_commit_at, t.last_response_at, t.last_approved_at
FROM pull_request_times t
LEFT JOIN planned p ON p.pull_request_id = t.id
LEFT JOIN written w ON w.pull_request_id = t.id
