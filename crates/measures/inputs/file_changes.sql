-- Each file of each commit: whether it was new, or changed again, and how soon.
WITH touched AS (
  SELECT f.id, f.repository_id, f.sha, f.path, f.committed_at, CAST(f.additions + f.deletions AS DOUBLE) AS lines,
         lag(f.committed_at) OVER (PARTITION BY f.repository_id, f.path ORDER BY f.committed_at, f.id) AS previous_at,
         f.previous_path
  FROM commit_files f JOIN project_repositories r ON r.id = f.repository_id AND r.counts_commits
  WHERE f.committed_at IS NOT NULL
)
SELECT t.id, t.committed_at, t.lines, t.previous_at, t.path, c.url, c.repository, c.author, c.email,
       CASE WHEN t.previous_at IS NULL AND t.previous_path IS NULL THEN 'new'
            WHEN hours_between(t.previous_at, t.committed_at) <= 720.0 THEN 'rework'
            ELSE 'legacy rework' END AS kind,
       CASE WHEN c.left_out_because IS NOT NULL THEN c.left_out_because
            WHEN c.files > 256 THEN 'its commit touches more than 256 files'
            WHEN t.lines IS NULL THEN 'a binary file, or lines that are not ingested' END AS left_out_because
FROM touched t JOIN project_commits c ON c.repository_id = t.repository_id AND c.sha = t.sha
