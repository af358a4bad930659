-- title: Time to restore service
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: median, mean
-- needs: failures
-- variant: time_to_restore GitLab
-- dimension: repository Repository
-- dimension: kind Kind of failure
-- column: at time Restored
-- column: title text Failure
-- column: kind text Kind
-- column: repository text Repository
-- column: value hours Time
-- column: url link Page
-- version: 1
-- source: https://docs.gitlab.com/user/analytics/dora_metrics/
-- definition: As GitLab defines it: the median time that incidents were open, counted when they were closed. Reverts are no
--   incidents.
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
