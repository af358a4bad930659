-- title: Change failure rate
-- unit: percent
-- direction: down
-- area: dora
-- aggregates: rate, count
-- needs: deployments
-- variant: change_failure_rate SEI
-- dimension: repository Repository
-- column: at time When
-- column: title text What
-- column: repository text Repository
-- column: result text Result
-- column: failure text Failure
-- column: url link Page
-- version: 1
-- source: https://developer.harness.io/docs/software-engineering-insights/
-- definition: As Harness SEI defines it by default: the share of deployments that failed, of all deployments. What a
--   deployment that succeeded broke later is not part of it.
SELECT d.id AS item_id, d.happened_at, CASE WHEN d.result = 'failure' THEN 100.0 ELSE 0.0 END AS value, d.title, d.url, d.repository,
       d.result, CASE WHEN d.result = 'failure' THEN 'the deployment failed' END AS failure,
       CASE WHEN d.result = 'undecided' THEN d.undecided_because END AS excluded_because
FROM project_deployments d CROSS JOIN period
WHERE d.happened_at >= period.from_at AND d.happened_at < period.to_at
