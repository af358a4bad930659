-- As pipeline_jobs.sql, of those runs only that were tried more than once.
SELECT j.run_id, j.name, coalesce(j.attempt, 1) AS attempt, j.status, j.result, j.started_at, j.finished_at
FROM pipeline_jobs j JOIN pipeline_runs r ON r.id = j.run_id
WHERE r.attempt > 1 ORDER BY j.run_id, coalesce(j.attempt, 1), j.id
