import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconAlertCircle,
  IconCoin,
  IconFileInvoice,
  IconFlag,
  IconLifebuoy,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconRoute,
  IconStar,
  IconTrash,
  IconUserMinus,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Timeline } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { Day, Due, Instant, useToday } from '../../ui/when.tsx';
import { BandChange } from './band-change.tsx';
import { sayEntry } from './say-entry.ts';
import classes from './timeline.module.css';

export type Entry = Timeline['entries'][number];

const INTERACTIONS = {
  call: IconPhone,
  email: IconMail,
  meeting: IconUsers,
  note: IconNote,
  chat: IconMessage,
} as const;

const ICONS = {
  interaction: IconMessage,
  ticket_opened: IconLifebuoy,
  ticket_closed: IconLifebuoy,
  survey: IconStar,
  invoice: IconFileInvoice,
  deal: IconCoin,
  band_change: IconActivityHeartbeat,
  stage_change: IconFlag,
  contact_left: IconUserMinus,
  situation: IconAlertCircle,
  run_started: IconRoute,
  run_closed: IconRoute,
} as const;

/** One thing that happened: what it was, in a line, and the text that belongs to it. */
export function TimelineEntry({ entry }: { entry: Entry }) {
  const { title, text } = sayEntry(entry, useToday());
  const Icon =
    entry.kind === 'interaction'
      ? (INTERACTIONS[entry.detail.kind as keyof typeof INTERACTIONS] ?? IconMessage)
      : ICONS[entry.kind];
  return (
    <li className={classes.entry}>
      <span className={classes.icon} aria-hidden="true">
        <Icon size={14} stroke={1.75} />
      </span>
      <div>
        <Text size="sm" fw={500}>
          <Title entry={entry}>{title}</Title>
        </Text>
        {text && (
          <Text size="sm" className={classes.text}>
            {text}
          </Text>
        )}
        {entry.kind === 'interaction' && <Interaction entry={entry} />}
        {entry.kind === 'band_change' && <BandChange entry={entry} />}
      </div>
      <span className={classes.when}>
        <Instant at={entry.at} />
      </span>
    </li>
  );
}

function Title({ entry, children }: { entry: Entry; children: ReactNode }) {
  const slug = useSlug();
  const to =
    entry.kind === 'situation'
      ? paths.situation(slug, entry.id)
      : entry.kind === 'run_started' || entry.kind === 'run_closed'
        ? paths.run(slug, entry.id)
        : null;
  if (to === null) return children;
  return (
    <Anchor component={Link} to={to} inherit underline="hover">
      {children}
    </Anchor>
  );
}

interface ActionItem {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly owner: string;
  readonly dueAt: string | null;
}

/** What follows from a conversation, and the way to take back what was entered by hand. */
function Interaction({ entry }: { entry: Entry }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const { nextTouchpoint, byHand } = entry.detail;
  const items = (entry.detail.actionItems ?? []) as ActionItem[];
  const remove = useWrite({
    send: () => api.delete(at(slug, 'interactions', entry.id)),
    done: () => 'It is gone from the timeline, with its open action items.',
  });
  return (
    <>
      {items.length > 0 && (
        <ul className={classes.items}>
          {items.map((item) => (
            <li key={item.id}>
              {item.state === 'open' ? item.title : <s>{item.title}</s>}, {item.owner}
              {item.state === 'open' && item.dueAt && (
                <>
                  , <Due at={item.dueAt} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {(typeof nextTouchpoint === 'string' || (byHand === true && mayWork)) && (
        <Group gap="xs" mt={2}>
          {typeof nextTouchpoint === 'string' && (
            <Text size="sm" c="dimmed">
              Next touchpoint <Day day={nextTouchpoint} />
            </Text>
          )}
          {byHand === true && mayWork && (
            <Tooltip label="Remove this entry">
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label="Remove this entry"
                loading={remove.isPending}
                onClick={() => remove.mutate()}
              >
                <IconTrash size={13} aria-hidden="true" />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      )}
    </>
  );
}
