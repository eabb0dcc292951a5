import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { outcomesOf } from '../runs/branches.ts';
import { parsedDocument } from '../runs/parsed-document.ts';
import { compareVariations, sayAudience, type VariationsPage } from './compare-variations.ts';
import { type CountedDeviation, countDeviations } from './count-deviations.ts';
import { NUMBERS, type PlaybookNumbers } from './list-playbooks.ts';
import { openSentences, type Sentences, type TriggerInWords } from './playbook-sentences.ts';
import { sayBranches } from './say-branches.ts';
import { sayDue } from './say-due.ts';
import { sayRepeat, sayWait } from './say-waits.ts';

export interface PlaybookPage extends PlaybookNumbers {
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly status: 'published' | 'retired';
  readonly version: number;
  readonly updatedAt: string;
  readonly owner: string;
  readonly stages: string[];
  /** For whom, as a sentence; null for every account of the stages. */
  readonly audience: string | null;
  readonly mayStartByHand: boolean;
  readonly triggers: TriggerInWords[];
  /** The condition as it is written. */
  readonly condition: string | null;
  readonly cooldown: string | null;
  readonly notWhile: readonly { key: string; title: string }[];
  readonly goal: { readonly outcome: string; readonly within: string; readonly because: string };
  readonly firstAction: { readonly within: string; readonly by: string };
  readonly exit: { readonly success: string; readonly failure: string | null; readonly after: string };
  readonly escalations: readonly { after: string; without: string; to: string | null; level: number | null }[];
  readonly steps: PlaybookStepPage[];
  /** Where runs of the last year went another way. */
  readonly deviations: readonly CountedDeviation[];
  /** How the steps differ for some accounts, beside the baseline; null when they are the same for all. */
  readonly variations: VariationsPage | null;
  /** The guide that people read, section by section, in Markdown. */
  readonly guide: readonly { kind: 'intro' | 'guide' | 'step'; title: string; step: string | null; text: string }[];
  readonly assets: readonly { key: string; title: string; kind: string; subject: string | null; body: string }[];
  /** The document as written, to be copied or kept in a repository. */
  readonly document: string;
}

export interface PlaybookStepPage {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  /** '2 business days after the start'. */
  readonly due: string;
  readonly isRequired: boolean;
  readonly onlyWhen: string | null;
  readonly onlyIf: string[];
  /** What its owner chooses from. */
  readonly outcomes: readonly string[];
  /** What Steward does by itself, and the role that has to agree before. */
  readonly does: string | null;
  readonly agreedBy: string | null;
  /** What it waits for; it is then nobody's task. */
  readonly waitsFor: string | null;
  readonly repeats: string | null;
  /** The title of its group. */
  readonly group: string | null;
  readonly assets: string[];
}

/** A playbook as a page to read beside what runs. 404 for an unknown key. */
export function readPlaybook(database: Database, actor: Actor, key: string): Promise<PlaybookPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { definition, document, updated_at, ...row } = await tx.one<
      PlaybookNumbers & {
        key: string;
        title: string;
        status: 'published' | 'retired';
        version: number;
        updated_at: Date;
        definition: PlaybookDefinition;
        document: string;
      }
    >(
      'playbook',
      `select p.key, p.title, p.status, p.version, p.updated_at, v.definition, v.document, ${NUMBERS}
       from playbook p
       join playbook_version v on v.organisation_id = $1 and v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
       where p.organisation_id = $1 and p.key = $2`,
      [tx.organisationId, key],
    );
    const titles = await tx.query<{ key: string; title: string }>(
      'select key, title from playbook where organisation_id = $1 and key = any($2)',
      [tx.organisationId, definition.trigger.not_while ?? []],
    );
    const sentences = await openSentences(tx);
    const { guide, assets } = parsedDocument(document);
    return {
      ...row,
      ...definitionInWords(definition, sentences),
      audience: definition.for === undefined ? null : await sayAudience(tx, definition.for, sentences),
      deviations: await countDeviations(tx, key, definition),
      variations: await compareVariations(tx, definition, sentences),
      updatedAt: updated_at.toISOString(),
      notWhile: (definition.trigger.not_while ?? []).map((one) => ({
        key: one,
        title: titles.find((other) => other.key === one)?.title ?? one,
      })),
      guide: guide.map(({ kind, title, step, text }) => ({ kind, title, step, text })),
      assets: assets.map(({ key: asset, title, kind, subject, body }) => ({ key: asset, title, kind, subject, body })),
      document,
    };
  });
}

function definitionInWords(definition: PlaybookDefinition, sentences: Sentences) {
  const { say, duration, triggers } = sentences;
  const { trigger, goal, exit } = definition;
  const titleOf = (id: string) => definition.steps.find((step) => step.id === id)?.title ?? id;
  return {
    summary: definition.summary,
    owner: definition.owner,
    stages: definition.stage,
    mayStartByHand: trigger.manual !== false,
    triggers: triggers(definition),
    condition: trigger.when ?? null,
    cooldown: trigger.cooldown ? duration(trigger.cooldown) : null,
    goal: { outcome: say(goal.outcome), within: duration(goal.within), because: goal.because },
    firstAction: { within: duration(definition.first_action.within), by: definition.first_action.by },
    exit: {
      success: `${say(exit.success.when)}${exit.success.for ? ` for ${duration(exit.success.for)}` : ''}${exit.success.steps ? ', and every step is done or skipped' : ''}`,
      failure: exit.failure ? say(exit.failure.when) : null,
      after: duration(exit.after),
    },
    escalations: (definition.escalate ?? []).map(({ after, without, to, level }) => ({
      after: duration(after),
      without: without === 'first_action' ? 'the first action' : titleOf(without),
      to: to ?? null,
      level: level ?? null,
    })),
    steps: definition.steps.map((step) => ({
      id: step.id,
      title: step.title,
      role: step.owner,
      due: sayDue(step, titleOf, duration),
      isRequired: step.required,
      onlyWhen: step.when ? say(step.when) : null,
      onlyIf: sayBranches(step, definition),
      outcomes: outcomesOf(step).map(({ title }) => title),
      does: step.do ?? null,
      agreedBy: step.approve ?? null,
      waitsFor: sayWait(step, sentences),
      repeats: sayRepeat(step, sentences),
      group: definition.groups?.find(({ id }) => id === step.group)?.title ?? null,
      assets: step.assets ?? [],
    })),
  };
}
