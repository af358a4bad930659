import type { ContributorEvent } from '~/api/types';

type Change = { field: string; from: string; to: string };
type Gone = { name: string; email: string | null; attributes: { [name: string]: string } };
type Detail = {
  accounts?: (string | string[])[];
  account?: string;
  others?: Gone[];
  from?: string;
  changes?: Change[];
};

export type EventText = { title: string; details: string[] };

function changeText({ field, from, to }: Change): string {
  if (from === '') return `${field}: ${to}`;
  return to === '' ? `${field}: no longer ${from}` : `${field}: ${to} instead of ${from}`;
}

function goneText({ name, email, attributes }: Gone): string {
  const notes = Object.entries(attributes).map(([of, value]) => `${of}: ${value}`);
  return [email ? `${name} (${email})` : name, ...notes].join(', ');
}

/** A line of the log, from the side of one contributor. */
export function eventText(event: ContributorEvent, own: string, account: (key: string) => string): EventText {
  const detail = event.detail as Detail;
  switch (event.action) {
    case 'merged': {
      const others = (detail.others ?? []).map(goneText);
      const accounts = (detail.accounts ?? []).flat().map(account);
      return {
        title: others.length > 0 ? `Merged with ${others.join('; ')}` : 'Merged',
        details: accounts.length > 0 ? [`Accounts that came: ${accounts.join(', ')}`] : [],
      };
    }
    case 'split':
      return {
        title:
          detail.from === own
            ? `${account(detail.account ?? '')} was split off`
            : `Split off: ${account(detail.account ?? '')}`,
        details: [],
      };
    case 'declined': {
      const pairs = (detail.accounts ?? []).map((pair) => (Array.isArray(pair) ? pair : [pair]));
      return {
        title: 'Not the same person',
        details: pairs.map((pair) => pair.map(account).join(' and ')),
      };
    }
    default:
      return {
        title: event.action === 'imported' ? 'Changed by an import' : 'Edited by hand',
        details: (detail.changes ?? []).map(changeText),
      };
  }
}
