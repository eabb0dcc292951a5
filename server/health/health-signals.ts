import type { SignalDeclaration } from '../expressions/declaration.ts';

const FROM = 'the health model';

/** The signals that follow from health; conditions of playbooks may name them like any other. */
export const HEALTH_SIGNALS: readonly SignalDeclaration[] = [
  { name: 'health.score', type: 'number', unit: 'score', title: 'health score', from: FROM },
  { name: 'health.band', type: 'label', unit: 'label', title: 'health band', from: FROM },
  {
    name: 'health.coverage',
    type: 'number',
    unit: 'share',
    title: 'share of the health score that is known',
    from: FROM,
  },
  { name: 'health.days_in_band', type: 'number', unit: 'days', title: 'days in this health band', from: FROM },
  {
    name: 'health.change_7d',
    type: 'number',
    unit: 'points',
    title: 'change of the health score in 7 days',
    from: FROM,
  },
  {
    name: 'health.change_28d',
    type: 'number',
    unit: 'points',
    title: 'change of the health score in 28 days',
    from: FROM,
  },
  { name: 'health.engagement', type: 'number', unit: 'score', title: 'engagement', from: FROM },
  { name: 'health.success', type: 'number', unit: 'score', title: 'success', from: FROM },
  { name: 'health.satisfaction', type: 'number', unit: 'score', title: 'satisfaction', from: FROM },
  { name: 'health.financial', type: 'number', unit: 'score', title: 'financial', from: FROM },
];
