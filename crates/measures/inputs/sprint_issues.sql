-- Each issue of each sprint: whether it was in it when it began and when it ended, whether it was done then, and its estimates
-- at both moments. A sprint of which only the planned days are known ends with the last of them.
WITH spans AS (
  SELECT s.id, s.name, s.state, coalesce(b.name, 'no board') AS board,
         CASE WHEN s.activated_at IS NOT NULL THEN s.activated_at ELSE s.started_at END AS began_at,
         CASE WHEN s.completed_at IS NOT NULL THEN s.completed_at
              WHEN s.activated_at IS NULL THEN s.ends_at + INTERVAL '1' DAY
              ELSE s.ends_at END AS ended_at
  FROM sprints s LEFT JOIN boards b ON b.id = s.board_id
),
members AS (
  SELECT m.issue_id, m.sprint_id, p.name AS sprint, p.state, p.board, p.began_at, p.ended_at,
         min(m.added_at) AS added_at, max(m.removed_at) AS removed_at,
         max(CASE WHEN m.added_at <= p.began_at AND (m.removed_at IS NULL OR m.removed_at > p.began_at) THEN 1 ELSE 0 END) AS at_begin,
         max(CASE WHEN m.added_at < p.ended_at AND (m.removed_at IS NULL OR m.removed_at >= p.ended_at) THEN 1 ELSE 0 END) AS at_end,
         max(CASE WHEN m.added_at < p.ended_at AND (m.removed_at IS NULL OR m.removed_at > p.began_at) THEN 1 ELSE 0 END) AS meanwhile
  FROM issue_sprints m JOIN spans p ON p.id = m.sprint_id
  GROUP BY m.issue_id, m.sprint_id, p.name, p.state, p.board, p.began_at, p.ended_at
),
finished AS (
  SELECT m.issue_id, m.sprint_id, max(CASE WHEN y.category = 'done' THEN 1 ELSE 0 END) AS done
  FROM members m JOIN issue_stays y ON y.issue_id = m.issue_id
  WHERE y.category IS NOT NULL AND y.entered_at <= m.ended_at AND (y.left_at IS NULL OR y.left_at > m.ended_at)
  GROUP BY m.issue_id, m.sprint_id
),
judged AS (
  SELECT m.*, i.title, i.url, i.key, i.kind, i.priority, coalesce(i.status, i.state) AS status, i.is_subtask,
         t.project, t.assignee_name AS assignee, t.assignee AS account, b.points AS points_then, e.points AS points,
         CASE WHEN m.at_end = 0 OR i.state_reason IN ('not_planned', 'duplicate') THEN 0
              WHEN f.done IS NOT NULL THEN f.done
              WHEN i.closed_at <= m.ended_at THEN 1 ELSE 0 END AS done
  FROM members m JOIN issues i ON i.id = m.issue_id JOIN issue_times t ON t.id = i.id
  LEFT JOIN finished f ON f.issue_id = m.issue_id AND f.sprint_id = m.sprint_id
  LEFT JOIN issue_estimates b ON b.issue_id = m.issue_id AND b.since_at <= m.began_at AND (b.until_at IS NULL OR b.until_at > m.began_at)
  LEFT JOIN issue_estimates e ON e.issue_id = m.issue_id AND e.since_at <= m.ended_at AND (e.until_at IS NULL OR e.until_at > m.ended_at)
)
SELECT concat(j.issue_id, '/', j.sprint_id) AS id,
       CASE WHEN j.ended_at IS NOT NULL THEN j.ended_at WHEN j.began_at IS NOT NULL THEN j.began_at ELSE j.added_at END AS happened_at,
       j.sprint_id, j.sprint, j.board, j.began_at, j.ended_at, j.added_at, j.removed_at, j.title, j.url, j.key, j.kind, j.priority,
       j.status, j.project, j.assignee, j.account, j.points_then, j.points,
       CASE WHEN j.at_begin = 1 THEN 'committed' WHEN j.at_end = 1 THEN 'added' ELSE 'neither' END AS part,
       CASE WHEN j.done = 1 THEN 'done' WHEN j.at_end = 1 THEN 'not done' ELSE 'taken out' END AS outcome,
       CASE WHEN j.state <> 'closed' THEN 'its sprint is not completed'
            WHEN j.began_at IS NULL OR j.ended_at IS NULL THEN 'its sprint has no dates'
            WHEN j.is_subtask THEN 'a sub-task'
            WHEN j.meanwhile = 0 THEN 'in the sprint only before it began or after it ended'
            WHEN j.at_begin = 0 AND j.at_end = 0 THEN 'added and taken out again while the sprint ran' END AS left_out_because
FROM judged j
