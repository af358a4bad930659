-- title: Lead time for changes
-- unit: hours
-- direction: down
-- area: dora
-- aggregates: median, mean, p75, p90, p95
-- needs: changes, deployments, commit_graph
-- band: elite < 24 under 1 day
-- band: high < 168 under 1 week
-- band: medium < 720 under 30 days
-- band: low 30 days or more
-- person: author
-- dimension: repository Repository
-- dimension: environment Environment
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- stage: coding Coding
-- stage: pickup Waiting for review
-- stage: review Review
-- stage: merge Waiting for merge
-- stage: deploy Waiting for deployment
-- chain: first_commit_at, opened_at, first_response_at, approved_at, merged_at, deployed_at
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
-- column: at time Deployed
-- column: title text Change
-- column: repository text Repository
-- column: author text Author
-- column: value hours Lead time
-- column: first_commit_at time First commit
-- column: opened_at time Opened
-- column: first_response_at time First review
-- column: approved_at time Approved
-- column: merged_at time Merged
-- column: deployment text Deployment
-- column: deployment_url link Deployment page
-- column: carries text Carries
-- column: change_class text Change class
-- column: class_because text Class because
-- column: url link Page
-- version: 1
-- source: https://dora.dev/guides/dora-metrics-four-keys/
-- definition: From the first commit of a change until the first successful deployment that contains it, counted when it was
--   deployed. A change is a merged pull request (in a repository without pull requests, a commit that is no merge). Which
--   deployment contains it is read from the git history, by ancestry of its merge commit (of its newest commit when the merge
--   made none), never from dates; where the history lacks a commit, the change is unknown and left out. A change that only the
--   first recorded deployment of its repository and environment contains counts when it was merged no longer before it than the
--   usual time between two deployments there (the median; 7 days while fewer than three are recorded): for older ones an earlier
--   deployment may be missing. Pull requests that only carry changes of other pull requests, such as a release merge, are left
--   out, and so are those of bots if the project says so. Parts: coding, from the first commit (by author date) until it is
--   open for review (a draft: marked ready); waiting for review, until the first review or comment by somebody else who is not
--   a bot; review, until the first approval; waiting for merge; waiting for deployment. A part whose end never happened is left
--   out of that part's number, and the next part begins where the last known one ended; an end before its beginning counts 0.
--   The lead time is the sum of the parts. Wall-clock time, weekends included. The median of all changes, with percentiles
--   interpolated between neighbours.
WITH timed AS (
  SELECT c.id, c.repository, c.environment, c.deployed_at, c.deployment, c.deployment_url, c.carries,
         c.change_class, c.class_because, c.class_rules,
         coalesce(c.excluded_because, c.undeployed_because) AS left_out,
         p.title, p.url, p.number, p.author_login AS author, p.base_branch,
         t.first_commit_at, t.started_at, t.opened_at, t.first_response_at, t.approved_at, t.merged_at,
         coalesce(t.first_response_at, t.opened_at) AS answered_at,
         coalesce(t.approved_at, t.first_response_at, t.opened_at) AS reviewed_at
  FROM project_changes c
  JOIN pull_requests p ON p.id = c.id
  JOIN pull_request_times t ON t.id = c.id
  WHERE t.merged_at IS NOT NULL
),
parts AS (
  SELECT id, repository, environment, deployed_at, deployment, deployment_url, carries,
         change_class, class_because, class_rules, title, url, number, author,
         base_branch, first_commit_at, opened_at, first_response_at, approved_at, merged_at,
         hours_between(started_at, opened_at) AS coding,
         hours_between(opened_at, first_response_at) AS pickup,
         CASE WHEN approved_at < answered_at THEN 0.0 ELSE hours_between(answered_at, approved_at) END AS review,
         CASE WHEN merged_at < reviewed_at THEN 0.0 ELSE hours_between(reviewed_at, merged_at) END AS merge,
         CASE WHEN deployed_at < merged_at THEN 0.0 ELSE hours_between(merged_at, deployed_at) END AS deploy,
         CASE WHEN left_out IS NOT NULL THEN left_out
              WHEN first_commit_at IS NULL THEN 'unknown: its commits are not ingested' END AS excluded_because
  FROM timed
),
items AS (
  SELECT id AS item_id,
         CASE WHEN deployed_at IS NULL THEN merged_at ELSE deployed_at END AS happened_at,
         coding + coalesce(pickup, 0.0) + coalesce(review, 0.0) + merge + deploy AS value,
         coding, pickup, review, merge, deploy,
         title, url, number, repository, environment, author, base_branch,
         first_commit_at, opened_at, first_response_at, approved_at, merged_at, deployed_at,
         deployment, deployment_url, carries, change_class, class_because, class_rules, excluded_because
  FROM parts
  UNION ALL
  SELECT c.id AS item_id,
         CASE WHEN c.deployed_at IS NULL THEN m.committed_at ELSE c.deployed_at END AS happened_at,
         CASE WHEN c.deployed_at < m.authored_at THEN 0.0 ELSE hours_between(m.authored_at, c.deployed_at) END AS value,
         NULL AS coding, NULL AS pickup, NULL AS review, NULL AS merge,
         CASE WHEN c.deployed_at < m.committed_at THEN 0.0 ELSE hours_between(m.committed_at, c.deployed_at) END AS deploy,
         split_part(m.message, chr(10), 1) AS title, NULL AS url, NULL AS number, c.repository, c.environment,
         m.author_name AS author, NULL AS base_branch,
         m.authored_at AS first_commit_at, NULL AS opened_at, NULL AS first_response_at, NULL AS approved_at,
         m.committed_at AS merged_at, c.deployed_at, c.deployment, c.deployment_url, NULL AS carries,
         c.change_class, c.class_because, c.class_rules,
         coalesce(c.excluded_because, c.undeployed_because) AS excluded_because
  FROM project_changes c JOIN commits m ON m.id = c.id
  WHERE c.kind = 'commit' AND m.committed_at IS NOT NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
