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

test('weights that do not sum to 100 are told and cannot be saved', async () => {
  await page.goto(steward.at('health'));
  await settled(page);
  await weightOf('Engagement').fill('10');
  await page.getByRole('alert').getByText('80').waitFor();
  expect(await page.getByRole('button', { name: 'Save …' }).isDisabled()).toBe(true);
});

test('a change shows by name who would change band before it is saved', async () => {
  await weightOf('Financial').fill('40');
  await page.getByText(/^\d+ accounts? changes? band$/).waitFor();
  const named = page.getByRole('list', { name: 'Accounts that change band' }).getByRole('listitem');
  expect(await named.first().textContent()).toMatch(/(Green|Yellow|Red) \d+ → (Green|Yellow|Red) \d+/);
});

test('it is saved with a reason, stands in the history, and is there when one comes back', async () => {
  await page.getByRole('button', { name: 'Save …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the health model' });
  const save = dialog.getByRole('button', { name: 'Save as a new version' });
  expect(await save.isDisabled()).toBe(true);
  await dialog.getByLabel('Why does it change?').fill('Late payers leave us more often than quiet ones.');
  await save.click();
  await page.getByText('version 1', { exact: true }).waitFor();

  await page.reload();
  await settled(page);
  expect(await weightOf('Engagement').inputValue()).toBe('10 %');
  expect(await weightOf('Financial').inputValue()).toBe('40 %');
  await page.getByText('Late payers leave us more often than quiet ones.').waitFor();
});

function weightOf(component: string) {
  return page.getByRole('textbox', { name: `Weight of ${component} in percent` });
}
