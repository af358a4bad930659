import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change, and the questions whose answers it makes stale. */
export function useChange<V, R>(change: (variables: V) => Promise<R>, stale: string[][]) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all(stale.map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
}
