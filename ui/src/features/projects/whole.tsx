import { Button, Group, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';

type Named = { name: string };

type Of<S, B> = {
  /** As it is stored; a new one is not. */
  saved: S | undefined;
  bodyOf: (saved: S) => B;
  /** What a new one begins with. */
  start: B;
  save: UseMutationResult<S, Error, B>;
  created: () => void;
};

/** A form that is saved as a whole: what is in it, and whether that is stored. */
export function useWhole<S, B extends Named>({ saved, bodyOf, start, save, created }: Of<S, B>) {
  const stored = saved && bodyOf(saved);
  const [body, setBody] = useState<B>(stored ?? start);
  const submit = () =>
    save.mutate(
      { ...body, name: body.name.trim() },
      {
        onSuccess: (made) => {
          setBody(bodyOf(made));
          if (!saved) created();
        },
      },
    );
  return {
    body,
    patch: (change: Partial<B>) => setBody({ ...body, ...change }),
    changed: !stored || JSON.stringify(body) !== JSON.stringify(stored),
    undo: stored && (() => setBody(stored)),
    save,
    submit,
  };
}

type Props = {
  whole: {
    body: Named;
    changed: boolean;
    undo: (() => void) | undefined;
    save: Pick<UseMutationResult, 'isPending' | 'isSuccess'>;
    submit: () => void;
  };
  /** What is edited: `collection`. */
  noun: string;
  /** Whether something has to be decided before it can be saved. */
  undecided?: boolean;
  /** What saving it means. */
  effect: string;
  remove: () => void;
};

/** The buttons below such a form. */
export function SaveBar({ whole, noun, undecided = false, effect, remove }: Props) {
  const { body, changed, undo, save, submit } = whole;
  return (
    <Group>
      <Button
        disabled={!changed || undecided || body.name.trim() === ''}
        loading={save.isPending}
        onClick={submit}
      >
        {undo ? `Save ${noun}` : `Create ${noun}`}
      </Button>
      {undo && changed && (
        <Button variant="default" onClick={undo}>
          Undo changes
        </Button>
      )}
      {save.isSuccess && !changed && (
        <Text size="sm" role="status">
          Saved. {effect}
        </Text>
      )}
      {undo && (
        <Button variant="default" c="var(--weir-bad)" ml="auto" onClick={remove}>
          Delete {noun}
        </Button>
      )}
    </Group>
  );
}
