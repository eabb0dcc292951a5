import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { onboardingDrifts } from '../../sample/stories/onboarding-drifts.ts';
import { emailOf } from '../../sample/vendor.ts';
import { type OpenSteward, openSteward, settled } from './open-steward.ts';
import { PASSWORD } from './sample-template.ts';

// Sonnentau signed seven weeks ago and has not used the product once. Lena calls, writes, and ends the run. Each test goes on where the
// one before it stopped.
const ACCOUNT = onboardingDrifts.account.name;

let steward: OpenSteward;
let page: Page;
beforeAll(async () => {
  steward = await openSteward();
  page = await steward.open();
});
afterAll(() => steward?.close());
afterEach(() => expect(steward.complaints()).toEqual([]));

test('signing in: a wrong password is told, the right one leads to the page that was asked for', async () => {
  await page.goto(steward.at('my-day'));
  await page.getByRole('heading', { name: 'Sign in to Steward' }).waitFor();
  await page.getByLabel('E-mail').fill(emailOf('lena'));
  await page.getByLabel('Password', { exact: true }).fill('not her password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('The e-mail address or the password is not right.').waitFor();
  expect(steward.complaints()).toEqual([expect.stringContaining('401')]);

  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'My day', level: 1 }).waitFor();
  expect(page.url()).toBe(steward.at('my-day'));
});

test('My day says what to do, and why, with each value and what was asked of it', async () => {
  await listed(page).click();
  const detail = await detailOf(page);
  await detail.getByRole('heading', { name: /^Onboarding began on \d+ \w+, the product has not been used$/ }).waitFor();
  await detail.getByRole('heading', { name: 'Call the person who has to move' }).waitFor();
  const why = detail.getByRole('listitem').filter({ hasText: 'True:' });
  expect(await why.allTextContents()).toEqual([
    expect.stringMatching(/Days since onboarding began is \d+ \(45 or more; fewer than 180\)/),
    expect.stringMatching(/The product has been used since onboarding began: no/),
  ]);
});

test('an asset is filled in with what is known of the account, edited and copied', async () => {
  await (await detailOf(page)).getByRole('button', { name: /If you cannot reach them/ }).click();
  const asset = page.getByRole('dialog', { name: 'If you cannot reach them' });
  const text = asset.getByRole('textbox', { name: 'Text' });
  expect(await text.inputValue()).toContain('Meike');
  const edited = `${await text.inputValue()}\nPS: Wednesday at ten suits me best.`;
  await text.fill(edited);
  await asset.getByRole('button', { name: 'Copy', exact: true }).click();
  await asset.getByRole('button', { name: 'Copied' }).waitFor();
  const subject = await asset.getByLabel('Subject').inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${subject}\n\n${edited}`);
  await asset.getByRole('button', { name: 'Close' }).click();
  await asset.waitFor({ state: 'hidden' });
});

test('a step that is done leaves the list, and the run goes on to the next', async () => {
  await (await detailOf(page)).getByRole('link', { name: /all 7 steps and the log/ }).click();
  await page.getByRole('heading', { name: 'Steps' }).waitFor();
  await page.goBack();
  await (await detailOf(page)).getByRole('button', { name: 'Done', exact: true }).click();
  await page.getByText(`Done: Call the person who has to move, ${ACCOUNT}`).waitFor();
  await page.getByRole('button', { name: /Agree on a smaller plan with a date/ }).waitFor();
});

test('a run is closed with a reason, which it keeps', async () => {
  await page.getByRole('button', { name: /Agree on a smaller plan with a date/ }).click();
  await (await detailOf(page)).getByRole('link', { name: /all 7 steps and the log/ }).click();
  await page.getByRole('button', { name: /Done: Call the person who has to move/ }).waitFor();
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Close the run …' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Close the run' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Why?').fill('Ralf has cancelled the project.');
  await dialog.getByRole('button', { name: 'Close the run' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.reload();
  await settled(page);
  await page.getByText('Closed by hand').first().waitFor();
  await page.getByText('Ralf has cancelled the project.').first().waitFor();
  await page.getByRole('link', { name: 'My day' }).click();
  await page.getByRole('heading', { name: 'My day', level: 1 }).waitFor();
  await page.getByRole('button', { name: new RegExp(ACCOUNT) }).waitFor({ state: 'detached' });
});

function listed(on: Page) {
  return on.getByRole('region', { name: 'What to do' }).getByRole('button', { name: new RegExp(ACCOUNT) });
}

async function detailOf(on: Page) {
  await settled(on);
  return on.getByRole('region', { name: 'What is selected' });
}
