import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, earlier, id } from './shared-fields.ts';

export const tickets = {
  title: 'Tickets',
  custom: 'attributes',
  needs: [],
  knownBy: [['account', 'subject', 'opened_at']],
  fields: {
    id: id('ticket id, case id, ticket, case number, ticket number, issue id, vorgang'),
    account: accountOfFact,
    subject: field('text', 'Subject', 'title, summary, description, betreff, sujet, asunto, assunto'),
    priority: field('label', 'Priority', 'severity, urgency, prioritat, priorite, prioridad, prioridade', {
      labels: {
        low: 'p4, p5, minor, trivial, niedrig, basse, baja, baixa',
        normal: 'p3, medium, moderate, standard, mittel, moyenne, media',
        high: 'p2, major, important, hoch, haute, alta',
        urgent: 'p1, p0, critical, blocker, highest, emergency, dringend, kritisch, urgente, critica',
      },
    }),
    status: field('text', 'Status', 'state, ticket status, etat, estado'),
    opened_at: field(
      'instant',
      'Opened at',
      'created at, created, opened, open date, created on, submitted at, date opened, erstellt, ouvert, abierto, aberto',
      { required: true, aliases: ['created_at'] },
    ),
    closed_at: field(
      'instant',
      'Closed at',
      'closed, resolved at, solved at, resolved, close date, geschlossen, ferme, cerrado, fechado',
      { aliases: ['resolved_at'] },
    ),
    reopened_at: field('instant', 'Reopened at', 'reopened, reopen date'),
    csat: field('integer', 'CSAT', 'satisfaction, satisfaction score, rating, zufriedenheit', { min: 1, max: 5 }),
  },
  check: ({ opened_at, closed_at }) =>
    earlier(closed_at, opened_at, 'closed_at', 'The ticket is closed before it is opened.'),
} as const satisfies RecordKind;
