import { expect, test } from 'vitest';
import { HEALTH_SIGNALS } from '../../health/health-signals.ts';
import { buildCatalogue, declareSignals } from '../../signals/catalogue.ts';
import { goalSignal } from './goal-signal.ts';

const catalogue = buildCatalogue([...declareSignals({ metrics: [], attributes: [], personas: [] }), ...HEALTH_SIGNALS]);

test.each([
  ['health.score >= 70', 'health.score'],
  ['onboarding.first_value == true && usage.active_days_28d >= 8', 'usage.active_days_28d'],
  ['tickets.urgent_open == 0', 'tickets.urgent_open'],
  ['onboarding.first_value == true', 'health.score'],
  ["account.stage == 'adoption'", 'health.score'],
  ['renewal.days_left > 180', 'health.score'],
])('the goal %s is measured in %s', (goal, signal) => {
  expect(goalSignal(goal, catalogue, 'EUR').name).toBe(signal);
});
