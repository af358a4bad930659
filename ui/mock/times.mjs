const MINUTE = 60_000;

/** The time so many minutes ago, as the API writes it. */
export const ago = (now, minutes) => new Date(now - minutes * MINUTE).toISOString();
