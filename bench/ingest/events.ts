/** An event as a tracking library sends it. */
export interface SentEvent {
  readonly type: 'track';
  readonly messageId: string;
  readonly userId: string;
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
  readonly integrations: Readonly<Record<string, never>>;
}

const USERS_AN_ACCOUNT = 20;
const NAMES = [
  'Login',
  'Report Exported',
  'Report Viewed',
  'Dashboard Viewed',
  'Comment Added',
  'File Uploaded',
  'Search',
];
const LIBRARY = { name: '@segment/analytics-node', version: '3.1.0' };

/** Events of the four hours before now, but for their times the same for the same seed. A few accounts are busy and most are not, as in life. */
export function* events(count: number, accounts: number, seed: number): Generator<SentEvent> {
  const random = generator(seed);
  const start = Date.now() - 5 * 3_600_000;
  for (let n = 0; n < count; n++) {
    const account = Math.floor(accounts * random() ** 2);
    const user = Math.floor(USERS_AN_ACCOUNT * random());
    const at = new Date(start + Math.floor((n / count) * 4 * 3_600_000));
    yield {
      type: 'track',
      messageId: `node-next-${at.getTime()}-${uuid(random)}`,
      userId: `user-${account}-${user}`,
      event: NAMES[Math.floor(NAMES.length * random())]!,
      properties: {
        plan: 'pro',
        format: n % 3 === 0 ? 'pdf' : 'csv',
        pages: Math.floor(40 * random()),
        source: 'menu',
      },
      context: { groupId: `account-${account}`, library: LIBRARY },
      timestamp: at.toISOString(),
      integrations: {},
    };
  }
}

function uuid(random: () => number): string {
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Mulberry32: small, quick, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
