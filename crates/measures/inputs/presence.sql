SELECT (SELECT count(*) FROM commits) AS commits,
       (SELECT count(*) FROM commit_files) AS commit_files,
       (SELECT count(*) FROM pipeline_runs) AS pipelines,
       (SELECT count(*) FROM issues) AS issues,
       (SELECT count(*) FROM issue_events) + (SELECT count(*) FROM issue_changes) AS issue_history,
       (SELECT count(*) FROM issue_sprints) AS sprints
