import { BlockTally } from '../../src/engine/training/blockTally'
import { type ComparisonSample, comparisonSample } from '../../src/kinds/comparison/comparisonVerdict'
import { evidenceOverImages } from '../../src/kinds/comparison/imageEvidence'
import { overImages } from '../../src/kinds/comparison/overImages'
import type { Pair } from '../../src/kinds/comparison/types'
import { type FinishedRun, NO_RUNS } from '../../src/kinds/shared/runs'
import { normalStream, type RandomStream } from '../../src/random/streams'
import type { Interval } from '../../src/stats/interval'
import { fixedRule, type PairedRule, sequentialRule } from './pairedRules'
import { questionOf } from './question'
import { shareOf } from './simulate'
import { ALPHA, type Trial, type TrialSet } from './types'

const NUM_IMAGES = 500
const NUM_BLOCKS = 100
/** A study draws ten thousand losses, or thirty. */
const STUDY_SHARE = { fixed: 0.5, added: 0.2 } as const

/** Standard deviations of the logarithms of losses over the images: of a network that knows little, and of one that knows most. */
const SPREADS = { even: 0.5, skewed: 1.5 } as const
/** The same of what is the image's and the run's own. */
const OF_RUN = 0.3
/** What a seed gives an arm. */
const OF_SEED = 0.01
/** How differently the arms do from image to image, the same in every run: alike, as much as makes seeds and images weigh alike, and more. */
const BY_IMAGES = [0, 0.1, 0.4] as const

type Spread = keyof typeof SPREADS
type IntervalOver = (sample: ComparisonSample, pairs: readonly Pair[]) => Interval

/** Comparisons whose images are drawn anew with the seeds. */
export function imageSet(): TrialSet {
  const rules = imageRules()
  return {
    id: 'images',
    rules: rules.map((rule) => ({ ...rule, decides: 'other' })),
    section: {
      title: 'Over seeds and images',
      text: `The interval that stands beside the one that decides. ${NUM_IMAGES} images in ${NUM_BLOCKS} blocks; losses are lognormal, with a standard deviation of their logarithms of ${SPREADS.even} (even) or ${SPREADS.skewed} (skewed) over the images; theta is on the margin. Wrong: the interval leaves it out.`
    },
    trials: (numStudies) =>
      rules.flatMap((rule) =>
        (['even', 'skewed'] as const).flatMap((spread) =>
          BY_IMAGES.map((byImages) => ({
            trial: imageTrial(rule, spread, byImages),
            studies: shareOf(STUDY_SHARE[rule.maxPairs === 10 ? 'fixed' : 'added'], numStudies)
          }))
        )
      )
  }
}

/** A fixed number of pairs, and seeds that are added until the interval over them decides. */
export function imageRules(): PairedRule[] {
  return [fixedRule(10), sequentialRule('sign-flip', 10)].map((rule) => ({
    ...rule,
    id: `images-${rule.id}`,
    title: `over images: ${rule.title}`,
    assumption: 'seeds and images drawn at random, even losses'
  }))
}

/** @param intervalOver what is taken for the interval over seeds and images, of the pairs that entered */
export function imageTrial(
  rule: PairedRule,
  spread: Spread,
  byImages: number,
  intervalOver: IntervalOver = (sample, pairs) => overImages(sample, pairs, ALPHA, 'inconclusive')!.interval
): Trial {
  const { claim, effect } = questionOf({ ...rule.options, names: { metric: 'test.loss' } })
  const { hypothesis } = claim
  return {
    id: `${rule.id}/${spread}/${byImages}`,
    rule: rule.id,
    errors: `${spread} losses`,
    effect: byImages,
    truth: byImages === 0 ? 'arms alike on every image' : `arms differ from image to image by ${byImages}`,
    onBoundary: true,
    promised: spread === 'even',
    study: (random) => {
      const runs = drawRuns(rule, SPREADS[spread], byImages, random)
      const evidence = evidenceOverImages(hypothesis, { ...NO_RUNS, pairs: () => runs })
      const { n, location } = rule.conclude(evidence.pairs)
      const entered = evidence.pairs.slice(0, n)
      const { lower, upper } = intervalOver(
        comparisonSample(hypothesis, entered, effect, () => location),
        entered
      )
      const covered = lower <= -rule.delta && -rule.delta <= upper
      return { n, decided: !covered, wrong: !covered, covered }
    }
  }
}

/** Losses image by image, of runs that all see the same images. */
function drawRuns({ maxPairs, delta }: PairedRule, spread: number, byImages: number, random: RandomStream) {
  const normal = normalStream(random)
  const images = Array.from({ length: NUM_IMAGES }, () => ({ level: spread * normal(), contrast: byImages * normal() }))
  // Over all images ln of the ratio of the arms' mean losses is then -delta.
  const shift = -delta - byImages ** 2 / 2
  return Array.from({ length: maxPairs }, (_, seed) => {
    const ofSeed = OF_SEED * normal()
    return {
      control: run(seed, images, ({ level }) => Math.exp(level + OF_RUN * normal())),
      treatment: run(seed, images, ({ level, contrast }) =>
        Math.exp(level + contrast + shift + ofSeed + OF_RUN * normal())
      )
    }
  })
}

function run<Image>(seed: number, images: readonly Image[], lossOf: (image: Image) => number): FinishedRun {
  const tally = new BlockTally(NUM_IMAGES, NUM_BLOCKS)
  let sum = 0
  for (const [place, image] of images.entries()) {
    const loss = lossOf(image)
    sum += loss
    tally.add(place, loss, true)
  }
  const series = { unit: 'epoch', at: [1], values: [sum / NUM_IMAGES] } as const
  return {
    key: '',
    seed,
    initialPoint: null,
    status: { kind: 'completed' },
    metrics: { 'test.loss': series, 'train.loss': series },
    imageBlocks: { test: tally.blocks() }
  }
}
