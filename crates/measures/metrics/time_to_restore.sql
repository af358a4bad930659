-- title: Time to restore service
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: mean, median, p75, p90, p95
-- needs: failures
-- band: elite < 1 under 1 hour
-- band: high < 24 under 1 day
-- band: medium < 168 under 1 week
-- band: low 1 week or more
-- dimension: repository Repository
-- dimension: environment Environment
-- dimension: author Author
-- dimension: kind Kind of failure
-- stage: detection Deployment to report
-- stage: repair Report to restored
-- column: at time Restored
-- column: title text Failure
-- column: kind text Kind
-- column: repository text Repository
-- column: value hours Time to restore
-- column: started_at time Began
-- column: opened_at time Reported
-- column: deployment text Caused by
-- column: deployment_url link Deployment page
-- column: attributed_by text Linked by
-- column: url link Page
-- version: 1
-- source: https://dora.dev/guides/dora-metrics-four-keys/
-- definition: From the moment a failure began until service was restored, counted when it was restored. It began with the
--   deployment that caused it where that is stated (a revert, or an incident whose text names the deployment, commit or pull
--   request); otherwise when it was reported, since an assumed link to the last deployment must not change a measured time. An
--   incident is over when its issue is closed; a reverted change when the revert is deployed, not when it is merged; a failed
--   deployment (where the project counts them) with the next success of its repository and environment. The parts show both:
--   from the deployment to the report, and from the report to the end. The mean of all restored failures, as the name of the
--   metric says; 60, 30 and 180 minutes give 90 minutes, which is High.
WITH items AS (
  SELECT f.id AS item_id,
         CASE WHEN f.restored_at IS NULL THEN f.opened_at ELSE f.restored_at END AS happened_at,
         CASE WHEN f.restored_at < f.started_at THEN 0.0 ELSE hours_between(f.started_at, f.restored_at) END AS value,
         CASE WHEN f.started_at < f.opened_at THEN hours_between(f.started_at, f.opened_at) END AS detection,
         CASE WHEN f.restored_at < f.opened_at THEN 0.0 ELSE hours_between(f.opened_at, f.restored_at) END AS repair,
         f.title,
         f.url,
         f.kind,
         f.repository,
         f.environment,
         f.author,
         f.opened_at,
         f.started_at,
         f.restored_at,
         f.deployment,
         f.deployment_url,
         f.attributed_by,
         CASE WHEN f.excluded_because IS NOT NULL THEN f.excluded_because
              WHEN f.started_at IS NULL THEN f.unattributed_because
              WHEN f.restored_at IS NULL THEN f.unrestored_because END AS excluded_because
  FROM project_failures f
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
