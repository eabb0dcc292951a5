import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Clock, LevelBadge } from './clock.tsx';
import { escalationsQuery } from './escalation-query.ts';
import classes from './escalations.module.css';

/** What is escalated of an account or by a run and not closed, a line each; nothing when there is nothing. */
export function EscalationLines({ account, run }: { account?: string; run?: string }) {
  const slug = useSlug();
  const all = useQuery(escalationsQuery(slug, { account, run })).data ?? [];
  const shown = all.filter((one) => one.status !== 'closed');
  if (shown.length === 0) return null;
  return (
    <ul className={classes.plain}>
      {shown.map((one) => (
        <li key={one.id}>
          <Group gap={8} py={4} wrap="nowrap" align="baseline">
            <LevelBadge level={one.level} />
            <Text size="sm" component="div">
              <Anchor component={Link} to={paths.escalation(slug, one.id)} size="sm" underline="always">
                Escalated: {one.issue}
              </Anchor>
              {one.status === 'resolved' ? ', resolved, not reviewed yet' : `, ${one.owner.name}`}{' '}
              <Clock escalation={one} />
            </Text>
          </Group>
        </li>
      ))}
    </ul>
  );
}
