import type { Judgeable, KindTypes, Ruling } from '../judged'

/** A claim with nothing random in it: the same verdict at every level, no p value, and no further seed to look at. */
export function judgedExactly<T extends KindTypes>(
  evidence: T['evidence'],
  { verdict, analysis, provisionalWhy }: Pick<Ruling<T>, 'verdict' | 'analysis' | 'provisionalWhy'>
): Judgeable<T> {
  const ruling: Ruling<T> = { verdict, analysis, provisionalWhy, p: null, open: false }
  return { evidence, p: null, looks: null, isDecided: () => false, verdict: () => verdict, judge: () => ruling }
}
