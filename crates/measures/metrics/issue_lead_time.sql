-- title: Issue lead time
-- unit: hours
-- direction: down
-- area: issues
-- aggregates: mean, median, p75, p90, p95
-- needs: issues, issue_history
-- person: account
-- dimension: project Project
-- dimension: kind Kind
-- dimension: priority Priority
-- dimension: status Status
-- dimension: assignee Assignee
-- dimension: milestone Milestone
-- stage: todo Until work begins
-- stage: commit First commit
-- stage: creation Pull request opened
-- stage: approval First approval
-- stage: merge Last merge
-- stage: build First build
-- stage: deploy First deployment
-- stage: done Until done
-- chain: created_at, begun_at, committed_at, opened_at, approved_at, merged_at, built_at, deployed_at, closed_at
-- moments: issue_moments
-- event: created_at Opened
-- event: begun_at Work begins
-- event: first_response_at First answer
-- event: committed_at First commit
-- event: opened_at First pull request opened
-- event: last_opened_at Last pull request opened
-- event: first_review_at First review
-- event: approved_at First approval
-- event: last_approved_at Last pull request approved
-- event: first_merged_at First merge
-- event: merged_at Last merge
-- event: built_at First build
-- event: deployed_at First deployment
-- event: closed_at Done
-- event: released_at First release of its versions
-- event: last_released_at Last release of its versions
-- column: at time When
-- column: title text Issue
-- column: key text Key
-- column: project text Project
-- column: kind text Kind
-- column: priority text Priority
-- column: status text Status
-- column: assignee text Assignee
-- column: value hours Lead time
-- column: created_at time Opened
-- column: begun_at time Begun
-- column: committed_at time First commit
-- column: opened_at time First pull request
-- column: approved_at time First approval
-- column: merged_at time Last merge
-- column: built_at time First build
-- column: deployed_at time First deployment
-- column: closed_at time Done
-- column: url link Page
-- version: 1
-- definition: From the moment an issue was opened until it was done, counted when it was done, in the steps it went
--   through: work begins, first commit, first pull request opened, first approval, last pull request merged, first build of
--   the merged commit, first deployment that contains the change, done. A step is measured from the nearest earlier step
--   that happened; one that never happened is left out of that part's number and takes no time; one that happened before
--   the earlier step counts 0, and the next is measured from its real time. Only the first arrival at a step counts, so
--   that reopening moves nothing but the merge and the end. The lead time is the sum of the steps. Commits belong by the
--   key in their message, pull requests by the key in their title, branch or text.
WITH changes AS (
  SELECT p.issue_key, min(q.created_at) AS opened_at, min(t.approved_at) AS approved_at, max(q.merged_at) AS merged_at,
         min(t.first_commit_at) AS committed_at, min(c.deployed_at) AS deployed_at, min(b.finished_at) AS built_at
  FROM pull_request_issues p
  JOIN pull_requests q ON q.id = p.pull_request_id
  JOIN project_changes c ON c.id = q.id
  JOIN pull_request_times t ON t.id = q.id
  LEFT JOIN (
    SELECT repository_id, sha, min(finished_at) AS finished_at FROM pipeline_runs WHERE result = 'success' GROUP BY repository_id, sha
  ) b ON b.repository_id = q.repository_id
    -- Some hosts name the merge by its first 12 digits only.
    AND substr(b.sha, 1, 12) = substr(q.merge_commit_sha, 1, 12) AND starts_with(b.sha, q.merge_commit_sha)
  GROUP BY p.issue_key
),
named AS (
  SELECT n.issue_key, min(m.authored_at) AS committed_at
  FROM commit_issues n JOIN commits m ON m.repository_id = n.repository_id AND m.sha = n.sha
  GROUP BY n.issue_key
),
moments AS (
  SELECT i.id, i.created_at, t.begun_at, i.closed_at,
         CASE WHEN c.committed_at < n.committed_at OR n.committed_at IS NULL THEN c.committed_at ELSE n.committed_at END AS committed_at,
         c.opened_at, c.approved_at, c.merged_at, c.built_at, c.deployed_at
  FROM issues i
  JOIN issue_times t ON t.id = i.id
  LEFT JOIN changes c ON c.issue_key = i.key
  LEFT JOIN named n ON n.issue_key = i.key
  WHERE i.closed_at IS NOT NULL
),
steps AS (
  SELECT id, hours_between(created_at, begun_at) AS todo,
         hours_between(coalesce(begun_at, created_at), committed_at) AS commit,
         hours_between(coalesce(committed_at, begun_at, created_at), opened_at) AS creation,
         hours_between(coalesce(opened_at, committed_at, begun_at, created_at), approved_at) AS approval,
         hours_between(coalesce(approved_at, opened_at, committed_at, begun_at, created_at), merged_at) AS merge,
         hours_between(coalesce(merged_at, approved_at, opened_at, committed_at, begun_at, created_at), built_at) AS build,
         hours_between(coalesce(built_at, merged_at, approved_at, opened_at, committed_at, begun_at, created_at), deployed_at) AS deploy,
         hours_between(coalesce(deployed_at, built_at, merged_at, approved_at, opened_at, committed_at, begun_at, created_at), closed_at) AS done
  FROM moments
),
parts AS (
  SELECT id,
         CASE WHEN todo < 0.0 THEN 0.0 ELSE todo END AS todo, CASE WHEN commit < 0.0 THEN 0.0 ELSE commit END AS commit,
         CASE WHEN creation < 0.0 THEN 0.0 ELSE creation END AS creation, CASE WHEN approval < 0.0 THEN 0.0 ELSE approval END AS approval,
         CASE WHEN merge < 0.0 THEN 0.0 ELSE merge END AS merge, CASE WHEN build < 0.0 THEN 0.0 ELSE build END AS build,
         CASE WHEN deploy < 0.0 THEN 0.0 ELSE deploy END AS deploy, CASE WHEN done < 0.0 THEN 0.0 ELSE done END AS done
  FROM steps
),
items AS (
  SELECT i.id AS item_id, i.closed_at AS happened_at,
         coalesce(p.todo, 0.0) + coalesce(p.commit, 0.0) + coalesce(p.creation, 0.0) + coalesce(p.approval, 0.0)
           + coalesce(p.merge, 0.0) + coalesce(p.build, 0.0) + coalesce(p.deploy, 0.0) + coalesce(p.done, 0.0) AS value,
         p.todo, p.commit, p.creation, p.approval, p.merge, p.build, p.deploy, p.done,
         m.created_at, m.begun_at, m.committed_at, m.opened_at, m.approved_at, m.merged_at, m.built_at, m.deployed_at, m.closed_at,
         i.title, i.url, i.key, t.project, i.kind, i.priority, coalesce(i.status, i.state) AS status, t.assignee_name AS assignee, t.assignee AS account, i.milestone,
         CASE WHEN i.state_reason IN ('not_planned', 'duplicate') THEN 'closed without being done' END AS excluded_because
  FROM issues i JOIN issue_times t ON t.id = i.id JOIN parts p ON p.id = i.id JOIN moments m ON m.id = i.id
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
