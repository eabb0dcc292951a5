import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayCount } from '../../ui/number.ts';
import { useWrite } from '../../ui/use-write.tsx';

/** Takes a playbook out of use after saying whom that touches, or back into it. */
export function Retirement({ playbook }: { playbook: Playbook }) {
  const slug = useSlug();
  const path = at(slug, 'playbooks', playbook.key, 'retirement');
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState('');
  const bringBack = useWrite({
    send: () => api.delete(path),
    done: () => 'It is in use again. The next diagnosis starts it.',
  });
  const retire = useWrite({
    send: () => api.post(path, reason.trim() ? { reason: reason.trim() } : {}),
    done: () => `“${playbook.title}” is retired.`,
    undo: () => api.delete(path),
    after: () => setAsks(false),
  });
  if (playbook.status === 'retired')
    return (
      <Button variant="default" size="xs" loading={bringBack.isPending} onClick={() => bringBack.mutate()}>
        Bring it back
      </Button>
    );
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsks(true)}>
        Retire …
      </Button>
      <AskDialog
        opened={asks}
        title={`Retire “${playbook.title}”?`}
        act="Retire it"
        isBusy={retire.isPending}
        onSubmit={() => retire.mutate()}
        onClose={() => setAsks(false)}
      >
        <p style={{ margin: 0 }}>
          No new run starts. {sayOpenRuns(playbook.openRuns)} Situations that nobody works on are cleared. Its guide and
          its past stay, and it can be brought back.
        </p>
        <Textarea
          label="Why? (optional)"
          description="It stands in the audit log."
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </AskDialog>
    </>
  );
}

function sayOpenRuns(count: number): string {
  if (count === 0) return 'No run is open.';
  return `${sayCount(count, 'open run')} ${count === 1 ? 'goes' : 'go'} on to ${count === 1 ? 'its' : 'their'} end.`;
}
