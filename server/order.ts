/**
 * The order in which data flows through the server. A folder imports only from folders before it; what must go back
 * goes as an event (see flow.ts). The architecture test holds it.
 */
export const order = [
  // The ground: nothing here knows what customer success is.
  'lib', // days, problems and other small words of the language that everything speaks
  'config', // the settings of the process: read once from the environment, checked
  'database', // PostgreSQL: the embedded one, connections, transactions, migrations
  'context', // who acts, in which organisation, inside which transaction
  'audit', // the row beside each write: who did what, when, why
  'jobs', // the queue in PostgreSQL: retried jobs and recurring ones
  'identity', // organisations, members, roles, sign-in, API keys
  // The flow: from what a source said to what a person does about it.
  'expressions', // CEL: parsed, type-checked, bounded, evaluated
  'accounts', // the customers: accounts, contacts, teams and the facts about them
  'sources', // how facts come in: CSV import, tracking API
  'signals', // the numbers derived from facts, per account and day
  'health', // the score from signals, its components, bands and history
  'segments', // rules over accounts, who belongs, who moved and why
  'personas', // rules over contacts, who belongs, who moved and why
  'playbooks', // the documents that say what to do when
  'diagnosis', // signals against triggers: situations opened, updated, cleared
  'runs', // a playbook at work on an account: steps, tasks, effects
  'escalations', // what must not wait: five levels with owners and clocks, from opened to reviewed
  'handoffs', // what one carries and another is to take over: offered, accepted, returned
  'portfolios', // who looks after which accounts: shared out, moved, taken back; how the team stands
  'worklist', // what a person should do next, in order
  'routines', // what recurs in a member's work: routines by the calendar, wrap-ups, plans, reviews, reports
  'automations', // steps that Steward performs by itself, their failures and pauses
  'delivery', // mail and digests
  'learning', // the past as a laboratory: back-tests, health under test, why and why not, scorecards, outcomes
  // The doors.
  'api', // the HTTP routes
  'cli', // the command line
] as const;
