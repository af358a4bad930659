-- A deployment ends with its first `success`, or else its first failure: its own `updated_at` moves again when a later
-- deployment supersedes it (state `inactive`), so it says nothing about when it was done.
SELECT d.id, d.repository_id, d.environment, d.is_production, d.ref_name, d.sha, d.creator_login, d.state, d.url,
       d.created_at, s.succeeded_at, s.failed_at
FROM deployments d
LEFT JOIN (
  SELECT deployment_id,
         min(CASE WHEN state = 'success' THEN created_at END) AS succeeded_at,
         min(CASE WHEN state IN ('failure', 'error') THEN created_at END) AS failed_at
  FROM deployment_statuses GROUP BY deployment_id
) s ON s.deployment_id = d.id
