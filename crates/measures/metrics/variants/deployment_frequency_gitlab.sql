-- title: Deployment frequency
-- unit: per_day
-- direction: up
-- area: dora
-- aggregates: per_day, per_week, count
-- needs: deployments
-- variant: deployment_frequency GitLab
-- dimension: repository Repository
-- column: at time When
-- column: title text What
-- column: repository text Repository
-- column: value number Number
-- column: url link Page
-- version: 1
-- source: https://docs.gitlab.com/user/analytics/dora_metrics/
-- definition: As GitLab and Harness SEI define it: successful deployments to production divided by the days of the range.
SELECT d.id AS item_id, d.happened_at, 1.0 AS value, d.title, d.url, d.repository,
       CASE WHEN d.result <> 'success' THEN 'it did not succeed' END AS excluded_because
FROM project_deployments d CROSS JOIN period
WHERE d.happened_at >= period.from_at AND d.happened_at < period.to_at
