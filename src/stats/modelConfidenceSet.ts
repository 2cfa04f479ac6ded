import { mean } from './describe'
import { studentTCdf } from './distributions'

/**
 * What one option lost: a row a seed, in each a value a block of images, the same seeds and blocks for all options. One
 * block where the images are taken as they are.
 */
export type CrossedLosses = readonly (readonly number[])[]

/**
 * For each option the smallest level at which it is told from the best: those with a p above alpha are the model confidence
 * set, which holds the option with the smallest expected loss with probability 1 - alpha or more.
 *
 * Step by step the option goes that is most clearly worse than another one, by the one-sided paired t of their difference,
 * Bonferroni over the options that are left beside it; p is the largest of the steps so far. The bootstrap of the source
 * has nothing to draw from in five seeds. Seeds and blocks are crossed random factors: a mean over both has the variance
 * (MS_S + MS_B - MS_SB)/(SB), not below that of either factor alone, its degrees of freedom by Satterthwaite, and at least
 * those of the smaller factor. With one block the seeds alone vary.
 *
 * Simulated with 12 options of 5 seeds, with ties and near ties, normal, skewed and heavy-tailed errors, with and without
 * blocks: at level .05 the best one is in the set in 94.5 % of studies or more. Not where it varies a tenth as much as
 * others that are skewed to the right: at exact ties 78 % (exponential errors) and 70 % (lognormal), and 91 % where they
 * are near (`npm run calibrate` has cells of it).
 *
 * @param options at least one, none with fewer than 2 seeds
 * @returns in the options' order; 1 for the last one that is left; 0 where one is worse by a difference that never varies
 * @throws RangeError where the options do not share one layout of at least 2 seeds
 * @example modelConfidenceSet([[[1], [2], [3]], [[1.1], [1.9], [3.2]], [[9], [9.9], [11.2]]]).map((p) => p > 0.05) // [true, true, false]
 * @see Hansen, Lunde & Nason 2011 (Econometrica 79) for the set; Hsu 1996, ch. 4, for comparisons with the best
 */
export function modelConfidenceSet(options: readonly CrossedLosses[]): number[] {
  requireLayout(options)
  const against = options.map((own) => options.map((other) => (own === other ? 1 : worseP(own, other))))
  const p = new Array<number>(options.length).fill(1)
  let left = options.map((_, index) => index)
  let running = 0
  while (left.length > 1) {
    const steps = left.map((own) => Math.min(...left.map((other) => against[own]![other]!)))
    const smallest = Math.min(...steps)
    running = Math.max(running, Math.min(1, smallest * (left.length - 1)))
    const out = left[steps.indexOf(smallest)]!
    p[out] = running
    left = left.filter((index) => index !== out)
  }
  return p
}

/** One-sided p of the first being worse than the second. */
function worseP(own: CrossedLosses, other: CrossedLosses): number {
  const differences = own.map((row, seed) => row.map((value, block) => value - other[seed]![block]!))
  const rows = differences.map((row) => mean(row))
  const center = mean(rows)
  if (!(center > 0)) return 1
  const { variance, df } = varianceOfMean(differences, rows, center)
  return variance > 0 ? studentTCdf(-center / Math.sqrt(variance), df) : 0
}

function varianceOfMean(differences: CrossedLosses, rows: readonly number[], center: number) {
  const [numSeeds, numBlocks] = [differences.length, differences[0]!.length]
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - center) ** 2, 0)
  const seedSquare = (numBlocks * squares(rows)) / (numSeeds - 1)
  if (numBlocks === 1) return { variance: seedSquare / numSeeds, df: numSeeds - 1 }
  const columns = differences[0]!.map((_, block) => mean(differences.map((row) => row[block]!)))
  const blockSquare = (numSeeds * squares(columns)) / (numBlocks - 1)
  const rest = differences.reduce(
    (sum, row, seed) =>
      row.reduce((part, value, block) => part + (value - rows[seed]! - columns[block]! + center) ** 2, sum),
    0
  )
  const restDf = (numSeeds - 1) * (numBlocks - 1)
  const square = Math.max(seedSquare + blockSquare - rest / restDf, seedSquare, blockSquare)
  const spread = seedSquare ** 2 / (numSeeds - 1) + blockSquare ** 2 / (numBlocks - 1) + (rest / restDf) ** 2 / restDf
  const fewest = Math.min(numSeeds, numBlocks) - 1
  return {
    variance: square / (numSeeds * numBlocks),
    df: spread > 0 ? Math.max(square ** 2 / spread, fewest) : fewest
  }
}

function requireLayout(options: readonly CrossedLosses[]): void {
  const [numSeeds, numBlocks] = [options[0]?.length ?? 0, options[0]?.[0]?.length ?? 0]
  if (numSeeds < 2 || numBlocks < 1) throw new RangeError('a confidence set of options needs at least 2 seeds of each')
  if (options.some((rows) => rows.length !== numSeeds || rows.some((row) => row.length !== numBlocks))) {
    throw new RangeError('the options of a confidence set share their seeds and blocks')
  }
}
