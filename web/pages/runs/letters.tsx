import { Button, Stack, Text } from '@mantine/core';
import type { Run } from '../../../server/api/contract/run.ts';
import { api, at } from '../../api.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';

/** The e-mails that went out from a run, and those that did not: a letter that nobody got must not look like one that was sent. */
export function Letters({ run: { id, letters } }: { run: Run }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const resend = useWrite<string>({
    send: (letterId) => api.post(at(slug, 'runs', id, 'letters', letterId, 'resending')),
    done: () => 'It is on its way again.',
  });
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
              <>
                <Text size="sm" c="var(--steward-red)">
                  Not sent: {letter.problem}
                </Text>
                {mayWork && (
                  <Button
                    mt={4}
                    size="compact-xs"
                    variant="default"
                    aria-label={`Send “${letter.subject}” again`}
                    loading={resend.isPending && resend.variables === letter.id}
                    onClick={() => resend.mutate(letter.id)}
                  >
                    Send again
                  </Button>
                )}
              </>
            )}
          </div>
        ))}
      </Stack>
    </Section>
  );
}
