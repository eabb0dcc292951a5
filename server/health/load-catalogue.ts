import type { Transaction } from '../context/transaction.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { buildCatalogue, declareSignals, loadOwnDefinitions } from '../signals/catalogue.ts';
import { HEALTH_SIGNALS } from './health-signals.ts';

/** Every signal that the organisation's expressions may name: those of facts, its own metrics and attributes, and health. */
export async function loadCatalogue(tx: Transaction): Promise<Catalogue> {
  return buildCatalogue([...declareSignals(await loadOwnDefinitions(tx)), ...HEALTH_SIGNALS]);
}
