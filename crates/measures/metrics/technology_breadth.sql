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
  SELECT f.id, f.repository_id, f.sha, f.committed_at, split_part(f.path, '/', -1) AS name
  FROM commit_files f WHERE f.committed_at IS NOT NULL
),
items AS (
  SELECT min(n.id) AS item_id, max(n.committed_at) AS happened_at, 1.0 AS value,
         concat(CAST(count(*) AS VARCHAR), ' files') AS title, NULL AS url,
         r.repository, min(m.author_name) AS author, lower(m.author_email) AS email,
         CASE WHEN strpos(substr(n.name, 2), '.') = 0 THEN '(none)' ELSE lower(split_part(n.name, '.', -1)) END AS technology,
         NULL AS excluded_because
  FROM named n
  JOIN project_repositories r ON r.id = n.repository_id AND r.counts_commits
  JOIN commits m ON m.repository_id = n.repository_id AND m.sha = n.sha
  WHERE m.parents < 2
  GROUP BY r.repository, lower(m.author_email), date_trunc('day', n.committed_at),
           CASE WHEN strpos(substr(n.name, 2), '.') = 0 THEN '(none)' ELSE lower(split_part(n.name, '.', -1)) END
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
