import type { MyDay } from '../worklist/list-my-day.ts';
import type { WorkItem } from '../worklist/work-item.ts';

/** A morning e-mail: what is first today, why, and what to do. */
export interface Digest {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const MOST_ITEMS = 15;

/** Writes the digest of a member's day; `address` is where the organisation's pages begin. Null when there is nothing to do. */
export function writeDigest(day: MyDay, memberName: string, organisationName: string, address: string): Digest | null {
  if (day.items.length === 0) return null;
  const shown = day.items.slice(0, MOST_ITEMS);
  const rest = day.items.length - shown.length;
  const count = `${day.items.length} ${day.items.length === 1 ? 'thing' : 'things'}`;
  const subject = `${count} for you today, first: ${shown[0]!.account.name}`;
  const intro = `Good morning ${memberName.split(' ')[0]}. Your day at ${organisationName}, in the order that Steward suggests:`;
  const more = rest > 0 ? `and ${rest} more on My day.` : '';
  const myDay = `${address}/my-day`;
  const items = shown.map((item, i) => linesOf(item, i + 1, address));
  return {
    subject,
    text: [
      intro,
      '',
      ...items.flatMap(({ lines, link }) => [...lines, `   ${link}`, '']),
      more,
      `My day: ${myDay}`,
    ].join('\n'),
    html: [
      `<p>${asText(intro)}</p><ol>`,
      ...items.map(({ lines, link }) => {
        const [first, ...others] = lines.map((line) => asText(line.trim().replace(/^\d+\. /, '')));
        return `<li style="margin-bottom:12px"><a href="${asText(link)}"><strong>${first}</strong></a><br>${others.join('<br>')}</li>`;
      }),
      `</ol><p>${asText(more)} <a href="${asText(myDay)}">Open My day</a></p>`,
    ].join('\n'),
  };
}

function linesOf(item: WorkItem, place: number, address: string): { lines: string[]; link: string } {
  const cause = item.headline ? [`   Why: ${item.headline}`] : [];
  const due = item.dueAt ? ` (${item.reason})` : '';
  const action = item.kind === 'band_change' ? item.title : `Next: ${item.title}${due}`;
  return {
    lines: [`${place}. ${item.account.name}`, ...cause, `   ${action}`],
    link: item.run ? `${address}/runs/${item.run.id}` : `${address}/accounts/${item.account.id}`,
  };
}

/** Customers' names and texts stand in the HTML: they are text, never markup. */
function asText(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
