import type { Evidence } from '../../../server/api/contract/situation.ts';

export interface EvidenceLine {
  readonly words: string;
  readonly truth: Evidence['truth'];
  readonly isDecisive: boolean;
}

const ASKED = /^(.*) \(([^()]*)\)$/;

/**
 * The clauses as lines, those that decided first. Two clauses about the same value are one line: 'days until the renewal is 90 (0 or
 * more; 120 or fewer)'.
 */
export function gatherEvidence(evidence: readonly Evidence[]): EvidenceLine[] {
  const lines: (EvidenceLine & { signal: string | null })[] = [];
  for (const { words, truth, isDecisive, signal } of evidence) {
    const same = lines.findIndex((line) => line.signal !== null && line.signal === signal && line.truth === truth);
    const asked = ASKED.exec(words);
    const before = same >= 0 ? ASKED.exec(lines[same]!.words) : null;
    if (asked && before && asked[1] === before[1]) {
      const merged = asked[2] === before[2] ? before[2] : `${before[2]}; ${asked[2]}`;
      lines[same] = {
        ...lines[same]!,
        words: `${before[1]} (${merged})`,
        isDecisive: isDecisive || lines[same]!.isDecisive,
      };
    } else if (!lines.some((line) => line.words === words)) lines.push({ words, truth, isDecisive, signal });
  }
  const order = (line: EvidenceLine) =>
    line.isDecisive ? 0 : line.truth === 'true' ? 1 : line.truth === 'unknown' ? 2 : 3;
  return lines
    .sort((a, b) => order(a) - order(b))
    .map(({ words, truth, isDecisive }) => ({ words, truth, isDecisive }));
}
