import type { Catalogue } from '../expressions/declaration.ts';
import type { ReadSignal } from '../expressions/evaluate.ts';
import type { LabelCodes, SignalColumns } from './signal-group.ts';

/** Reads a row's signals as people and expressions know them: labels by name, flags as true and false, unknown as null. */
export function readRow(columns: SignalColumns, row: number, catalogue: Catalogue, labels: LabelCodes): ReadSignal {
  return (signal) => {
    const declaration = catalogue.get(signal);
    const value = columns.get(declaration?.name ?? signal)?.[row];
    if (value === undefined || Number.isNaN(value)) return null;
    if (declaration?.type === 'label') return labels.labelOf(declaration.name, value);
    if (declaration?.type === 'boolean') return value === 1;
    return value;
  };
}
