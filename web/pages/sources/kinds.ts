/** What each kind of file is for, where its title does not say it. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  accounts: 'Your customers: a name, and whatever else you know. Begin with this one.',
  contacts: 'The people at your customers, with their roles.',
  usage: 'What people did in your product, an event a row.',
  tickets: 'Support requests, opened and closed.',
  surveys: 'Answers to NPS and CSAT surveys.',
  invoices: 'What was billed, when it was due, when it was paid.',
  deals: 'Opportunities, open, won and lost.',
  subscriptions: 'What they pay, for how many seats, and when it renews.',
  interactions: 'Calls, e-mails, meetings and notes.',
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  usage: ['usage', 'event', 'activity', 'log', 'track'],
  contacts: ['contact', 'people', 'person', 'user'],
  tickets: ['ticket', 'case', 'support', 'issue'],
  surveys: ['survey', 'nps', 'csat', 'review', 'response'],
  invoices: ['invoice', 'billing', 'payment'],
  deals: ['deal', 'opportunit'],
  subscriptions: ['subscription', 'contract', 'renewal'],
  interactions: ['interaction', 'meeting', 'call', 'email', 'note', 'touch'],
  accounts: ['account', 'compan', 'customer', 'client', 'organi', 'seller'],
};

/** What a file of this name probably holds; null when its name says nothing. */
export function guessKind(fileName: string): string | null {
  const name = fileName.toLowerCase();
  return Object.entries(WORDS).find(([, words]) => words.some((word) => name.includes(word)))?.[0] ?? null;
}
