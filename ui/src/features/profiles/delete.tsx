import { useDeleteProfile } from '~/api/profiles';
import type { Profile } from '~/api/types';
import { Confirm } from '~/ui/confirm';

type Props = { profile: Profile; names: string; close: () => void; done?: () => void };

/** Asks before a profile goes, naming the collections whose numbers change. */
export function DeleteProfile({ profile, names, close, done }: Props) {
  const remove = useDeleteProfile();
  return (
    <Confirm
      opened
      close={close}
      title={`Delete ${profile.name}`}
      action="Delete profile"
      pending={remove.isPending}
      error={remove.error}
      confirm={() =>
        remove.mutate(profile.id, {
          onSuccess: () => {
            close();
            done?.();
          },
        })
      }
    >
      {names
        ? `Numbers of ${names}, and of the collections below, are then made by the profile above them, else by the settings of the project.`
        : 'No collection goes by it: no number changes.'}
    </Confirm>
  );
}
