-- Where a host does not say which branch is the default one, git does.
WITH heads AS (
  SELECT repository_id, min(name) AS name FROM branches WHERE is_default GROUP BY repository_id
)
SELECT r.id, r.full_name, r.url, r.clone_url, coalesce(r.default_branch, h.name) AS default_branch,
  -- Who only names a repository knows nothing of these.
  r.created_at IS NOT NULL OR r.is_private IS NOT NULL AS is_hosted
FROM repositories r LEFT JOIN heads h ON h.repository_id = r.id ORDER BY r.id
