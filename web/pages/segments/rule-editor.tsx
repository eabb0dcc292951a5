import { Button, Group, Select, Stack, Tabs, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { LoadingRows } from '../../ui/states.tsx';
import { Day } from '../../ui/when.tsx';
import { replaced, without } from '../health/model-draft.ts';
import { RuleLine } from './rule-line.tsx';
import { type FoundByRule, rulePreviewQuery, ruleSignalsQuery } from './segment-query.ts';
import { asListed, lineFor, type RuleMenu, writeRule } from './write-rule.ts';

/** What a rule is about: where its words come from, and how it is said whom it finds. */
export interface RuleSubject {
  readonly signals: typeof ruleSignalsQuery;
  readonly preview: typeof rulePreviewQuery;
  readonly noun: string;
  /** What the rule names, in the words of a hint. */
  readonly over: string;
  readonly says: (sentence: string) => string;
}

const ACCOUNTS: RuleSubject = {
  signals: ruleSignalsQuery,
  preview: rulePreviewQuery,
  noun: 'account',
  over: 'the signals',
  says: (sentence) => `Accounts for which ${sentence}.`,
};

/** Who belongs: chosen from menus or written, with what it means and whom it finds now. A rule that menus cannot say stays a text. */
export function RuleEditor({
  rule,
  menu,
  onChange,
  about = ACCOUNTS,
}: {
  rule: string;
  /** The rule for menus as it was loaded; null where only text can say it. */
  menu: RuleMenu | null;
  onChange: (rule: string) => void;
  about?: RuleSubject;
}) {
  const slug = useSlug();
  const { data: signals } = useQuery(about.signals(slug));
  const [mode, setMode] = useState<'menu' | 'text'>(menu === null && rule !== '' ? 'text' : 'menu');
  const [draft, setDraft] = useState<RuleMenu | null>(null);
  const preview = useQuery(about.preview(slug, useDebouncedValue(rule.trim(), 300)[0]));
  if (!signals) return <LoadingRows rows={2} />;
  const shown = draft ?? (menu && asListed(menu, signals)) ?? { join: 'all', lines: [lineFor(signals[0]!)] };
  const set = (next: RuleMenu) => {
    setDraft(next);
    onChange(writeRule(next, signals) ?? '');
  };
  const toMenu = () => {
    const read = preview.data && !preview.isPlaceholderData ? preview.data.menu : null;
    if (rule.trim() !== '' && read === null) return;
    if (read) setDraft(asListed(read, signals));
    setMode('menu');
  };
  const isWordsOnly = mode === 'text' && rule.trim() !== '' && preview.data?.menu === null;
  return (
    <Stack gap="sm">
      <Tabs value={mode} onChange={(next) => (next === 'menu' ? toMenu() : setMode('text'))}>
        <Tabs.List>
          <Tabs.Tab value="menu" disabled={isWordsOnly}>
            From menus
          </Tabs.Tab>
          <Tabs.Tab value="text">Written</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {mode === 'menu' ? (
        <Menus menu={shown} signals={signals} onChange={set} />
      ) : (
        <Textarea
          label="Condition"
          description={
            isWordsOnly ? 'This one can only be written: it has groups inside groups.' : `In CEL, over ${about.over}.`
          }
          autosize
          minRows={3}
          maxLength={2000}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={rule}
          onChange={(event) => {
            setDraft(null);
            onChange(event.currentTarget.value);
          }}
        />
      )}
      <Meaning rule={rule} preview={preview} about={about} />
    </Stack>
  );
}

function Menus({
  menu,
  signals,
  onChange,
}: {
  menu: RuleMenu;
  signals: Parameters<typeof writeRule>[1];
  onChange: (menu: RuleMenu) => void;
}) {
  return (
    <Stack gap="xs">
      <Select
        size="xs"
        w={270}
        aria-label="How the lines belong together"
        allowDeselect={false}
        data={[
          { value: 'all', label: 'All of these are true' },
          { value: 'any', label: 'One of these is true' },
        ]}
        value={menu.join}
        onChange={(join) => join && onChange({ ...menu, join: join as RuleMenu['join'] })}
      />
      {menu.lines.map((line, index) => (
        <RuleLine
          key={index}
          line={line}
          signals={signals}
          onChange={(next) => onChange({ ...menu, lines: replaced(menu.lines, index, next) })}
          onRemove={menu.lines.length > 1 ? () => onChange({ ...menu, lines: without(menu.lines, index) }) : null}
        />
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          onClick={() => onChange({ ...menu, lines: [...menu.lines, lineFor(signals[0]!)] })}
        >
          Another line
        </Button>
      </Group>
    </Stack>
  );
}

function Meaning({
  rule,
  preview: { data, error },
  about,
}: {
  rule: string;
  preview: { data: FoundByRule | undefined; error: Error | null };
  about: RuleSubject;
}) {
  if (rule.trim() === '')
    return (
      <Text size="sm" c="dimmed" role="status">
        Fill in every line to see whom it finds.
      </Text>
    );
  if (error) {
    const details = error instanceof ApiProblem ? error.details : [];
    return (
      <div role="status">
        <Text size="sm" c="red">
          {error.message}
        </Text>
        {details.map((one) => (
          <Text key={`${one.at} ${one.problem}`} size="sm" c="dimmed">
            {[one.at.replace('rule, ', ''), one.mend].filter(Boolean).join(': ')}
          </Text>
        ))}
      </div>
    );
  }
  if (!data) return null;
  return (
    <div role="status">
      <Text size="sm">{about.says(data.sentence)}</Text>
      <Text size="sm" c="dimmed">
        {data.asOf === null ? (
          'Whom it finds is known after the first diagnosis.'
        ) : (
          <>
            Finds {sayCount(data.total, about.noun)} as of <Day day={data.asOf} form="date" />
            {data.names.length > 0 && `: ${data.names.slice(0, 5).join(', ')}`}
            {data.total > 5 && ' and others'}.
          </>
        )}
      </Text>
    </div>
  );
}
