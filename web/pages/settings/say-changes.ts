import type { AuditEntry } from '../../../server/api/contract/audit-entry.ts';

const LONGEST = 240;

/** What an entry of the audit log changed, a line each: 'role: csm → manager', 'name: Borealis'. */
export function sayChanges({ before, after }: Pick<AuditEntry, 'before' | 'after'>): string[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return keys.flatMap((key) => {
    const [old, now] = [was[key], is[key]];
    if (old === undefined && (now === null || now === undefined)) return [];
    const name = key
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' ')
      .toLowerCase();
    if (old === undefined) return [`${name}: ${say(now)}`];
    if (now === undefined) return [`${name}: was ${say(old)}`];
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [`${name}: ${say(old)} → ${say(now)}`];
  });
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function say(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  const text =
    typeof value === 'string' ? value : Array.isArray(value) ? value.map(say).join(', ') : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
