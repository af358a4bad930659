SELECT max(at) AS at FROM (
  SELECT max(updated_at) AS at FROM pull_requests
  UNION ALL SELECT max(created_at) AS at FROM deployment_statuses
  UNION ALL SELECT max(updated_at) AS at FROM deployments
  UNION ALL SELECT max(updated_at) AS at FROM pipeline_runs
  UNION ALL SELECT max(updated_at) AS at FROM issues
  UNION ALL SELECT max(published_at) AS at FROM releases
  UNION ALL SELECT max(committed_at) AS at FROM commits
) AS newest
