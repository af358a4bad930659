SELECT id, full_name, url, clone_url, default_branch FROM repositories ORDER BY id
