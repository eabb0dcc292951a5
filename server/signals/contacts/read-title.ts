/** How high somebody stands, as their title says it. */
export const LEVELS = ['executive', 'vice_president', 'director', 'manager', 'other'] as const;
export type Level = (typeof LEVELS)[number];

/** What somebody works in, as their title says it. */
export const WORKS = [
  'it',
  'engineering',
  'finance',
  'procurement',
  'operations',
  'marketing',
  'sales',
  'support',
  'people',
  'legal',
  'product',
  'other',
] as const;
export type Work = (typeof WORKS)[number];

/** The words of titles, in the order in which they are looked for: "Assistant to the CEO" is no executive, "Vice President" no president. */
const LEVEL_WORDS: readonly (readonly [Level, RegExp])[] = [
  ['other', words('assistant', 'assistante', 'assistent', 'assistentin', 'intern', 'praktikant', 'trainee')],
  ['vice_president', words('vp', 'svp', 'evp', 'avp', 'vice president', 'vice-president', 'vicepresident')],
  [
    'executive',
    words(
      'c[efotimprs]o',
      'c[cd]o',
      'ciso',
      'chro',
      'chief',
      'president',
      'presidente',
      'founder',
      'co-founder',
      'cofounder',
      'owner',
      'managing director',
      'general manager',
      'geschäftsführer',
      'geschäftsführerin',
      'vorstand',
      'inhaber',
      'pdg',
      'director general',
      'executive director',
    ),
  ],
  ['director', words('director', 'directora', 'directeur', 'directrice', 'diretor', 'diretora', 'direktor', 'head')],
  [
    'manager',
    words('manager', 'lead', 'leader', 'supervisor', 'teamleiter', 'leiter', 'leiterin', 'responsable', 'gerente'),
  ],
];

const WORK_WORDS: readonly (readonly [Work, RegExp])[] = [
  ['procurement', words('procurement', 'purchasing', 'buyer', 'einkauf', 'einkäufer', 'achats', 'compras', 'sourcing')],
  [
    'finance',
    words(
      'cfo',
      'finance',
      'financial',
      'finanzen',
      'finanzas',
      'accounting',
      'accountant',
      'accounts payable',
      'billing',
      'controller',
      'controlling',
      'treasurer',
      'treasury',
      'buchhaltung',
      'comptable',
    ),
  ],
  [
    'it',
    words(
      'cio',
      'ciso',
      'it',
      'information technology',
      'information security',
      'systems?',
      'sysadmin',
      'administrator',
      'admin',
      'network',
      'infrastructure',
      'security',
    ),
  ],
  ['product', words('cpo', 'product')],
  [
    'engineering',
    words(
      'cto',
      'engineer',
      'engineering',
      'developer',
      'software',
      'devops',
      'architect',
      'programmer',
      'technical',
      'technology',
      'integration',
      'data',
      'entwickler',
      'entwicklerin',
      'ingenieur',
    ),
  ],
  ['people', words('chro', 'hr', 'human resources', 'people', 'talent', 'recruiting', 'recruiter', 'personal')],
  ['legal', words('legal', 'counsel', 'lawyer', 'attorney', 'compliance', 'privacy')],
  ['marketing', words('cmo', 'marketing', 'brand', 'communications', 'growth', 'content')],
  ['sales', words('cro', 'sales', 'revenue', 'account executive', 'business development', 'vertrieb', 'ventas')],
  ['support', words('support', 'customer success', 'customer service', 'helpdesk', 'help desk', 'service desk')],
  ['operations', words('coo', 'operations', 'operational', 'logistics', 'supply chain', 'office')],
];

/** The level that a job title says; 'other' when none of its words is known. */
export function levelOf(title: string): Level {
  return LEVEL_WORDS.find(([, pattern]) => pattern.test(title))?.[0] ?? 'other';
}

/** The field of work that a job title says; 'other' when none of its words is known. */
export function workOf(title: string): Work {
  return WORK_WORDS.find(([, pattern]) => pattern.test(title))?.[0] ?? 'other';
}

function words(...some: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${some.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}
