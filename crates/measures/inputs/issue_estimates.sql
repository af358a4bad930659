-- How many story points an issue was estimated at, and when; the present estimate ends nowhere.
WITH changes AS (
  SELECT issue_id, id, changed_at, TRY_CAST(from_text AS DOUBLE) AS before, TRY_CAST(to_text AS DOUBLE) AS after,
         row_number() OVER (PARTITION BY issue_id ORDER BY changed_at, id) AS place
  FROM issue_changes WHERE field = 'story_points'
),
estimates AS (
  SELECT issue_id, changed_at AS since_at, place, after AS points FROM changes
  UNION ALL
  SELECT i.id AS issue_id, i.created_at AS since_at, 0 AS place,
         CASE WHEN f.issue_id IS NULL THEN i.story_points ELSE f.before END AS points
  FROM issues i LEFT JOIN changes f ON f.issue_id = i.id AND f.place = 1
)
SELECT issue_id, points, since_at, lead(since_at) OVER (PARTITION BY issue_id ORDER BY since_at, place) AS until_at
FROM estimates
