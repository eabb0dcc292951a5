import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { championLeaves } from '../../sample/stories/champion-leaves.ts';
import type { AccountList } from '../../server/api/contract/account.ts';
import type { NewInvitation } from '../../server/api/contract/member.ts';
import type { Run, RunInList } from '../../server/api/contract/run.ts';
import { sayAssetKind } from '../../web/ui/words.ts';
import { violations } from './accessible.ts';
import { type DESKTOP, type OpenSteward, openSteward, type PHONE, settled } from './open-steward.ts';

/** Pages to which an address leads that does not name a record. Piotr is the admin, who has nothing to do himself. */
const PAGES = [
  'my-day',
  'my-day/reports?write=week_report',
  'accounts',
  'accounts?text=nobody+has+this+name',
  'playbooks',
  'playbooks/risk-before-renewal',
  'playbooks/risk-before-renewal/scorecard',
  'playbooks/scorecards',
  'held-back',
  'held-back?reason=cooldown',
  'new-playbook',
  'playbooks/silent-account/edit',
  'playbooks/silent-account/versions',
  'team',
  'team?tab=handoffs',
  'team?tab=coverage',
  'team?tab=nobody',
  'playbooks/silent-usage/back-test',
  'segments',
  'personas',
  'personas/champions',
  'health',
  'health/test',
  'sources',
  'sources?tab=events',
  'sources?tab=metrics',
  'sources/import',
  'settings?tab=you',
  'settings?tab=organisation',
  'settings?tab=members',
  'settings?tab=keys',
  'settings?tab=jobs',
  'settings?tab=audit',
  'no-such-page',
];

/** Opens every page in a window of this size, light and dark, and sees that nothing keeps anybody out. Called at the top of a test file. */
export function testEveryPage(size: typeof DESKTOP | typeof PHONE): void {
  let steward: OpenSteward;
  let admin: Page;
  let csm: Page;
  beforeAll(async () => {
    steward = await openSteward();
    admin = await steward.open({ as: 'piotr', ...size });
    csm = await steward.open({ as: 'lena', ...size });
  });
  afterAll(() => steward?.close());
  afterEach(() => expect(steward.complaints()).toEqual([]));

  test.each(PAGES)('%s', async (path) => {
    await admin.goto(steward.at(path));
    await check(admin);
  });

  test('signing in', async () => {
    const page = await steward.open(size);
    await page.goto(steward.at('my-day'));
    await check(page);
  });

  test('an invitation', async () => {
    const data = { name: 'Nora Neu', email: `new.on.${size.viewport.width}@larkfield.example`, role: 'csm' };
    const invited = await admin.request.post(`${steward.url}/api/organisations/larkfield/invitations`, {
      data,
      headers: { Origin: steward.url },
    });
    const { link } = (await invited.json()) as NewInvitation;
    const page = await steward.open(size);
    await page.goto(link);
    await page.getByRole('heading', { name: 'Join Larkfield Software' }).waitFor();
    await check(page);
  });

  test('the day of a CSM, and what is selected there', async () => {
    await csm.goto(steward.at('my-day'));
    await check(csm);
    const list = csm.getByRole('region', { name: 'What to do' });
    await list.getByRole('button', { name: new RegExp(`^Task: ${championLeaves.account.name}`) }).click();
    await csm.getByRole('region', { name: 'What is selected' }).getByRole('heading', { name: 'Why' }).waitFor();
    await check(csm);
  });

  test('an account, its situation and its run', async () => {
    const { accounts } = await read<AccountList>(`accounts?text=${championLeaves.account.name}`);
    await csm.goto(steward.at(`accounts/${accounts[0]!.id}`));
    await check(csm);
    const run = await openRunOf(accounts[0]!.id);
    await csm.goto(steward.at(`situations/${run.situation!.id}`));
    await check(csm);
    await csm.goto(steward.at(`runs/${run.id}`));
    await check(csm);
  });

  test('why there is something for an account, and what if', async () => {
    const { accounts } = await read<AccountList>(`accounts?text=${championLeaves.account.name}`);
    await csm.goto(steward.at(`accounts/${accounts[0]!.id}/why`));
    await check(csm);
    await csm.goto(steward.at(`accounts/${accounts[0]!.id}/why?playbook=silent-usage`));
    await csm.getByRole('heading', { name: 'Its condition' }).waitFor();
    await check(csm);
    await csm.goto(steward.at(`accounts/${accounts[0]!.id}/what-if`));
    await csm.getByRole('combobox', { name: 'Signal' }).fill('Days since last activity');
    await csm.getByRole('option', { name: 'Days since last activity' }).click();
    await csm.getByLabel('Assumed Days since last activity').fill('50');
    await csm.getByRole('heading', { name: 'Usage gone silent' }).waitFor();
    await check(csm);
  });

  test('an asset', async () => {
    const { accounts } = await read<AccountList>(`accounts?text=${championLeaves.account.name}`);
    const run = await openRunOf(accounts[0]!.id);
    const step = run.steps.find(({ status, assets }) => status === 'ready' && assets.length > 0)!;
    const { title, kind } = step.assets[0]!;
    await csm.goto(steward.at(`runs/${run.id}`));
    await csm.getByRole('button', { name: `${title} ${sayAssetKind(kind)}`, exact: true }).click();
    await csm.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).waitFor();
    await check(csm);
  });

  test('the runs behind a figure of a scorecard', async () => {
    await admin.goto(steward.at('playbooks/risk-before-renewal/scorecard'));
    await admin
      .getByRole('button', { name: /^Triggered: / })
      .first()
      .click();
    await admin.getByRole('dialog').getByRole('link').first().waitFor();
    await check(admin);
  });

  test('the palette', async () => {
    await csm.goto(steward.at('my-day'));
    await settled(csm);
    await csm.keyboard.press('Control+k');
    await csm.getByRole('dialog', { name: 'Find or do' }).waitFor();
    await check(csm);
  });

  async function openRunOf(account: string): Promise<Run> {
    const { runs } = await read<{ runs: RunInList[] }>(`runs?account=${account}&state=open`);
    return read<Run>(`runs/${runs[0]!.id}`);
  }

  async function read<Answer>(path: string): Promise<Answer> {
    const answer = await csm.request.get(`${steward.url}/api/organisations/larkfield/${path}`);
    return (await answer.json()) as Answer;
  }

  /** Nothing keeps anybody out in either theme, and nothing runs over the edge. */
  async function check(page: Page) {
    await page.emulateMedia({ colorScheme: 'light' });
    await settled(page);
    const found = await violations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    found.push(...(await violations(page, 'colours')));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) found.push(`The page is ${over} pixels wider than the window.`);
    expect(found, page.url()).toEqual([]);
  }
}
