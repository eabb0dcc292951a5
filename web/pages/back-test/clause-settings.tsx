import { Anchor, Checkbox, Group, Slider, Switch, Text } from '@mantine/core';
import type { ExplorationAnswer, TriedClause } from '../../../server/api/contract/exploration.ts';
import { useOrganisation } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { capital } from '../../ui/words.ts';
import classes from './back-test.module.css';
import type { Setting } from './back-test-query.ts';
import { sayThreshold } from './say-threshold.ts';

const OPERATORS = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
  '==': 'exactly',
  '!=': 'not',
} as const;

/** Every clause of the condition with a switch, and a slider where it has a threshold. */
export function ClauseSettings({
  answer,
  settings,
  onSet,
  onReset,
}: {
  answer: ExplorationAnswer;
  settings: readonly Setting[];
  onSet: (setting: Setting) => void;
  onReset: () => void;
}) {
  return (
    <Section
      title="The trigger"
      beside={
        settings.length > 0 && (
          <Anchor component="button" type="button" size="sm" onClick={onReset}>
            As in the playbook
          </Anchor>
        )
      }
    >
      <ul className={classes.clauses}>
        {answer.clauses.map((clause) => (
          <Clause
            key={clause.index}
            clause={clause}
            setting={settings.find(({ index }) => index === clause.index) ?? { index: clause.index, isOn: true }}
            range={answer.ranges.find(({ index }) => index === clause.index)}
            onSet={onSet}
          />
        ))}
      </ul>
      <Text size="xs" c="dimmed" mt="xs">
        Trying changes nothing. To keep a threshold, change the playbook.
      </Text>
    </Section>
  );
}

function Clause({
  clause,
  setting,
  range,
  onSet,
}: {
  clause: TriedClause;
  setting: Setting;
  range: ExplorationAnswer['ranges'][number] | undefined;
  onSet: (setting: Setting) => void;
}) {
  const { currency } = useOrganisation();
  const value = setting.threshold ?? clause.threshold;
  const say = (threshold: number) => sayThreshold(threshold, clause.unit, currency);
  const isMoved = value !== clause.threshold;
  return (
    <li>
      <Switch
        size="xs"
        checked={setting.isOn}
        onChange={({ currentTarget }) => onSet({ ...setting, isOn: currentTarget.checked })}
        label={capital(clause.words)}
      />
      <Checkbox
        size="xs"
        mt={6}
        disabled={!setting.isOn}
        checked={setting.isCounting ?? false}
        onChange={({ currentTarget }) => onSet({ ...setting, isCounting: currentTarget.checked })}
        label="Says only which accounts count"
      />
      {range && value !== null && clause.threshold !== null && clause.operator !== null && (
        <>
          <Group justify="space-between" mt={4} gap="xs">
            <Text size="sm" fw={isMoved ? 600 : 400}>
              {OPERATORS[clause.operator]} {say(value)}
            </Text>
            {isMoved && (
              <Text size="xs" c="dimmed">
                in the playbook: {say(clause.threshold)}
              </Text>
            )}
          </Group>
          <Slider
            size="sm"
            disabled={!setting.isOn}
            min={range.least}
            max={range.most}
            step={range.step}
            value={value}
            label={say}
            thumbLabel={`Threshold of ${clause.words}`}
            marks={[{ value: clause.threshold }]}
            onChange={(threshold) => onSet({ ...setting, threshold })}
          />
        </>
      )}
    </li>
  );
}
