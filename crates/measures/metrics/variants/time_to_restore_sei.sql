-- title: Time to restore service
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: mean, median
-- needs: failures
-- variant: time_to_restore SEI
-- dimension: repository Repository
-- dimension: kind Kind of failure
-- column: at time Restored
-- column: title text Failure
-- column: kind text Kind
-- column: repository text Repository
-- column: value hours Time
-- column: url link Page
-- version: 1
-- source: https://developer.harness.io/docs/software-engineering-insights/
-- definition: As Harness SEI defines it: the mean time from the creation of an incident until it was resolved. 60, 30 and
--   180 minutes give 90.
WITH items AS (
  SELECT f.id AS item_id, CASE WHEN f.restored_at IS NULL THEN f.opened_at ELSE f.restored_at END AS happened_at,
         CASE WHEN f.restored_at < f.opened_at THEN 0.0 ELSE hours_between(f.opened_at, f.restored_at) END AS value,
         f.title, f.url, coalesce(f.repository, '') AS repository, f.kind,
         CASE WHEN f.kind <> 'incident' THEN 'not an incident'
              WHEN f.excluded_because IS NOT NULL THEN f.excluded_because
              WHEN f.restored_at IS NULL THEN 'not over yet' END AS excluded_because
  FROM project_failures f
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
