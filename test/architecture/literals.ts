/**
 * The texts in quotes and backquotes of a TypeScript file. What a template inserts stays in its place, with the templates inside of it;
 * comments and regular expressions are passed over.
 */
export function literals(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = endOfPart(text, at);
    if (/['"`]/.test(text[at]!)) found.push(text.slice(at + 1, end - 1));
    at = end;
  }
  return found;
}

/** Where the part that begins here ends: a literal, a comment, or one character of anything else. */
function endOfPart(text: string, at: number): number {
  const two = text.slice(at, at + 2);
  if (two === '//') return endOf(text, '\n', at);
  if (two === '/*') return endOf(text, '*/', at);
  const first = text[at]!;
  if (first === '`') return endOfTemplate(text, at + 1);
  if (first === "'" || first === '"') return endOfQuoted(text, at + 1, first);
  if (first === '/' && /(?:^|[(,=:[!&|?{};>\n]|return)\s*$/.test(text.slice(Math.max(0, at - 20), at)))
    return endOfPattern(text, at + 1);
  return at + 1;
}

function endOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found + what.length;
}

function endOfQuoted(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfPattern(text: string, from: number): number {
  let isInClass = false;
  let at = from;
  while (at < text.length && text[at] !== '\n' && (isInClass || text[at] !== '/')) {
    if (text[at] === '[') isInClass = true;
    if (text[at] === ']') isInClass = false;
    at += text[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}

function endOfTemplate(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith('${', at)) at = endOfInsertion(text, at + 2);
    else at += 1;
  }
  return at + 1;
}

function endOfInsertion(text: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < text.length && depth > 0) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    at = endOfPart(text, at);
  }
  return at;
}
