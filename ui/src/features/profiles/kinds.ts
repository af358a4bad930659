import type { ProfileKind } from '~/api/types';

/** The kinds of profile, in words. */
export const PROFILE_KINDS: Record<ProfileKind, { label: string; about: string; makes: string }> = {
  dora: {
    label: 'DORA',
    about: 'What counts as a deployment, a change and a failure.',
    makes: 'DORA metrics',
  },
  velocity: {
    label: 'Velocity',
    about: 'Which parts of cycle times and lead times of issues count, and in which hours.',
    makes: 'Cycle times, issues and all else',
  },
};
