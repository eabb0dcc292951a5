import { Button, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnReport, ReportKind } from '../../../server/api/contract/report.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { Document } from '../../ui/document.tsx';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { ownReportQuery } from './report-query.ts';

/** One's own report of the present day or week: to complete, save and finish. */
export function OwnReportEditor({ kind }: { kind: ReportKind }) {
  const report = useQuery(ownReportQuery(useSlug(), kind));
  if (report.isPending) return <LoadingRows />;
  if (report.isError) return <Failed error={report.error} retry={() => void report.refetch()} />;
  return <Editor key={report.data.savedAt ?? 'prepared'} report={report.data} />;
}

function Editor({ report }: { report: OwnReport }) {
  const slug = useSlug();
  const [text, setText] = useState(report.text);
  const [view, setView] = useState('write');
  const isChanged = text !== report.text || report.savedAt === null;
  const isFinished = report.finishedAt !== null;
  const reader = report.manager ?? 'An admin';
  const save = useWrite<{ isFinished: boolean }, OwnReport>({
    send: (input) =>
      api.put(at(slug, 'my-day', 'reports', report.kind, report.period.firstDay), {
        text,
        isFinished: input.isFinished,
      }),
    done: (_, input) => (input.isFinished && !isFinished ? `Finished. ${reader} can read it.` : 'Saved.'),
  });
  const prepare = useWrite<void, OwnReport>({
    send: () => api.get(at(slug, 'my-day', 'reports', report.kind, { day: report.period.firstDay, anew: true })),
    done: () => 'Prepared anew. What you had saved stays until you save.',
    after: (fresh) => setText(fresh.text),
  });
  return (
    <Section
      title={report.title}
      beside={
        <SegmentedControl
          size="xs"
          aria-label="Show"
          data={[
            { value: 'write', label: 'Write' },
            { value: 'read', label: 'Read' },
          ]}
          value={view}
          onChange={setView}
        />
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {isFinished ? (
            <>
              Finished <Instant at={report.finishedAt!} />. {reader} can read it; you can still correct it.
            </>
          ) : report.savedAt ? (
            <>
              Saved <Instant at={report.savedAt} />, for your eyes only until it is finished.
            </>
          ) : (
            'Prepared from the data just now. Answer the questions in it, then finish.'
          )}
        </Text>
        {view === 'write' ? (
          <Textarea
            aria-label={report.title}
            autosize
            minRows={16}
            maxRows={40}
            maxLength={20_000}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : (
          <Document text={text} />
        )}
        <Group gap="sm">
          {!isFinished && (
            <Button
              loading={save.isPending}
              disabled={text.trim() === ''}
              onClick={() => save.mutate({ isFinished: true })}
            >
              {report.kind === 'week_report' && report.manager ? `Finish and send to ${report.manager}` : 'Finish'}
            </Button>
          )}
          <Button
            variant="default"
            loading={save.isPending}
            disabled={!isChanged || text.trim() === ''}
            onClick={() => save.mutate({ isFinished })}
          >
            Save
          </Button>
          <Button variant="subtle" color="gray" loading={prepare.isPending} onClick={() => prepare.mutate()}>
            Prepare anew
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
