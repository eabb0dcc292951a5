import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { queueMessages } from '../jobs/queue-message.ts';
import type { Role } from '../playbooks/definition.ts';
import type { EscalationWorld } from './enter-level.ts';
import type { EscalationChange, EscalationEntry, EscalationState } from './escalation-state.ts';
import type { LockedEscalation } from './keep-escalation.ts';

/** Somebody who is to hear something. */
interface Notice {
  readonly memberId: string;
  readonly subject: string;
  readonly words: string;
}

/**
 * Queues the e-mails that one entry asks for: the owner, those whom the level tells, and who is asked for consent. Each member gets at most one,
 * and none about what they did themselves.
 */
export async function tellMembers(
  tx: Transaction,
  escalation: LockedEscalation,
  entry: EscalationEntry,
  state: EscalationState,
  world: EscalationWorld,
): Promise<void> {
  const notices = new Map<string, Notice>();
  for (const notice of entry.changes.flatMap((change) => noticesOf(change, state, world)))
    if (notice.memberId !== entry.by.id && !notices.has(notice.memberId)) notices.set(notice.memberId, notice);
  if (notices.size === 0) return;
  const members = await tx.query<{ id: string; email: string }>(
    `select id, email from member where organisation_id = $1 and id = any($2) and status = 'active' order by id`,
    [tx.organisationId, uuidArray([...notices.keys()])],
  );
  const about = [
    `Account: ${escalation.accountName}`,
    `Escalation #${escalation.number}: ${state.issue}`,
    ...(state.nextStep ? [`Next step: ${state.nextStep.text}`] : []),
  ];
  await queueMessages(
    tx,
    members.map(({ id, email }) => ({
      key: `escalation:${escalation.id}:${entry.sequence}:${id}`,
      kind: 'notice' as const,
      to: email,
      subject: `${escalation.accountName}: ${notices.get(id)!.subject}`,
      text: [notices.get(id)!.words, ...about].join('\n\n'),
      accountId: escalation.accountId,
      ...(escalation.runId === null ? {} : { runId: escalation.runId }),
      memberId: id,
    })),
  );
}

function noticesOf(change: EscalationChange, state: EscalationState, world: EscalationWorld): Notice[] {
  const settings = world.levels[state.level - 1]!;
  const toOwner = (subject: string, words: string): Notice[] =>
    state.owner === null ? [] : [{ memberId: state.owner.memberId, subject, words }];
  switch (change.kind) {
    case 'level_entered': {
      const why = change.because === null ? '' : ` Why: ${change.because}.`;
      return [
        {
          memberId: change.owner.memberId,
          subject: 'escalated to you',
          words: sayCarried(change, settings.title, why),
        },
        ...membersOf(settings.tells, world).map((memberId) => ({
          memberId,
          subject: `escalated to level ${change.level}`,
          words: `${change.owner.name} carries it now, at level ${change.level} (${settings.title}).${why}`,
        })),
      ];
    }
    case 'joined':
      return toOwner('an escalation was opened again', `The same matter was escalated again: ${change.because}.`);
    case 'reminded':
      return toOwner('an escalation waits for you', 'Nobody has acknowledged it and no contact was logged.');
    case 'time_passed':
      return [
        ...toOwner('an escalation needs you at once', `The time of level ${state.level} is over.`),
        ...membersOf(['manager'], world).map((memberId) => ({
          memberId,
          subject: `the time of level ${state.level} is over`,
          words: `${state.owner?.name ?? 'Nobody'} carries it.`,
        })),
      ];
    case 'consent_asked':
      return [
        {
          memberId: change.of.memberId,
          subject: 'your consent is asked for',
          words: sayAsked(change.level, change.because, world),
        },
      ];
    case 'consent_reminded':
      return [
        {
          memberId: change.of.memberId,
          subject: 'your consent is still asked for',
          words: sayAsked(state.consent?.level ?? state.level, state.consent?.because ?? '', world),
        },
      ];
    case 'consent_refused':
      return toOwner('consent was refused', `It stays at level ${state.level}: ${change.reason}.`);
    case 'reassigned': {
      const why = change.reason === null ? '' : ` Why: ${change.reason}.`;
      return [
        {
          memberId: change.owner.memberId,
          subject: 'an escalation was given to you',
          words: `You carry it now.${why}`,
        },
      ];
    }
    case 'reopened':
      return toOwner('an escalation is open again', `It was resolved and is open again: ${change.reason}.`);
    default:
      return [];
  }
}

function sayCarried(change: Extract<EscalationChange, { kind: 'level_entered' }>, title: string, why: string): string {
  const standsIn = change.owner.fallback === null ? '' : ` You have it because ${change.owner.fallback}.`;
  return `You carry this at level ${change.level} (${title}), until ${change.due.derivation}.${why}${standsIn}`;
}

function sayAsked(level: number, because: string, world: EscalationWorld): string {
  const title = world.levels[level - 1]?.title ?? '';
  return `May it be raised to level ${level} (${title})? Nobody of them is involved before you say yes. Why it is asked: ${because}.`;
}

/** The members to whom these roles come down. Where a role has nobody of its own, who stands in for it need not hear of it for that. */
function membersOf(roles: readonly Role[], world: EscalationWorld): string[] {
  return roles
    .map((role) => ({ role, owner: world.ownerOf(role) }))
    .filter(({ role, owner }) => owner.fallback === null || role === 'vp')
    .map(({ owner }) => owner.memberId);
}
