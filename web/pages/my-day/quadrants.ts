import type { Quadrant } from '../../../server/api/contract/my-day.ts';

/** The four fields of urgent and important, in the order in which one works through them. */
export const QUADRANTS: readonly { readonly key: Quadrant; readonly title: string; readonly meaning: string }[] = [
  { key: 'do_first', title: 'Do first', meaning: 'urgent and important' },
  { key: 'plan', title: 'Plan', meaning: 'important, not urgent' },
  { key: 'keep_short', title: 'Keep short', meaning: 'urgent, not important' },
  { key: 'when_there_is_time', title: 'When there is time', meaning: 'neither urgent nor important' },
];
