import { expect, test } from 'vitest';
import { levelOf, workOf } from './read-title.ts';

test.each([
  ['Chief Financial Officer', 'executive', 'finance'],
  ['CTO', 'executive', 'engineering'],
  ['Vice President, Operations', 'vice_president', 'operations'],
  ['SVP Sales', 'vice_president', 'sales'],
  ['President & Co-Founder', 'executive', 'other'],
  ['Geschäftsführerin', 'executive', 'other'],
  ['Managing Director', 'executive', 'other'],
  ['Director of Procurement', 'director', 'procurement'],
  ['Head of IT', 'director', 'it'],
  ['Accounts Payable Manager', 'manager', 'finance'],
  ['Customer Success Lead', 'manager', 'support'],
  ['Software Engineer', 'other', 'engineering'],
  ['Executive Assistant to the CEO', 'other', 'other'],
  ['Leadership Ninja', 'other', 'other'],
])('%s is %s, in %s', (title, level, work) => {
  expect(levelOf(title)).toBe(level);
  expect(workOf(title)).toBe(work);
});
