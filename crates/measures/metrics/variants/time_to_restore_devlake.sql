-- title: Time to restore service
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: lower_median, mean
-- needs: failures
-- variant: time_to_restore DevLake
-- dimension: repository Repository
-- dimension: kind Kind of failure
-- column: at time Restored
-- column: title text Failure
-- column: kind text Kind
-- column: repository text Repository
-- column: value hours Time
-- column: url link Page
-- version: 1
-- source: https://devlake.apache.org/docs/DORA/
-- definition: As Apache DevLake defines it (failed deployment recovery time): the lower median of the time from the end of
--   the deployment an incident belongs to until the incident was resolved.
WITH items AS (
  SELECT f.id AS item_id, CASE WHEN f.restored_at IS NULL THEN f.opened_at ELSE f.restored_at END AS happened_at,
         CASE WHEN f.restored_at < f.deployed_at THEN 0.0 ELSE hours_between(f.deployed_at, f.restored_at) END AS value,
         f.title, f.url, coalesce(f.repository, '') AS repository, f.kind,
         CASE WHEN f.kind <> 'incident' THEN 'not an incident'
              WHEN f.excluded_because IS NOT NULL THEN f.excluded_because
              WHEN f.deployed_at IS NULL THEN 'no deployment before it' WHEN f.restored_at IS NULL THEN 'not over yet' END AS excluded_because
  FROM project_failures f
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
