-- title: Peer-approved pull requests
-- unit: percent
-- direction: up
-- area: pull_requests
-- aggregates: rate, count
-- needs: pull_requests
-- person: author
-- dimension: collaboration Collaboration
-- dimension: repository Repository
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- column: at time Merged
-- column: title text Pull request
-- column: repository text Repository
-- column: author text Author
-- column: collaboration text Collaboration
-- column: url link Page
-- version: 1
-- source: https://dora.dev/capabilities/streamlining-change-approval/
-- definition: The share of merged pull requests that somebody other than the author approved. Each is of one kind: assigned
--   peer approved (the approver had been asked to review), unassigned peer approved, self approved with review (only the
--   author approved, others reviewed or commented), self approved (nobody else took part), unapproved with review,
--   unapproved. Approvals by bots do not count. Counted when it was merged.
WITH verdicts AS (
  SELECT p.id,
         max(CASE WHEN r.state = 'approved' AND r.author_login <> p.author_login AND coalesce(r.author_kind, '') <> 'bot' THEN 1 ELSE 0 END) AS peer,
         max(CASE WHEN r.state = 'approved' AND r.author_login = p.author_login THEN 1 ELSE 0 END) AS self,
         max(CASE WHEN r.author_login <> p.author_login AND coalesce(r.author_kind, '') <> 'bot' THEN 1 ELSE 0 END) AS reviewed
  FROM pull_requests p JOIN reviews r ON r.pull_request_id = p.id
  WHERE p.merged_at IS NOT NULL AND (r.submitted_at IS NULL OR r.submitted_at <= p.merged_at)
  GROUP BY p.id
),
asked AS (
  SELECT DISTINCT p.id
  FROM pull_requests p
  JOIN reviews r ON r.pull_request_id = p.id
  JOIN pull_request_events e ON e.pull_request_id = p.id AND e.kind = 'review_requested' AND e.subject = r.author_login
  WHERE r.state = 'approved' AND r.author_login <> p.author_login
),
talked AS (
  SELECT DISTINCT p.id
  FROM pull_requests p JOIN comments m ON m.pull_request_id = p.id
  WHERE m.author_login <> p.author_login AND coalesce(m.author_kind, '') <> 'bot'
),
kinds AS (
  SELECT p.id, p.title, p.url, p.number, p.repository, p.author, p.base_branch, p.change_class, p.merged_at, p.left_out_because,
         CASE WHEN v.peer = 1 AND a.id IS NOT NULL THEN 'assigned peer approved'
              WHEN v.peer = 1 THEN 'unassigned peer approved'
              WHEN v.self = 1 AND (v.reviewed = 1 OR t.id IS NOT NULL) THEN 'self approved with review'
              WHEN v.self = 1 THEN 'self approved'
              WHEN v.reviewed = 1 OR t.id IS NOT NULL THEN 'unapproved with review'
              ELSE 'unapproved' END AS collaboration
  FROM project_pull_requests p
  LEFT JOIN verdicts v ON v.id = p.id
  LEFT JOIN asked a ON a.id = p.id
  LEFT JOIN talked t ON t.id = p.id
  WHERE p.merged_at IS NOT NULL
)
SELECT k.id AS item_id, k.merged_at AS happened_at,
       CASE WHEN k.collaboration IN ('assigned peer approved', 'unassigned peer approved') THEN 100.0 ELSE 0.0 END AS value,
       k.title, k.url, k.number, k.repository, k.author, k.base_branch, k.change_class, k.collaboration, k.left_out_because AS excluded_because
FROM kinds k CROSS JOIN period
WHERE k.merged_at >= period.from_at AND k.merged_at < period.to_at
