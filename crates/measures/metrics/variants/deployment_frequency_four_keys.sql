-- title: Deployment frequency
-- unit: per_week
-- direction: up
-- area: dora
-- aggregates: median, mean
-- needs: deployments
-- variant: deployment_frequency Four Keys
-- dimension: repository Repository
-- column: at time When
-- column: title text What
-- column: repository text Repository
-- column: value number Number
-- column: url link Page
-- version: 1
-- source: https://github.com/dora-team/fourkeys/blob/main/METRICS.md
-- definition: As Four Keys defines it: days of a week (Sunday to Saturday) on which there was at least one successful
--   deployment, the median over the weeks; 3 or more it calls daily, 1 or more weekly. Weeks count from that of the first
--   known deployment to that of the last.
WITH successes AS (
  SELECT happened_at FROM project_deployments WHERE result = 'success'
),
known AS (
  SELECT min(happened_at) AS first_at, max(happened_at) AS last_at FROM successes
),
items AS (
  SELECT concat('week ', CAST(w.number AS VARCHAR)) AS item_id, w.start_at - INTERVAL '1' DAY AS happened_at,
         CAST(count(DISTINCT date_trunc('day', d.happened_at)) AS DOUBLE) AS value, 'Week' AS title, NULL AS url, 'all' AS repository, NULL AS excluded_because
  FROM weeks w CROSS JOIN known k LEFT JOIN successes d ON d.happened_at >= w.start_at - INTERVAL '1' DAY AND d.happened_at < w.end_at - INTERVAL '1' DAY
  WHERE w.end_at - INTERVAL '1' DAY > k.first_at AND w.start_at - INTERVAL '1' DAY <= k.last_at
  GROUP BY w.number, w.start_at - INTERVAL '1' DAY
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
