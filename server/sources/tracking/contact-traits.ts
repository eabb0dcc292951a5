import { dayIn } from './call-time.ts';
import type { Traits } from './tracking-call.ts';

const ROLES = ['champion', 'executive_sponsor', 'decision_maker', 'technical', 'billing', 'user'];
const LONGEST = 300;

/** The columns of table `contact` that an identify call can fill. */
export type ContactValues = Partial<Record<'name' | 'email' | 'phone' | 'title' | 'role' | 'joined_on', string>>;

/** What the traits of a user say of a contact; null without an e-mail address, since then we could not tell who it is. */
export function readContactTraits(traits: Traits): ContactValues | null {
  const email = textOf(traits.email)?.toLowerCase();
  if (!email || !/^[^\s@]+@[^\s@]+$/.test(email)) return null;
  const names = [textOf(traits.firstName ?? traits.first_name), textOf(traits.lastName ?? traits.last_name)];
  const values = {
    email,
    name: textOf(traits.name) ?? (names.filter((name) => name !== null).join(' ') || null),
    phone: textOf(traits.phone),
    title: textOf(traits.title),
    role: ROLES.find((role) => role === traits.role) ?? null,
    joined_on: dayIn(traits.createdAt ?? traits.created_at),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text.slice(0, LONGEST);
}
