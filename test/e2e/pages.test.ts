import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './accessible.ts';
import { DESKTOP, type OpenSteward, openSteward, PHONE, settled } from './open-steward.ts';

let steward: OpenSteward;
beforeAll(async () => {
  steward = await openSteward();
});
afterAll(() => steward?.close());
afterEach(() => expect(steward.complaints()).toEqual([]));

describe.each([
  { on: 'a desktop', size: DESKTOP },
  { on: 'a phone', size: PHONE },
])('on $on, light and dark', ({ size }) => {
  let page: Page;
  beforeAll(async () => {
    page = await steward.open({ as: 'lena', ...size });
  });

  test.each(['my-day', 'playbooks'])('%s', async (path) => {
    await page.goto(steward.at(path));
    await settled(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  });
});
