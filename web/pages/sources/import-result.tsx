import { Alert, Button, Group, ScrollArea, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Import } from '../../../server/api/contract/import.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { WaitingBanner } from '../situations/waiting-banner.tsx';
import classes from './sources.module.css';
import { rejectionsQuery } from './sources-query.ts';

const COUNTS = [
  ['rowsRead', 'Rows read'],
  ['rowsCreated', 'Created'],
  ['rowsUpdated', 'Updated'],
  ['rowsUnchanged', 'Unchanged'],
  ['rowsRejected', 'Rejected'],
] as const;

/** What came of an import: every row accounted for, the rejected ones with what to do, and the way back. */
export function ImportResult({ found }: { found: Import }) {
  const slug = useSlug();
  const mayManage = useMayManage();
  const [asks, setAsks] = useState(false);
  const undo = useWrite({
    send: () => api.post(at(slug, 'imports', found.id, 'undo')),
    done: () => null,
    after: () => setAsks(false),
  });
  const touched = [
    found.rowsCreated > 0 && `${sayCount(found.rowsCreated, 'record')} that it made: they go`,
    found.rowsUpdated > 0 && `${sayCount(found.rowsUpdated, 'record')} that it changed: they become what they were`,
  ].filter((line) => line !== false);
  const isThere = found.state === 'completed' || found.state === 'failed';
  const canUndo = mayManage && isThere && touched.length > 0;
  return (
    <>
      <WaitingBanner />
      <Section
        title={TITLES[found.state] ?? 'Result'}
        beside={
          <Text size="sm" c="dimmed">
            {found.fileName}
            {found.finishedAt && (
              <>
                , <Instant at={found.finishedAt} />
              </>
            )}
            {found.createdByName && `, ${found.createdByName}`}
          </Text>
        }
      >
        <Stack gap="md">
          {found.problem && (
            <Alert color={found.state === 'failed' ? 'red' : 'yellow'} role="status">
              {found.problem}
            </Alert>
          )}
          {found.state === 'undone' && <Text>This is what it had brought. It is taken back.</Text>}
          <dl className={classes.counts}>
            {COUNTS.map(([key, title]) => (
              <div key={key}>
                <dt>{title}</dt>
                <dd>{sayNumber(found[key], 0)}</dd>
              </div>
            ))}
          </dl>
          <Group gap="sm">
            <Button component={Link} to={paths.accounts(slug)}>
              See the accounts
            </Button>
            <Button variant="default" component={Link} to={paths.importFile(slug)}>
              Import another file
            </Button>
            {canUndo && (
              <Button variant="default" onClick={() => setAsks(true)}>
                Undo …
              </Button>
            )}
          </Group>
        </Stack>
      </Section>
      {found.rowsRejected > 0 && <Rejected found={found} />}
      <Confirm
        opened={asks}
        title="Undo this import?"
        act="Undo it"
        isDangerous
        isBusy={undo.isPending}
        touches={touched}
        onConfirm={() => undo.mutate()}
        onClose={() => setAsks(false)}
      >
        What somebody has changed since then stays, and is told afterwards.
      </Confirm>
    </>
  );
}

const TITLES: Partial<Record<Import['state'], string>> = {
  completed: 'Imported',
  failed: 'It stopped before the end',
  undone: 'Undone',
};

function Rejected({ found }: { found: Import }) {
  const slug = useSlug();
  const rejections = useQuery(rejectionsQuery(slug, found.id));
  return (
    <Section
      title={`${sayCount(found.rowsRejected, 'row')} rejected`}
      beside={
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          href={at(slug, 'imports', found.id, 'rejections.csv')}
          download
          leftSection={<IconDownload size={14} aria-hidden="true" />}
        >
          Download as CSV
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        The file holds these rows with what is wrong and how to mend it. Mend them there and import it again: nothing
        comes in twice.
      </Text>
      {rejections.isPending ? (
        <Skeleton height={160} />
      ) : rejections.isError ? (
        <Failed error={rejections.error} retry={() => void rejections.refetch()} />
      ) : (
        <ScrollArea.Autosize
          mah={460}
          type="auto"
          className={classes.scroll}
          viewportProps={{ tabIndex: 0, 'aria-label': 'Rejected rows' }}
        >
          <table className={classes.rows}>
            <thead>
              <tr>
                <th scope="col" data-align="right">
                  Line
                </th>
                <th scope="col">Column</th>
                <th scope="col">Problem</th>
                <th scope="col">How to mend it</th>
              </tr>
            </thead>
            <tbody>
              {rejections.data.map(({ row, position, column, problem, mend }) => (
                <tr key={`${row} ${position}`}>
                  <td data-align="right">{sayNumber(row, 0)}</td>
                  <td>{column ?? 'the whole row'}</td>
                  <td data-wraps className={classes.problem}>
                    {problem}
                  </td>
                  <td data-wraps>{mend}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea.Autosize>
      )}
    </Section>
  );
}
