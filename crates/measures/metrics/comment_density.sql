-- title: Comments per changed file
-- unit: ratio
-- direction: none
-- area: pull_requests
-- aggregates: mean, median, p90
-- needs: pull_requests
-- person: author
-- dimension: class Class
-- dimension: repository Repository
-- dimension: author Author
-- dimension: base_branch Target branch
-- dimension: change_class Change class
-- column: at time Merged or closed
-- column: title text Pull request
-- column: repository text Repository
-- column: author text Author
-- column: value number Comments per file
-- column: comments number Comments
-- column: changed_files number Files
-- column: class text Class
-- column: url link Page
-- version: 1
-- definition: Comments on a pull request divided by the files it changes, counted when it was merged or closed: 24 comments
--   on 8 files are 3. Up to 2 is shallow, up to 5 good, above heavy. Comments are the conversation and those on lines, bots
--   left out; where the host gives only their number, that number. A pull request without files, or whose files are not
--   known, is listed but not counted.
WITH said AS (
  SELECT pull_request_id, count(*) AS comments
  FROM comments WHERE pull_request_id IS NOT NULL AND coalesce(author_kind, '') <> 'bot'
  GROUP BY pull_request_id
),
counted AS (
  SELECT p.id, p.title, p.url, p.number, p.repository, p.author, p.base_branch, p.change_class, p.changed_files, p.left_out_because,
         CASE WHEN p.merged_at IS NOT NULL THEN p.merged_at ELSE p.closed_at END AS happened_at,
         coalesce(m.comments, CASE WHEN p.comments IS NULL THEN 0 ELSE p.comments END) AS comments
  FROM project_pull_requests p LEFT JOIN said m ON m.pull_request_id = p.id
  WHERE p.closed_at IS NOT NULL OR p.merged_at IS NOT NULL
)
SELECT d.id AS item_id, d.happened_at,
       CASE WHEN d.changed_files > 0 THEN CAST(d.comments AS DOUBLE) / CAST(d.changed_files AS DOUBLE) END AS value,
       d.title, d.url, d.number, d.repository, d.author, d.base_branch, d.change_class, d.comments, d.changed_files,
       CASE WHEN d.changed_files IS NULL OR d.changed_files = 0 THEN NULL
            WHEN d.comments <= 2 * d.changed_files THEN 'shallow'
            WHEN d.comments <= 5 * d.changed_files THEN 'good'
            ELSE 'heavy' END AS class,
       CASE WHEN d.left_out_because IS NOT NULL THEN d.left_out_because
            WHEN d.changed_files IS NULL THEN 'unknown: its files are not ingested'
            WHEN d.changed_files = 0 THEN 'it changes no files' END AS excluded_because
FROM counted d CROSS JOIN period
WHERE d.happened_at >= period.from_at AND d.happened_at < period.to_at
