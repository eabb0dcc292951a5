import type { EscalationChange } from '../escalations/escalation-state.ts';

/** One change of an escalation as a line of its log, without the actor: 'acknowledged it: …'. */
export function sayEscalationChange(change: EscalationChange): string {
  const andWhy = (words: string | null) => (words ? `: ${words}` : '');
  switch (change.kind) {
    case 'opened':
      return `opened it${andWhy(change.because)}`;
    case 'joined':
      return `escalated the same again${andWhy(change.because)}`;
    case 'level_entered': {
      const until = `until ${change.due.derivation.split(' = ')[0]}`;
      const standsIn = change.owner.fallback === null ? '' : ` (${change.owner.fallback})`;
      return `gave it to ${change.owner.name}${standsIn} at level ${change.level}, ${until}${andWhy(change.because)}`;
    }
    case 'acknowledged':
      return `acknowledged it${andWhy(change.note)}`;
    case 'contact_noted':
      return `noted a contact with the customer${andWhy(change.what)}`;
    case 'customer_told':
      return `wrote to the customer, "${change.subject}" to ${change.to}`;
    case 'clock_paused':
      return `stopped the clock until ${change.until.derivation}`;
    case 'clock_resumed':
      return `let the clock go on: ${change.due.derivation}`;
    case 'reminded':
      return 'reminded the owner';
    case 'time_passed':
      return 'noted that the time of the level is over';
    case 'consent_asked':
      return `asked ${change.of.name} for consent to level ${change.level}${andWhy(change.because)}`;
    case 'consent_reminded':
      return `asked ${change.of.name} again for consent`;
    case 'consent_given':
      return `consented to level ${change.level}${andWhy(change.reason)}`;
    case 'consent_refused':
      return `refused level ${change.level}${andWhy(change.reason)}`;
    case 'next_step_set':
      return `set the next step${andWhy(change.text)}`;
    case 'reassigned':
      return `gave it to ${change.owner.name}${andWhy(change.reason)}`;
    case 'note_added':
      return `noted: ${change.text}`;
    case 'resolved':
      return `resolved it${andWhy(change.steps)}`;
    case 'customer_answered':
      return change.answer === 'confirmed'
        ? `recorded that ${change.who ?? 'the customer'} confirms it${andWhy(change.note)}`
        : `recorded that the customer could not be reached${andWhy(change.note)}`;
    case 'reopened':
      return `opened it again${andWhy(change.reason)}`;
    case 'reviewed':
      return `reviewed it${andWhy(change.lessons)}`;
    case 'closed':
      return 'closed it';
  }
}
