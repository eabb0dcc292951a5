import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './accessible.ts';
import { DESKTOP, type OpenSteward, openSteward, settled } from './open-steward.ts';

let steward: OpenSteward;
beforeAll(async () => {
  steward = await openSteward();
});
afterAll(() => steward?.close());

test('a manager adds a playbook: what cannot run is named with its line as they write, and what can is published', async () => {
  const page = await steward.open({ as: 'robert', ...DESKTOP });
  await page.goto(steward.at('playbooks'));
  await page.getByRole('link', { name: 'Add a playbook' }).click();
  const document = page.getByLabel('Document');
  const example = (await document.inputValue()).replace('playbook: my-playbook', 'playbook: unused-feature');
  const publish = page.getByRole('button', { name: 'Publish', exact: true });

  await document.fill(example.replace('after: ask', 'after: aks'));
  await page.getByRole('heading', { name: '1 error to mend' }).waitFor();
  await page.getByText('Did you mean ask?').waitFor();
  expect(await publish.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Line 28' }).click();
  const selected = await document.evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  expect(selected.trim()).toBe('after: aks');

  await document.fill(example);
  await page.getByRole('heading', { name: 'No errors' }).waitFor();
  await page.getByText(/\d+ accounts? match|Nobody matches now/).waitFor();
  expect(await violations(await settled(page))).toEqual([]);
  await publish.click();
  await page.getByRole('heading', { name: 'Feature that nobody uses', level: 1 }).waitFor();

  await page.getByRole('link', { name: 'Edit' }).click();
  await document.fill(`${example}\nSay it in their words.\n`);
  await page.getByText('The same accounts match as with version 1').waitFor();
  await page.getByText(/Draft saved \d\d:\d\d by Robert/).waitFor();
  await page.reload();
  await page.getByText(/Draft saved/).waitFor();
  expect(await document.inputValue()).toContain('Say it in their words.');
  await page.getByText('Changes since version 1').click();
  await page.getByText('+ Say it in their words.').waitFor();
  expect(await violations(await settled(page))).toEqual([]);
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await page
    .getByText(/version 2/)
    .first()
    .waitFor();

  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByRole('link', { name: /Version 1/ }).click();
  await page.getByRole('link', { name: 'Use this text again' }).click();
  await page.getByText(/Draft saved/).waitFor();
  expect(await document.inputValue()).not.toContain('Say it in their words.');
  await page.getByRole('link', { name: 'Playbooks', exact: true }).first().click();
  await page.getByText('Draft', { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Throw the draft away …' }).click();
  await page.getByRole('button', { name: 'Throw it away' }).click();
  await page.getByText('As published, version 2').waitFor();
  expect(await document.inputValue()).toContain('Say it in their words.');
  expect(steward.complaints()).toEqual([]);
});
