-- title: Lead time for changes
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: median, mean
-- needs: changes, deployments, commit_graph
-- variant: lead_time GitLab
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
-- source: https://docs.gitlab.com/user/analytics/dora_metrics/
-- definition: As GitLab defines it: the median time from the merge of a merge request to the default branch until it was
--   deployed to production. The time for writing and reviewing is not part of it, and a release merge counts like any
--   other. Weir's own definition begins with the first commit.
WITH items AS (
  SELECT c.id AS item_id, CASE WHEN c.deployed_at IS NULL THEN p.merged_at ELSE c.deployed_at END AS happened_at,
         hours_between(p.merged_at, c.deployed_at) AS value,
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
