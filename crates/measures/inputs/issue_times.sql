-- The moments of each issue. first_response_at: first comment by somebody else than its author who is not a bot.
-- begun_at: first time its status stood for work in progress. assignee: the last one it was given to.
WITH answered AS (
  SELECT i.id, min(m.created_at) AS first_response_at
  FROM issues i JOIN comments m ON m.issue_id = i.id
  WHERE coalesce(m.author_kind, '') <> 'bot' AND (m.author_login IS NULL OR i.author_login IS NULL OR m.author_login <> i.author_login)
  GROUP BY i.id
),
given AS (
  SELECT issue_id, min(assigned_at) AS first_assigned_at FROM issue_assignments GROUP BY issue_id
),
latest AS (
  SELECT issue_id, assignee, assignee_name,
         row_number() OVER (PARTITION BY issue_id ORDER BY assigned_at DESC, assignee) AS place
  FROM issue_assignments
),
begun AS (
  SELECT issue_id, min(entered_at) AS begun_at FROM issue_stays WHERE category = 'in_progress' GROUP BY issue_id
)
SELECT i.id, coalesce(r.repository, i.project_key, 'no project') AS project,
       a.first_response_at, g.first_assigned_at, b.begun_at, l.assignee, coalesce(l.assignee_name, 'nobody') AS assignee_name
FROM issues i
LEFT JOIN answered a ON a.id = i.id
LEFT JOIN given g ON g.issue_id = i.id
LEFT JOIN latest l ON l.issue_id = i.id AND l.place = 1
LEFT JOIN begun b ON b.issue_id = i.id
LEFT JOIN project_repositories r ON r.id = i.repository_id
WHERE i.repository_id IS NULL OR r.counts
