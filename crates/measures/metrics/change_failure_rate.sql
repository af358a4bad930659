-- title: Change failure rate
-- unit: percent
-- direction: down
-- area: dora
-- aggregates: rate, count
-- needs: deployments, failures
-- band: elite <= 15 15 % or less
-- band: high <= 30 over 15 % to 30 %
-- band: medium <= 45 over 30 % to 45 %
-- band: low over 45 %
-- dimension: repository Repository
-- dimension: environment Environment
-- dimension: author Author
-- column: at time Deployed
-- column: title text Deployment
-- column: repository text Repository
-- column: environment text Environment
-- column: failures number Failures
-- column: failure text Failure
-- column: failure_url link Failure page
-- column: attributed_by text Linked by
-- column: url link Page
-- version: 1
-- source: https://dora.dev/guides/dora-metrics-four-keys/
-- definition: The share of successful deployments that caused at least one failure. A deployment counts once however many
--   failures it caused, so the share never exceeds 100 %. What counts as a failure is set in the project. A revert belongs to
--   the deployment that shipped the reverted change; an incident to the deployment, commit or pull request that its text names
--   as the cause, else to the last successful deployment of the same repository in the hours before it that the project sets.
--   A failure that neither rule ties to a deployment is listed as not linked and counts for none: it is not guessed. A
--   deployment that failed reached nobody and is left out, unless the project counts failed deployments as failures; then it is
--   one deployment and one failure. The grades close the gaps between the usual bands: up to 15, up to 30, up to 45 %.
WITH caused AS (
  SELECT deployment_id,
         count(*) AS failures,
         min(opened_at) AS first_at,
         min(title) AS failure,
         min(url) AS failure_url,
         min(attributed_by) AS attributed_by
  FROM project_failures
  WHERE deployment_id IS NOT NULL AND excluded_because IS NULL
  GROUP BY deployment_id
),
items AS (
  SELECT d.id AS item_id,
         d.happened_at,
         CASE WHEN c.failures IS NULL THEN 0.0 ELSE 100.0 END AS value,
         d.title,
         d.url,
         d.repository,
         d.environment,
         d.author,
         c.failures,
         c.failure,
         c.failure_url,
         c.attributed_by,
         CASE WHEN d.result = 'success' OR c.failures IS NOT NULL THEN NULL
              WHEN d.result = 'failure' THEN 'the deployment failed'
              ELSE d.undecided_because END AS excluded_because
  FROM project_deployments d LEFT JOIN caused c ON c.deployment_id = d.id
  UNION ALL
  SELECT f.id AS item_id,
         f.opened_at AS happened_at,
         NULL AS value,
         NULL AS title,
         NULL AS url,
         f.repository,
         f.environment,
         f.author,
         1 AS failures,
         f.title AS failure,
         f.url AS failure_url,
         NULL AS attributed_by,
         f.unattributed_because AS excluded_because
  FROM project_failures f
  WHERE f.deployment_id IS NULL AND f.excluded_because IS NULL
)
SELECT items.* FROM items CROSS JOIN period
WHERE items.happened_at >= period.from_at AND items.happened_at < period.to_at
