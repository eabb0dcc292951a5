import { Anchor, Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Handoff } from '../../../server/api/contract/handoff.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Due } from '../../ui/when.tsx';
import { HandoffBody, HandoffSides, HandoffState } from './handoff-body.tsx';
import classes from './handoffs.module.css';

/** Handoffs, a line each, to be opened where they stand. */
export function HandoffLines({ handoffs, showsAccount }: { handoffs: readonly Handoff[]; showsAccount: boolean }) {
  return (
    <ul className={classes.lines}>
      {handoffs.map((handoff) => (
        <HandoffLine key={handoff.id} handoff={handoff} showsAccount={showsAccount} />
      ))}
    </ul>
  );
}

function HandoffLine({ handoff, showsAccount }: { handoff: Handoff; showsAccount: boolean }) {
  const slug = useSlug();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className={classes.line}>
      <UnstyledButton className={classes.head} onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen}>
        <IconChevronRight size={15} className={classes.chevron} data-open={isOpen || undefined} aria-hidden="true" />
        <span className={classes.what}>
          <Text span fw={500}>
            {showsAccount ? `${handoff.account.name}: ${handoff.subject}` : handoff.subject}
          </Text>
          <HandoffSides handoff={handoff} />
        </span>
        <span className={classes.state}>
          <HandoffState state={handoff.state} />
          {handoff.state === 'offered' && (
            <Text span size="sm">
              <Due at={handoff.acceptBy} because={handoff.acceptBecause} />
            </Text>
          )}
        </span>
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Stack gap="sm" className={classes.body}>
          <Group gap="md">
            {showsAccount && (
              <Anchor component={Link} to={paths.account(slug, handoff.account.id)} size="sm">
                {handoff.account.name}
              </Anchor>
            )}
            {handoff.run && (
              <Anchor component={Link} to={paths.run(slug, handoff.run.id)} size="sm">
                Run #{handoff.run.number}
              </Anchor>
            )}
          </Group>
          <HandoffBody handoff={handoff} showsSides={false} />
        </Stack>
      </Collapse>
    </li>
  );
}
