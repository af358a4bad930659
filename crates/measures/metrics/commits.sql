-- title: Commits
-- unit: count
-- direction: none
-- area: commits
-- aggregates: count, per_day, per_week, distinct, per_key
-- needs: commits
-- person: email
-- distinct: email
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Committed
-- column: title text Commit
-- column: repository text Repository
-- column: author text Author
-- column: additions number Added
-- column: deletions number Deleted
-- column: files number Files
-- column: sha text Commit id
-- column: url link Page
-- version: 1
-- definition: Commits that branches and tags of the project's repositories reach, counted when they were committed. Merges
--   are listed but not counted. A repository that is connected twice counts once. Different keys are authors, by address,
--   so items per key are commits per author.
SELECT c.id AS item_id, c.committed_at AS happened_at, 1.0 AS value,
       c.title, c.url, c.repository, c.author, c.email, c.additions, c.deletions, c.files, c.sha,
       c.left_out_because AS excluded_because
FROM project_commits c CROSS JOIN period
WHERE c.committed_at >= period.from_at AND c.committed_at < period.to_at
