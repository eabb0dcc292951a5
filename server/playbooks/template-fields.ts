/** What a template field holds. Money is integer minor units, a date 'YYYY-MM-DD', a ratio −0.3 for minus 30 %. */
export type TemplateFieldType = 'text' | 'number' | 'money' | 'date' | 'ratio';

/** Something that an asset may fill in, such as `{{ contact.first_name }}`. */
export interface TemplateField {
  readonly name: string;
  readonly type: TemplateFieldType;
  /** A noun phrase, said when the value is missing. */
  readonly title: string;
  readonly example: string;
}

/**
 * The fields that the assets of every organisation can fill in. Custom attributes of accounts come on top, as
 * `account.attributes.<key>`, and every signal as `signal.<name>`.
 */
export const TEMPLATE_FIELDS = [
  { name: 'account.name', type: 'text', title: 'name of the account', example: 'Borealis Logistics' },
  { name: 'account.domain', type: 'text', title: 'domain of the account', example: 'borealis.example' },
  { name: 'account.stage', type: 'text', title: 'lifecycle stage', example: 'adoption' },
  { name: 'account.tier', type: 'text', title: 'tier', example: '1' },
  { name: 'account.plan', type: 'text', title: 'plan', example: 'Business' },
  { name: 'account.industry', type: 'text', title: 'industry', example: 'Logistics' },
  { name: 'account.country', type: 'text', title: 'country', example: 'Norway' },
  { name: 'account.arr', type: 'money', title: 'annual recurring revenue', example: '4800000' },
  { name: 'account.currency', type: 'text', title: 'currency of the account', example: 'EUR' },
  { name: 'account.seats', type: 'number', title: 'seats', example: '120' },
  { name: 'account.renewal_date', type: 'date', title: 'renewal date', example: '2027-02-14' },
  { name: 'account.customer_since', type: 'date', title: 'customer since', example: '2024-02-14' },
  { name: 'contact.first_name', type: 'text', title: 'first name of the contact', example: 'Ingrid' },
  { name: 'contact.name', type: 'text', title: 'name of the contact', example: 'Ingrid Solheim' },
  { name: 'contact.title', type: 'text', title: 'title of the contact', example: 'Head of Operations' },
  { name: 'contact.email', type: 'text', title: 'e-mail address of the contact', example: 'ingrid@borealis.example' },
  { name: 'champion.name', type: 'text', title: 'name of the champion', example: 'Ingrid Solheim' },
  { name: 'sponsor.name', type: 'text', title: 'name of the executive sponsor', example: 'Lars Moen' },
  { name: 'owner.name', type: 'text', title: 'name of the CSM', example: 'Nadia Rahman' },
  { name: 'owner.email', type: 'text', title: 'e-mail address of the CSM', example: 'nadia@vendor.example' },
  { name: 'account_manager.name', type: 'text', title: 'name of the account manager', example: 'Tom Okafor' },
  { name: 'manager.name', type: 'text', title: 'name of the CSM manager', example: 'Ruth Adler' },
  { name: 'member.name', type: 'text', title: 'your name', example: 'Nadia Rahman' },
  { name: 'member.email', type: 'text', title: 'your e-mail address', example: 'nadia@vendor.example' },
  { name: 'organisation.name', type: 'text', title: 'name of your organisation', example: 'Vendor' },
  { name: 'health.score', type: 'number', title: 'health score', example: '52' },
  { name: 'health.band', type: 'text', title: 'health band', example: 'red' },
  { name: 'situation.cause', type: 'text', title: 'cause of the situation', example: 'logins fell by 46 % in 28 days' },
  { name: 'situation.opened_on', type: 'date', title: 'day the situation was recognised', example: '2026-11-22' },
  { name: 'run.started_on', type: 'date', title: 'day the run started', example: '2026-11-22' },
  { name: 'playbook.title', type: 'text', title: 'title of the playbook', example: 'Risk before renewal' },
  { name: 'today', type: 'date', title: 'today', example: '2026-11-22' },
  { name: 'account.people', type: 'text', title: 'list of the people', example: '- **Ingrid Solheim**, champion' },
  { name: 'account.open_work', type: 'text', title: 'list of what is open', example: '- Write the plan, Nadia Rahman' },
  {
    name: 'account.last_talks',
    type: 'text',
    title: 'list of the last talks',
    example: '- Mon 16 Nov, call: next year',
  },
] as const satisfies readonly TemplateField[];

export type TemplateFieldName = (typeof TEMPLATE_FIELDS)[number]['name'];
