-- title: Deployment frequency
-- unit: per_week
-- direction: up
-- area: dora
-- aggregates: lower_median, mean
-- needs: deployments
-- variant: deployment_frequency DevLake
-- dimension: repository Repository
-- column: at time When
-- column: title text What
-- column: repository text Repository
-- column: value number Number
-- column: url link Page
-- version: 1
-- source: https://devlake.apache.org/docs/DORA/
-- definition: As Apache DevLake defines it: days of a week (Monday to Sunday) on which there was at least one successful
--   deployment, the lower median over the weeks. Ten deployments on one day count as one. Weeks count from that of the
--   first known deployment to that of the last.
WITH successes AS (
  SELECT happened_at FROM project_deployments WHERE result = 'success'
),
known AS (
  SELECT min(happened_at) AS first_at, max(happened_at) AS last_at FROM successes
),
items AS (
  SELECT concat('week ', CAST(w.number AS VARCHAR)) AS item_id, w.start_at AS happened_at,
         CAST(count(DISTINCT date_trunc('day', d.happened_at)) AS DOUBLE) AS value, 'Week' AS title, NULL AS url, 'all' AS repository, NULL AS excluded_because
  FROM weeks w CROSS JOIN known k LEFT JOIN successes d ON d.happened_at >= w.start_at AND d.happened_at < w.end_at
  WHERE w.end_at > k.first_at AND w.start_at <= k.last_at
  GROUP BY w.number, w.start_at
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
