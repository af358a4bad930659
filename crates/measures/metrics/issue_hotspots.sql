-- title: Files changed for issues
-- unit: count
-- direction: down
-- area: issues
-- aggregates: distinct, count
-- needs: issues, commit_files
-- distinct: key
-- dimension: file File
-- dimension: folder Folder
-- dimension: project Project
-- dimension: kind Kind
-- dimension: repository Repository
-- column: at time Changed
-- column: title text Issue
-- column: key text Key
-- column: kind text Kind
-- column: file text File
-- column: repository text Repository
-- column: url link Page
-- version: 1
-- definition: Issues whose changes touched a file, counted when the file was changed: break it down by file or folder for
--   the places that need most repairs, narrow it by kind for faults only. A commit belongs to an issue that its message
--   names. The number is of different issues.
WITH items AS (
  SELECT concat(f.id, '/', c.issue_key) AS item_id, f.committed_at AS happened_at, 1.0 AS value,
         i.title, i.url, i.key, t.project, i.kind, f.path AS file,
         CASE WHEN strpos(f.path, '/') = 0 THEN '/' ELSE split_part(f.path, '/', 1) END AS folder, r.repository,
         CASE WHEN i.id IS NULL THEN 'no ingested issue has the key that its commit names' END AS excluded_because
  FROM commit_issues c
  JOIN commit_files f ON f.repository_id = c.repository_id AND f.sha = c.sha
  JOIN project_repositories r ON r.id = c.repository_id AND r.counts_commits
  LEFT JOIN issues i ON i.key = c.issue_key
  LEFT JOIN issue_times t ON t.id = i.id
  WHERE f.committed_at IS NOT NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
