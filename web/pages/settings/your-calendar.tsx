import { ActionIcon, Alert, Button, CopyButton, Group, Stack, Table, Text, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CalendarFeed, NewCalendarFeed } from '../../../server/api/contract/calendar-feed.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import classes from './settings.module.css';
import { calendarFeedsQuery } from './settings-query.ts';

/** Links at which one's calendar reads one's tasks and meetings. */
export function YourCalendar() {
  const slug = useSlug();
  const feeds = useQuery(calendarFeedsQuery(slug));
  const [made, setMade] = useState<NewCalendarFeed | null>(null);
  const [revoking, setRevoking] = useState<CalendarFeed | null>(null);
  const make = useWrite<void, NewCalendarFeed>({
    send: () => api.post(at(slug, 'calendar-feeds')),
    after: setMade,
  });
  const revoke = useWrite<CalendarFeed>({
    send: ({ id }) => api.delete(at(slug, 'calendar-feeds', id)),
    done: () => 'The link has ended.',
    after: (_, { id }) => {
      setRevoking(null);
      if (made?.id === id) setMade(null);
    },
  });
  return (
    <Section
      title="Calendar"
      beside={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          loading={make.isPending}
          onClick={() => make.mutate()}
        >
          Make a link
        </Button>
      }
    >
      <Stack gap="md" className={classes.narrow}>
        <Text size="sm" c="dimmed">
          Your calendar reads your open tasks, meetings and agreed touchpoints from a link. Subscribe to it in Google,
          Outlook, Apple or any other calendar. Whoever has the link can read them: keep it to yourself.
        </Text>
        {made && <NewLink link={made.link} />}
        {feeds.isError && <Failed error={feeds.error} retry={() => void feeds.refetch()} />}
        {feeds.data && feeds.data.length > 0 && (
          <Table verticalSpacing="xs" aria-label="Calendar links">
            <Table.Tbody>
              {feeds.data.map((feed) => (
                <Table.Tr key={feed.id}>
                  <Table.Td>
                    Made <Instant at={feed.createdAt} />
                    <Text size="sm" c="dimmed">
                      {feed.lastReadAt ? (
                        <>
                          Last read <Instant at={feed.lastReadAt} />
                        </>
                      ) : (
                        'No calendar has read it yet'
                      )}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Tooltip label="End this link">
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label="End this calendar link"
                        onClick={() => setRevoking(feed)}
                      >
                        <IconTrash size={16} aria-hidden="true" />
                      </ActionIcon>
                    </Tooltip>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
      <Confirm
        opened={revoking !== null}
        title="End this link?"
        act="End it"
        isDangerous
        isBusy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate(revoking)}
        onClose={() => setRevoking(null)}
      >
        Calendars that have it get nothing any more. It cannot be brought back, but you can make another.
      </Confirm>
    </Section>
  );
}

function NewLink({ link }: { link: string }) {
  return (
    <Alert color="green" title="Your link, shown this once">
      <Group gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          readOnly
          aria-label="Calendar link"
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
