import type { BlockKey, DayBlock } from '../identity/day-blocks.ts';
import type { Quadrant } from './place-item.ts';
import type { ItemKind } from './work-item.ts';

/** What decides in which part of the day something is best done. */
interface DayPlacing {
  readonly kind: ItemKind;
  readonly quadrant: Quadrant;
  /** Whether it means to write to the customer or to talk to them. */
  readonly isWithCustomer: boolean;
}

/**
 * The part of the day for an item: what is done with the customer while customers can be reached, what is important while it is quiet, the rest among the
 * small things. A part that the member's day lacks gives to the next that it has.
 */
export function placeInDay(item: DayPlacing, blocks: readonly DayBlock[]): BlockKey {
  const has = (key: BlockKey) => blocks.some((block) => block.key === key);
  const wanted = wantedBlock(item);
  if (has(wanted)) return wanted;
  return blocks.find(({ key }) => key !== 'wrap_up')?.key ?? blocks[0]!.key;
}

function wantedBlock({ kind, quadrant, isWithCustomer }: DayPlacing): BlockKey {
  if (kind === 'band_change') return 'admin';
  if (kind === 'task' && isWithCustomer) return 'customers';
  return quadrant === 'do_first' || quadrant === 'plan' ? 'focus' : 'admin';
}
