SELECT id, repository_id, name, number, attempt, branch, sha, status, result, actor_login, url,
       created_at, started_at, finished_at
FROM pipeline_runs
