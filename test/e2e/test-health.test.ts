import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenSteward, openSteward, settled } from './open-steward.ts';

let steward: OpenSteward;
let page: Page;
beforeAll(async () => {
  steward = await openSteward();
  page = await steward.open({ as: 'robert' });
});
afterAll(() => steward?.close());
afterEach(() => expect(steward.complaints()).toEqual([]));

test('from the health model one comes to what it was worth, and to rules that need no score', async () => {
  await page.goto(steward.at('health'));
  await page.getByRole('link', { name: 'Tested on the past' }).click();
  await page.getByText(/^The score separated them .+ \d+ times in 100\.$/).waitFor();
  await page.getByRole('rowheader', { name: 'Silence' }).waitFor();
  await page.getByRole('rowheader', { name: 'Financial' }).first().waitFor();
});

test('suggested weights open as a draft of the model: nothing is saved until somebody does', async () => {
  await page.getByRole('link', { name: 'Open as a draft in the model' }).click();
  await page.getByText('Nothing has been saved yet').waitFor();
  await page.getByText('as shipped', { exact: true }).waitFor();
  // The new page begins at its beginning, however far down the one before was read.
  expect(await page.locator('#page').evaluate((content) => content.scrollTop)).toBe(0);
  const weights = page.getByRole('textbox', { name: /^Weight of (Engagement|Success|Satisfaction|Financial) in/ });
  const shown = await weights.evaluateAll((fields) =>
    fields.map((field) => Number.parseInt((field as HTMLInputElement).value, 10)),
  );
  expect(shown.reduce((sum, weight) => sum + weight, 0)).toBe(100);
  expect(shown).not.toEqual([30, 30, 20, 20]);
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(await weights.first().inputValue()).toBe('30 %');
});

test('too few outcomes are told instead of figures', async () => {
  await page.goto(steward.at('health/test'));
  await page.getByRole('combobox', { name: 'What may have followed' }).click();
  await page.getByRole('option', { name: 'Churned' }).click();
  await page.getByText('Nothing can be said yet').waitFor();
  await settled(page);
  expect(await page.getByRole('table').count()).toBe(0);
});
