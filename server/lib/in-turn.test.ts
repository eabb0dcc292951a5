import { expect, test } from 'vitest';
import { takeTurns } from './in-turn.ts';

test('work is done one after the other', async () => {
  const inTurn = takeTurns();
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise(setImmediate);
    log.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([inTurn(work('one')), inTurn(work('two'))])).toEqual(['one', 'two']);
  expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

test('after a failure nothing more begins', async () => {
  const inTurn = takeTurns();
  let hasBegun = false;
  const failing = inTurn(() => Promise.reject(new Error('the connection broke')));
  const after = inTurn(async () => {
    hasBegun = true;
  });
  await expect(failing).rejects.toThrow('the connection broke');
  await expect(after).rejects.toThrow('the connection broke');
  expect(hasBegun).toBe(false);
});
