SELECT repository_id, count(*) AS commits FROM commits GROUP BY repository_id
