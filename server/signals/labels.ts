import type { Transaction } from '../context/transaction.ts';
import type { LabelCodes } from './signal-group.ts';

/** Codes of labels, with what has to be stored of the ones not seen before. */
export interface LabelBook extends LabelCodes {
  /** Keeps the new codes, so that columns written with them stay readable. Call it before the columns are written. */
  save(tx: Transaction): Promise<void>;
}

/** Loads the organisation's label codes. Codes begin at 1 for each signal and never change. */
export async function openLabels(tx: Transaction): Promise<LabelBook> {
  const codes = new Map<string, Map<string, number>>();
  const known = await tx.query<{ signal: string; code: number; label: string }>(
    'select signal, code, label from signal_label where organisation_id = $1 order by signal, code',
    [tx.organisationId],
  );
  for (const { signal, code, label } of known) of(codes, signal).set(label, code);
  const fresh: { signal: string; code: number; label: string }[] = [];
  return {
    codeOf(signal, label) {
      const ofSignal = of(codes, signal);
      const code = ofSignal.get(label) ?? ofSignal.size + 1;
      if (!ofSignal.has(label)) {
        ofSignal.set(label, code);
        fresh.push({ signal, code, label });
      }
      return code;
    },
    labelOf(signal, code) {
      for (const [label, candidate] of of(codes, signal)) if (candidate === code) return label;
      return null;
    },
    async save(saving) {
      if (fresh.length === 0) return;
      await saving.execute(
        `insert into signal_label (organisation_id, signal, code, label)
         select $1, * from unnest($2::text[], $3::int[], $4::text[]) on conflict do nothing`,
        [
          saving.organisationId,
          fresh.map((row) => row.signal),
          fresh.map((row) => row.code),
          fresh.map((row) => row.label),
        ],
      );
      fresh.length = 0;
    },
  };
}

function of(codes: Map<string, Map<string, number>>, signal: string): Map<string, number> {
  const found = codes.get(signal) ?? new Map<string, number>();
  codes.set(signal, found);
  return found;
}
