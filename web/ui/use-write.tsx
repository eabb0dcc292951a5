import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api.ts';
import { sayInstant } from './date.ts';

interface Write<Input, Answer> {
  /** Asks the server to do it. */
  readonly send: (input: Input) => Promise<Answer>;
  /** What is said when it is done; null for nothing. */
  readonly done?: (answer: Answer, input: Input) => string | null;
  /** Takes it back. Offered beside what is said. */
  readonly undo?: (answer: Answer, input: Input) => Promise<unknown>;
  /** After the lists have been told. */
  readonly after?: (answer: Answer, input: Input) => void;
}

/**
 * A change: sends it, says what was done (with a way back where there is one) or what was refused, and lets everything on the
 * screen be read again, since one step done moves several lists.
 */
export function useWrite<Input = void, Answer = unknown>({ send, done, undo, after }: Write<Input, Answer>) {
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['o'] });
  return useMutation<Answer, Error, Input>({
    mutationFn: send,
    onSuccess: async (answer, input) => {
      const said = done?.(answer, input);
      if (said) sayDone(said, undo && (() => undo(answer, input).then(readAgain)));
      await readAgain();
      after?.(answer, input);
    },
    onError: async (failure) => {
      sayRefused(failure);
      // Somebody was faster: what they did is to be seen.
      if (failure instanceof ApiProblem && failure.status === 409) await readAgain();
    },
  });
}

/** A short message that something has been done, with a way back where there is one. */
export function sayDone(message: string, undo?: () => Promise<unknown>): void {
  const id = crypto.randomUUID();
  const takeBack = () => {
    notifications.hide(id);
    undo?.().catch(sayRefused);
  };
  notifications.show({
    id,
    autoClose: undo ? 10_000 : 4_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text>{message}</Text>
        {undo && (
          <Button size="compact-sm" variant="subtle" flex="none" onClick={takeBack}>
            Undo
          </Button>
        )}
      </Group>
    ),
  });
}

/** When somebody was faster is told as people say it; the rest stands as it is. */
function sayDetail({ at, problem, mend }: ApiProblem['details'][number]): string {
  if (at === 'at')
    return `That was ${sayInstant(problem, new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone)}.`;
  return `${problem} ${mend ?? ''}`.trim();
}

/** A message that something was refused, in the server's words. */
export function sayRefused(failure: unknown): void {
  const problem = failure instanceof ApiProblem ? failure : null;
  const details = problem?.details.map(sayDetail).join(' ');
  notifications.show({
    color: 'red',
    autoClose: 12_000,
    withBorder: true,
    title: 'Not done',
    message: [problem?.message ?? 'Something unexpected happened. Nothing was changed.', details]
      .filter(Boolean)
      .join(' '),
  });
}
