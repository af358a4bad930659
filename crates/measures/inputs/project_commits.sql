-- The project's commits, each once however often its repository is connected.
SELECT m.id, m.repository_id, m.sha, m.authored_at, m.committed_at, split_part(m.message, chr(10), 1) AS title,
       CASE WHEN r.url IS NULL THEN NULL ELSE concat(r.url, '/commit/', m.sha) END AS url,
       r.repository, m.author_name AS author, lower(m.author_email) AS email, m.parents, m.additions, m.deletions, m.files,
       CASE WHEN m.parents > 1 THEN 'a merge' END AS left_out_because
FROM commits m JOIN project_repositories r ON r.id = m.repository_id AND r.counts_commits
