import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenSteward, openSteward, settled } from './open-steward.ts';

let steward: OpenSteward;
let page: Page;
beforeAll(async () => {
  steward = await openSteward();
  page = await steward.open({ as: 'lena' });
});
afterAll(() => steward?.close());
afterEach(() => expect(steward.complaints()).toEqual([]));

test('Ctrl-K finds a page, a playbook and an account, and goes there', async () => {
  await page.goto(steward.at('my-day'));
  await settled(page);
  await go('playbooks');
  await page.getByRole('heading', { name: 'Playbooks', level: 1 }).waitFor();
  await go('drifting');
  await page.getByRole('heading', { name: 'Drifting onboarding', level: 1 }).waitFor();
  await go('Sonnentau');
  await page.getByRole('heading', { name: /Sonnentau Energietechnik/, level: 1 }).waitFor();
});

/** Types into the palette until the first thing that it offers has these words in it, and takes that. */
async function go(words: string) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find or do' });
  await palette.getByRole('textbox').fill(words);
  await palette
    .getByRole('button', { name: new RegExp(words, 'i') })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'hidden' });
}

test('g and a letter go to a page, ? shows all keys', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Playbooks', level: 1 }).waitFor();
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await shortcuts.waitFor();
  await page.keyboard.press('Escape');
  await shortcuts.waitFor({ state: 'hidden' });
});

test('j and k walk through My day, e finishes what is selected, s puts it aside', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { name: 'My day', level: 1 }).waitFor();
  await settled(page);
  const list = page.getByRole('region', { name: 'What to do' }).getByRole('listitem').getByRole('button');
  const [first, second, third] = await list.allTextContents();
  const selected = list.and(page.locator('[aria-current="true"]'));
  const says = (words: string | undefined) =>
    expect.poll(() => selected.textContent(), { timeout: 15_000 }).toBe(words);

  await says(first);
  await page.keyboard.press('j');
  await says(second);
  await page.keyboard.press('j');
  await says(third);
  await page.keyboard.press('k');
  await says(second);

  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await says(third);
  expect(await list.allTextContents()).not.toContain(second);

  await page.keyboard.press('s');
  await page.getByRole('dialog', { name: 'Snooze' }).waitFor();
  await page.keyboard.press('1');
  await page.getByText('1 snoozed').waitFor();
  expect(await list.allTextContents()).not.toContain(third);
});

test('x ticks several things of My day, which are then put aside at once, and brought back by one undo', async () => {
  await page.goto(steward.at('my-day'));
  await settled(page);
  const list = page.getByRole('region', { name: 'What to do' }).getByRole('listitem').getByRole('button');
  const [first, second] = await list.allTextContents();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'With all that is ticked' });
  await bar.getByText('2 things').waitFor();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'hidden' });

  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await page.keyboard.press('s');
  await page.getByRole('dialog', { name: 'Snooze' }).waitFor();
  await page.keyboard.press('1');
  await page.getByText(/2 things put aside until .*, or earlier if it gets worse/).waitFor();
  await expect.poll(() => list.allTextContents(), { timeout: 15_000 }).not.toContain(first);
  expect(await list.allTextContents()).not.toContain(second);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => list.allTextContents(), { timeout: 15_000 }).toEqual(expect.arrayContaining([first, second]));
});
