import { daysOf } from '../../lib/day-counter.ts';
import { fromFacts, instantOfDay, lastDay, type SignalGroup } from '../signal-group.ts';

const FROM = 'survey responses';

/** NPS: 0 to 6 detracts, 9 and 10 promote (Reichheld's scale). */
const HIGHEST_DETRACTOR = 6;

/** What customers answer when asked. */
export const satisfactionGroup: SignalGroup = {
  name: 'satisfaction',
  declare: () => [
    { name: 'survey.nps_last', type: 'number', unit: 'points', title: 'last NPS score (0 to 10)', from: FROM },
    { name: 'survey.nps_age_days', type: 'number', unit: 'days', title: 'days since the last NPS answer', from: FROM },
    { name: 'survey.csat_last', type: 'number', unit: 'points', title: 'last CSAT score (1 to 5)', from: FROM },
    {
      name: 'survey.csat_90d',
      type: 'number',
      unit: 'points',
      title: 'mean CSAT of the last 90 days (1 to 5)',
      from: FROM,
    },
    {
      name: 'survey.csat_count_90d',
      type: 'number',
      unit: 'count',
      title: 'CSAT answers in the last 90 days',
      from: FROM,
    },
    {
      name: 'survey.days_since_response',
      type: 'number',
      unit: 'days',
      title: 'days since the last survey answer',
      from: FROM,
    },
    {
      name: 'survey.detractors_365d',
      type: 'number',
      unit: 'count',
      title: 'NPS detractors in the last 365 days',
      from: FROM,
    },
  ],

  async load(scope) {
    const [slots, instants, isNps, scores] = await scope.read(
      `select a.slot, date_part('epoch', f.responded_at), (f.kind = 'nps')::int, f.score
       ${fromFacts('survey_response', scope)} and f.responded_at < ${instantOfDay(lastDay(scope), scope)}`,
      4,
    );
    const days = daysOf(instants!, scope.timeZone);
    return (day, column) => {
      const npsLast = column('survey.nps_last');
      const npsAge = column('survey.nps_age_days');
      const csatLast = column('survey.csat_last');
      const csat = column('survey.csat_90d');
      const count = column('survey.csat_count_90d');
      const since = column('survey.days_since_response');
      const detractors = column('survey.detractors_365d');
      const sums = new Float64Array(csat.length);
      const lastNps = new Float64Array(csat.length).fill(Number.NEGATIVE_INFINITY);
      const lastCsat = new Float64Array(csat.length).fill(Number.NEGATIVE_INFINITY);
      for (let i = 0; i < slots!.length; i++) {
        const row = scope.rows.rowOf(slots![i]!);
        const on = days[i]!;
        if (on >= day || row < 0) continue;
        const at = instants![i]!;
        const score = scores![i]!;
        if (Number.isNaN(since[row]!)) for (const signal of [count, detractors]) signal[row] = 0;
        if (!(since[row]! <= day - on)) since[row] = day - on;
        if (isNps![i] === 1) {
          if (isLater(at, score, lastNps[row]!, npsLast[row]!)) {
            lastNps[row] = at;
            npsLast[row] = score;
            npsAge[row] = day - on;
          }
          if (score <= HIGHEST_DETRACTOR && on >= day - 365) detractors[row]!++;
          continue;
        }
        if (isLater(at, score, lastCsat[row]!, csatLast[row]!)) {
          lastCsat[row] = at;
          csatLast[row] = score;
        }
        if (on < day - 90) continue;
        sums[row]! += score;
        count[row]!++;
      }
      for (let row = 0; row < csat.length; row++) if (count[row]! > 0) csat[row] = sums[row]! / count[row]!;
    };
  },
};

/** Whether an answer is the last one so far; of two at the same instant the worse counts. */
function isLater(at: number, score: number, lastAt: number, lastScore: number): boolean {
  return at > lastAt || (at === lastAt && score < lastScore);
}
