-- The project's pull requests, each once however often its repository is connected.
SELECT p.id, p.number, p.title, p.url, c.repository, p.author_login AS author, p.base_branch, c.change_class, p.state, p.created_at, p.merged_at,
       p.closed_at, p.additions, p.deletions, p.changed_files, p.comments,
       CASE WHEN s.exclude_bots AND p.author_kind = 'bot' THEN 'opened by a bot' END AS left_out_because
FROM pull_requests p JOIN project_changes c ON c.id = p.id CROSS JOIN project_settings s
