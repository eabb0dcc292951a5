import { Anchor, Badge, Button, Code, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api } from '../../api.ts';
import { useMayManage } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Day } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import classes from './segments.module.css';
import type { RuleMenu } from './write-rule.ts';

interface RuledPageProps {
  readonly ruled: { readonly key: string; readonly name: string; readonly asOf: string | null };
  /** 'segment' or 'persona', and what it is made of: 'accounts' or 'contacts'. */
  readonly noun: string;
  readonly of: string;
  /** Where all of them are listed, in the pages and in the API, and how that page is called. */
  readonly list: { readonly to: string; readonly title: string };
  readonly endpoint: string;
  /** What is said of it beside its key. */
  readonly note?: string;
  readonly members: { readonly title: string; readonly beside: ReactNode; readonly list: ReactNode };
  readonly rule: ReactNode;
  readonly uses: { readonly title: string; readonly list: ReactNode };
  readonly moves: ReactNode;
  readonly change: (onClose: () => void) => ReactNode;
}

/** The page of a segment or a persona: who belongs on the left; the rule in words, who uses it, who came and left on the right. */
export function RuledPage({
  ruled,
  noun,
  of,
  list,
  endpoint,
  note,
  members,
  rule,
  uses,
  moves,
  change,
}: RuledPageProps) {
  const mayManage = useMayManage();
  const [asks, setAsks] = useState<'change' | 'remove' | null>(null);
  const leave = () => setAsks(null);
  return (
    <Page
      title={ruled.name}
      above={
        <Anchor component={Link} to={list.to} size="sm" c="dimmed">
          {list.title}
        </Anchor>
      }
      beside={
        <Text c="dimmed" size="sm">
          {ruled.key}
          {note && ` · ${note}`}
          {ruled.asOf && (
            <>
              {' · as of '}
              <Day day={ruled.asOf} form="date" />
            </>
          )}
        </Text>
      }
      actions={
        mayManage && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={15} stroke={1.75} />}
              onClick={() => setAsks('remove')}
            >
              Remove
            </Button>
            <Button size="xs" leftSection={<IconPencil size={15} stroke={1.75} />} onClick={() => setAsks('change')}>
              Change
            </Button>
          </>
        )
      }
    >
      <div className={classes.columns}>
        <div className={classes.main}>
          <Section title={members.title} beside={members.beside}>
            {members.list}
          </Section>
        </div>
        <aside className={classes.side} aria-label="Rule and history">
          <Section title="Who belongs">{rule}</Section>
          <Section title={uses.title}>{uses.list}</Section>
          <Section title="Came and left">{moves}</Section>
        </aside>
      </div>
      {asks === 'change' && change(leave)}
      {asks === 'remove' && (
        <RemoveDialog name={ruled.name} noun={noun} of={of} endpoint={endpoint} to={list.to} onClose={leave} />
      )}
    </Page>
  );
}

interface RemoveDialogProps {
  readonly name: string;
  readonly noun: string;
  readonly of: string;
  readonly endpoint: string;
  readonly to: string;
  readonly onClose: () => void;
}

function RemoveDialog({ name, noun, of, endpoint, to, onClose }: RemoveDialogProps) {
  const navigate = useNavigate();
  const remove = useWrite({
    send: async () => {
      await api.delete(endpoint);
      await navigate({ to });
    },
    done: () => `The ${noun} “${name}” is removed.`,
  });
  return (
    <AskDialog
      opened
      title={`Remove “${name}”?`}
      act="Remove"
      isDangerous
      isBusy={remove.isPending}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <Text>Its members and who came and left are forgotten. The {of} themselves are not touched.</Text>
    </AskDialog>
  );
}

interface RuleInWordsProps {
  readonly ruled: {
    readonly rule: string;
    readonly menu: RuleMenu | null;
    readonly lines: readonly { readonly depth: number; readonly words: string }[];
  };
  /** The whole rule as a sentence, and what stands above its lines. */
  readonly sentence: string;
  readonly heading: string;
}

/** A rule as a sentence, or as a list where it is longer; below, as it is written. */
export function RuleInWords({ ruled: { rule, menu, lines }, sentence, heading }: RuleInWordsProps) {
  return (
    <>
      {lines.length < 3 ? (
        <Text>{sentence}</Text>
      ) : (
        <>
          <Text>{menu?.join === 'any' ? 'One of these is true:' : heading}</Text>
          <ul className={classes.condition}>
            {lines.map((line) => (
              <li key={`${line.depth} ${line.words}`} style={{ marginInlineStart: line.depth * 16 }}>
                {capital(line.words)}
              </li>
            ))}
          </ul>
        </>
      )}
      <details className={classes.written}>
        <summary>As it is written</summary>
        <Code block mt="xs">
          {rule}
        </Code>
      </details>
    </>
  );
}

interface ListedMove {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly because: string;
  readonly movedOn: string;
}

/** Who came and left, the latest first, and because of what; `who` names whom a move is about. */
export function MoveList<Move extends ListedMove>({
  moves,
  who,
}: {
  moves: readonly Move[];
  who: (move: Move) => ReactNode;
}) {
  if (moves.length === 0) return <Text c="dimmed">Nobody has come or left since it was made.</Text>;
  return (
    <ul className={classes.rows}>
      {moves.map((move) => (
        <li key={move.id} data-block>
          <Group gap="xs" justify="space-between" align="flex-start" wrap="nowrap">
            {who(move)}
            <Group gap="xs" wrap="nowrap" className={classes.when}>
              <Badge color={move.direction === 'in' ? 'iris' : 'gray'}>{move.direction === 'in' ? 'In' : 'Out'}</Badge>
              <Text size="sm" c="dimmed">
                <Day day={move.movedOn} form="date" />
              </Text>
            </Group>
          </Group>
          <Text size="sm" c="dimmed">
            {capital(move.because)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

interface Use {
  readonly id: string;
  readonly to: string;
  readonly title: string;
  readonly part: string;
}

/** Who names it, each with the part that it plays there. */
export function UseList({ uses }: { uses: readonly Use[] }) {
  return (
    <ul className={classes.rows}>
      {uses.map(({ id, to, title, part }) => (
        <li key={id} data-block>
          <Anchor component={Link} to={to}>
            {title}
          </Anchor>
          <Text size="sm" c="dimmed">
            {part}
          </Text>
        </li>
      ))}
    </ul>
  );
}
