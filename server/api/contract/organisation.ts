import { z } from '@hono/zod-openapi';

/** The settings of an organisation; times of day are its own local time. */
export const organisationSchema = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    timeZone: z.string().openapi({ example: 'America/Sao_Paulo' }),
    currency: z.string().openapi({ example: 'BRL' }),
    holidayRegion: z.string().nullable().openapi({ example: 'BR' }),
    workingDays: z.array(z.int()).openapi({ description: 'ISO weekdays, 1 = Monday.' }),
    workdayStart: z.string().openapi({ example: '09:00' }),
    workdayEnd: z.string().openapi({ example: '17:00' }),
    absentOwner: z.enum(['deputy', 'move']).openapi({
      description: 'What becomes of tasks that fall due while their owner is away: the deputy does them, or they wait.',
    }),
    ownerRule: z
      .enum(['by_hand', 'fewest_tasks', 'least_arr', 'round_robin'])
      .openapi({ description: 'How accounts without a CSM get one after an import.' }),
    diagnosisHour: z.int().openapi({ description: 'Local hour of the nightly diagnosis.' }),
    emailsNeedPerson: z
      .boolean()
      .openapi({ description: 'Whether automated e-mails to customers always need a person.' }),
    privateWebhooks: z
      .boolean()
      .openapi({ description: 'Whether webhooks may call addresses inside the own network.' }),
    accountWeekLimit: z
      .int()
      .nullable()
      .openapi({ description: 'Situations a week for an account; null: any number.' }),
    ownerWeekLimit: z.int().nullable().openapi({ description: 'Situations a week for the accounts of one CSM.' }),
    brakeCount: z.int().openapi({ description: 'More for one playbook at once wait for a person.' }),
    brakePercent: z.int().openapi({ description: 'The same as a share of the accounts, where that is more.' }),
    complexity: z
      .object({
        seats: z.tuple([z.int(), z.int()]),
        integrations: z.tuple([z.int(), z.int()]),
        regions: z.tuple([z.int(), z.int()]),
        hours: z.tuple([z.number(), z.number(), z.number()]),
      })
      .openapi({
        description: 'Up to which figures an onboarding is low and standard, and the hours of low, standard and high.',
      }),
    isSample: z.boolean(),
  })
  .openapi('Organisation');

export type Organisation = z.infer<typeof organisationSchema>;
