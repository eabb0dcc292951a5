import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, id } from './shared-fields.ts';

export const usage = {
  title: 'Usage events',
  custom: 'properties',
  needs: [],
  knownBy: [],
  fields: {
    id: id('event id, message id, uuid, event uuid, log id'),
    account: accountOfFact,
    user: field(
      'id',
      'User',
      'user id, contact id, username, login, user email, member id, anonymous id, benutzer, utilisateur, usuario',
    ),
    event: field('text', 'Event', 'event name, event type, action, activity, ereignis, evenement, evento, feature', {
      required: true,
      longest: 200,
    }),
    occurred_at: field(
      'instant',
      'Occurred at',
      'timestamp, time, date, datetime, event time, event date, created at, ts, occurred, zeitpunkt, datum, horodatage, fecha, data',
      { required: true, aliases: ['timestamp'] },
    ),
  },
} as const satisfies RecordKind;
