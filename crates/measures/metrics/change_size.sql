-- title: Pull request size
-- unit: lines
-- direction: down
-- area: pull_requests
-- aggregates: median, mean, p90, sum
-- needs: pull_requests
-- person: author
-- dimension: by_lines Size by lines
-- dimension: by_files Size by files
-- dimension: repository Repository
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- dimension: state State
-- column: at time Merged or closed
-- column: title text Pull request
-- column: repository text Repository
-- column: author text Author
-- column: value number Lines changed
-- column: additions number Added
-- column: deletions number Deleted
-- column: changed_files number Files
-- column: by_lines text By lines
-- column: by_files text By files
-- column: url link Page
-- version: 1
-- source: https://dora.dev/capabilities/working-in-small-batches/
-- definition: Lines added plus lines deleted by a pull request, as its host counts them, when it was merged or closed (an open one: when it was opened). By
--   lines: up to 100 small, up to 300 medium, above large; by files: up to 5 small, up to 10 medium, above large. Where the
--   host does not say its lines it is listed but not counted.
WITH sized AS (
  SELECT p.id, p.title, p.url, p.number, p.repository, p.author, p.base_branch, p.change_class, p.state, p.left_out_because,
         p.additions, p.deletions, p.changed_files, p.additions + p.deletions AS lines,
         CASE WHEN p.merged_at IS NOT NULL THEN p.merged_at WHEN p.closed_at IS NOT NULL THEN p.closed_at ELSE p.created_at END AS happened_at
  FROM project_pull_requests p
)
SELECT d.id AS item_id, d.happened_at, CAST(d.lines AS DOUBLE) AS value,
       d.title, d.url, d.number, d.repository, d.author, d.base_branch, d.change_class, d.state, d.additions, d.deletions, d.changed_files,
       CASE WHEN d.lines <= 100 THEN 'small' WHEN d.lines <= 300 THEN 'medium' WHEN d.lines > 300 THEN 'large' END AS by_lines,
       CASE WHEN d.changed_files <= 5 THEN 'small' WHEN d.changed_files <= 10 THEN 'medium'
            WHEN d.changed_files > 10 THEN 'large' END AS by_files,
       CASE WHEN d.left_out_because IS NOT NULL THEN d.left_out_because
            WHEN d.lines IS NULL THEN 'unknown: its lines are not ingested' END AS excluded_because
FROM sized d CROSS JOIN period
WHERE d.happened_at >= period.from_at AND d.happened_at < period.to_at
