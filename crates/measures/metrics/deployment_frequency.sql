-- title: Deployment frequency
-- unit: per_day
-- direction: up
-- area: dora
-- aggregates: per_day, per_week, count
-- needs: deployments
-- band: elite > 1 more than once a day
-- band: high >= 0.14285714285714285 once a week to once a day
-- band: medium >= 0.03333333333333333 once a month to once a week
-- band: low less than once in 30 days
-- dimension: repository Repository
-- dimension: environment Environment
-- dimension: author Author
-- dimension: rule Kind of deployment
-- column: at time Finished
-- column: title text Deployment
-- column: repository text Repository
-- column: environment text Environment
-- column: result text Result
-- column: sha text Commit
-- column: author text Author
-- column: url link Page
-- version: 1
-- source: https://dora.dev/guides/dora-metrics-four-keys/
-- definition: Successful deployments per day. What counts as a deployment is set in the project. One counts when it
--   succeeded: a recorded deployment at its first successful status, a run when its first successful attempt ended (a later
--   repetition moves nothing), a release when it was published, a tag when it was made, a merge when it was merged. Failed,
--   cancelled, skipped and unfinished ones are listed but not counted. The number divides by the full days of the range, all
--   of them: 24 deployments in 91 days are 0.26 per day; a range that reaches into the future ends now. Exactly one a day is
--   High; a month is 30 days. Days and weeks (Monday to Sunday) are those of UTC. A gap in the series means that nothing is
--   known, 0 that there was no deployment.
SELECT d.id AS item_id,
       d.happened_at,
       1.0 AS value,
       d.title,
       d.url,
       d.repository,
       d.environment,
       d.author,
       d.rule,
       d.result,
       d.sha,
       d.started_at,
       CASE WHEN d.result = 'success' THEN NULL
            WHEN d.result = 'failure' THEN 'the deployment failed'
            ELSE d.undecided_because END AS excluded_because
FROM project_deployments d CROSS JOIN period
WHERE d.happened_at >= period.from_at AND d.happened_at < period.to_at
