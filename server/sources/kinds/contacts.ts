import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, id } from './shared-fields.ts';

export const contacts = {
  title: 'Contacts',
  custom: 'attributes',
  needs: [['id', 'email', 'name']],
  knownBy: [
    ['account', 'email'],
    ['account', 'name'],
  ],
  fields: {
    id: id('contact id, person id, user id, contact, kontakt id'),
    account: accountOfFact,
    name: field(
      'text',
      'Name',
      'full name, contact name, first name, last name, given name, surname, vorname, nachname, nombre, apellido, nome, sobrenome, prenom, nom',
      { joint: ' ' },
    ),
    email: field('email', 'E-mail', 'email, email address, mail, e mail, correo, courriel'),
    title: field('text', 'Job title', 'position, job, function, funktion, poste, cargo'),
    role: field('label', 'Role', 'contact role, relationship, persona, rolle, rol, papel', {
      labels: {
        champion: 'advocate, fan, key contact',
        executive_sponsor: 'sponsor, executive, exec sponsor, executive buyer',
        decision_maker: 'economic buyer, buyer, decider, entscheider',
        technical: 'technical contact, it, developer, integrator, admin, administrator',
        billing: 'billing contact, finance, accounting, procurement',
        user: 'end user, power user, member, anwender, usuario',
      },
    }),
    phone: field('text', 'Phone', 'phone number, telephone, mobile, telefon, telefono, telefone'),
    joined_on: field('date', 'Joined on', 'joined, from, since, start date, member since, seit', {
      aliases: ['joined_at'],
    }),
    left_on: field('date', 'Left on', 'left, left at, until, to, end date, departed, departure date, bis, hasta, ate', {
      aliases: ['left_at', 'until'],
      hint: 'When the contact left the account.',
    }),
  },
} as const satisfies RecordKind;
