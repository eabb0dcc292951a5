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

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Snooze' });
const taskOf = (page: Page) =>
  page
    .getByRole('region', { name: 'What to do' })
    .getByRole('button', { name: /^Task: / })
    .first();

describe.each([
  { on: 'a desktop', size: DESKTOP },
  { on: 'a phone', size: PHONE },
])('on $on', ({ size }) => {
  test.each(['light', 'dark'] as const)('everybody can use the dialog and the list, %s', async (colorScheme) => {
    const page = await steward.open({ as: 'lena', ...size, colorScheme });
    await page.goto(steward.at('my-day'));
    await settled(page);
    await taskOf(page).click();
    await page.getByRole('region', { name: 'What is selected' }).getByRole('button', { name: 'Snooze' }).click();
    await dialogOf(page).getByText('something is escalated on the account').waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'In a week' }).click();
    // Also while the message about it is there, which goes after ten seconds by itself.
    await page.getByText('1 snoozed').click({ timeout: 5_000 });
    await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
    await page.getByText(/^Stood at: health /).waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Bring back / }).click();
    await page.getByText('1 snoozed').waitFor({ state: 'hidden' });
  });
});

test('by keys: s, w to choose what brings it back, a number for when', async () => {
  const page = await steward.open({ as: 'lena' });
  await page.goto(steward.at('my-day'));
  await settled(page);
  await taskOf(page).click();
  await page.keyboard.press('s');
  const dialog = dialogOf(page);
  const chosen = async () => dialog.getByRole('radio', { checked: true }).inputValue();
  await dialog.getByText(/^Worse means/).waitFor();
  expect(await chosen()).toBe('at_date_or_worse');
  await page.keyboard.press('w');
  expect(await chosen()).toBe('at_date');
  await dialog.getByText(/^Worse means/).waitFor({ state: 'hidden' });
  await page.keyboard.press('w');
  expect(await chosen()).toBe('when_worse');

  // Letters and figures of the reason are no keys.
  await dialog.getByLabel('Why (optional)').pressSequentially('we wait for 1 answer');
  expect(await chosen()).toBe('when_worse');
  await dialog.getByText('It comes back').click();
  await page.keyboard.press('1');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(/comes back when it gets worse\./).waitFor();
  await page.getByText('1 snoozed').click();
  await page.getByText(/^Back when it gets worse, at the latest/).waitFor();
  await page.getByText('Why: we wait for 1 answer').waitFor();
});

test('on a day of one’s own, whatever happens', async () => {
  const page = await steward.open({ as: 'lena' });
  await page.goto(steward.at('my-day'));
  await settled(page);
  await taskOf(page).click();
  await page.keyboard.press('s');
  const dialog = dialogOf(page);
  await dialog.getByLabel('On a day, whatever happens').check();
  const save = dialog.getByRole('button', { name: 'Snooze', exact: true });
  await dialog.getByLabel('Another day, 09:00').fill('2020-01-01');
  expect(await save.isDisabled()).toBe(true);
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('Another day, 09:00').fill(day);
  await save.click();
  await page.getByText(new RegExp(`comes back \\w+ ${Number(day.slice(8))} \\w+.* 09:00\\.`)).waitFor();
});
