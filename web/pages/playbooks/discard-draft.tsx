import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { PlaybookDraft } from '../../../server/api/contract/playbook-draft.ts';
import { api, at } from '../../api.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useWrite } from '../../ui/use-write.tsx';

/** Throws a draft away on purpose. */
export function DiscardDraft({
  organisation,
  playbook,
  draft,
  onDiscarded,
}: {
  organisation: string;
  playbook: string;
  /** Null while there is none to throw away. */
  draft: PlaybookDraft | null;
  onDiscarded: () => void;
}) {
  const [asks, setAsks] = useState(false);
  const discard = useWrite({
    send: () => api.delete(at(organisation, 'playbooks', playbook, 'draft', { revision: draft?.revision })),
    done: () => 'The draft is gone. What runs stays as it is.',
    after: onDiscarded,
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        disabled={draft === null}
        leftSection={<IconTrash size={15} stroke={1.75} aria-hidden="true" />}
        onClick={() => setAsks(true)}
      >
        Throw the draft away …
      </Button>
      <Confirm
        opened={asks}
        title="Throw the draft away?"
        act="Throw it away"
        isDangerous
        isBusy={discard.isPending}
        onConfirm={() => discard.mutate()}
        onClose={() => setAsks(false)}
      >
        What was written since version {draft?.basedOn} is gone then, for everybody. What runs stays as it is.
      </Confirm>
    </>
  );
}
