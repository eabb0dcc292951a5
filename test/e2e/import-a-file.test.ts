import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from './accessible.ts';
import { type OpenSteward, openSteward, settled } from './open-steward.ts';

// A manager brings in customers of a firm that was bought: a file with semicolons, dates that can be read in two ways, and two rows that
// cannot be right. Each test goes on where the one before it stopped.
const FILE = {
  name: 'customers of the old CRM.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`Customer;Website;Seats;ARR;Renewal
Ebbe & Flut Pumpen;ebbe-flut.example;24;12960;03/04/2027
Kranich Kältetechnik;kranich.example;twelve;6480;05/06/2027
Salzwiese Vermessung;salzwiese.example;18;-500;07/08/2027
Lerchenfeld Lifte;lerchenfeld.example;40;21600;09/10/2027
`),
};

let steward: OpenSteward;
let page: Page;
beforeAll(async () => {
  steward = await openSteward();
  page = await steward.open({ as: 'robert' });
});
afterAll(() => steward?.close());
afterEach(() => expect(steward.complaints()).toEqual([]));

test('a file is chosen, and what is in it is guessed from its name', async () => {
  await page.goto(steward.at('sources/import'));
  await settled(page);
  await page.locator('input[type=file]').setInputFiles(FILE);
  expect(await page.getByRole('radio', { name: /^Accounts/ }).isChecked()).toBe(true);
  await page.getByRole('combobox', { name: 'Source' }).fill('Old CRM');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Accounts from Old CRM', level: 1 }).waitFor();
});

test('columns are guessed, ambiguous dates are asked, and the first rows show how they would be stored', async () => {
  await settled(page);
  expect(await page.getByRole('combobox', { name: 'Where Customer goes' }).inputValue()).toBe('Name');
  expect(await page.getByRole('combobox', { name: 'Where Renewal goes' }).inputValue()).toBe('Renewal date');
  const start = page.getByRole('button', { name: 'Import accounts' });
  expect(await start.isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('radio', { name: /The day comes first: 03\/04\/2027 is 3 April/ }).click();
  await page
    .getByRole('cell', { name: '2027-04-03' })
    .or(page.getByRole('cell', { name: '3 Apr 2027' }))
    .waitFor();
  await start.click();
});

test('each rejected row says where, what is wrong and how to mend it; the others are in', async () => {
  await page.getByRole('heading', { name: '2 rows rejected' }).waitFor();
  await settled(page);
  const lines = await page.getByRole('row').allTextContents();
  expect(lines).toEqual([
    'LineColumnProblemHow to mend it',
    expect.stringMatching(/^3Seats.*twelve/),
    expect.stringMatching(/^4ARR.*-500/),
  ]);
  const counted = page.getByRole('definition');
  expect(await counted.allTextContents()).toEqual(['4', '2', '0', '0', '2']);
  expect(await violations(page)).toEqual([]);
});

test('the rejected rows come as a file to mend', async () => {
  const link = page.getByRole('link', { name: 'Download as CSV' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const text = await readFile(await download.path(), 'utf8');
  const [header, ...rows] = text.trim().split(/\r?\n/);
  expect(header).toMatch(/Customer.*Seats/);
  expect(rows).toEqual([expect.stringContaining('Kranich Kältetechnik'), expect.stringContaining('Salzwiese')]);
});

test('undoing it takes away what it brought', async () => {
  await page.goto(steward.at('accounts?text=ebbe'));
  await page.getByRole('link', { name: 'Ebbe & Flut Pumpen' }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Undo …' }).click();
  const asked = page.getByRole('dialog', { name: 'Undo this import?' });
  await asked.getByText('2 records that it made: they go').waitFor();
  await asked.getByRole('button', { name: 'Undo it' }).click();
  await page.getByRole('heading', { name: 'Undone' }).waitFor();
  await page.goto(steward.at('accounts?text=ebbe'));
  await settled(page);
  expect(await page.getByText('Ebbe & Flut Pumpen').count()).toBe(0);
});
