-- title: Rework
-- unit: percent
-- direction: down
-- area: commits
-- aggregates: share
-- needs: commit_files
-- person: email
-- weight: lines
-- dimension: kind Kind
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Committed
-- column: title text File
-- column: repository text Repository
-- column: author text Author
-- column: kind text Kind
-- column: lines number Lines
-- column: previous_at time Changed before
-- column: url link Page
-- version: 1
-- definition: The share of changed lines (added plus deleted) that are in files changed within the 30 days before. Each
--   file of a commit is of one kind: new (the file's first commit), rework (last changed within 30 days) or legacy rework
--   (last changed before that); a renamed file is not new. Merges, binary files and commits that touch more than 256 files
--   are left out. Read by the age of the file, since commits say how many lines of a file changed, not how old each line
--   was: of 5 lines in a new file, 4 in one changed recently and 11 in an old one, 20 % are rework.
WITH touched AS (
  SELECT f.id, f.repository_id, f.sha, f.path, f.committed_at, CAST(f.additions + f.deletions AS DOUBLE) AS lines,
         lag(f.committed_at) OVER (PARTITION BY f.repository_id, f.path ORDER BY f.committed_at, f.id) AS previous_at,
         f.previous_path
  FROM commit_files f JOIN project_repositories r ON r.id = f.repository_id AND r.counts_commits
  WHERE f.committed_at IS NOT NULL
),
items AS (
  SELECT t.id AS item_id, t.committed_at AS happened_at, t.lines, t.previous_at, t.path AS title,
         CASE WHEN r.url IS NULL THEN NULL ELSE concat(r.url, '/commit/', t.sha) END AS url,
         r.repository, m.author_name AS author, lower(m.author_email) AS email, m.files, m.parents,
         CASE WHEN t.previous_at IS NULL AND t.previous_path IS NULL THEN 'new'
              WHEN hours_between(t.previous_at, t.committed_at) <= 720.0 THEN 'rework'
              ELSE 'legacy rework' END AS kind
  FROM touched t
  JOIN project_repositories r ON r.id = t.repository_id
  JOIN commits m ON m.repository_id = t.repository_id AND m.sha = t.sha
)
SELECT items.item_id, items.happened_at, CASE WHEN items.kind = 'rework' THEN 100.0 ELSE 0.0 END AS value,
       items.lines, items.previous_at, items.title, items.url, items.repository, items.author, items.email, items.kind,
       CASE WHEN items.parents > 1 THEN 'a merge'
            WHEN items.files > 256 THEN 'its commit touches more than 256 files'
            WHEN items.lines IS NULL THEN 'a binary file, or lines that are not ingested' END AS excluded_because
FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
