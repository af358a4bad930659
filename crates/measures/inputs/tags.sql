SELECT id, repository_id, name, sha, tagged_at FROM tags
