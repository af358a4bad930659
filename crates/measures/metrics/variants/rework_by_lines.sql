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
SELECT m.id AS item_id, m.committed_at AS happened_at,
       CASE WHEN m.additions + m.deletions = 0 THEN NULL
            WHEN m.additions > m.deletions THEN 100.0 * CAST(m.deletions AS DOUBLE) / CAST(m.additions AS DOUBLE)
            ELSE 100.0 END AS value,
       CAST(CASE WHEN m.additions > m.deletions THEN m.additions ELSE m.deletions END AS DOUBLE) AS lines,
       split_part(m.message, chr(10), 1) AS title, CASE WHEN r.url IS NULL THEN NULL ELSE concat(r.url, '/commit/', m.sha) END AS url,
       r.repository, m.author_name AS author, lower(m.author_email) AS email, m.additions, m.deletions,
       CASE WHEN m.parents > 1 THEN 'a merge' WHEN m.files > 256 THEN 'it touches more than 256 files'
            WHEN m.additions IS NULL THEN 'unknown: its lines are not ingested'
            WHEN m.additions + m.deletions = 0 THEN 'it changes no lines' END AS excluded_because
FROM commits m JOIN project_repositories r ON r.id = m.repository_id AND r.counts_commits CROSS JOIN period
WHERE m.committed_at >= period.from_at AND m.committed_at < period.to_at
