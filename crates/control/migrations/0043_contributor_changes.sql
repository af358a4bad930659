-- Grows whenever anything about contributors changes, so that what was made from them is made again only then.
INSERT INTO counters (name, value) VALUES ('contributor_changes', 0);
