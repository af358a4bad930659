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
-- version: 2
-- definition: A coding day is a day of the project's time zone on which a person wrote at least one commit that is not a
--   merge, by the author's date. The number is coding days per person and week: all coding days divided by the people who had
--   one and by the weeks of the range; 23 coding days of one person in 92 days are 1.75. A day on which a person worked in
--   several repositories counts once and is listed under the first by name.
WITH items AS (
  SELECT min(c.id) AS item_id, start_of_day(c.authored_at) AS happened_at, 1.0 AS value,
         concat(CAST(count(*) AS VARCHAR), ' commits') AS title, NULL AS url,
         min(c.repository) AS repository, min(c.author) AS author, c.email, NULL AS excluded_because
  FROM project_commits c
  WHERE c.parents < 2 AND c.authored_at IS NOT NULL
  GROUP BY c.email, start_of_day(c.authored_at)
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
