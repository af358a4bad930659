-- Who an issue was given to, and when.
SELECT issue_id, changed_at AS assigned_at, coalesce(to_id, to_text) AS assignee, to_text AS assignee_name
FROM issue_changes WHERE field = 'assignee' AND coalesce(to_id, to_text) IS NOT NULL
UNION ALL
SELECT issue_id, occurred_at AS assigned_at, subject AS assignee, subject AS assignee_name
FROM issue_events WHERE kind = 'assigned' AND subject IS NOT NULL AND issue_id IS NOT NULL
