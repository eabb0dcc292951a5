import { sayRole } from '../../ui/words.ts';

const ROLES = ['admin', 'manager', 'csm', 'account_manager', 'support', 'executive', 'viewer'] as const;

export const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: sayRole(value) }));

/** What each role may do, for who gives one. */
export const ROLE_WORDS: Readonly<Record<string, string>> = {
  admin: 'Does everything, settings and members included.',
  manager: 'Works with accounts, and changes playbooks, health and sources.',
  csm: 'Works with accounts.',
  account_manager: 'Works with accounts.',
  support: 'Works with accounts.',
  executive: 'Looks at everything, and is asked when it is serious.',
  viewer: 'Looks at everything and changes nothing.',
};
