import { type ParsedPlaybook, parsePlaybook } from '../playbooks/parse.ts';

const KEPT = 100;
const kept = new Map<string, ParsedPlaybook>();

/** A playbook document, read once for as long as it is asked for: reading Markdown takes longer than all the rest of a page. */
export function parsedDocument(document: string): ParsedPlaybook {
  const parsed = kept.get(document) ?? parsePlaybook(document);
  // What was asked for last is forgotten last.
  kept.delete(document);
  kept.set(document, parsed);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return parsed;
}
