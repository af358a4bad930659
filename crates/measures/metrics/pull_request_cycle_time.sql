-- title: Pull request cycle time
-- unit: hours
-- direction: down
-- area: pull_requests
-- aggregates: median, mean, p75, p90, p95
-- needs: pull_requests
-- band: elite < 24 under 1 day
-- band: high < 168 under 1 week
-- band: medium < 720 under 30 days
-- band: low 30 days or more
-- person: author
-- dimension: repository Repository
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- stage: coding Coding
-- stage: pickup Waiting for review
-- stage: review Review
-- stage: merge Waiting for merge
-- chain: first_commit_at, opened_at, first_response_at, approved_at, merged_at
-- moments: pull_request_moments
-- event: issue_created_at Issue opened
-- event: first_commit_at First commit
-- event: last_commit_at Last commit
-- event: opened_at Pull request opened
-- event: first_response_at First review
-- event: last_response_at Last review
-- event: approved_at First approval
-- event: last_approved_at Last approval
-- event: merged_at Merged
-- event: deployed_at Deployed
-- column: at time Merged
-- column: title text Pull request
-- column: repository text Repository
-- column: author text Author
-- column: value hours Cycle time
-- column: first_commit_at time First commit
-- column: opened_at time Opened
-- column: first_response_at time First review
-- column: approved_at time Approved
-- column: carries text Carries
-- column: change_class text Change class
-- column: class_because text Class because
-- column: url link Page
-- version: 1
-- source: https://dora.dev/capabilities/working-in-small-batches/
-- definition: From the first commit of a pull request (by author date; from its opening when it came earlier or the commits are
--   not known) until it was merged, counted when it was merged. Open pull requests, those closed without merging and those that
--   only carry changes of others, such as a release merge, are listed but not counted; so are those of bots if the project says
--   so. Parts: coding, until it is open for review (a draft: marked ready); waiting for review, until the first review or
--   comment by somebody else who is not a bot; review, until the first approval; waiting for merge. A part whose end never
--   happened is left out of that part's number, and the next part begins where the last known one ended; the cycle time is the
--   sum of the parts. Wall-clock time, weekends included. The median of all, with percentiles interpolated between neighbours.
WITH timed AS (
  SELECT c.id, c.repository, c.carries, c.excluded_because, c.change_class, c.class_because, c.deployed_at,
         p.title, p.url, p.number, p.author_login AS author, p.base_branch, p.created_at, p.closed_at,
         t.first_commit_at, t.started_at, t.opened_at, t.first_response_at, t.approved_at, t.merged_at,
         coalesce(t.first_response_at, t.opened_at) AS answered_at,
         coalesce(t.approved_at, t.first_response_at, t.opened_at) AS reviewed_at
  FROM project_changes c
  JOIN pull_requests p ON p.id = c.id
  JOIN pull_request_times t ON t.id = c.id
),
parts AS (
  SELECT id, repository, carries, excluded_because, change_class, class_because, deployed_at, title, url, number, author, base_branch, created_at, closed_at,
         first_commit_at, opened_at, first_response_at, approved_at, merged_at,
         hours_between(started_at, opened_at) AS coding,
         hours_between(opened_at, first_response_at) AS pickup,
         CASE WHEN approved_at < answered_at THEN 0.0 ELSE hours_between(answered_at, approved_at) END AS review,
         CASE WHEN merged_at < reviewed_at THEN 0.0 ELSE hours_between(reviewed_at, merged_at) END AS merge
  FROM timed
),
items AS (
  SELECT id AS item_id,
         coalesce(merged_at, closed_at, created_at) AS happened_at,
         coding + coalesce(pickup, 0.0) + coalesce(review, 0.0) + merge AS value,
         coding, pickup, review, merge,
         title, url, number, repository, author, base_branch, change_class, class_because,
         first_commit_at, opened_at, first_response_at, approved_at, merged_at, deployed_at, carries, excluded_because
  FROM parts
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
