import { sayDay } from '../../ui/date.ts';
import { sayBand } from '../../ui/health/health.tsx';
import { sayMoney, sayNumber } from '../../ui/number.ts';
import { capital, sayOutcome, sayRole, sayStage } from '../../ui/words.ts';
import type { Entry } from './timeline-entry.tsx';

const INTERACTIONS: Readonly<Record<string, string>> = {
  call: 'Call',
  email: 'E-mail',
  meeting: 'Meeting',
  note: 'Note',
  chat: 'Chat',
};

interface Said {
  readonly title: string;
  readonly text: string | null;
}

/** An entry of the timeline in words: what it was, and the text that belongs to it. `today` is the organisation's day. */
export function sayEntry({ kind, detail }: Entry, today: string): Said {
  const text = (key: string) => (typeof detail[key] === 'string' && detail[key] !== '' ? detail[key] : null);
  const number = (key: string) => (typeof detail[key] === 'number' ? detail[key] : null);
  const day = (key: string) => text(key) && sayDay(text(key)!, today);
  const amount = () => {
    const minor = number('amountMinor');
    const currency = text('currency');
    return minor === null || currency === null ? '' : ` over ${sayMoney(minor, currency)}`;
  };
  switch (kind) {
    case 'interaction': {
      const who = [text('contact') && `with ${text('contact')}`, text('member') && `by ${text('member')}`];
      const what = INTERACTIONS[text('kind') ?? ''] ?? 'Interaction';
      const direction = text('kind') === 'email' && text('direction') === 'inbound' ? ' from them' : '';
      const head = [`${what}${direction}`, ...who].filter(Boolean).join(' ');
      return { title: text('subject') ? `${head}: ${text('subject')}` : head, text: text('summary') };
    }
    case 'ticket_opened': {
      const priority = text('priority');
      const urgent = priority === 'urgent' || priority === 'high' ? ` (${priority})` : '';
      return { title: `Ticket opened${urgent}: ${text('subject') ?? 'without a subject'}`, text: null };
    }
    case 'ticket_closed': {
      const csat = number('csat');
      const rated = csat === null ? null : `Rated ${csat} of 5.`;
      return { title: `Ticket closed: ${text('subject') ?? 'without a subject'}`, text: rated };
    }
    case 'survey': {
      const best = text('kind') === 'nps' ? 10 : 5;
      const by = text('contact') ? `, ${text('contact')}` : '';
      const name = text('kind') === 'nps' ? 'NPS' : 'CSAT';
      return { title: `${name} ${sayNumber(number('score') ?? 0, 1)} of ${best}${by}`, text: text('comment') };
    }
    case 'invoice': {
      const paid = day('paidOn') ? `paid on ${day('paidOn')}` : 'not paid yet';
      const name = ['Invoice', text('number')].filter(Boolean).join(' ');
      return { title: `${name}${amount()}`, text: `Due on ${day('dueOn')}, ${paid}.` };
    }
    case 'deal': {
      const end = detail.isWon === true ? ' won' : detail.isLost === true ? ' lost' : '';
      const of = text('kind') === 'new' ? 'Deal' : `${capital(text('kind') ?? '')} deal`;
      return { title: `${of}${end}${amount()}${text('name') ? `: ${text('name')}` : ''}`, text: null };
    }
    case 'band_change': {
      const band = (key: string) => sayBand((detail[key] as 'green' | 'yellow' | 'red' | null) ?? null);
      return {
        title: `Health: ${band('from')} to ${band('to')}`,
        text: text('because') && `${capital(text('because')!)}.`,
      };
    }
    case 'stage_change': {
      const from = text('from') ? ` (was ${sayStage(text('from')!)})` : '';
      return { title: `Stage: ${sayStage(text('to') ?? 'none')}${from}`, text: null };
    }
    case 'contact_left': {
      const role = text('role') ? `, ${sayRole(text('role')!).toLowerCase()},` : '';
      return { title: `${text('name') ?? 'A contact'}${role} left`, text: text('title') };
    }
    case 'situation':
      return { title: `Situation: ${text('playbook') ?? ''}`, text: text('headline') && `${text('headline')}.` };
    case 'run_started': {
      const by = text('by') ? ` by ${text('by')}` : '';
      return { title: `Run #${number('number')} of ${text('playbook') ?? 'a playbook'} started${by}`, text: null };
    }
    case 'run_closed': {
      const outcome = text('outcome') ? `: ${sayOutcome(text('outcome')!)}` : '';
      return {
        title: `Run #${number('number')} of ${text('playbook') ?? 'a playbook'} closed${outcome}`,
        text: text('reason'),
      };
    }
  }
}
