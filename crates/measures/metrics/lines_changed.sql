-- title: Lines changed
-- unit: lines
-- direction: none
-- area: commits
-- aggregates: sum, median, mean, p90
-- needs: commits
-- person: email
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Committed
-- column: title text Commit
-- column: repository text Repository
-- column: author text Author
-- column: additions number Added
-- column: deletions number Deleted
-- column: files number Files
-- column: sha text Commit id
-- column: url link Page
-- version: 1
-- definition: Lines added plus lines deleted by commits, as git counts them, when they were committed. Merges, commits
--   whose lines are not ingested and those that touch more than 256 files (generated code, moved trees) are listed but not
--   counted.
SELECT c.id AS item_id, c.committed_at AS happened_at, CAST(c.additions + c.deletions AS DOUBLE) AS value,
       c.title, c.url, c.repository, c.author, c.email, c.additions, c.deletions, c.files, c.sha,
       CASE WHEN c.left_out_because IS NOT NULL THEN c.left_out_because
            WHEN c.files > 256 THEN 'it touches more than 256 files'
            WHEN c.additions IS NULL THEN 'unknown: its lines are not ingested' END AS excluded_because
FROM project_commits c CROSS JOIN period
WHERE c.committed_at >= period.from_at AND c.committed_at < period.to_at
