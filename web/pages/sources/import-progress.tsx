import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { Import } from '../../../server/api/contract/import.ts';
import { api, at } from '../../api.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayBytes } from './say-bytes.ts';
import classes from './sources.module.css';

/** An import at work, or being undone: how far it is, and the way to stop it. */
export function ImportProgress({ found }: { found: Import }) {
  const slug = useSlug();
  const mayManage = useMayManage();
  const stop = useWrite({
    send: () => api.post(at(slug, 'imports', found.id, 'stop')),
    done: () => 'It has stopped. What was imported stays, until you undo it.',
  });
  const isUndoing = found.state === 'undoing';
  const part = found.bytesTotal > 0 ? Math.min(1, found.bytesRead / found.bytesTotal) : 0;
  return (
    <Section title={isUndoing ? 'Being undone' : `Reading ${found.fileName}`}>
      <Stack gap="md" className={classes.narrow}>
        {isUndoing ? (
          <Progress value={100} animated aria-label="Undoing" />
        ) : (
          <>
            <Progress value={part * 100} aria-label="Read" transitionDuration={200} />
            <Text size="sm" role="status">
              {Math.floor(part * 100)} %: {sayBytes(found.bytesRead)} of {sayBytes(found.bytesTotal)},{' '}
              {sayNumber(found.rowsRead, 0)} rows
              {found.rowsRejected > 0 && `, ${sayNumber(found.rowsRejected, 0)} rejected so far`}
            </Text>
          </>
        )}
        <Text size="sm" c="dimmed">
          You can leave this page: the work goes on, also after a restart.
        </Text>
        {!isUndoing && mayManage && (
          <Group>
            <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
              Stop
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
}
