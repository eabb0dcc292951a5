import type { MemberRole } from '../server/context/actor.ts';

/** The organisation of the sample: Larkfield sells software with which firms plan the work of their field teams. All of it is invented. */
export const VENDOR = {
  slug: 'larkfield',
  name: 'Larkfield Software',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  holidayRegion: 'DE',
  isSample: true,
} as const;

/** On Larkfield's clock: the day's situations are there when people come to work. */
export const DIAGNOSIS_HOUR = 7;

export type TeamKey = 'lena' | 'mateo' | 'aylin' | 'robert' | 'ingrid' | 'samuel' | 'claire' | 'piotr';
/** Those who look after accounts. */
export type CsmKey = 'lena' | 'mateo' | 'aylin';

interface Teammate {
  readonly name: string;
  readonly role: MemberRole;
  readonly manager: TeamKey | null;
}

/** The eight people who work with Steward at Larkfield. */
export const TEAM: Readonly<Record<TeamKey, Teammate>> = {
  claire: { name: 'Claire Dubois', role: 'executive', manager: null },
  piotr: { name: 'Piotr Zieliński', role: 'admin', manager: 'claire' },
  robert: { name: 'Robert Falk', role: 'manager', manager: 'claire' },
  lena: { name: 'Lena Hoffmann', role: 'csm', manager: 'robert' },
  mateo: { name: 'Mateo Ruiz', role: 'csm', manager: 'robert' },
  aylin: { name: 'Aylin Demir', role: 'csm', manager: 'robert' },
  ingrid: { name: 'Ingrid Solberg', role: 'account_manager', manager: 'claire' },
  samuel: { name: 'Samuel Osei', role: 'support', manager: 'piotr' },
};

/** Whose day the sample opens on. */
export const HOME: CsmKey = 'lena';

export function emailOf(member: TeamKey): string {
  return `${member}@${VENDOR.slug}.example`;
}

/** What people do in Larkfield's product, and how often among a hundred things. */
export const EVENTS = {
  signed_in: 30,
  job_planned: 28,
  visit_completed: 27,
  report_exported: 9,
  data_synced: 6,
} as const;

export type EventName = keyof typeof EVENTS;

/** What of it Larkfield looks at. */
export const METRICS = [
  { key: 'logins', title: 'Logins', event: 'signed_in' },
  { key: 'jobs_planned', title: 'Jobs planned', event: 'job_planned' },
  { key: 'visits', title: 'Visits completed', event: 'visit_completed' },
  { key: 'reports', title: 'Reports exported', event: 'report_exported' },
  { key: 'syncs', title: 'Data syncs', event: 'data_synced' },
  { key: 'hours_planned', title: 'Hours planned', event: 'job_planned', sum: 'hours' },
] as const;

export const ATTRIBUTES = [
  { key: 'field_teams', title: 'Field teams', type: 'number' },
  { key: 'is_reference', title: 'Agreed to be a reference', type: 'boolean' },
] as const;

/** Euros a seat and year, by plan. */
export const PRICES = { Team: 420, Business: 540, Enterprise: 660 } as const;
export type Plan = keyof typeof PRICES;
