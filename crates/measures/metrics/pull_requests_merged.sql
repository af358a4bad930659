-- title: Pull requests merged
-- unit: count
-- direction: up
-- area: pull_requests
-- aggregates: count, per_day, per_week, distinct, per_key
-- needs: pull_requests
-- person: author
-- distinct: author
-- dimension: repository Repository
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- dimension: state State
-- column: at time When
-- column: title text Pull request
-- column: repository text Repository
-- column: author text Author
-- column: state text State
-- column: url link Page
-- version: 1
-- definition: Pull requests, counted when they were merged. Those of bots are listed but not counted if the project says
--   so. Per day and per week divide by the full days of the range; different keys are authors, so items per key are merged
--   pull requests per author.
SELECT p.id AS item_id, p.merged_at AS happened_at, 1.0 AS value,
       p.title, p.url, p.number, p.repository, p.author, p.base_branch, p.change_class, p.state, p.left_out_because AS excluded_because
FROM project_pull_requests p CROSS JOIN period
WHERE p.merged_at >= period.from_at AND p.merged_at < period.to_at
