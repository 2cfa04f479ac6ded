import type { Margin, OutcomeName } from '../../claims/types'
import { mean } from '../../stats/describe'
import { remembered } from '../shared/remembered'
import { type ComparisonSample, comparisonVerdict } from './comparisonVerdict'
import type { LocationTest } from './locationTest'
import type { MarginStep } from './types'

/** Ends that the interval does not tell are looked for on a grid of this many steps over the interval. */
const STEPS = 64
/** Far beyond all that was measured: no larger margin has another outcome. */
const FAR = 8

/**
 * What the claim would come to at every margin, from 0 on, by the very rule that decides it: interval, exact test and
 * guards. It says at a glance whether an outcome hangs on the margin. An outcome changes where a margin passes an end of
 * the interval, which is exact; or a little beyond, where the exact test or a guard agrees only there: that is looked
 * for in steps of 1/64 of the interval, and what is undecided is given the whole of a step. One confidence set stands
 * behind all of it, so that the outcomes of all margins hold together with probability 1 - alpha.
 *
 * @param sample the one whose verdict it is, with the claim's own delta
 * @returns in the order of the margins; the last has no end
 */
export function marginCurve(sample: ComparisonSample, alpha: number, margin: Margin): MarginStep[] {
  const scale = 'absolute' in margin ? (delta: number) => delta : Math.expm1
  const { location, delta: own } = sample
  // Every margin asks where the centre stands against 0, and mirrored ones against each other's references.
  const sideOf = remembered((reference) => location.side(reference, alpha, 'rough'))
  const rough: LocationTest = { ...location, side: sideOf }
  const outcomeAt = (delta: number) =>
    comparisonVerdict(delta === own ? sample : { ...sample, location: rough, delta }, alpha).outcome
  const { lower, upper } = location.interval(alpha)
  const ends = [lower, upper].filter(Number.isFinite).map(Math.abs)
  const width = upper - lower
  const known = [own, ...ends].filter((delta) => delta > 0)
  const far = Math.min(FAR * Math.max(...known, Math.abs(mean(location.values))), location.largest ?? Infinity)
  const places = [0, ...new Set(known.toSorted((a, b) => a - b)), far > 0 ? far : 1]
  const outcomes = places.map(outcomeAt)
  const steps: [number, OutcomeName][] = []
  const upTo = (place: number, outcome: OutcomeName) => {
    const last = steps.at(-1)
    if (last?.[1] === outcome) last[0] = place
    else if (place > (last?.[0] ?? 0)) steps.push([place, outcome])
  }
  for (const [index, to] of places.entries()) {
    if (index === 0) continue
    const [from, before, after] = [places[index - 1]!, outcomes[index - 1]!, outcomes[index]!]
    if (before !== after) upTo(changeBetween(from, to, before, after, width / STEPS, outcomeAt), before)
    upTo(to, after)
  }
  return steps.map(([place, outcome], index) => [index < steps.length - 1 ? scale(place) : null, outcome])
}

/** Where the outcome changes between two margins: at the undecided one, or the fewest steps from it that decide. */
function changeBetween(
  from: number,
  to: number,
  before: OutcomeName,
  after: OutcomeName,
  step: number,
  outcomeAt: (delta: number) => OutcomeName
): number {
  const isUp = before === 'inconclusive'
  const [start, end, decided] = isUp ? [from, to, after] : [to, from, before]
  const span = Math.abs(to - from)
  if (!(step > 0 && step < span)) return start
  const at = (numSteps: number) => (numSteps * step >= span ? end : start + (isUp ? 1 : -1) * numSteps * step)
  const decides = (numSteps: number) => outcomeAt(at(numSteps)) === decided
  // Beside the end of an interval, as near as numbers tell.
  if (decides(1e-6)) return start
  let last = 1
  while (!decides(last)) last *= 2
  let first = last / 2
  while (last - first > 1) {
    const middle = (first + last) / 2
    if (decides(middle)) last = middle
    else first = middle
  }
  return at(last)
}
