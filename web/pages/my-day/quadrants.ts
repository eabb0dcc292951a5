import type { MyDay, WorkItem } from '../../../server/api/contract/my-day.ts';

/** A part of the list, with what its name means. */
export interface ListGroup {
  readonly key: string;
  readonly title: string;
  readonly meaning: string;
  readonly has: (item: WorkItem) => boolean;
}

/** The four fields of urgent and important, in the order in which one works through them. */
export const QUADRANTS: readonly ListGroup[] = [
  quadrant('do_first', 'Do first', 'urgent and important'),
  quadrant('plan', 'Plan', 'important, not urgent'),
  quadrant('keep_short', 'Keep short', 'urgent, not important'),
  quadrant('when_there_is_time', 'When there is time', 'neither urgent nor important'),
];

export const BLOCK_TITLES = {
  focus: 'Focus',
  customers: 'Customers',
  admin: 'Small things',
  wrap_up: 'Wrap-up',
} as const;

/** The parts of the day, each with what is best done in it. */
export function blockGroups({ blocks }: Pick<MyDay, 'blocks'>): ListGroup[] {
  return blocks.map(({ key, from, until, isNow }) => ({
    key,
    title: BLOCK_TITLES[key],
    meaning: `${from} to ${until}${isNow ? ', now' : ''}`,
    has: (item) => item.block === key,
  }));
}

function quadrant(key: WorkItem['quadrant'], title: string, meaning: string): ListGroup {
  return { key, title, meaning, has: (item) => item.quadrant === key };
}
