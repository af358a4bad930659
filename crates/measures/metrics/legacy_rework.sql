-- title: Legacy rework
-- unit: percent
-- direction: none
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
-- definition: The share of changed lines (added plus deleted) that are in files last changed more than 30 days before: old
--   code that had to be touched again. The kinds are those of rework; of 5 lines in a new file, 4 in one changed recently
--   and 11 in an old one, 55 % are legacy rework.
SELECT f.id AS item_id, f.committed_at AS happened_at, CASE WHEN f.kind = 'legacy rework' THEN 100.0 ELSE 0.0 END AS value,
       f.lines, f.previous_at, f.path AS title, f.url, f.repository, f.author, f.email, f.kind,
       f.left_out_because AS excluded_because
FROM file_changes f CROSS JOIN period
WHERE f.committed_at >= period.from_at AND f.committed_at < period.to_at
