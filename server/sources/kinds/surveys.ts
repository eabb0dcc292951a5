import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, contact, id } from './shared-fields.ts';

export const surveys = {
  title: 'Survey responses',
  custom: 'attributes',
  needs: [],
  knownBy: [],
  fields: {
    id: id('response id, review id, survey response id, survey id, answer id'),
    account: accountOfFact,
    contact,
    kind: field('label', 'Kind', 'survey type, survey, survey kind, type', {
      required: true,
      labels: { nps: 'net promoter score, promoter', csat: 'satisfaction, customer satisfaction, review, rating' },
    }),
    score: field('number', 'Score', 'rating, nps, csat, nps score, stars, note, bewertung, puntuacion, nota', {
      required: true,
      min: 0,
      max: 100,
    }),
    scale: field('number', 'Scale', 'out of, max score, maximum', {
      hint: 'The best possible CSAT score, 5 unless it is said.',
      min: 5,
      max: 100,
    }),
    comment: field('text', 'Comment', 'feedback, verbatim, answer, review, text, kommentar, commentaire, comentario'),
    responded_at: field(
      'instant',
      'Responded at',
      'answered at, responded, response date, submitted at, timestamp, date, created at, datum, fecha, data',
      { required: true, aliases: ['answered_at'] },
    ),
  },
  check: ({ kind, score, scale }) => {
    const best = kind === 'nps' ? 10 : typeof scale === 'number' ? scale : 5;
    const least = kind === 'nps' || best === 100 ? 0 : 1;
    if (typeof score !== 'number' || (score >= least && score <= best)) return undefined;
    const mend = kind === 'nps' ? 'Correct the score or the kind.' : 'Correct the score, or say its scale: scale==10.';
    return { field: 'score', problem: `A score of ${score} is not between ${least} and ${best}.`, mend };
  },
} as const satisfies RecordKind;
