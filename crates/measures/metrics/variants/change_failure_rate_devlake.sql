-- title: Change failure rate
-- unit: percent
-- direction: down
-- area: dora
-- aggregates: rate, count
-- needs: deployments, failures
-- variant: change_failure_rate DevLake
-- dimension: repository Repository
-- column: at time When
-- column: title text What
-- column: repository text Repository
-- column: result text Result
-- column: failure text Failure
-- column: url link Page
-- version: 1
-- source: https://devlake.apache.org/docs/DORA/
-- definition: As Apache DevLake defines it: the share of successful deployments to which an incident belongs; each incident
--   belongs to the last one before it was opened, however long ago and in whatever repository. Reverts are no failures.
WITH counted AS (
  SELECT d.id, d.happened_at, d.title, d.url, d.repository, d.result FROM project_deployments d WHERE d.result = 'success'
),
noted AS (
  SELECT f.id, f.title, f.opened_at AS began_at FROM project_failures f WHERE f.kind = 'incident' AND f.excluded_because IS NULL
),
line AS (
  SELECT id, happened_at AS moment, 0 AS kind, happened_at AS deployed_at FROM counted
  UNION ALL
  SELECT id, began_at AS moment, 1 AS kind, NULL AS deployed_at FROM noted WHERE began_at IS NOT NULL
),
placed AS (
  SELECT id, kind, max(deployed_at) OVER (ORDER BY moment, kind, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS last_at FROM line
),
blamed AS (
  SELECT p.last_at, min(n.title) AS failure FROM placed p JOIN noted n ON n.id = p.id WHERE p.kind = 1 GROUP BY p.last_at
)
SELECT c.id AS item_id, c.happened_at, CASE WHEN b.last_at IS NULL THEN 0.0 ELSE 100.0 END AS value, c.title, c.url, c.repository, c.result,
       b.failure, NULL AS excluded_because
FROM counted c LEFT JOIN blamed b ON b.last_at = c.happened_at CROSS JOIN period
WHERE c.happened_at >= period.from_at AND c.happened_at < period.to_at
