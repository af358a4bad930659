-- title: Job duration
-- unit: hours
-- direction: down
-- area: pipelines
-- aggregates: median, mean, min, max, p90, count
-- needs: pipelines
-- dimension: job Job
-- dimension: result Result
-- dimension: pipeline Pipeline
-- dimension: repository Repository
-- dimension: branch Branch
-- column: at time Finished
-- column: title text Job
-- column: pipeline text Pipeline
-- column: repository text Repository
-- column: branch text Branch
-- column: result text Result
-- column: value hours Duration
-- column: url link Page
-- version: 1
-- definition: From the moment a job of a run began until it ended, counted when it ended, whatever the result; every
--   attempt that the host lists counts. Jobs that were skipped or have not finished are listed but not counted.
WITH items AS (
  SELECT j.id AS item_id,
         CASE WHEN j.finished_at IS NOT NULL THEN j.finished_at WHEN j.started_at IS NOT NULL THEN j.started_at ELSE p.created_at END AS happened_at,
         CASE WHEN j.finished_at < j.started_at THEN 0.0 ELSE hours_between(j.started_at, j.finished_at) END AS value,
         j.name AS title, j.url, r.repository, p.name AS pipeline, p.branch, j.name AS job, coalesce(j.result, j.status) AS result,
         CASE WHEN j.status <> 'done' THEN 'not finished'
              WHEN j.result = 'skipped' THEN 'it did not run'
              WHEN j.started_at IS NULL OR j.finished_at IS NULL THEN 'unknown: the host gives no times' END AS excluded_because
  FROM pipeline_jobs j
  JOIN pipeline_runs p ON p.id = j.run_id
  JOIN project_repositories r ON r.id = j.repository_id AND r.counts
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
