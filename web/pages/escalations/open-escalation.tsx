import { Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { OpenedEscalation } from '../../../server/api/contract/escalation.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayRole } from '../../ui/words.ts';
import { escalationsQuery, levelsQuery } from './escalation-query.ts';

/** Escalates a matter of an account; from a run, the matter is that of its playbook. */
export function OpenEscalation({
  account,
  run,
  onClose,
}: {
  account: { readonly id: string; readonly name: string };
  run?: { readonly id: string; readonly title: string };
  onClose: () => void;
}) {
  const slug = useSlug();
  const navigate = useNavigate();
  const levels = useQuery(levelsQuery(slug)).data ?? [];
  const open = useQuery(escalationsQuery(slug, { account: account.id })).data?.filter((one) => one.status !== 'closed');
  const [issue, setIssue] = useState(run?.title ?? '');
  const [because, setBecause] = useState('');
  const [level, setLevel] = useState('1');
  const chosen = levels.find((one) => String(one.level) === level);
  const send = useWrite<void, OpenedEscalation>({
    send: () =>
      api.post(at(slug, 'escalations'), {
        accountId: account.id,
        ...(run && { runId: run.id }),
        issue: issue.trim(),
        because: because.trim(),
        level: Number(level),
      }),
    done: ({ number, joined }) =>
      joined ? `It joined escalation #${number}, which is open.` : `Escalation #${number} is open.`,
    after: ({ id }) => void navigate({ to: paths.escalation(slug, id) }),
  });
  return (
    <AskDialog
      opened
      title={`Escalate a matter of ${account.name}`}
      act="Escalate"
      isReady={issue.trim().length >= 3 && because.trim().length >= 3}
      isBusy={send.isPending}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      {open && open.length > 0 && (
        <Stack gap={2}>
          <Text size="sm" c="dimmed">
            Open already; the same words join it:
          </Text>
          {open.map((one) => (
            <Text key={one.id} size="sm">
              #{one.number} {one.issue}, level {one.level}, {one.owner.name}
            </Text>
          ))}
        </Stack>
      )}
      <TextInput
        label="What is it about?"
        maxLength={200}
        data-autofocus
        readOnly={run !== undefined}
        value={issue}
        onChange={(event) => setIssue(event.currentTarget.value)}
      />
      <Textarea
        label="Why is it escalated?"
        description="Urgency, impact, what has been tried."
        autosize
        minRows={3}
        maxLength={2000}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <Select
        label="Level"
        description={
          chosen &&
          (chosen.consentOf === null
            ? `${sayRole(chosen.owner)} carries it. ${chosen.tells.length > 0 ? `${chosen.tells.map(sayRole).join(', ')} hear of it.` : ''}`
            : `${sayRole(chosen.consentOf)} is asked for consent first; until then it begins lower.`)
        }
        data={levels.map((one) => ({ value: String(one.level), label: `${one.level}: ${one.title}` }))}
        value={level}
        onChange={(value) => value && setLevel(value)}
        allowDeselect={false}
      />
    </AskDialog>
  );
}
