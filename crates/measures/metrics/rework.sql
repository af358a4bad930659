-- title: Rework
-- unit: percent
-- direction: down
-- area: commits
-- aggregates: share
-- needs: commit_files
-- person: email
-- weight: lines
-- dimension: kind Kind
-- dimension: repository Repository
-- dimension: author Author
-- column: at time Committed
-- column: title text File
-- column: repository text Repository
-- column: author text Author
-- column: kind text Kind
-- column: lines number Lines
-- column: previous_at time Changed before
-- column: url link Page
-- version: 1
-- definition: The share of changed lines (added plus deleted) that are in files changed within the 30 days before. Each
--   file of a commit is of one kind: new (the file's first commit), rework (last changed within 30 days) or legacy rework
--   (last changed before that); a renamed file is not new. Merges, binary files and commits that touch more than 256 files
--   are left out. Read by the age of the file, since commits say how many lines of a file changed, not how old each line
--   was: of 5 lines in a new file, 4 in one changed recently and 11 in an old one, 20 % are rework.
SELECT f.id AS item_id, f.committed_at AS happened_at, CASE WHEN f.kind = 'rework' THEN 100.0 ELSE 0.0 END AS value,
       f.lines, f.previous_at, f.path AS title, f.url, f.repository, f.author, f.email, f.kind,
       f.left_out_because AS excluded_because
FROM file_changes f CROSS JOIN period
WHERE f.committed_at >= period.from_at AND f.committed_at < period.to_at
