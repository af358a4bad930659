-- title: Time to restore service
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: mean, median
-- needs: failures
-- variant: time_to_restore Middleware
-- dimension: repository Repository
-- dimension: kind Kind of failure
-- column: at time Restored
-- column: title text Failure
-- column: kind text Kind
-- column: repository text Repository
-- column: value hours Time
-- column: url link Page
-- version: 1
-- source: https://github.com/middlewarehq/middleware
-- definition: As Middleware defines it: the mean time from the merge of the reverted pull request until the merge of its
--   revert, when neither was deployed yet or already. Incidents are not part of it.
WITH items AS (
  SELECT f.id AS item_id, CASE WHEN q.merged_at IS NULL THEN f.opened_at ELSE q.merged_at END AS happened_at,
         CASE WHEN q.merged_at < p.merged_at THEN 0.0 ELSE hours_between(p.merged_at, q.merged_at) END AS value,
         f.title, f.url, coalesce(f.repository, '') AS repository, f.kind,
         CASE WHEN f.kind <> 'revert' THEN 'not a revert'
              WHEN f.excluded_because IS NOT NULL THEN f.excluded_because
              WHEN p.merged_at IS NULL THEN 'what it reverts is not known' WHEN q.merged_at IS NULL THEN 'not over yet' END AS excluded_because
  FROM project_failures f LEFT JOIN pull_requests p ON p.id = f.reverts_id LEFT JOIN pull_requests q ON q.id = f.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
