import { Group, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Metric } from '../../../server/api/contract/metric.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';

/** A metric to define, or to change: which events, and whether they are counted or a property is summed. */
export function MetricDialog({ metric, onClose }: { metric: Metric | null; onClose: () => void }) {
  const slug = useSlug();
  const [fields, setFields] = useState({
    title: metric?.title ?? '',
    event: metric?.event ?? '',
    property: metric?.filter?.property ?? '',
    value: metric?.filter?.value ?? '',
    counts: metric?.sum ? 'sum' : 'times',
    sum: metric?.sum ?? '',
  });
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const text = (key: 'title' | 'event' | 'property' | 'value' | 'sum') => ({
    value: fields[key],
    onChange: (event: { currentTarget: HTMLInputElement }) => set({ [key]: event.currentTarget.value }),
  });
  const key = metric?.key ?? keyOf(fields.title);
  const save = useWrite({
    send: () =>
      api.put(at(slug, 'metrics', key), {
        title: fields.title.trim(),
        event: fields.event.trim() || null,
        filter: fields.property.trim() ? { property: fields.property.trim(), value: fields.value } : null,
        sum: fields.counts === 'sum' ? fields.sum.trim() : null,
      }),
    done: () => `${fields.title.trim()} is being counted, also over the past.`,
    after: onClose,
  });
  const isReady = fields.title.trim() !== '' && key !== '' && (fields.counts === 'times' || fields.sum.trim() !== '');
  return (
    <AskDialog
      opened
      title={metric ? `Change ${metric.title}` : 'Define a metric'}
      act={metric ? 'Save' : 'Define it'}
      isReady={isReady}
      isBusy={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Title"
        description={key ? `In conditions: metric.${key}.events_28d` : 'As people say it, such as Logins'}
        maxLength={100}
        data-autofocus
        {...text('title')}
      />
      <TextInput label="Event (empty for any)" placeholder="login" maxLength={200} {...text('event')} />
      <Group grow>
        <TextInput label="Only where property (optional)" placeholder="plan" maxLength={200} {...text('property')} />
        <TextInput
          label="is"
          placeholder="pro"
          maxLength={1000}
          disabled={!fields.property.trim()}
          {...text('value')}
        />
      </Group>
      <Radio.Group label="What is counted" value={fields.counts} onChange={(counts) => set({ counts })}>
        <Stack gap={6} mt={6}>
          <Radio value="times" label="How often it happens" />
          <Radio value="sum" label="The sum of one of its properties" />
        </Stack>
      </Radio.Group>
      {fields.counts === 'sum' && (
        <TextInput label="Property to sum" placeholder="rows" maxLength={200} {...text('sum')} />
      )}
    </AskDialog>
  );
}

/** 'Reports exported' to 'reports_exported'. */
function keyOf(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 63);
}
