import { outcomeInWords } from '../../claims/outcomes'
import { isPaired } from '../../kinds/comparison/isPaired'
import type { LatinSquareAnalysis } from '../../stats/latinSquare'
import {
  formatCount,
  formatInterval,
  formatNumber,
  formatOptional,
  formatP,
  formatPercent,
  formatValue
} from '../../text/format'
import { effectWordsOf } from '../words'
import { choicesSection } from './choicesSection'
import { effectiveStepSection } from './effectiveStepSection'
import { type StudySection, studySection } from './section'
import type {
  BestOfKSensitivity,
  MapSensitivity,
  MeasuredSensitivity,
  PairSpread,
  SquareSensitivity,
  TunedSensitivity
} from './types'
import { hasDraws, settingWords, sourceWords, studyEffectText } from './words'

/** The sections of a report, those that were asked for. */
export function sensitivitySections(report: MeasuredSensitivity): StudySection[] {
  const { pairs, streams, square, map, tuned, bestOfK, choices, effectiveStep } = report
  const spreads: [string, PairSpread][] = [
    ...(pairs === null ? [] : [['all seeds', pairs.spread] as [string, PairSpread]]),
    ...streams.map(({ stream, spread }): [string, PairSpread] => [`${sourceWords(report, stream)} alone`, spread])
  ]
  return [
    ...(spreads.length === 0 ? [] : [spreadSection(report, spreads)]),
    ...(square === null ? [] : [squareSection(report, square)]),
    ...(map === null ? [] : [mapSection(report, map)]),
    ...(tuned === null ? [] : [tunedSection(tuned)]),
    ...(bestOfK === null ? [] : [bestOfKSection(bestOfK)]),
    ...(choices === null ? [] : [choicesSection(report, choices)]),
    ...(effectiveStep === null ? [] : [effectiveStepSection(report, effectiveStep)])
  ]
}

function spreadSection(report: MeasuredSensitivity, spreads: readonly (readonly [string, PairSpread])[]): StudySection {
  const { control, treatment } = report.settings
  const sentences = spreads.map(([name, { flip, unpairedFlip, mean, effects }]) => {
    if (flip === null || unpairedFlip === null || mean === null) return `Varying ${name}: too few pairs trained.`
    if (mean === 0) return `Varying ${name}: the mean of the ${effects.length} pairs is 0: there is no opposite.`
    return [
      `Varying ${name}: the mean of ${effects.length} pairs is ${studyEffectText(report, mean)}.`,
      `A study of one pair would conclude the opposite with a chance of ${chanceText(flip.normal)} (normal model);`,
      `${chanceText(flip.counted)} of these pairs do. A study of one run an arm, each with a seed of its own, would with`,
      `${chanceText(unpairedFlip.normal)} (normal model); ${chanceText(unpairedFlip.counted)} of such runs do.`
    ].join(' ')
  })
  const rows = spreads.map(([name, spread]) => [
    name,
    String(spread.effects.length),
    String(spread.failures.control + spread.failures.treatment),
    spread.mean === null ? '–' : studyEffectText(report, spread.mean),
    formatOptional(spread.standardDeviation, 3),
    formatInterval(spread.standardDeviationInterval, 3),
    formatOptional(spread.armStandardDeviations?.control ?? null, 3),
    formatOptional(spread.armStandardDeviations?.treatment ?? null, 3),
    spread.flip === null ? '–' : chanceText(spread.flip.normal),
    spread.unpairedFlip === null ? '–' : chanceText(spread.unpairedFlip.normal)
  ])
  const headers = [
    'what varies',
    'pairs',
    'failed runs',
    'mean effect',
    'SD of effect',
    '95 % interval',
    `SD of ${control.arm}`,
    `SD of ${treatment.arm}`,
    'opposite, paired',
    'opposite, unpaired'
  ]
  return studySection('Single-seed studies', [...sentences, scaleWords(report)], { headers, rows })
}

function squareSection(report: MeasuredSensitivity, square: SquareSensitivity): StudySection {
  const { size, hasDropout, failures, analysis } = square
  const rowSource = sourceWords(report, 'init')
  const design = `${size} x ${size} pairs: ${rowSource} ${hasDraws(report) ? 'vary' : 'varies'} over the rows, order over the columns${hasDropout ? `, dropout over (row + column) mod ${size}` : ''}.`
  const title = 'Latin square: where the variance of the seeds comes from'
  if (analysis === null) {
    const failed = `${report.settings.control.arm} failed in ${failures.control} and ${report.settings.treatment.arm} in ${failures.treatment} of ${failures.numPairs} cells`
    return studySection(title, [design, `Not evaluable: ${failed}, and the analysis needs them all.`], null)
  }
  const { effect, control, treatment } = analysis
  const [controlSources, treatmentSources] = [sourcesOf(control), sourcesOf(treatment)]
  const rows = sourcesOf(effect).map((source, index) => [
    sourceWords(report, source.name),
    String(source.df),
    formatNumber(source.variance, 3),
    formatInterval(source.interval, 3),
    shareText(source.share),
    formatP(source.p),
    shareText(controlSources[index]!.share),
    shareText(treatmentSources[index]!.share)
  ])
  const headers = [
    'source',
    'df',
    'variance of the effect',
    '95 % interval',
    'share',
    'p',
    `share, ${report.settings.control.arm}`,
    `share, ${report.settings.treatment.arm}`
  ]
  const aliased = hasDropout ? ', and dropout is aliased with init x order' : ''
  return studySection(
    title,
    [
      design,
      `Mean effect ${studyEffectText(report, effect.mean)}, its standard error ${formatNumber(Math.sqrt(effect.varianceOfMean), 3)}; standard deviation of a single pair ${formatNumber(Math.sqrt(effect.varianceOfRun), 3)}.`,
      `Runs are deterministic: the residual is interaction of the factors${aliased}. The estimates are noisy, as their intervals say. The cells are no independent pairs and never enter a verdict.`
    ],
    { headers, rows }
  )
}

/** The residual is what the factors are tested against. */
function sourcesOf({ factors, residual }: LatinSquareAnalysis) {
  return [...factors, { ...residual, p: null }]
}

function mapSection({ claim }: MeasuredSensitivity, { axes, numPairs, cells }: MapSensitivity): StudySection {
  const counts = new Map<string, number>()
  for (const { judgement } of cells) {
    const { outcome } = judgement.verdict
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  }
  const tally = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ')
  const rows = cells.map(({ setting, judgement }) => {
    const { effect, interval, n } = effectWordsOf(claim, judgement)
    return [
      ...axes.map((axis) => formatValue(setting[axis]!)),
      outcomeInWords(judgement.verdict) + (judgement.provisional ? ', provisional' : ''),
      effect,
      interval,
      formatP(judgement.p),
      formatNumber(judgement.alphaJ, 3),
      String(n)
    ]
  })
  return studySection(
    'Verdict map',
    [
      `The claim at ${formatCount(cells.length, 'setting')}, the same for both arms: ${tally}. ${counts.size === 1 ? 'The outcome is the same everywhere.' : 'The outcome depends on the setting.'}`,
      `Exploratory: nothing of it is registered. ${formatCount(numPairs, 'pair')} a cell, a fixed number whatever the claim's own mode, and Holm's procedure over the map.`
    ],
    { headers: [...axes, 'verdict', 'effect', 'interval', 'p', 'level', 'n'], rows }
  )
}

function tunedSection({ tuning, ownTuning, numPairs, judgement }: TunedSensitivity): StudySection {
  const { evidence, analysis } = judgement
  const chosen = !isPaired(evidence)
    ? []
    : [evidence.control, evidence.treatment].map(({ arm, setting }) => `${arm}: ${settingWords(setting)}`)
  const whose = ownTuning ? "the claim's own tuning" : 'the claim takes its arms as they stand; this tuning was added'
  const warnings = 'warnings' in analysis ? analysis.warnings : []
  return studySection(
    'Tuned against tuned',
    [
      `Chosen by the mean ${tuning.select} of ${formatCount(tuning.seeds, 'selection seed')} (${whose}): ${chosen.join('; ')}. Judged on ${formatCount(numPairs, 'fresh pair')}, alone, at the family's alpha; the verdict is conditional on the chosen settings. Exploratory.`,
      judgement.sentence,
      ...warnings.map((warning) => `Warning: ${warning}.`)
    ],
    null
  )
}

function bestOfKSection({ metric, arms }: BestOfKSensitivity): StudySection {
  const counts = arms[0]!.losses.map((_, index) => index)
  const rows = counts.map((index) => [
    String(index + 1),
    ...arms.map((arm) => formatNumber(arm.withoutReplacement[index]!, 4)),
    ...arms.map((arm) => formatNumber(arm.withReplacement[index]!, 4))
  ])
  return studySection(
    'Expected best of k settings',
    [
      `The lowest ${metric} that a search of k settings of this grid would have found for each arm, on average: without replacement (Tang et al. 2020), and with it (Dodge et al. 2019). A grid is no random search, so this describes and estimates nothing. A setting with a diverged run counts as infinite.`
    ],
    {
      headers: ['k', ...arms.map(({ arm }) => `${arm}, without`), ...arms.map(({ arm }) => `${arm}, with`)],
      rows
    }
  )
}

function scaleWords({ scale, settings: { control, treatment } }: MeasuredSensitivity): string {
  const values = scale === 'log-ratio' ? 'of logarithms of the loss: 0.01 is about 1 %' : "in the metric's own unit"
  return `Effect: ${treatment.arm} against ${control.arm}. Standard deviations are ${values}.`
}

/** A chance; below a thousandth of a percent the normal distribution is no guide. @example (not run) chanceText(1e-9) // '< 0.001 %' */
function chanceText(probability: number): string {
  return probability > 0 && probability < 1e-5 ? '< 0.001 %' : formatPercent(probability, 2)
}

function shareText(share: number | null): string {
  return share === null ? '–' : formatPercent(share, 3)
}
