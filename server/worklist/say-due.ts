import { ACCOUNT_DATES, isAccountDate, type PlaybookStep } from '../playbooks/definition.ts';

/** When a step is due, counted from what: '2 business days after the start'. */
export function sayDue(
  step: PlaybookStep,
  titleOf: (id: string) => string,
  duration: (text: string) => string,
): string {
  const after = [step.after ?? [], Object.keys(step.if ?? {})].flat();
  const said = duration(step.due);
  if (isAccountDate(step.from))
    return `${said}${said.endsWith(' before') ? '' : ' after'} the ${ACCOUNT_DATES[step.from]}`;
  if (step.from !== undefined && step.from !== 'start') return `${said} after "${titleOf(step.from)}"`;
  if (step.from === 'start' || after.length === 0) return `${said} after the start`;
  return `${said} after ${after.map((id) => `"${titleOf(id)}"`).join(' and ')}`;
}
