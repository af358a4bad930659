-- title: Story points added to sprints
-- unit: points
-- direction: down
-- area: sprints
-- aggregates: sum_per_key, sum, count
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
-- column: value number Added
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
-- definition: Story points that were added to a sprint after it had begun, as estimated when it ended: one of 2
--   points that became 5 counts as 5. There is no time of grace. A sprint counts when it ended, once it is completed;
--   its issues are those that were in it when it began (committed, whether or not they were taken out later or had
--   been done before) and those that were added afterwards and still in it when it ended (added). sum_per_key is the
--   mean of the sprints, sum all of them together. Sprints to which nothing was added count as 0 in the mean. By
--   outcome it tells what was done of it. Left out: sub-tasks, issues that were added and taken out again, sprints
--   that are not completed or have no dates, and issues without an estimate, which are not zero points.
SELECT s.id AS item_id, s.happened_at, CASE WHEN s.part = 'added' THEN s.points ELSE 0.0 END AS value,
       s.title, s.url, s.key, s.sprint, s.sprint_id, s.board, s.part, s.outcome, s.points_then, s.points, s.added_at, s.removed_at,
       s.assignee, s.account, s.project, s.kind,
       CASE WHEN s.left_out_because IS NOT NULL THEN s.left_out_because
            WHEN s.part = 'added' AND s.points IS NULL THEN 'not estimated' END AS excluded_because
FROM sprint_issues s CROSS JOIN period
WHERE s.happened_at >= period.from_at AND s.happened_at < period.to_at
