-- title: Change failure rate
-- unit: percent
-- direction: down
-- area: dora
-- aggregates: ratio
-- needs: deployments, failures
-- variant: change_failure_rate Four Keys
-- weight: weight
-- dimension: repository Repository
-- column: at time When
-- column: title text What
-- column: repository text Repository
-- column: result text Result
-- column: failure text Failure
-- column: url link Page
-- version: 1
-- source: https://github.com/dora-team/fourkeys/blob/main/METRICS.md
-- definition: As Four Keys defines it: incidents whose text names the commit that caused them (`root cause: …`), divided by
--   successful deployments, each incident as often as it has a cause; it can exceed 100 %.
WITH items AS (
  SELECT d.id AS item_id, d.happened_at, 0.0 AS value, 1.0 AS weight, d.title, d.url, d.repository, d.result, NULL AS failure,
         CASE WHEN d.result <> 'success' THEN 'it did not succeed' END AS excluded_because
  FROM project_deployments d
  UNION ALL
  SELECT f.id AS item_id, f.deployed_at AS happened_at, 100.0 AS value, 0.0 AS weight, f.title, f.url, coalesce(f.repository, '') AS repository, 'incident' AS result, f.title AS failure,
         CASE WHEN f.kind <> 'incident' THEN 'not an incident'
              WHEN f.attributed_by <> 'named cause' THEN 'its text names no cause' END AS excluded_because
  FROM project_failures f WHERE f.excluded_because IS NULL AND f.deployed_at IS NOT NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
