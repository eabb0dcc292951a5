import { sayNumber } from '../../ui/number.ts';

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

/** The size of a file: '1.2 MB', with a thousand bytes in a kilobyte. */
export function sayBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${sayNumber(size, size < 10 && unit > 0 ? 1 : 0)} ${UNITS[unit]}`;
}
