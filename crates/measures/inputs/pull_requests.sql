SELECT id, repository_id, number, title, url, state, author_login, author_kind, created_at, merged_at, merged_by_login,
       merge_commit_sha, base_branch, head_branch, head_sha, labels
FROM pull_requests
