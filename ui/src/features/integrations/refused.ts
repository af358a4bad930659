import { notifications } from '@mantine/notifications';
import { asApiError } from '~/api/errors';
import { closed } from '~/lib/format';

/** Says in a corner of the page why a button's wish was refused. */
export function refused(what: string) {
  return (error: unknown) => {
    const { message, hint } = asApiError(error);
    notifications.show({
      color: 'red.8',
      title: what,
      message: [message, hint]
        .filter(Boolean)
        .map((text) => closed(String(text)))
        .join(' '),
    });
  };
}
