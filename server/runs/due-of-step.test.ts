import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absenceAt, type WorkClock } from '../lib/calendar/work-clock.ts';
import { dayOf, epochDay, isoDate } from '../lib/days.ts';
import { playbookSchema } from '../playbooks/definition.ts';
import { advance } from './advance.ts';
import { exampleClock, exampleEnvironment, riskPlaybook, system } from './run-example.ts';
import { newRun } from './run-state.ts';
import type { RunEnvironment } from './settle-steps.ts';

const holiday = {
  firstDay: '2026-03-26',
  lastDay: '2026-04-03',
  deputy: { memberId: 'deputy', name: 'Dora' },
} as const;

/** The first step of a run that starts now, with this due date and owner. */
function opened(
  step: { due: string; from?: string; owner?: string },
  changed: Partial<RunEnvironment> = {},
  now = '2026-03-25T08:00:00Z',
) {
  const one = { id: 'only', title: 'The step', owner: 'csm', ...step };
  const definition = playbookSchema.parse({ ...riskPlaybook, steps: [one], escalate: undefined });
  const environment = exampleEnvironment({ ...changed, definition });
  const started = { id: 'started', by: system, kind: 'started', because: 'test' } as const;
  const { due, owner } = advance(newRun('r1'), started, new Date(now), environment).state.steps.only!;
  return { due: due!, owner: owner! };
}

const clocks = (own: Record<string, WorkClock>) => (id: string) => own[id] ?? exampleClock();

describe('the due date of a step', () => {
  it('counts from dates of the account, before and after them', () => {
    const accountDates = { renewal: null, contract_start: '2026-05-04', kickoff: '2026-05-11' };
    expect(opened({ due: '-2bd', from: 'kickoff' }, { accountDates }).due.derivation).toBe(
      'Thu 7 May 17:00 = kickoff Mon 11 May - 2 business days',
    );
    expect(opened({ due: '1w', from: 'contract_start' }, { accountDates }).due.derivation).toBe(
      'Mon 11 May 17:00 = contract start Mon 4 May + 1 week',
    );
    expect(opened({ due: '-90d', from: 'renewal' }, { accountDates }).due.derivation).toBe(
      'Wed 25 Mar 17:00 = as soon as possible, since the renewal date is not known',
    );
  });

  it('is counted on the clock and calendar of its owner', () => {
    const clockOf = clocks({ csm: exampleClock({ timeZone: 'America/New_York' }) });
    expect(opened({ due: '1bd' }, { clockOf }).due).toEqual({
      at: '2026-03-26T21:00:00.000Z',
      derivation: 'Thu 26 Mar 17:00 (New York time) = run start Wed 25 Mar + 1 business day',
    });
  });

  it('is counted on the clock of the customer where the customer does it', () => {
    const { due } = opened({ due: '1bd', owner: 'customer' }, { customerTimeZone: 'Asia/Tokyo' });
    expect(due.derivation).toBe('Thu 26 Mar 17:00 (Tokyo time) = run start Wed 25 Mar + 1 business day');
  });

  it('goes to the deputy when its owner is away then', () => {
    const clockOf = clocks({ csm: exampleClock({ absences: [holiday] }) });
    expect(opened({ due: '2bd' }, { clockOf })).toEqual({
      owner: {
        memberId: 'deputy',
        name: 'Dora',
        fallback: 'stands in for csm, who is away Thu 26 Mar to Fri 3 Apr',
      },
      due: { at: '2026-03-27T17:00:00.000Z', derivation: 'Fri 27 Mar 17:00 = run start Wed 25 Mar + 2 business days' },
    });
    expect(opened({ due: '10bd' }, { clockOf }).owner.memberId).toBe('csm');
  });

  it('waits when the organisation wants that, or the deputy is away too', () => {
    const away = exampleClock({ absences: [holiday] });
    const moved = opened({ due: '2bd' }, { clockOf: clocks({ csm: away }), absentOwner: 'move' });
    expect(moved.owner.memberId).toBe('csm');
    expect(moved.due.derivation).toBe(
      'Wed 8 Apr 17:00 = run start Wed 25 Mar + 2 business days, skipping Thu 26 Mar to Fri 3 Apr (away), Mon 6 Apr (Easter Monday)',
    );
    const both = opened({ due: '3d' }, { clockOf: clocks({ csm: away, deputy: away }) });
    expect(both.owner.memberId).toBe('csm');
    expect(both.due.derivation).toBe(
      'Tue 7 Apr 17:00 = run start Wed 25 Mar + 3 days, moved since csm is away Thu 26 Mar to Fri 3 Apr',
    );
  });

  it('never falls on days on which its owner is away, whatever zone, clock change, leap day or turn of the year', () => {
    const turns = ['2026-03-29', '2026-10-25', '2026-11-01', '2028-02-29', '2027-12-31', '2026-04-05'].map(epochDay);
    const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];
    const dues = fc.constantFrom('0d', '90m', '24h', '1d', '5d', '2w', '0bd', '1bd', '5bd', '30bd');
    const near = fc.record({ turn: fc.constantFrom(...turns), days: fc.integer({ min: -6, max: 6 }) });
    fc.assert(
      fc.property(
        near,
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: -3, max: 6 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(...zones),
        fc.constantFrom('deputy' as const, 'move' as const),
        fc.constantFrom(null, holiday.deputy),
        dues,
        ({ turn, days }, minute, after, length, timeZone, absentOwner, deputy, due) => {
          const now = new Date((turn + days) * 86_400_000 + minute * 60_000);
          const firstDay = isoDate(turn + days + after);
          const absence = { firstDay, lastDay: isoDate(turn + days + after + length), deputy };
          const own = { csm: exampleClock({ timeZone, absences: [absence] }), deputy: exampleClock({ timeZone }) };
          const result = opened({ due }, { clockOf: clocks(own), absentOwner }, now.toISOString());
          const at = new Date(result.due.at);
          expect(at.getTime()).toBeGreaterThan(now.getTime());
          const owner = result.owner.memberId as 'csm' | 'deputy';
          expect(absenceAt(own[owner], at)).toBeNull();
          if (owner === 'deputy') expect([absentOwner, deputy]).toEqual(['deputy', holiday.deputy]);
          if (due.endsWith('bd')) expect(own[owner].presence.isBusinessDay(dayOf(at, timeZone))).toBe(true);
          expect(result.due.derivation).toContain(' = ');
        },
      ),
      { numRuns: 500 },
    );
  });
});
