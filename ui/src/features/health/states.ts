import type { Condition, State } from '~/api/types';
import type { Tone } from '~/ui/pill';

export type Severity = Condition['severity'];

/** What a state is called, and where it is put right. */
type Facts = { label: string; fix?: Fix };

export type Fix = {
  label: string;
  tab: 'monitoring' | 'coverage' | 'schedule' | 'mapping' | 'webhooks' | 'settings';
  /** Opens the dialog that asks for new credentials. */
  reauthenticate?: true;
};

const REAUTHENTICATE: Fix = { label: 'Re-authenticate', tab: 'settings', reauthenticate: true };
const LOG: Fix = { label: 'See the ingestion log', tab: 'monitoring' };
const QUOTA: Fix = { label: 'See the quota', tab: 'coverage' };
const SETTINGS: Fix = { label: 'Change the configuration', tab: 'settings' };
const SCHEDULE: Fix = { label: 'See the schedule', tab: 'schedule' };

const STATES: Record<State, Facts> = {
  first_sync: { label: 'First sync' },
  healthy: { label: 'Healthy' },
  running: { label: 'Running' },
  delayed: { label: 'Delayed', fix: LOG },
  throttled: { label: 'Waiting for quota', fix: QUOTA },
  paused: { label: 'Paused', fix: SCHEDULE },
  credential_expiring: { label: 'Credential expires soon', fix: REAUTHENTICATE },
  credential_expired: { label: 'Credential expired', fix: REAUTHENTICATE },
  unauthorized: { label: 'Credential refused', fix: REAUTHENTICATE },
  missing_permission: { label: 'Permission missing', fix: REAUTHENTICATE },
  partially_failed: { label: 'Partly failed', fix: LOG },
  unreachable: { label: 'Unreachable', fix: LOG },
  breaker_open: { label: 'Upstream left alone', fix: QUOTA },
  upstream_fault: { label: 'Upstream at fault', fix: LOG },
  storage: { label: 'Storage', fix: LOG },
  interrupted: { label: 'Interrupted', fix: LOG },
  misconfigured: { label: 'Misconfigured', fix: SETTINGS },
  failed: { label: 'Failed', fix: LOG },
  backing_off: { label: 'Waiting to try again', fix: SCHEDULE },
  deleting: { label: 'Deleting' },
  never_run: { label: 'Never run', fix: SCHEDULE },
  settings_changed: { label: 'Settings changed', fix: SCHEDULE },
  webhook_silent: { label: 'Webhooks silent', fix: { label: 'See the webhooks', tab: 'webhooks' } },
  off: { label: 'Switched off', fix: SETTINGS },
};

/** A newer server may know states that these pages do not. */
export function stateFacts(state: State): Facts {
  return STATES[state] ?? { label: String(state).replaceAll('_', ' ') };
}

const TONES: Record<Severity, Tone> = { ok: 'good', info: 'accent', warning: 'warn', critical: 'bad' };

export function toneOf(severity: Severity): Tone {
  return TONES[severity] ?? 'calm';
}

/** A list has only the state: what colour it is there. */
export function stateTone(state: State): Tone {
  if (state === 'healthy') return 'good';
  if (state === 'first_sync' || state === 'running') return 'accent';
  if (state === 'paused' || state === 'off' || state === 'never_run' || state === 'settings_changed')
    return 'calm';
  const critical: State[] = [
    'credential_expired',
    'unauthorized',
    'missing_permission',
    'unreachable',
    'misconfigured',
    'failed',
    'storage',
  ];
  return critical.includes(state) ? 'bad' : 'warn';
}
