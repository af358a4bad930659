-- title: Pipeline duration
-- unit: hours
-- direction: down
-- area: pipelines
-- aggregates: median, mean, min, max, p90, p95
-- needs: pipelines
-- person: actor
-- dimension: pipeline Pipeline
-- dimension: result Result
-- dimension: repository Repository
-- dimension: branch Branch
-- dimension: event Started by
-- dimension: actor Person
-- column: at time Finished
-- column: title text Run
-- column: repository text Repository
-- column: pipeline text Pipeline
-- column: branch text Branch
-- column: result text Result
-- column: event text Started by
-- column: actor text Person
-- column: url link Page
-- column: value hours Duration
-- column: started_at time Started
-- column: attempt number Attempt
-- version: 1
-- definition: From the moment the newest attempt of a run began until it ended, counted when it ended, whatever the result.
--   Runs that were skipped are listed but not counted. Wall-clock time.
WITH items AS (
  SELECT p.id AS item_id,
         CASE WHEN p.finished_at IS NOT NULL THEN p.finished_at WHEN p.started_at IS NOT NULL THEN p.started_at ELSE p.created_at END AS happened_at,
         CASE WHEN p.finished_at < p.started_at THEN 0.0 ELSE hours_between(p.started_at, p.finished_at) END AS value,
         CASE WHEN p.number IS NULL THEN p.name ELSE concat(coalesce(p.name, 'run'), ' #', CAST(p.number AS VARCHAR)) END AS title,
         p.url, r.repository, p.name AS pipeline, p.branch, coalesce(p.result, p.status) AS result, p.event, p.actor_login AS actor,
         p.started_at, p.finished_at, p.attempt,
         CASE WHEN p.status <> 'done' THEN 'not finished' WHEN p.result IN ('skipped', 'action_required') THEN 'it did not run' WHEN p.started_at IS NULL OR p.finished_at IS NULL THEN 'unknown: the host gives no times' END AS excluded_because
  FROM pipeline_runs p JOIN project_repositories r ON r.id = p.repository_id AND r.counts
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
