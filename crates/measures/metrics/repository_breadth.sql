-- title: Repositories worked on
-- unit: count
-- direction: none
-- area: commits
-- aggregates: distinct
-- needs: commits
-- person: email
-- distinct: repository
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
-- definition: Different repositories that got a commit in the range that is not a merge. Broken down by author: in how many
--   repositories each person worked.
SELECT m.id AS item_id, m.committed_at AS happened_at, 1.0 AS value,
       split_part(m.message, chr(10), 1) AS title, CASE WHEN r.url IS NULL THEN NULL ELSE concat(r.url, '/commit/', m.sha) END AS url,
       r.repository, m.author_name AS author, lower(m.author_email) AS email, m.additions, m.deletions, m.files, m.sha,
       CASE WHEN m.parents > 1 THEN 'a merge' END AS excluded_because
FROM commits m JOIN project_repositories r ON r.id = m.repository_id AND r.counts_commits CROSS JOIN period
WHERE m.committed_at >= period.from_at AND m.committed_at < period.to_at
