-- title: Lead time for changes
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: mean, median
-- needs: pull_requests
-- variant: lead_time Middleware
-- person: author
-- dimension: repository Repository
-- dimension: author Author
-- stage: coding First commit to open
-- stage: response First response
-- stage: rework Rework
-- stage: merge Merge
-- column: at time Deployed
-- column: title text Change
-- column: repository text Repository
-- column: author text Author
-- column: value hours Lead time
-- column: url link Page
-- version: 1
-- source: https://github.com/middlewarehq/middleware
-- definition: As Middleware defines it when it takes a merge for a deployment, which is its default: the mean, over pull
--   requests merged to the default branch, of the sum of four parts, each 0 when it cannot be told: first commit to
--   opening, ready to first review (the author's own too), first review to first approval, approval to merge. A pull
--   request that nobody reviewed for a week therefore has a lead time of nearly nothing.
WITH reviewed AS (
  SELECT r.pull_request_id, min(r.submitted_at) AS reviewed_at,
         min(CASE WHEN r.state = 'approved' THEN r.submitted_at END) AS approved_at
  FROM reviews r WHERE r.submitted_at IS NOT NULL AND coalesce(r.author_kind, '') <> 'bot'
  GROUP BY r.pull_request_id
),
parts AS (
  SELECT p.id, p.title, p.url, p.author_login AS author, p.author_kind, p.base_branch, p.merged_at, c.repository, c.deployed_at,
         c.undeployed_because, r.default_branch,
         CASE WHEN t.first_commit_at < p.created_at THEN hours_between(t.first_commit_at, p.created_at) ELSE 0.0 END AS coding,
         coalesce(hours_between(t.opened_at, v.reviewed_at), 0.0) AS response,
         coalesce(hours_between(v.reviewed_at, v.approved_at), 0.0) AS rework,
         CASE WHEN v.approved_at <= p.merged_at THEN hours_between(v.approved_at, p.merged_at) ELSE 0.0 END AS merge
  FROM pull_requests p
  JOIN project_changes c ON c.id = p.id
  JOIN pull_request_times t ON t.id = p.id
  JOIN project_repositories r ON r.id = p.repository_id
  LEFT JOIN reviewed v ON v.pull_request_id = p.id
  WHERE p.merged_at IS NOT NULL
),
items AS (
  SELECT id AS item_id, merged_at AS happened_at, coding + response + rework + merge AS value, coding, response, rework, merge,
         title, url, repository, author,
         CASE WHEN author_kind = 'bot' THEN 'opened by a bot'
              WHEN base_branch <> default_branch THEN 'not merged to the default branch' END AS excluded_because
  FROM parts
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
