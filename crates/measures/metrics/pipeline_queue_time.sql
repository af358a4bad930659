-- title: Pipeline queue time
-- unit: hours
-- direction: down
-- area: pipelines
-- aggregates: median, mean, max, p90
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
-- column: value hours Waited
-- column: started_at time Started
-- version: 1
-- definition: From the moment a run was asked for until it began, counted when it ended. Repeated runs are left out, as the
--   host gives the times of their newest attempt only.
WITH items AS (
  SELECT p.id AS item_id,
         CASE WHEN p.finished_at IS NOT NULL THEN p.finished_at WHEN p.started_at IS NOT NULL THEN p.started_at ELSE p.created_at END AS happened_at,
         CASE WHEN p.started_at < p.created_at THEN 0.0 ELSE hours_between(p.created_at, p.started_at) END AS value,
         CASE WHEN p.number IS NULL THEN p.name ELSE concat(coalesce(p.name, 'run'), ' #', CAST(p.number AS VARCHAR)) END AS title,
         p.url, r.repository, p.name AS pipeline, p.branch, coalesce(p.result, p.status) AS result, p.event, p.actor_login AS actor,
         p.started_at, p.finished_at, p.attempt,
         CASE WHEN p.started_at IS NULL THEN 'it did not run' WHEN p.attempt > 1 THEN 'repeated: when its first attempt began is not known' END AS excluded_because
  FROM pipeline_runs p JOIN project_repositories r ON r.id = p.repository_id AND r.counts
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
