import seedrandom from 'seedrandom'

const SEED = 'claimcheck/bootstrap'
/** 4 MB: what 9,999 resamples of 52 pairs draw. */
const MAX_KEPT = 2 ** 19

let draws: Float64Array | null = null
let numKept = 0
const source = seedrandom.alea(SEED, { state: true })

/**
 * The stream of the bootstrap beside a verdict, from its beginning. It is the same for every claim, so that an interval
 * depends on nothing but the sample; drawing takes longer than all that is done with the draws, so the first ones are
 * kept for the claims that follow.
 *
 * @returns uniform draws in [0, 1)
 * @example bootstrapStream()() === bootstrapStream()() // true
 */
export function bootstrapStream(): () => number {
  draws ??= new Float64Array(MAX_KEPT)
  const kept = draws
  let place = 0
  let beyond: (() => number) | null = null
  return () => {
    if (place < MAX_KEPT) {
      if (place === numKept) kept[numKept++] = source()
      return kept[place++]!
    }
    // Whoever gets here has seen to it that the source stands behind the last one kept.
    beyond ??= seedrandom.alea('', { state: source.state() })
    return beyond()
  }
}
