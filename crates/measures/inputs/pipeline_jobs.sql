-- Jobs of every attempt: a later attempt (a repeated health check) must not move the moment of the first success.
SELECT j.run_id, j.name, coalesce(j.attempt, 1) AS attempt, j.status, j.result, j.started_at, j.finished_at
FROM pipeline_jobs j ORDER BY j.run_id, coalesce(j.attempt, 1), j.id
