SELECT id, repository_id, tag, name, target, is_draft, is_prerelease, author_login, url, published_at, created_at FROM releases
