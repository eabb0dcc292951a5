import { Button, Group, Tabs, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { HealthModel, HealthModelPage } from '../../../server/api/contract/health-model.ts';
import { ComponentEditor } from './component-editor.tsx';
import classes from './health.module.css';
import { replaced, sumOfWeights, type Variant, without } from './model-draft.ts';

/** The weightings of the model: one for all accounts, and others for those that a condition names. */
export function VariantEditor({
  model,
  signals,
  readOnly,
  onChange,
}: {
  model: HealthModel;
  signals: HealthModelPage['signals'];
  readOnly: boolean;
  onChange: (model: HealthModel) => void;
}) {
  const [shown, setShown] = useState(0);
  const at = Math.min(shown, model.variants.length - 1);
  const variant = model.variants[at]!;
  const set = (next: Variant) => onChange({ ...model, variants: replaced(model.variants, at, next) });
  const add = () => {
    const made = { ...structuredClone(model.variants.at(-1)!), title: 'Enterprise', for: "segment == 'enterprise'" };
    onChange({ ...model, variants: [made, ...model.variants] });
    setShown(0);
  };
  const sum = sumOfWeights(variant);
  return (
    <>
      {(model.variants.length > 1 || !readOnly) && (
        <Group gap="xs" mb="sm" wrap="nowrap" align="center">
          <Tabs
            variant="pills"
            value={String(at)}
            onChange={(next) => setShown(Number(next))}
            className={classes.variants}
          >
            <Tabs.List style={{ flexWrap: 'nowrap' }}>
              {titlesOf(model).map(({ value, title }) => (
                <Tabs.Tab key={value} value={value}>
                  {title}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          {!readOnly && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconPlus size={13} aria-hidden="true" />}
              onClick={add}
            >
              For a segment
            </Button>
          )}
        </Group>
      )}
      {variant.for !== null && (
        <Group align="flex-end" gap="sm" mb="md" wrap="wrap">
          <TextInput
            size="xs"
            label="Name"
            w={180}
            maxLength={80}
            readOnly={readOnly}
            value={variant.title}
            onChange={(event) => set({ ...variant, title: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            flex={1}
            miw={240}
            label="For accounts where"
            maxLength={2000}
            readOnly={readOnly}
            value={variant.for}
            onChange={(event) => set({ ...variant, for: event.currentTarget.value })}
          />
          {!readOnly && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={14} aria-hidden="true" />}
              onClick={() => onChange({ ...model, variants: without(model.variants, at) })}
            >
              Remove
            </Button>
          )}
        </Group>
      )}
      {model.variants.length > 1 && variant.for === null && (
        <Text size="sm" c="dimmed" mb="sm">
          For every account that none of the others takes.
        </Text>
      )}
      <Text size="sm" c={sum === 100 ? 'dimmed' : 'red'} role="status" mb="xs">
        {sum === 100 ? 'The weights come to 100 %.' : `The weights come to ${sum} %; they have to come to 100 %.`}
      </Text>
      {variant.components.map((component, index) => (
        <ComponentEditor
          key={component.key}
          component={component}
          signals={signals}
          readOnly={readOnly}
          onChange={(next) => set({ ...variant, components: replaced(variant.components, index, next) })}
        />
      ))}
    </>
  );
}

/** A weighting is known by its place: its name is being typed. */
function titlesOf({ variants }: HealthModel) {
  return variants.map(({ title }, index) => ({ value: String(index), title: title || 'Without a name' }));
}
