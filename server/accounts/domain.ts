/** 'https://www.Example.com/about' or 'ada@example.com' to 'example.com'; null for what names no domain. */
export function domainOf(text: string): string | null {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/:?#].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  return /^[^\s.]+(\.[^\s.]+)+$/.test(host) ? host : null;
}
