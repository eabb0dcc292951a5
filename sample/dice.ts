/** Numbers that look thrown and are the same on every machine and every day: each question has dice of its own. */
export interface Dice {
  /** From 0 up to, but not including, 1. */
  roll(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True so often, from 0 to 1. */
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

/** The dice for a question about something: `diceFor('Nordhafen Logistik', 'tickets')`. */
export function diceFor(...question: readonly (string | number)[]): Dice {
  let state = hash(question.join('/'));
  // mulberry32, after Tommy Ettinger.
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    roll,
    between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
    chance: (share) => roll() < share,
    pick: (items) => items[Math.floor(roll() * items.length)]!,
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
