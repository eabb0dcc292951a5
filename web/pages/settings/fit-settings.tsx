import { Group, NumberInput, Stack, Text } from '@mantine/core';
import type { Organisation } from '../../../server/api/contract/organisation.ts';
import { Section } from '../../ui/page.tsx';
import classes from './settings.module.css';

type Limits = Pick<Organisation, 'accountWeekLimit' | 'ownerWeekLimit' | 'brakeCount' | 'brakePercent'>;

/** How much a diagnosis may open before it waits: for room in the week, or for a person. */
export function FitSettings({
  edited,
  isReadOnly,
  onChange,
}: {
  edited: Limits;
  isReadOnly: boolean;
  onChange: (part: Partial<Limits>) => void;
}) {
  const input = (key: keyof Limits, label: string, description: string) => (
    <NumberInput
      label={label}
      description={description}
      min={key === 'brakePercent' ? 0 : 1}
      {...(key === 'brakePercent' && { max: 100, suffix: ' %' })}
      allowDecimal={false}
      placeholder="Any number"
      readOnly={isReadOnly}
      value={edited[key] ?? ''}
      onChange={(value) => {
        if (typeof value === 'number') onChange({ [key]: value });
        else if (value === '' && key.endsWith('WeekLimit')) onChange({ [key]: null });
      }}
    />
  );
  return (
    <Section title="How much at once">
      <Stack gap="md" className={classes.narrow}>
        <Text size="sm" c="dimmed">
          What finds no room waits, the more important playbook first, and is listed on the page of its account.
        </Text>
        <Group grow align="flex-end">
          {input('accountWeekLimit', 'Situations a week, an account', 'Empty for any number')}
          {input('ownerWeekLimit', 'Situations a week, a CSM', 'Over all their accounts')}
        </Group>
        <Group grow align="flex-end">
          {input('brakeCount', 'Ask a person from', 'More for one playbook in one diagnosis')}
          {input('brakePercent', 'Or this share of accounts', 'Whichever is more')}
        </Group>
      </Stack>
    </Section>
  );
}
