import type { Judgeable, Ruling } from './judgeable'

/** A claim with nothing random in it: the same verdict at every level, no p value, and no further seed to look at. */
export function judgedExactly(
  evidence: Judgeable['evidence'],
  { verdict, analysis, provisionalWhy }: Pick<Ruling, 'verdict' | 'analysis' | 'provisionalWhy'>
): Judgeable {
  const ruling: Ruling = { verdict, analysis, provisionalWhy, p: null, open: false }
  return { evidence, p: null, looks: null, isDecided: () => false, verdict: () => verdict, judge: () => ruling }
}
