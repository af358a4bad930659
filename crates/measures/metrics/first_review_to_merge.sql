-- title: First review to merge
-- unit: hours
-- direction: down
-- area: pull_requests
-- aggregates: median, mean, p75, p90, p95
-- needs: pull_requests
-- person: author
-- dimension: repository Repository
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- column: at time When
-- column: title text Pull request
-- column: repository text Repository
-- column: author text Author
-- column: value hours Time
-- column: opened_at time Opened
-- column: first_response_at time First review
-- column: approved_at time Approved
-- column: merged_at time Merged
-- column: url link Page
-- version: 1
-- definition: From the first review or comment by somebody else who is not a bot until the merge, counted when it was
--   merged. Pull requests that are not merged, or that nobody else reviewed, are listed but not counted.
WITH items AS (
  SELECT p.id AS item_id,
         CASE WHEN t.merged_at IS NULL THEN t.opened_at ELSE t.merged_at END AS happened_at,
         CASE WHEN t.merged_at < t.first_response_at THEN 0.0 ELSE hours_between(t.first_response_at, t.merged_at) END AS value,
         p.title, p.url, p.number, p.repository, p.author, p.base_branch, p.change_class,
         t.opened_at, t.first_response_at, t.approved_at, t.merged_at,
         CASE WHEN p.left_out_because IS NOT NULL THEN p.left_out_because
              WHEN t.first_response_at IS NULL THEN 'nobody else reviewed it'
              WHEN t.merged_at IS NULL THEN 'not merged' END AS excluded_because
  FROM project_pull_requests p JOIN pull_request_times t ON t.id = p.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
