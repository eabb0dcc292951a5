import { Radio, Stack, Text } from '@mantine/core';
import type { ImportPreview } from '../../../server/api/contract/import.ts';
import type { Said } from './sources-query.ts';

type Question = ImportPreview['questions'][number];
type Formats = NonNullable<Said['settings']['formats']>;

/** Columns that can be read in two ways: asked, never guessed. */
export function ImportQuestions({
  questions,
  formats,
  onAnswer,
}: {
  questions: readonly Question[];
  formats: Formats;
  onAnswer: (formats: Formats) => void;
}) {
  return (
    <Stack gap="md">
      {questions.map((question) => (
        <Asked
          key={`${question.column} ${question.about}`}
          question={question}
          onAnswer={(answer) =>
            onAnswer({ ...formats, [question.column]: { ...formats[question.column], [question.about]: answer } })
          }
        />
      ))}
    </Stack>
  );
}

const ANSWERS = {
  dateOrder: [
    { value: 'dmy', label: 'The day comes first', say: (text: string) => sayDate(text, 'dmy') },
    { value: 'mdy', label: 'The month comes first', say: (text: string) => sayDate(text, 'mdy') },
  ],
  decimal: [
    { value: '.', label: 'The point is the decimal sign', say: (text: string) => sayNumberOf(text, '.') },
    { value: ',', label: 'The comma is the decimal sign', say: (text: string) => sayNumberOf(text, ',') },
  ],
} as const;

function Asked({ question, onAnswer }: { question: Question; onAnswer: (answer: string) => void }) {
  const [sample] = question.samples;
  return (
    <Radio.Group
      label={question.problem}
      description={question.samples.length > 1 ? `Other cells: ${question.samples.slice(1).join(', ')}` : undefined}
      value={null}
      onChange={onAnswer}
    >
      <Stack gap={6} mt={6}>
        {ANSWERS[question.about].map(({ value, label, say }) => (
          <Radio
            key={value}
            value={value}
            label={
              <>
                {label}
                {sample && (
                  <Text span size="sm" c="dimmed">
                    {`: ${sample} is ${say(sample)}`}
                  </Text>
                )}
              </>
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function sayDate(text: string, order: 'dmy' | 'mdy'): string {
  const [first, second] = (text.match(/\d+/g) ?? []).map(Number);
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return month && MONTHS[month - 1] ? `${day} ${MONTHS[month - 1]}` : 'no date';
}

function sayNumberOf(text: string, decimal: '.' | ','): string {
  const grouped = decimal === '.' ? ',' : '.';
  const value = Number(
    text
      .replaceAll(grouped, '')
      .replace(decimal, '.')
      .replace(/[^\d.-]/g, ''),
  );
  return Number.isNaN(value) ? 'no number' : new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }).format(value);
}
