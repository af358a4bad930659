SELECT i.id, i.repository_id, i.key, i.title, i.body, i.url, i.state, i.state_reason, i.author_login, i.created_at, i.closed_at
FROM issues i JOIN incident_issues n ON n.id = i.id
