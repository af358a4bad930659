-- title: Lead time for changes
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: lower_median, mean
-- needs: changes, deployments, commit_graph
-- variant: lead_time DevLake
-- person: author
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Deployed
-- column: title text Change
-- column: repository text Repository
-- column: author text Author
-- column: value hours Lead time
-- column: url link Page
-- version: 1
-- source: https://devlake.apache.org/docs/DORA/
-- definition: As Apache DevLake defines it: from the first commit of a pull request to its opening, its merge and the first
--   successful production deployment whose difference from the one before contains its merge commit, in whole minutes
--   rounded up; the lower median (no interpolation) over pull requests deployed in the range. Those in the first recorded
--   deployment never count, nor those whose merge made no commit on the deployed line; release merges do.
WITH firsts AS (
  SELECT repository, environment, min(happened_at) AS first_at FROM project_deployments WHERE result = 'success' GROUP BY repository, environment
),
items AS (
  SELECT c.id AS item_id, CASE WHEN c.deployed_at IS NULL THEN p.merged_at ELSE c.deployed_at END AS happened_at,
         (CASE WHEN t.first_commit_at < p.created_at THEN ceil(hours_between(t.first_commit_at, p.created_at) * 60.0) ELSE 0.0 END
           + ceil(hours_between(p.created_at, p.merged_at) * 60.0)
           + CASE WHEN c.deployed_at > p.merged_at THEN ceil(hours_between(p.merged_at, c.deployed_at) * 60.0) ELSE 0.0 END) / 60.0 AS value,
         p.title, p.url, c.repository, p.author_login AS author,
         CASE WHEN p.merge_commit_sha IS NULL THEN 'no merge commit'
              WHEN c.deployed_at IS NULL THEN coalesce(c.undeployed_because, 'not deployed')
              WHEN c.deployed_at <= f.first_at THEN 'in the first recorded deployment' END AS excluded_because
  FROM project_changes c
  JOIN pull_requests p ON p.id = c.id
  JOIN pull_request_times t ON t.id = c.id
  LEFT JOIN firsts f ON f.repository = c.repository AND f.environment = c.environment
  WHERE p.merged_at IS NOT NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
