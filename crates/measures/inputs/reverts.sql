SELECT id, title, body, head_branch FROM pull_requests
WHERE head_branch LIKE 'revert-%' OR lower(title) LIKE 'revert%' OR lower(title) LIKE 'reapply%'
