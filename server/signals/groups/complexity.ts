import type { FactScope, SignalGroup } from '../signal-group.ts';

const FROM = 'seats, and the attributes integrations and regions, by the organisation’s rules';

/** The attributes that count, where an organisation has them as numbers. */
const ATTRIBUTES = ['integrations', 'regions'] as const;
type Figure = 'seats' | (typeof ATTRIBUTES)[number];

/** For each figure, up to which value it is low, and up to which standard; and the hours of low, standard and high. */
type Rules = Readonly<Record<Figure, readonly [number, number]>> & {
  readonly hours: readonly [number, number, number];
};

const LEVELS = ['low', 'standard', 'high'] as const;

/**
 * How complex an account is to bring on board: one hard figure makes it hard, so it is the highest level of those that are known, and unknown when
 * none is.
 */
export const complexityGroup: SignalGroup = {
  name: 'complexity',
  declare: () => [
    { name: 'account.complexity', type: 'label', unit: 'label', title: 'complexity', from: FROM },
    {
      name: 'account.onboarding_hours',
      type: 'number',
      unit: 'count',
      title: 'hours planned for onboarding',
      from: FROM,
    },
  ],

  async load(scope) {
    const rules = await scope.inTurn(() => loadRules(scope));
    const figures: Figure[] = [
      'seats',
      ...ATTRIBUTES.filter((key) => scope.attributes.some((one) => one.key === key && one.type === 'number')),
    ];
    return (_day, column) => {
      const complexity = column('account.complexity');
      const hours = column('account.onboarding_hours');
      const known = figures.map((figure) => ({ limits: rules[figure], values: column(`account.${figure}`) }));
      for (let row = 0; row < complexity.length; row++) {
        let level = -1;
        for (const { limits, values } of known) level = Math.max(level, levelOf(values[row]!, limits));
        if (level < 0) continue;
        complexity[row] = scope.labels.codeOf('account.complexity', LEVELS[level]!);
        hours[row] = rules.hours[level]!;
      }
    };
  },
};

/** 0 to 2; −1 when the figure is unknown. */
function levelOf(value: number, [low, standard]: readonly [number, number]): number {
  if (Number.isNaN(value)) return -1;
  return value <= low ? 0 : value <= standard ? 1 : 2;
}

async function loadRules(scope: FactScope): Promise<Rules> {
  const { rows } = await scope.client.query<{ complexity: Rules }>(
    'select complexity from organisation where organisation_id = $1',
    [scope.organisationId],
  );
  return rows[0]!.complexity;
}
