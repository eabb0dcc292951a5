import { z } from 'zod';
import { playbookSchema } from './definition.ts';

/**
 * The JSON Schema of the front matter of a playbook, for completion and checks in an editor. `library/playbook.schema.json` is
 * this, printed; a test holds it current.
 */
export function playbookJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(playbookSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Steward playbook',
    description: 'The front matter of a playbook: everything that runs. See docs/playbook-format.md.',
    ...schema,
  };
}
