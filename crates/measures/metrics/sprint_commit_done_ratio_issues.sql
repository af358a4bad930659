-- title: Commitment done, by issues
-- unit: percent
-- direction: up
-- area: sprints
-- aggregates: rate, count
-- needs: issues, issue_history, sprints
-- person: account
-- distinct: sprint_id
-- dimension: sprint Sprint
-- dimension: part Committed or added
-- dimension: outcome Outcome
-- dimension: board Board
-- dimension: project Project
-- dimension: kind Kind
-- dimension: assignee Assignee
-- column: at time Sprint ended
-- column: title text Issue
-- column: key text Key
-- column: sprint text Sprint
-- column: part text Committed or added
-- column: outcome text Outcome
-- column: value number Done × 100
-- column: points_then number Points at start
-- column: points number Points at end
-- column: added_at time Put into the sprint
-- column: removed_at time Taken out
-- column: assignee text Assignee
-- column: project text Project
-- column: kind text Kind
-- column: board text Board
-- column: url link Page
-- version: 1
-- definition: The share of the committed issues that were in the sprint and done when it ended. The rest of 100 % was
--   missed. Above 70 % is read as good, below 60 % as poor. A sprint counts when it ended, once it is completed; its
--   issues are those that were in it when it began (committed, whether or not they were taken out later or had been
--   done before) and those that were added afterwards and still in it when it ended (added). Left out: sub-tasks,
--   issues that were added and taken out again, sprints that are not completed or have no dates.
SELECT s.id AS item_id, s.happened_at, CASE WHEN s.outcome = 'done' THEN 100.0 ELSE 0.0 END AS value,
       s.title, s.url, s.key, s.sprint, s.sprint_id, s.board, s.part, s.outcome, s.points_then, s.points, s.added_at, s.removed_at,
       s.assignee, s.account, s.project, s.kind,
       s.left_out_because AS excluded_because
FROM sprint_issues s CROSS JOIN period
WHERE s.happened_at >= period.from_at AND s.happened_at < period.to_at AND (s.part = 'committed' OR s.left_out_because IS NOT NULL)
