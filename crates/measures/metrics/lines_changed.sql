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
SELECT m.id AS item_id, m.committed_at AS happened_at, CAST(m.additions + m.deletions AS DOUBLE) AS value,
       split_part(m.message, chr(10), 1) AS title, CASE WHEN r.url IS NULL THEN NULL ELSE concat(r.url, '/commit/', m.sha) END AS url,
       r.repository, m.author_name AS author, lower(m.author_email) AS email, m.additions, m.deletions, m.files, m.sha,
       CASE WHEN m.parents > 1 THEN 'a merge' WHEN m.files > 256 THEN 'it touches more than 256 files' WHEN m.additions IS NULL THEN 'unknown: its lines are not ingested' END AS excluded_because
FROM commits m JOIN project_repositories r ON r.id = m.repository_id AND r.counts_commits CROSS JOIN period
WHERE m.committed_at >= period.from_at AND m.committed_at < period.to_at
