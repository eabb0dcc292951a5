/** Finds what PostgreSQL refuses in text: U+0000 and halves of surrogate pairs. In JSON text both stand as escapes. */
const REFUSED_IN_JSON = /\\u0000|\\ud[89a-f]/i;

/** The text without what PostgreSQL cannot keep: U+0000 and lone surrogates become U+FFFD. */
export function storableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\u0000') ? wellFormed.replaceAll('\u0000', '\ufffd') : wellFormed;
}

/** A value as JSON text that PostgreSQL can keep as jsonb. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return REFUSED_IN_JSON.test(json) ? JSON.stringify(cleaned(value)) : json;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), cleaned(inner)]));
}
