import { expect, test } from 'vitest';
import { navigation } from './navigation.ts';

test('each page has a key of its own', () => {
  const keys = navigation.map(({ key }) => key);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
