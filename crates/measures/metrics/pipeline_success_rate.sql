-- title: Pipeline success rate
-- unit: percent
-- direction: up
-- area: pipelines
-- aggregates: rate, count
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
-- version: 1
-- definition: The share of finished runs that succeeded. A run is judged by its newest attempt: one that failed and then
--   succeeded is a success. Failures are those that failed or timed out; cancelled and skipped runs are listed but not
--   counted.
WITH items AS (
  SELECT p.id AS item_id,
         CASE WHEN p.finished_at IS NOT NULL THEN p.finished_at WHEN p.started_at IS NOT NULL THEN p.started_at ELSE p.created_at END AS happened_at,
         CASE WHEN p.result = 'success' THEN 100.0 ELSE 0.0 END AS value,
         CASE WHEN p.number IS NULL THEN p.name ELSE concat(coalesce(p.name, 'run'), ' #', CAST(p.number AS VARCHAR)) END AS title,
         p.url, r.repository, p.name AS pipeline, p.branch, coalesce(p.result, p.status) AS result, p.event, p.actor_login AS actor,
         p.started_at, p.finished_at, p.attempt,
         CASE WHEN p.status <> 'done' THEN 'not finished' WHEN p.result IN ('cancelled', 'skipped', 'neutral', 'action_required') THEN 'neither a success nor a failure' WHEN p.result IS NULL THEN 'unknown: the host gives no result' END AS excluded_because
  FROM pipeline_runs p JOIN project_repositories r ON r.id = p.repository_id AND r.counts
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
