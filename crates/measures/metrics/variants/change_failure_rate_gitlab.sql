-- title: Change failure rate
-- unit: percent
-- direction: down
-- area: dora
-- aggregates: ratio
-- needs: deployments, failures
-- variant: change_failure_rate GitLab
-- weight: weight
-- dimension: repository Repository
-- column: at time When
-- column: title text What
-- column: repository text Repository
-- column: result text Result
-- column: failure text Failure
-- column: url link Page
-- version: 1
-- source: https://docs.gitlab.com/user/analytics/dora_metrics/
-- definition: As GitLab defines it: incidents opened in the range divided by successful deployments to production in the
--   range, whatever caused which; it can exceed 100 %.
WITH items AS (
  SELECT d.id AS item_id, d.happened_at, 0.0 AS value, 1.0 AS weight, d.title, d.url, d.repository, d.result, NULL AS failure,
         CASE WHEN d.result <> 'success' THEN 'it did not succeed' END AS excluded_because
  FROM project_deployments d
  UNION ALL
  SELECT f.id AS item_id, f.opened_at AS happened_at, 100.0 AS value, 0.0 AS weight, f.title, f.url, coalesce(f.repository, '') AS repository, 'incident' AS result, f.title AS failure,
         CASE WHEN f.kind <> 'incident' THEN 'not an incident' END AS excluded_because
  FROM project_failures f WHERE f.excluded_because IS NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
