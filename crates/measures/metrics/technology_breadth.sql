-- title: Technologies worked with
-- unit: count
-- direction: none
-- area: commits
-- aggregates: distinct, per_key
-- needs: commit_files
-- person: email
-- distinct: technology
-- dimension: technology Technology
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Last
-- column: title text Files
-- column: technology text Technology
-- column: repository text Repository
-- column: author text Author
-- version: 1
-- definition: Different technologies in which lines were changed in the range, told by the extension of the file's name:
--   `rs`, `sql`, `tsx`. One item is a person, a repository, a technology and a day. Files without an extension count as one
--   technology. Broken down by author: how many technologies each person worked with.
WITH named AS (
  SELECT f.id, f.committed_at, c.repository, c.author, c.email, split_part(f.path, '/', -1) AS name
  FROM commit_files f JOIN project_commits c ON c.repository_id = f.repository_id AND c.sha = f.sha
  WHERE f.committed_at IS NOT NULL AND c.parents < 2
),
told AS (
  SELECT n.id, n.committed_at, n.repository, n.author, n.email,
         CASE WHEN strpos(substr(n.name, 2), '.') = 0 THEN '(none)' ELSE lower(split_part(n.name, '.', -1)) END AS technology
  FROM named n
),
items AS (
  SELECT min(t.id) AS item_id, max(t.committed_at) AS happened_at, 1.0 AS value,
         concat(CAST(count(*) AS VARCHAR), ' files') AS title, NULL AS url,
         t.repository, min(t.author) AS author, t.email, t.technology, NULL AS excluded_because
  FROM told t
  GROUP BY t.repository, t.email, t.technology, start_of_day(t.committed_at)
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
