import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, at } from '../../api.ts';
import { useOrganisation } from '../../session.ts';
import { sayDayInFull } from '../../ui/date.ts';
import { useWrite } from '../../ui/use-write.tsx';

const DURATIONS = [
  { value: '14', label: '2 weeks' },
  { value: '30', label: '30 days' },
  { value: '90', label: '3 months' },
  { value: '180', label: '6 months' },
];

/** "Not a risk, because …": who was alarmed for nothing says so, and is not alarmed again for the same for a while. */
export function DismissDialog({
  situation,
  account,
  run,
  opened,
  onClose,
}: {
  situation: string;
  account: string;
  run: { readonly number: number; readonly state: string } | null;
  opened: boolean;
  onClose: () => void;
}) {
  const { slug } = useOrganisation();
  const [reason, setReason] = useState('');
  const [days, setDays] = useState('30');
  const dismiss = useWrite<void, { silentUntil: string }>({
    send: () => api.post(at(slug, 'situations', situation, 'dismissal'), { reason, silentDays: Number(days) }),
    done: ({ silentUntil }) => `Not a risk. It stays silent for ${account} until ${sayDayInFull(silentUntil)}.`,
    undo: () => api.delete(at(slug, 'situations', situation, 'dismissal')),
    after: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dismiss.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Not a risk, because …">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Textarea
            label="Why it is not a risk"
            description="It is kept with the playbook, so that its trigger gets better. Only this cause is silent: another is still told."
            required
            withAsterisk={false}
            autosize
            minRows={2}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Select
            label={`Silent for ${account} for`}
            data={DURATIONS}
            value={days}
            onChange={(value) => setDays(value ?? '30')}
            allowDeselect={false}
          />
          {run?.state === 'open' && (
            <Text c="dimmed">Run #{run.number} is closed with this reason, and its open tasks go.</Text>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={dismiss.isPending} disabled={reason.trim().length < 3}>
              It is not a risk
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
