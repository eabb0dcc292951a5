import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { emailOf, type TeamKey, VENDOR } from '../../sample/vendor.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { openDatabase } from '../../server/database/database.ts';
import { createLog } from '../../server/lib/log.ts';
import { startSteward } from '../../server/main.ts';
import { createTestDatabase } from '../database.ts';
import { launchBrowser } from './browser.ts';
import { SAMPLE_TEMPLATE } from './sample-template.ts';

export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const satisfies BrowserContextOptions;
/** In which everything has to happen, in milliseconds; far more than it takes, for machines that are busy. */
const PATIENCE = 15_000;

/** Longer than any transition, in milliseconds. */
const DRAWN_WITHIN = 3_000;

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const satisfies BrowserContextOptions;

/** Steward at work over a copy of the sample, and a browser before it. */
export interface OpenSteward {
  /** The address of a page of the sample organisation: `at('my-day')`. */
  at(path: string): string;
  readonly url: string;
  /** A window of its own; `as` has signed in there already. */
  open(options?: BrowserContextOptions & { readonly as?: TeamKey }): Promise<Page>;
  /** What went wrong in the windows since it was last asked: errors of the pages, and answers that were not expected. */
  complaints(): string[];
  close(): Promise<void>;
}

/** Call in `beforeAll`, and `close` in `afterAll`. */
export async function openSteward(): Promise<OpenSteward> {
  const cloned = await createTestDatabase(SAMPLE_TEMPLATE);
  const dataDir = mkdtempSync(join(tmpdir(), 'steward-e2e-'));
  const database = openDatabase(cloned.connection, cloned.secret);
  const env = { STEWARD_SECRET: cloned.secret, STEWARD_DATA: dataDir, PORT: String(await freePort()) };
  const config = readConfig({ ...env, LOG_LEVEL: 'silent' });
  const steward = await startSteward(config, database, createLog(config.logLevel));
  const browser = await launchBrowser();
  let complaints: string[] = [];

  return {
    url: steward.url,
    at: (path) => `${steward.url}/o/${VENDOR.slug}/${path}`,
    async open({ as, ...options } = {}) {
      const context = await browser.newContext({ ...DESKTOP, reducedMotion: 'reduce', ...options });
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
      page.on('console', (message) => {
        // Whoever opens Steward is asked who they are; that nobody is signed in is an answer, though browsers call it an error.
        const { url } = message.location();
        if (message.type() === 'error' && !url.endsWith('/api/session')) complaints.push(`${message.text()} (${url})`);
      });
      page.setDefaultTimeout(PATIENCE);
      if (as) await page.goto(await steward.signIn.createLink(emailOf(as)));
      return page;
    },
    complaints() {
      const heard = complaints;
      complaints = [];
      return heard;
    },
    async close() {
      await browser.close();
      await steward.stop();
      await database.close();
      await cloned.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The page has all it asked for, and nothing on it is still coming or moving. */
export async function settled(page: Page): Promise<Page> {
  await page.getByRole('heading').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(async (atMost) => {
    const still = async () => {
      // Transitions begin when the styles are looked at; what turns for ever, or is halted, is not waited for.
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const ending = document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(ending.map((one) => one.finished));
    };
    // A window that is not drawn has neither frames nor ends of transitions.
    await Promise.race([still(), new Promise((passed) => setTimeout(passed, atMost))]);
  }, DRAWN_WITHIN);
  return page;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
