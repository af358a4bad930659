-- The moments of each pull request.
-- opened_at: when it became ready for review: opened, or marked ready when it was opened as a draft.
-- first_response_at: first review or comment by somebody else who is not a bot, from then until the merge.
-- approved_at: first approval, likewise. The last ones are among the same.
WITH first_commits AS (
  SELECT pull_request_id, min(coalesce(authored_at, committed_at)) AS first_commit_at
  FROM pull_request_commits GROUP BY pull_request_id
),
drafts AS (
  SELECT pull_request_id,
         min(CASE WHEN kind = 'ready_for_review' THEN occurred_at END) AS ready_at,
         min(CASE WHEN kind = 'converted_to_draft' THEN occurred_at END) AS draft_at
  FROM pull_request_events WHERE kind IN ('ready_for_review', 'converted_to_draft')
  GROUP BY pull_request_id
),
opened AS (
  SELECT p.id, p.author_login, p.merged_at,
         CASE WHEN d.ready_at IS NULL OR d.ready_at < p.created_at OR d.draft_at < d.ready_at OR d.ready_at > p.merged_at
              THEN p.created_at ELSE d.ready_at END AS opened_at,
         CASE WHEN f.first_commit_at < p.created_at THEN f.first_commit_at ELSE p.created_at END AS started_at,
         f.first_commit_at
  FROM pull_requests p
  LEFT JOIN first_commits f ON f.pull_request_id = p.id
  LEFT JOIN drafts d ON d.pull_request_id = p.id
),
responses AS (
  SELECT pull_request_id, author_login, submitted_at AS responded_at, state
  FROM reviews WHERE submitted_at IS NOT NULL AND coalesce(author_kind, '') <> 'bot'
  UNION ALL
  SELECT pull_request_id, author_login, created_at AS responded_at, 'commented' AS state
  FROM comments WHERE pull_request_id IS NOT NULL AND coalesce(author_kind, '') <> 'bot'
),
answered AS (
  SELECT o.id, min(r.responded_at) AS first_response_at, min(CASE WHEN r.state = 'approved' THEN r.responded_at END) AS approved_at,
         max(r.responded_at) AS last_response_at, max(CASE WHEN r.state = 'approved' THEN r.responded_at END) AS last_approved_at
  FROM opened o JOIN responses r ON r.pull_request_id = o.id
  WHERE r.responded_at >= o.opened_at AND (o.merged_at IS NULL OR r.responded_at <= o.merged_at)
    AND (r.author_login IS NULL OR o.author_login IS NULL OR r.author_login <> o.author_login)
  GROUP BY o.id
)
SELECT o.id, o.started_at, o.first_commit_at, o.opened_at, a.first_response_at, a.approved_at, a.last_response_at, a.last_approved_at, o.merged_at
FROM opened o LEFT JOIN answered a ON a.id = o.id
