import { NumberInput, SimpleGrid } from '@mantine/core';
import type { HealthModel } from '../../../server/api/contract/health-model.ts';

type Numbers = 'green_from' | 'yellow_from' | 'margin' | 'hold_days';

/** Where the bands begin, and what keeps a score from flickering between two. */
export function BandEditor({
  model,
  readOnly,
  onChange,
}: {
  model: HealthModel;
  readOnly: boolean;
  onChange: (model: HealthModel) => void;
}) {
  const number = (key: Numbers) => ({
    readOnly,
    value: model[key],
    clampBehavior: 'strict' as const,
    onChange: (next: number | string) => typeof next === 'number' && onChange({ ...model, [key]: next }),
  });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
      <NumberInput label="Green from" description="Up to 100" min={1} max={100} {...number('green_from')} />
      <NumberInput label="Yellow from" description="Below it is red" min={0} max={99} {...number('yellow_from')} />
      <NumberInput
        label="Margin"
        description="Across by this many points, the band changes at once"
        min={0}
        max={20}
        suffix=" points"
        {...number('margin')}
      />
      <NumberInput
        label="Days to hold"
        description="Or when it has been across for so long"
        min={0}
        max={60}
        allowDecimal={false}
        suffix=" days"
        {...number('hold_days')}
      />
      <NumberInput
        label="Least that must be known"
        description="Below it an account has no score"
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        suffix=" %"
        readOnly={readOnly}
        value={Math.round(model.minimum_coverage * 100)}
        onChange={(next) => typeof next === 'number' && onChange({ ...model, minimum_coverage: next / 100 })}
      />
    </SimpleGrid>
  );
}
