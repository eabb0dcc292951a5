import {
  ActionIcon,
  Badge,
  Button,
  Group,
  PasswordInput,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SignedInPlace } from '../../../server/api/contract/session.ts';
import { api, at } from '../../api.ts';
import { sessionQuery, useMember, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { membersQuery } from '../members/members-query.ts';
import { sayBrowser } from './say-browser.ts';
import classes from './settings.module.css';
import { placesQuery } from './settings-query.ts';
import { YourAbsences } from './your-absences.tsx';
import { YourCalendar } from './your-calendar.tsx';
import { YourDay } from './your-day.tsx';
import { YourRoutines } from './your-routines.tsx';
import { YourTime } from './your-time.tsx';

/** One's own name, morning e-mail, working time, absences, password, and where one is signed in. */
export function You() {
  return (
    <>
      <Section title="You">
        <Profile />
      </Section>
      <Section title="When you work">
        <YourTime />
      </Section>
      <YourAbsences />
      <Section title="Your day">
        <YourDay />
      </Section>
      <YourRoutines />
      <YourCalendar />
      <Section title="Password">
        <Password />
      </Section>
      <Section title="Where you are signed in">
        <Places />
      </Section>
    </>
  );
}

function Profile() {
  const slug = useSlug();
  const queries = useQueryClient();
  const { memberId, name } = useMember();
  const session = useSuspenseQuery(sessionQuery).data;
  const me = useQuery(membersQuery(slug)).data?.find(({ id }) => id === memberId);
  const [typed, setTyped] = useState(name);
  const change = useWrite<{ name?: string; digest?: boolean }>({
    send: (part) => api.patch(at(slug, 'members', memberId), part),
    done: (_, { name: renamed, digest }) =>
      renamed ? 'Your name is changed.' : digest ? 'You get the morning e-mail.' : 'You get no morning e-mail.',
    after: () => void queries.invalidateQueries(sessionQuery),
  });
  return (
    <Stack gap="md" className={classes.narrow}>
      <Text size="sm" c="dimmed">
        Signed in as {session?.user.email}
      </Text>
      <Group align="flex-end" gap="sm">
        <TextInput
          flex={1}
          label="Name"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={typed.trim() === '' || typed.trim() === name}
          loading={change.isPending}
          onClick={() => change.mutate({ name: typed.trim() })}
        >
          Save
        </Button>
      </Group>
      <Switch
        label="Morning e-mail"
        description="What opened in the night, and what is due, after the diagnosis of the morning."
        checked={me?.digest ?? false}
        disabled={!me || change.isPending}
        onChange={(event) => change.mutate({ digest: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function Password() {
  const queries = useQueryClient();
  const hasPassword = useSuspenseQuery(sessionQuery).data?.user.hasPassword ?? true;
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const save = useWrite({
    send: () => api.put('/api/session/password', { ...(hasPassword && { current }), password }),
    done: () => 'Your password is set. Your other sessions have ended.',
    after: () => {
      setCurrent('');
      setPassword('');
      void queries.invalidateQueries(sessionQuery);
    },
  });
  const isReady = password.length >= 10 && (!hasPassword || current !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md" className={classes.narrow}>
        {hasPassword && (
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label="New password"
          description="At least 10 characters. Your other sessions end."
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" disabled={!isReady} loading={save.isPending}>
            Set the password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Places() {
  const slug = useSlug();
  const places = useQuery(placesQuery(slug));
  const end = useWrite<SignedInPlace>({
    send: ({ id }) => api.delete(at(slug, 'sessions', id)),
    done: () => 'The session has ended.',
  });
  const endOthers = useWrite({
    send: () => api.delete(at(slug, 'sessions')),
    done: () => 'All your other sessions have ended.',
  });
  if (places.isPending) return <LoadingRows rows={2} />;
  if (places.isError) return <Failed error={places.error} retry={() => void places.refetch()} />;
  return (
    <div className={classes.narrow}>
      <Table verticalSpacing="xs" aria-label="Where you are signed in">
        <Table.Tbody>
          {places.data.map((place) => (
            <Table.Tr key={place.id}>
              <Table.Td>
                {sayBrowser(place.browser)} {place.isThis && <Badge color="green">this one</Badge>}
                <Text size="sm" c="dimmed">
                  {place.address ?? 'address unknown'}, last seen <Instant at={place.lastSeenAt} />
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                {!place.isThis && (
                  <Tooltip label="End this session">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`End the session of ${sayBrowser(place.browser)}`}
                      onClick={() => end.mutate(place)}
                    >
                      <IconLogout size={16} aria-hidden="true" />
                    </ActionIcon>
                  </Tooltip>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {places.data.length > 1 && (
        <Button variant="default" mt="sm" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          End all but this one
        </Button>
      )}
    </div>
  );
}
