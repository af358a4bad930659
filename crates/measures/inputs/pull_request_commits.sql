SELECT pull_request_id, sha, author_email, authored_at FROM pull_request_commits
