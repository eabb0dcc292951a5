import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from './front-matter.ts';

const WIDTH = 110;
/** White space other than a blank, and control characters: always between double quotes. */
const UNUSUAL = /[^\S ]|[\u007f-\u009f\ufeff]/;
const BROAD = { lineWidth: 0, flowCollectionPadding: true } as const;

/**
 * Sets the value (plain JSON) at a path of a YAML text, or removes it when the value is undefined, and leaves every line that does not
 * belong to that value as it was, comments included. Missing groups on the way are created. A list takes positions up to
 * its length. Where the text is written in a way that cannot be changed in place (aliases, say), the whole is written anew
 * with its comments.
 */
export function changeYaml(yaml: string, path: Path, wanted: unknown): string {
  const value: unknown = wanted === undefined ? undefined : JSON.parse(JSON.stringify(wanted));
  const expected = applied(parseDocument(yaml).toJS() ?? {}, path, value);
  const spliced = splice(yaml, path, value);
  if (spliced !== null) {
    const again = parseDocument(spliced);
    if (again.errors.length === 0 && isDeepStrictEqual(again.toJS(), expected)) return spliced;
  }
  const document = parseDocument(yaml);
  if (value === undefined && document.hasIn(path)) document.deleteIn(path);
  else if (value !== undefined) document.setIn(path, document.createNode(value));
  const whole = document.toString(BROAD);
  return isDeepStrictEqual(parseDocument(whole).toJS(), expected) ? whole : stringify(expected, BROAD);
}

/** The data with one value set or removed; the data itself stays. */
function applied(data: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(data) && typeof key === 'number') {
    const inner = rest.length === 0 ? value : applied(data[key], rest, value);
    return inner === undefined ? data.toSpliced(key, 1) : data.toSpliced(key, 1, inner);
  }
  const record = (data ?? {}) as Record<string, unknown>;
  if (value === undefined && !Object.hasOwn(record, key)) return data;
  const inner = rest.length === 0 ? value : applied(record[key], rest, value);
  if (inner !== undefined) return { ...record, [key]: inner };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function splice(yaml: string, path: Path, value: unknown): string | null {
  const document = parseDocument(yaml);
  if (path.length === 0 || !isMap(document.contents)) return null;
  let depth = 0;
  let parent: unknown = document.contents;
  while (depth < path.length - 1) {
    const next: unknown = child(parent, path[depth]!);
    if (!isMap(next) && !isSeq(next)) break;
    parent = next;
    depth++;
  }
  if (depth < path.length - 1) {
    if (value === undefined) return yaml;
    const missing = path.slice(depth + 1);
    const grown = missing.reduceRight<unknown>(
      (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
      value,
    );
    return put(yaml, parent, path[depth]!, grown);
  }
  const key = path[depth]!;
  return value === undefined ? remove(yaml, parent, key, document) : put(yaml, parent, key, value);
}

function child(parent: unknown, key: string | number): unknown {
  return isMap(parent) || isSeq(parent) ? parent.get(key, true) : undefined;
}

/** Replaces the value under a key, or adds it at the end of its group or list. */
function put(yaml: string, parent: unknown, key: string | number, value: unknown): string | null {
  if (isMap(parent) && parent.items.length > 0) {
    const pair = pairOf(parent, key);
    const column = columnOf(yaml, rangeOf(parent.items[0]!.key)![0]);
    if (!pair) return insert(yaml, parent, `${key}:`, value, column);
    const keyEnd = rangeOf(pair.key)![1];
    const colon = yaml.indexOf(':', keyEnd);
    const end = rangeOf(pair.value)?.[1] ?? colon + 1;
    return replace(yaml, colon + 1, Math.max(end, colon + 1), render(value, column + 2, parent.flow === true, true));
  }
  if (isSeq(parent) && typeof key === 'number' && parent.items.length > 0) {
    const item = rangeOf(parent.items[key]);
    const first = rangeOf(parent.items[0])![0];
    const column = parent.flow ? 0 : yaml.lastIndexOf('-', first) - lineStart(yaml, first);
    if (key === parent.items.length) return insert(yaml, parent, '-', value, column);
    if (!item) return null;
    const start = parent.flow ? item[0] : yaml.lastIndexOf('-', item[0]) + 1;
    return replace(yaml, start, item[1], render(value, column + 2, parent.flow === true, false));
  }
  return null;
}

/** The value as YAML that follows a colon or a dash: on the same line when it is short, else on lines of its own. */
function render(value: unknown, indent: number, inFlow: boolean, afterKey: boolean): string {
  if (typeof value === 'string' && UNUSUAL.test(value)) return ` ${JSON.stringify(value)}`;
  const isCollection = typeof value === 'object' && value !== null;
  if (inFlow || isCollection) {
    const single = onOneLine(value);
    if (inFlow || single.length + indent < WIDTH || Object.keys(value as object).length === 0) return ` ${single}`;
  }
  const block = stringify(value, { ...BROAD, blockQuote: false }).trimEnd();
  if (!isCollection) return ` ${block}`;
  const padded = block.split('\n').map((line) => (line === '' ? line : ' '.repeat(indent) + line));
  return afterKey ? `\n${padded.join('\n')}` : ` ${padded.join('\n').trimStart()}`;
}

/** The value as YAML on one line, as it may stand inside brackets. */
function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, inner]) => `${onOneLine(key)}: ${onOneLine(inner)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  if (typeof value === 'string' && UNUSUAL.test(value)) return JSON.stringify(value);
  // More has to be quoted inside brackets: written as the only item of a list, then without that list.
  const item = stringify([value], { ...BROAD, collectionStyle: 'flow' })
    .trim()
    .slice(1, -1)
    .trim();
  return item.includes('\n') ? JSON.stringify(value) : item;
}

function insert(yaml: string, parent: YAMLMap | YAMLSeq, lead: string, value: unknown, column: number): string | null {
  const last = parent.items[parent.items.length - 1];
  const node = isMap(parent) ? (last as Pair).value : last;
  const end = rangeOf(node)?.[1];
  if (end === undefined) return null;
  const written = render(value, column + 2, parent.flow === true, isMap(parent));
  if (parent.flow) return replace(yaml, end, end, isMap(parent) ? `, ${lead}${written}` : `,${written}`);
  const at = end > 0 && yaml[end - 1] === '\n' ? end : lineEnd(yaml, end);
  const before = at > 0 && yaml[at - 1] !== '\n' ? '\n' : '';
  return replace(yaml, at, at, `${before}${' '.repeat(column)}${lead}${written}\n`);
}

function remove(yaml: string, parent: unknown, key: string | number, document: Document): string | null {
  if (!isMap(parent) && !isSeq(parent)) return yaml;
  const index = isMap(parent) ? parent.items.indexOf(pairOf(parent, key) as Pair) : Number(key);
  const item = parent.items[index];
  if (item === undefined) return yaml;
  if (parent.items.length === 1) {
    const range = rangeOf(parent);
    return range && parent !== document.contents
      ? replace(yaml, range[0], range[1], isMap(parent) ? '{}' : '[]')
      : null;
  }
  const start = startOf(yaml, parent, index);
  const next = index + 1 < parent.items.length ? startOf(yaml, parent, index + 1) : null;
  if (parent.flow) {
    if (next !== null) return replace(yaml, start, next, '');
    const previous = rangeOf(isMap(parent) ? parent.items[index - 1]!.value : parent.items[index - 1]);
    const end = rangeOf(isMap(parent) ? (item as Pair).value : item);
    return previous && end ? replace(yaml, previous[1], end[1], '') : null;
  }
  const firstInline = yaml.slice(lineStart(yaml, start), start).trim() !== '';
  if (firstInline) return next === null ? null : replace(yaml, start, next, '');
  const end = rangeOf(isMap(parent) ? (item as Pair).value : item)?.[1] ?? start;
  return replace(yaml, lineStart(yaml, start), yaml[end - 1] === '\n' ? end : lineEnd(yaml, end), '');
}

function startOf(yaml: string, parent: YAMLMap | YAMLSeq, index: number): number {
  if (isMap(parent)) return rangeOf(parent.items[index]!.key)![0];
  const start = rangeOf(parent.items[index])![0];
  return parent.flow ? start : yaml.lastIndexOf('-', start);
}

function pairOf(map: YAMLMap, key: string | number): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function rangeOf(node: unknown): readonly [number, number, number] | null {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range ?? null) : null;
}

function replace(text: string, from: number, to: number, by: string): string {
  const kept = to > from && text[to - 1] === '\n' && !by.endsWith('\n') && by !== '' ? '\n' : '';
  return text.slice(0, from) + by + kept + text.slice(to);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}
