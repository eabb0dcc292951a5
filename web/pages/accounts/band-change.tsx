import { Anchor, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, at } from '../../api.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import type { Entry } from './timeline-entry.tsx';

/** What a member knows of why the health changed, beside what the numbers say. */
export function BandChange({ entry }: { entry: Entry }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const known = typeof entry.detail.reason === 'string' ? entry.detail.reason : '';
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState(known);
  const save = useWrite({
    send: () => api.put(at(slug, 'band-changes', entry.id, 'reason'), { reason: reason.trim() }),
    done: () => 'The reason is kept.',
    after: () => setAsks(false),
  });
  return (
    <>
      {known && (
        <Text size="sm">
          {String(entry.detail.reasonBy ?? 'A member')}: “{known}”
        </Text>
      )}
      {mayWork && (
        <Anchor component="button" type="button" size="sm" c="dimmed" onClick={() => setAsks(true)}>
          {known ? 'Change the reason' : 'Add what you know of the reason'}
        </Anchor>
      )}
      <AskDialog
        opened={asks}
        title="Why did their health change?"
        act="Keep it"
        isReady={reason.trim().length >= 3}
        isBusy={save.isPending}
        onSubmit={() => save.mutate()}
        onClose={() => setAsks(false)}
      >
        <Textarea
          label="Reason"
          description="What the numbers cannot know: a reorganisation, a holiday, a migration."
          autosize
          minRows={3}
          maxLength={2000}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </AskDialog>
    </>
  );
}
