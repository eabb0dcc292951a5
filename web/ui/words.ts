/** The field's words for the codes of the API. */

const ROLES: Readonly<Record<string, string>> = {
  admin: 'Admin',
  csm: 'CSM',
  account_manager: 'Account manager',
  sales: 'Sales',
  support: 'Support',
  manager: 'Manager',
  vp: 'VP',
  executive: 'Executive',
  product: 'Product',
  customer: 'Customer',
  viewer: 'Viewer',
  champion: 'Champion',
  executive_sponsor: 'Executive sponsor',
  decision_maker: 'Decision maker',
  technical: 'Technical contact',
  billing: 'Billing contact',
  user: 'User',
};

const OUTCOMES: Readonly<Record<string, string>> = {
  success: 'Success',
  failure: 'Failure',
  timeout: 'Time over',
  superseded: 'Superseded',
  closed_by_hand: 'Closed by hand',
};

const ASSETS: Readonly<Record<string, string>> = {
  email: 'E-mail',
  call_script: 'Call script',
  agenda: 'Agenda',
  checklist: 'Checklist',
  questionnaire: 'Questionnaire',
  plan: 'Plan',
  brief: 'Brief',
  notes: 'Notes',
  guide: 'Guide',
};

const ACTIONS: Readonly<Record<string, string>> = {
  send_email: 'sends an e-mail',
  webhook: 'calls a webhook',
  calendar_event: 'makes a calendar event',
  set_field: 'sets a field of the account',
  add_tag: 'tags the account',
  start_playbook: 'starts a playbook',
};

/** What Steward does by itself, after its name. */
export const sayActionOf = (action: string) => ACTIONS[action] ?? action;

/** A role of the team, of a member or of a contact. */
export const sayRole = (role: string) => ROLES[role] ?? role;

/** How a run ended. */
export const sayOutcome = (outcome: string) => OUTCOMES[outcome] ?? outcome;

/** What an asset is. */
export const sayAssetKind = (kind: string) => ASSETS[kind] ?? kind;

/** A lifecycle stage, or any other lower-case code, as a word. */
export const sayStage = (stage: string) => capital(stage.replaceAll('_', ' '));

/** The first letter large: what begins a sentence. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a or b", "a, b or c". */
export function anyOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '');
}

/** What somebody wrote, with a full stop at its end. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
