import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { CheckedPlaybook } from '../../../server/api/contract/playbook.ts';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';

/** What happens when a text is published, why it cannot be yet, and the button. */
export function PublishSection({
  playbook,
  checked,
  isChecked,
  isReady,
  isBusy,
  next,
  reason,
  setReason,
  onPublish,
}: {
  /** The key of the playbook; null for a new one. */
  playbook: string | null;
  checked: CheckedPlaybook | undefined;
  /** Whether `checked` is about what is written now. */
  isChecked: boolean;
  /** Whether nothing else is in the way. */
  isReady: boolean;
  isBusy: boolean;
  /** The number that the version would have. */
  next: number;
  reason: string;
  setReason: (reason: string) => void;
  onPublish: () => void;
}) {
  const isOther = playbook !== null && isChecked && checked?.key != null && checked.key !== playbook;
  const isTaken = playbook === null && isChecked && checked?.replaces != null;
  const hasErrors = checked?.findings.some(({ severity }) => severity === 'error') ?? false;
  return (
    <Section title="Publish">
      <Stack gap="sm">
        <Text size="sm">{whatHappens(playbook !== null, checked?.replaces?.openRuns ?? 0)}</Text>
        {isOther && (
          <Text size="sm" c="red">
            The key of a playbook stays: write {playbook}, or add this one as a new playbook.
          </Text>
        )}
        {isTaken && (
          <Text size="sm" c="red">
            There is already a playbook “{checked?.replaces?.title}” with the key {checked?.key}. Give yours another key
            in the first line.
          </Text>
        )}
        <TextInput
          label="Why? (optional)"
          description="Kept with the version, and in the audit log."
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button
            loading={isBusy}
            disabled={!isChecked || hasErrors || isOther || isTaken || !isReady}
            onClick={onPublish}
          >
            {playbook ? `Publish version ${next}` : 'Publish'}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function whatHappens(isVersion: boolean, openRuns: number): string {
  if (!isVersion)
    return 'It runs from now on: the next diagnosis starts it for the accounts that match. When they are many, a person is asked first.';
  const runs =
    openRuns === 0
      ? 'No run is open.'
      : `${sayCount(openRuns, 'open run')} ${openRuns === 1 ? 'keeps its' : 'keep their'} version to the end.`;
  return `New runs follow this text from now on. ${runs}`;
}
