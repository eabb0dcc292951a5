import { Anchor, ScrollArea, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Failed } from '../../ui/states.tsx';
import { Instant } from '../../ui/when.tsx';
import classes from './sources.module.css';
import { arrivingQuery } from './sources-query.ts';

/** The last events of a source as they arrive. */
export function ArrivingEvents({ source }: { source: string }) {
  const slug = useSlug();
  const events = useQuery(arrivingQuery(slug, source));
  if (events.isPending) return <Skeleton height={96} />;
  if (events.isError) return <Failed error={events.error} retry={() => void events.refetch()} />;
  if (events.data.length === 0) {
    return (
      <Text size="sm" c="dimmed" role="status">
        Nothing has arrived yet. Send the first event with the lines above: it shows here within two seconds.
      </Text>
    );
  }
  return (
    <ScrollArea.Autosize
      mah={320}
      type="auto"
      className={classes.scroll}
      viewportProps={{ tabIndex: 0, 'aria-label': 'Events that have arrived' }}
    >
      <table className={classes.rows}>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Account</th>
            <th scope="col">User</th>
            <th scope="col">Occurred</th>
            <th scope="col">Properties</th>
          </tr>
        </thead>
        <tbody>
          {events.data.map((event) => (
            <tr key={event.messageId}>
              <td>{event.event}</td>
              <td>
                {event.account ? (
                  <Anchor component={Link} to={paths.account(slug, event.account.id)} size="sm" underline="hover">
                    {event.account.name}
                  </Anchor>
                ) : (
                  <Text span size="sm" c="dimmed" title="Say whose account the user belongs to with a group call">
                    not known yet
                  </Text>
                )}
              </td>
              <td>{event.userKey ?? '–'}</td>
              <td>
                <Instant at={event.occurredAt} />
              </td>
              <td>
                {event.properties && Object.keys(event.properties).length > 0 ? JSON.stringify(event.properties) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea.Autosize>
  );
}
