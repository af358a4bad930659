-- title: Coding days
-- unit: count
-- direction: up
-- area: commits
-- aggregates: per_key_week, per_week, count, distinct
-- needs: commits
-- person: email
-- distinct: email
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Day
-- column: title text Commits
-- column: repository text Repository
-- column: author text Author
-- version: 1
-- definition: A coding day is a day (UTC) on which a person wrote at least one commit that is not a merge, by the author's
--   date. The number is coding days per person and week: all coding days divided by the people who had one and by the weeks
--   of the range; 23 coding days of one person in 92 days are 1.75. A day on which a person worked in several repositories
--   counts once and is listed under the first by name.
WITH items AS (
  SELECT min(m.id) AS item_id, date_trunc('day', m.authored_at) AS happened_at, 1.0 AS value,
         concat(CAST(count(*) AS VARCHAR), ' commits') AS title, NULL AS url,
         min(r.repository) AS repository, min(m.author_name) AS author, lower(m.author_email) AS email,
         NULL AS excluded_because
  FROM commits m JOIN project_repositories r ON r.id = m.repository_id AND r.counts_commits
  WHERE m.parents < 2 AND m.authored_at IS NOT NULL
  GROUP BY lower(m.author_email), date_trunc('day', m.authored_at)
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
