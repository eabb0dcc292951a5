import { Stack, Text } from '@mantine/core';
import type { Run } from '../../../server/api/contract/run.ts';
import { Section } from '../../ui/page.tsx';
import { Instant } from '../../ui/when.tsx';

/** The e-mails that went out from a run, and those that did not: a letter that nobody got must not look like one that was sent. */
export function Letters({ letters }: { letters: Run['letters'] }) {
  if (letters.length === 0) return null;
  return (
    <Section title="E-mails">
      <Stack gap="sm">
        {letters.map((letter) => (
          <div key={letter.id}>
            <Text size="sm">{letter.subject}</Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              to {letter.to}
              {letter.state === 'sent' && (
                <>
                  , sent <Instant at={letter.sentAt ?? letter.writtenAt} />
                </>
              )}
              {letter.state === 'queued' && letter.problem === null && ', on its way'}
            </Text>
            {letter.state === 'queued' && letter.problem !== null && (
              <Text size="sm" c="var(--steward-yellow)">
                Not out yet, and tried again: {letter.problem}
              </Text>
            )}
            {letter.state === 'failed' && (
              <Text size="sm" c="var(--steward-red)">
                Not sent: {letter.problem}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Section>
  );
}
