-- title: Rework by lines
-- unit: percent
-- direction: down
-- area: commits
-- aggregates: share
-- needs: commits
-- person: email
-- weight: lines
-- variant: rework Rework by lines
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Committed
-- column: title text Commit
-- column: repository text Repository
-- column: author text Author
-- column: value number Rework in percent
-- column: lines number Lines
-- column: additions number Added
-- column: deletions number Deleted
-- column: url link Page
-- version: 1
-- definition: The other documented reading of rework, whatever the age of the file: lines that were modified or deleted, of
--   all lines touched. Git tells neither apart: a modified line is one deleted and one added. So as many as possible are
--   taken as modified: of a commit's lines, those deleted are rework and those added beyond them are new; 65 added and 63
--   deleted are 63 of 65. (Where a tool knows that 50 were modified, 13 deleted and 15 new, it is 63 of 78, 80.77 %.)
SELECT c.id AS item_id, c.committed_at AS happened_at,
       CASE WHEN c.additions + c.deletions = 0 THEN NULL
            WHEN c.additions > c.deletions THEN 100.0 * CAST(c.deletions AS DOUBLE) / CAST(c.additions AS DOUBLE)
            ELSE 100.0 END AS value,
       CAST(CASE WHEN c.additions > c.deletions THEN c.additions ELSE c.deletions END AS DOUBLE) AS lines,
       c.title, c.url, c.repository, c.author, c.email, c.additions, c.deletions,
       CASE WHEN c.left_out_because IS NOT NULL THEN c.left_out_because
            WHEN c.files > 256 THEN 'it touches more than 256 files'
            WHEN c.additions IS NULL THEN 'unknown: its lines are not ingested'
            WHEN c.additions + c.deletions = 0 THEN 'it changes no lines' END AS excluded_because
FROM project_commits c CROSS JOIN period
WHERE c.committed_at >= period.from_at AND c.committed_at < period.to_at
