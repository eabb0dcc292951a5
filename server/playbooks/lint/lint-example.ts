import { HEALTH_SIGNALS } from '../../health/health-signals.ts';
import { buildCatalogue, declareSignals } from '../../signals/catalogue.ts';
import { TEMPLATE_FIELDS } from '../template-fields.ts';
import type { LintContext } from './context.ts';

/** What a new organisation has, for tests: all signals without own metrics, the usual stages, one segment. */
export const anOrganisation: LintContext = {
  catalogue: buildCatalogue([...declareSignals({ metrics: [], attributes: [], personas: [] }), ...HEALTH_SIGNALS]),
  templateFields: TEMPLATE_FIELDS,
  playbookKeys: [
    'quiet-account',
    'onboarding',
    'drifting-onboarding',
    'risk-before-renewal',
    'at-risk-account',
    'silent-account',
    'silent-usage',
    'expansion-opportunity',
    'adoption-push',
    'advocacy',
    'champion-left',
    'customer-bug',
    'data-failure',
    'executive-business-review',
    'feature-request',
    'low-survey-score',
    'lukewarm-account',
    'monthly-business-review',
    'payment-overdue',
    'production-outage',
    'renewal',
    'scaled-nurture',
    'staffing-change',
  ],
  stages: ['prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned'],
  segments: ['enterprise'],
  ruledSegments: ['enterprise'],
  personas: ['champions', 'executive_sponsors'],
  links: [],
};
