-- title: Lead time for changes
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: median, mean
-- needs: changes, deployments, commit_graph
-- variant: lead_time Four Keys
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
-- source: https://github.com/dora-team/fourkeys/blob/main/METRICS.md
-- definition: As Four Keys defines it: the median, over each successful deployment and each commit of the push that it
--   deployed, of whole minutes from the commit to the deployment; under a minute does not count. Only the push whose newest
--   commit is the deployed one is known to it, so changes of earlier pushes since the deployment before are lost. A push is
--   told here by the deployed commit and, when that is a merge, the commits of the pull request it merged.
WITH pushed AS (
  SELECT d.id AS deployment_id, d.repository_id, d.repository, d.happened_at, d.title AS deployment, d.url, m.sha, m.committed_at,
         m.message, m.author_name
  FROM project_deployments d JOIN commits m ON m.repository_id = d.repository_id AND m.sha = d.sha
  WHERE d.result = 'success'
  UNION ALL
  SELECT d.id AS deployment_id, d.repository_id, d.repository, d.happened_at, d.title AS deployment, d.url, q.sha,
         coalesce(q.committed_at, k.committed_at) AS committed_at, q.message, q.author_name
  FROM project_deployments d
  JOIN commits m ON m.repository_id = d.repository_id AND m.sha = d.sha AND m.parents > 1
  JOIN pull_requests p ON p.repository_id = d.repository_id
    -- Some hosts name the merge by its first 12 digits only.
    AND substr(p.merge_commit_sha, 1, 12) = substr(d.sha, 1, 12) AND starts_with(d.sha, p.merge_commit_sha)
  JOIN pull_request_commits q ON q.pull_request_id = p.id
  LEFT JOIN commits k ON k.repository_id = q.repository_id AND k.sha = q.sha
  WHERE d.result = 'success'
),
items AS (
  SELECT concat(deployment_id, '/', sha) AS item_id, happened_at,
         floor(hours_between(committed_at, happened_at) * 60.0) / 60.0 AS value,
         concat(deployment, ': ', substr(sha, 1, 10)) AS title, url, repository, author_name AS author,
         CASE WHEN hours_between(committed_at, happened_at) * 60.0 < 1.0 THEN 'under a minute: taken for an automated push' END AS excluded_because
  FROM pushed
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
