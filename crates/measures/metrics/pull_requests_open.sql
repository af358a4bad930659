-- title: Open pull requests
-- unit: hours
-- direction: down
-- area: pull_requests
-- aggregates: count, median, mean, p90, max
-- needs: pull_requests
-- person: author
-- until: closed_at
-- dimension: repository Repository
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- column: at time Opened
-- column: title text Pull request
-- column: repository text Repository
-- column: author text Author
-- column: closed_at time Closed
-- column: value hours Age
-- column: url link Page
-- version: 1
-- definition: Pull requests that are open at the end of the range, or of each bucket of the series; their age is the time
--   since they were opened. The count is the work in progress, the other aggregates are of the ages. Drafts count. Those of
--   bots are listed but not counted if the project says so.
SELECT p.id AS item_id, p.created_at AS happened_at, 1.0 AS value,
       CASE WHEN p.merged_at IS NOT NULL THEN p.merged_at ELSE p.closed_at END AS closed_at,
       p.title, p.url, p.number, p.repository, p.author, p.base_branch, p.change_class, p.left_out_because AS excluded_because
FROM project_pull_requests p CROSS JOIN period
WHERE p.created_at < period.to_at AND (p.closed_at IS NULL OR p.closed_at >= period.from_at)
