import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { playbookJsonSchema } from './json-schema.ts';

it('is in the library as the code has it', async () => {
  const committed: unknown = JSON.parse(
    readFileSync(new URL('../../library/playbook.schema.json', import.meta.url), 'utf8'),
  );
  expect(committed).toEqual(JSON.parse(JSON.stringify(playbookJsonSchema())));
});

it('asks for what the engine needs and knows nothing else', () => {
  expect(playbookJsonSchema()).toMatchObject({
    additionalProperties: false,
    required: expect.arrayContaining(['owner', 'trigger', 'first_action', 'steps', 'exit']),
  });
});
