-- When each issue first entered each of its statuses: coming back moves nothing.
SELECT issue_id, status, min(category) AS category, min(entered_at) AS entered_at
FROM issue_stays GROUP BY issue_id, status
