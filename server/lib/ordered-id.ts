import { randomUUID } from 'node:crypto';

/**
 * A UUID of version 7 (RFC 9562): the milliseconds since 1970 before random bits, so that of many rows made together the index grows at
 * one end. Node brings its own from 26.1 on, and 24 is enough to run this.
 */
export function orderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
