import { sendDigests } from './delivery/send-digests.ts';
import { diagnoseDue } from './diagnosis/diagnose-due.ts';
import type { FlowTools } from './flow.ts';
import { forgetOld } from './jobs/forget-old.ts';
import type { RecurringJob } from './jobs/start-worker.ts';
import { sweepImports } from './sources/imports/sweep-imports.ts';
import { wakeByTime } from './worklist/snoozes/wake-by-time.ts';

/** Everything that runs by the clock. Times are UTC; what follows an organisation's own clock looks for whose hour has come. */
export function scheduleOf(tools: FlowTools): RecurringJob[] {
  const { database, config, log } = tools;
  return [
    {
      name: 'nightly_diagnosis',
      cron: '*/10 * * * *',
      purpose: 'Diagnoses each organisation once a day, at its hour in its own time zone; catches up after downtime',
      run: async () => void (await diagnoseDue(database, log)),
    },
    {
      name: 'morning_digest',
      cron: '5,15,25,35,45,55 * * * *',
      purpose: 'Sends each member the day’s situations and tasks by e-mail, after the diagnosis of the morning',
      run: async () => void (await sendDigests(database, config.publicUrl, log)),
    },
    {
      name: 'wake_by_time',
      cron: '*/10 * * * *',
      purpose: 'Brings back snoozed tasks that have become worse by the clock: one that fell due, a run that got stuck',
      run: async () => void (await wakeByTime(database, log)),
    },
    {
      name: 'sweep_imports',
      cron: '20 * * * *',
      purpose: 'Goes on with imports that were interrupted, and removes files that nobody needs any more',
      run: async () => void (await sweepImports(database, config.dataDir)),
    },
    {
      name: 'forget_old',
      cron: '40 2 * * *',
      purpose: 'Removes sessions, invitations and sign-in links that have expired',
      run: async () => void (await forgetOld(database)),
      catchUp: { hours: 24 },
    },
  ];
}
