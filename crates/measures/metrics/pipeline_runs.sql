-- title: Pipeline runs
-- unit: count
-- direction: none
-- area: pipelines
-- aggregates: count, per_day, per_week
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
-- definition: Runs of pipelines, counted when they finished, whatever their result; a run that was repeated counts once,
--   with its newest attempt. Those that have not finished are listed but not counted.
WITH items AS (
  SELECT p.id AS item_id,
         CASE WHEN p.finished_at IS NOT NULL THEN p.finished_at WHEN p.started_at IS NOT NULL THEN p.started_at ELSE p.created_at END AS happened_at,
         1.0 AS value,
         CASE WHEN p.number IS NULL THEN p.name ELSE concat(coalesce(p.name, 'run'), ' #', CAST(p.number AS VARCHAR)) END AS title,
         p.url, r.repository, p.name AS pipeline, p.branch, coalesce(p.result, p.status) AS result, p.event, p.actor_login AS actor,
         p.started_at, p.finished_at, p.attempt,
         CASE WHEN p.status <> 'done' THEN 'not finished' END AS excluded_because
  FROM pipeline_runs p JOIN project_repositories r ON r.id = p.repository_id AND r.counts
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
