SELECT id, labels FROM issues WHERE labels IS NOT NULL
