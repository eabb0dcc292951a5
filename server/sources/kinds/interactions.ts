import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, contact, id } from './shared-fields.ts';

export const interactions = {
  title: 'Interactions',
  custom: 'attributes',
  needs: [],
  knownBy: [],
  fields: {
    id: id('interaction id, activity id, engagement id, touchpoint id, event id'),
    account: accountOfFact,
    contact,
    member: field('email', 'Member', 'csm, owner, rep, assigned to, member email, user email, organiser, host', {
      hint: 'The e-mail address of the member who was there.',
    }),
    kind: field('label', 'Kind', 'type, activity type, channel, engagement type, typ, tipo, canal', {
      required: true,
      labels: {
        call: 'phone call, phone, telephone, anruf, appel, llamada, ligacao, telefonema',
        email: 'e mail, mail, message, correo, courriel',
        meeting: 'visit, qbr, ebr, on site, video call, video, demo, termin, besprechung, reunion, reuniao',
        note: 'notes, comment, notiz, nota',
        chat: 'slack, teams, sms, whatsapp, instant message',
      },
    }),
    direction: field('label', 'Direction', 'richtung, sens, direccion, direcao', {
      labels: {
        inbound: 'in, incoming, received, from customer, eingehend',
        outbound: 'out, outgoing, sent, to customer, ausgehend',
        two_way: 'both, two way, bidirectional, beide',
        internal: 'intern, interno',
      },
    }),
    subject: field('text', 'Subject', 'title, betreff, sujet, asunto, assunto'),
    summary: field(
      'text',
      'Summary',
      'notes, description, body, comment, details, text, zusammenfassung, resume, resumen, resumo',
    ),
    occurred_at: field(
      'instant',
      'Occurred at',
      'date, time, timestamp, activity date, start time, meeting date, created at, datum, fecha, data',
      { required: true, aliases: ['date'] },
    ),
    executive: field('boolean', 'With an executive', 'is executive, executive, exec, executive present', {
      aliases: ['is_executive'],
    }),
    next_touchpoint: field(
      'date',
      'Next touchpoint',
      'next meeting, follow up, follow up date, next step date, next contact, wiedervorlage',
    ),
  },
} as const satisfies RecordKind;
