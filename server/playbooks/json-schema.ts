import { z } from 'zod';
import { playbookSchema } from './definition.ts';

/**
 * The JSON Schema of the front matter of a playbook, for completion and checks in an editor. `library/playbook.schema.json` is
 * this, printed; a test holds it current.
 */
export function playbookJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(playbookSchema, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => allowWithoutOwner(jsonSchema),
  });
  return {
    $schema,
    title: 'Steward playbook',
    description: 'The front matter of a playbook: everything that runs. See docs/playbook-format.md.',
    ...schema,
  };
}

/** What goes on by itself needs neither an owner nor a due date: see `fillInStep`. */
function allowWithoutOwner(schema: z.core.JSONSchema.BaseSchema): void {
  if (!schema.properties?.wait || !schema.required) return;
  const byPeople = ['owner', 'due'];
  schema.required = schema.required.filter((name) => !byPeople.includes(name));
  schema.anyOf = [{ required: byPeople }, { required: ['wait'] }, { required: ['do'] }];
}
