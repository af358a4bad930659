SELECT sha FROM commits WHERE parents = 0
