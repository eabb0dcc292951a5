import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { violations } from './accessible.ts';
import { type OpenSteward, openSteward, settled } from './open-steward.ts';

let steward: OpenSteward;
let page: Page;
beforeAll(async () => {
  steward = await openSteward();
  page = await steward.open({ as: 'robert' });
});
afterAll(() => steward?.close());
afterEach(() => expect(steward.complaints()).toEqual([]));

test('a rule from menus says whom it would find before it is saved', async () => {
  await page.goto(steward.at('segments'));
  await page.getByRole('link', { name: 'Personas' }).click();
  await page.getByRole('button', { name: 'Add a persona' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a persona' });
  await dialog.getByLabel('Name').fill('Billing people');
  await dialog.getByText('Playbooks and signals name it billing_people.').waitFor();
  await dialog.getByRole('combobox', { name: 'Values' }).fill('billing');
  await dialog.getByRole('combobox', { name: 'Values' }).press('Enter');
  await dialog.getByText('Contacts for whom role is billing.').waitFor();
  await dialog.getByText(/^Finds \d+ contacts as of/).waitFor();
  expect(await violations(page)).toEqual([]);
});

test('a mistake in a written rule is told with its place and how to mend it', async () => {
  const dialog = page.getByRole('dialog', { name: 'Add a persona' });
  await dialog.getByRole('tab', { name: 'Written' }).click();
  await dialog.getByLabel('Condition').fill("contact.roll == 'billing'");
  await dialog.getByText('line 1, column 1: Did you mean contact.role?').waitFor();
  await dialog.getByLabel('Condition').fill("contact.role in ['billing', 'technical']");
  await dialog.getByText('Contacts for whom role is billing or technical.').waitFor();
  // A rule that cannot be used is an answer, though browsers call it an error.
  expect(steward.complaints().filter((heard) => !heard.includes('persona-previews'))).toEqual([]);
});

test('its members are there at once, with their accounts, and the contact says so on the account', async () => {
  const dialog = page.getByRole('dialog', { name: 'Add a persona' });
  await dialog.getByLabel('Cadence').fill('60');
  await dialog.getByRole('button', { name: 'Add the persona' }).click();
  await page.getByRole('heading', { name: 'Billing people', level: 1 }).waitFor();
  await settled(page);
  await page.getByText('a word every 60 days').waitFor();
  await page.getByRole('heading', { name: /^\d+ contacts$/ }).waitFor();
  await page.getByText('Nobody has come or left since it was made.').waitFor();
  await page.locator('main a[href*="/accounts/"]').first().click();
  await page.getByRole('link', { name: 'Billing people' }).first().waitFor();
});
