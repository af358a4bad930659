SELECT c.id, c.repository_id, c.sha, c.committed_at, c.parents
FROM commits c JOIN repositories_without_pull_requests r ON r.id = c.repository_id
