-- How long an issue was in which status, each stay by itself; the present one ends nowhere.
WITH moves AS (
  SELECT c.issue_id, c.changed_at AS entered_at, c.to_text AS status
  FROM issue_changes c WHERE c.field = 'status' AND c.to_text IS NOT NULL
  UNION ALL
  SELECT i.id AS issue_id, i.created_at AS entered_at, coalesce(f.from_text, i.status) AS status
  FROM issues i
  LEFT JOIN (
    SELECT issue_id, from_text, row_number() OVER (PARTITION BY issue_id ORDER BY changed_at, id) AS place
    FROM issue_changes WHERE field = 'status'
  ) f ON f.issue_id = i.id AND f.place = 1
  WHERE coalesce(f.from_text, i.status) IS NOT NULL
),
categories AS (
  SELECT name, min(category) AS category FROM issue_statuses GROUP BY name
)
SELECT m.issue_id, m.status, c.category, m.entered_at,
       lead(m.entered_at) OVER (PARTITION BY m.issue_id ORDER BY m.entered_at, m.status) AS left_at,
       row_number() OVER (PARTITION BY m.issue_id ORDER BY m.entered_at, m.status) AS place,
       row_number() OVER (PARTITION BY m.issue_id, m.status ORDER BY m.entered_at) AS visit
FROM moves m LEFT JOIN categories c ON c.name = m.status
