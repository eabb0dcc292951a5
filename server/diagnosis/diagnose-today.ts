import type { Transaction } from '../context/transaction.ts';
import { type DiagnosisOptions, type DiagnosisResult, diagnoseOrganisation } from './diagnose-organisation.ts';
import { today } from './organisation.ts';

/** Diagnoses the organisation as of this morning in its own time zone. */
export async function diagnoseToday(
  tx: Transaction,
  kind: DiagnosisOptions['kind'],
  onProgress?: DiagnosisOptions['onProgress'],
  now = new Date(),
): Promise<DiagnosisResult> {
  return diagnoseOrganisation(tx, await today(tx, now), { kind, ...(onProgress && { onProgress }) });
}
