import { NumberInput, Text } from '@mantine/core';
import type { Organisation } from '../../../server/api/contract/organisation.ts';
import { Section } from '../../ui/page.tsx';
import classes from './settings.module.css';

type Rules = Organisation['complexity'];

const FIGURES = [
  ['seats', 'Seats'],
  ['integrations', 'Integrations'],
  ['regions', 'Regions'],
] as const;
const LEVELS = ['Low', 'Standard', 'High'] as const;

/** From which figures on an account is more complex to bring on board, and the hours that each level takes. */
export function ComplexitySettings({
  rules,
  readOnly,
  onChange,
}: {
  rules: Rules;
  readOnly: boolean;
  onChange: (rules: Rules) => void;
}) {
  return (
    <Section title="Complexity of an onboarding">
      <Text size="sm" c="dimmed" mb="sm" className={classes.narrow}>
        One hard figure makes it hard: the highest level counts. Integrations and regions are read from attributes of
        these names, where accounts have them. Playbooks use it as account.complexity.
      </Text>
      <table className={classes.levels}>
        <thead>
          <tr>
            <td />
            <th scope="col">Low up to</th>
            <th scope="col">Standard up to</th>
            <th scope="col">High</th>
          </tr>
        </thead>
        <tbody>
          {FIGURES.map(([figure, title]) => (
            <tr key={figure}>
              <th scope="row">{title}</th>
              {rules[figure].map((limit, index) => (
                <td key={LEVELS[index]}>
                  <NumberInput
                    size="xs"
                    w={110}
                    aria-label={`${title}: ${LEVELS[index]?.toLowerCase()} up to`}
                    min={0}
                    allowDecimal={false}
                    hideControls
                    readOnly={readOnly}
                    value={limit}
                    onChange={(value) =>
                      typeof value === 'number' &&
                      onChange({ ...rules, [figure]: replacedAt(rules[figure], index, value) })
                    }
                  />
                </td>
              ))}
              <td>
                <Text size="sm" c="dimmed">
                  more
                </Text>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">Hours of ours</th>
            {rules.hours.map((hours, index) => (
              <td key={LEVELS[index]}>
                <NumberInput
                  size="xs"
                  w={110}
                  aria-label={`Hours of ours: ${LEVELS[index]?.toLowerCase()}`}
                  min={0}
                  hideControls
                  readOnly={readOnly}
                  value={hours}
                  onChange={(value) =>
                    typeof value === 'number' && onChange({ ...rules, hours: replacedAt(rules.hours, index, value) })
                  }
                />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

function replacedAt<Numbers extends readonly number[]>(numbers: Numbers, at: number, value: number): Numbers {
  return numbers.map((one, index) => (index === at ? value : one)) as unknown as Numbers;
}
