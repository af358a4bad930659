-- title: Lead time for changes
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: mean, median, p90, p95
-- needs: changes, pull_requests
-- variant: lead_time SEI
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
-- source: https://developer.harness.io/docs/software-engineering-insights/
-- definition: As Harness SEI defines it with the first commit as its start: the sum of the times from each step to the next
--   (first commit, opening, first comment, first approval, last merge, deployment), the mean over all merged pull requests.
--   A step that never happened takes no time, so that what is not deployed yet ends with its merge; release merges count.
WITH items AS (
  SELECT c.id AS item_id, CASE WHEN c.deployed_at IS NULL THEN p.merged_at ELSE c.deployed_at END AS happened_at,
         hours_between(t.started_at, p.merged_at) + CASE WHEN c.deployed_at > p.merged_at THEN hours_between(p.merged_at, c.deployed_at) ELSE 0.0 END AS value,
         p.title, p.url, c.repository, p.author_login AS author,
         CAST(NULL AS VARCHAR) AS excluded_because
  FROM project_changes c
  JOIN pull_requests p ON p.id = c.id
  JOIN pull_request_times t ON t.id = c.id
  WHERE p.merged_at IS NOT NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
