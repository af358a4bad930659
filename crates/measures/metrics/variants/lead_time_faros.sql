-- title: Lead time for changes
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: mean, median
-- needs: changes, deployments, commit_graph
-- variant: lead_time Faros
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
-- source: https://github.com/faros-ai/faros-community-edition
-- definition: As Faros Community Edition defines it: the mean time from the opening of a pull request until its first
--   deployment to production. Here failed deployments do not count, which its dashboard does not tell apart.
WITH items AS (
  SELECT c.id AS item_id, CASE WHEN c.deployed_at IS NULL THEN p.merged_at ELSE c.deployed_at END AS happened_at,
         hours_between(p.created_at, c.deployed_at) AS value,
         p.title, p.url, c.repository, p.author_login AS author,
         CASE WHEN p.base_branch <> r.default_branch THEN 'not merged to the default branch'
              WHEN c.deployed_at IS NULL THEN coalesce(c.undeployed_because, 'not deployed') END AS excluded_because
  FROM project_changes c
  JOIN pull_requests p ON p.id = c.id
  JOIN project_repositories r ON r.id = p.repository_id
  WHERE p.merged_at IS NOT NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
