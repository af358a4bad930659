SELECT sha, parent_sha FROM commit_parents
