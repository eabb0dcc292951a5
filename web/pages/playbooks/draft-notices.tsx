import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PlaybookDraft } from '../../../server/api/contract/playbook-draft.ts';
import { ApiProblem } from '../../api.ts';
import { useOrganisation } from '../../session.ts';
import { dayOf, sayInstant, sayTime } from '../../ui/date.ts';
import { sayRefused } from '../../ui/use-write.tsx';
import { useNow } from '../../ui/when.tsx';
import type { KeptDraft } from './use-draft.ts';

/** Whether what is written has been kept: 'Draft saved 14:02 by Robert Klein'. */
export function DraftState({
  kept: { draft, isUnsaved, isPaused, failure, refused },
  version,
}: {
  kept: KeptDraft;
  version: number;
}) {
  const sayWhen = useSayWhen();
  return (
    <Text size="sm" c={failure || refused ? 'red' : 'dimmed'}>
      {refused
        ? 'Draft not saved'
        : failure
          ? 'Draft not saved yet, trying again'
          : isUnsaved && isPaused
            ? 'Not saved'
            : isUnsaved
              ? 'Saving the draft …'
              : draft
                ? `Draft saved ${sayWhen(draft.savedAt)}${draft.savedBy ? ` by ${draft.savedBy}` : ''}`
                : `As published, version ${version}`}
    </Text>
  );
}

/** The time for today, after `before`; the day for the rest. */
function useSayWhen(before = ''): (at: string) => string {
  const { timeZone } = useOrganisation();
  const now = useNow();
  return (at) =>
    dayOf(at, timeZone) === dayOf(now, timeZone) ? `${before}${sayTime(at, timeZone)}` : sayInstant(at, now, timeZone);
}

/** Somebody else was faster: both texts are still there, and one chooses. */
export function DraftRefused({ kept: { refused, keepMine }, onReopen }: { kept: KeptDraft; onReopen: () => void }) {
  const sayWhen = useSayWhen('at ');
  if (!refused) return null;
  const isConflict = refused instanceof ApiProblem && refused.status === 409;
  const at = isConflict ? refused.details[0]?.problem : undefined;
  return (
    <Notice title={isConflict ? 'The draft has changed meanwhile' : 'The draft could not be saved'}>
      <Text size="sm">
        {refused.message} {at && `That was ${sayWhen(at)}.`}
      </Text>
      <Group gap="sm">
        {isConflict && (
          <Button size="xs" variant="default" onClick={onReopen}>
            Leave mine, open the other
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => keepMine().catch(sayRefused)}>
          {isConflict ? 'Keep mine instead' : 'Try again'}
        </Button>
      </Group>
    </Notice>
  );
}

/** An old text is to be used while a draft is there: neither goes without being asked. */
export function DraftReplaced({
  draft,
  onReplace,
  onOpen,
}: {
  draft: PlaybookDraft;
  onReplace: () => void;
  onOpen: () => void;
}) {
  const sayWhen = useSayWhen('at ');
  return (
    <Notice title="There is a draft already">
      <Text size="sm">
        {draft.savedBy ?? 'Somebody'} saved it {sayWhen(draft.savedAt)}. The text below is not saved until you decide.
      </Text>
      <Group gap="sm">
        <Button size="xs" variant="default" onClick={onOpen}>
          Open the draft
        </Button>
        <Button size="xs" variant="default" onClick={onReplace}>
          Replace it by this text
        </Button>
      </Group>
    </Notice>
  );
}

/** A version was published after the draft was begun. */
export function DraftOutdated({
  playbook,
  basedOn,
  version,
  onGoOn,
}: {
  playbook: string;
  basedOn: number;
  version: number;
  onGoOn: () => void;
}) {
  const { slug } = useOrganisation();
  return (
    <Notice title={`Version ${version} was published meanwhile`}>
      <Text size="sm">
        This was begun with version {basedOn}.{' '}
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link
              {...props}
              to="/o/$organisation/playbooks/$playbook/versions"
              params={{ organisation: slug, playbook }}
              search={{ version, against: basedOn }}
            />
          )}
        >
          See what has changed since
        </Anchor>
        , bring it in, and go on from there.
      </Text>
      <Group>
        <Button size="xs" variant="default" onClick={onGoOn}>
          Go on from version {version}
        </Button>
      </Group>
    </Notice>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert
      variant="default"
      role="alert"
      m="md"
      title={title}
      icon={<IconAlertTriangle size={18} color="var(--steward-red)" aria-hidden="true" />}
    >
      <Stack gap="sm">{children}</Stack>
    </Alert>
  );
}
