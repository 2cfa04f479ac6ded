import { outcomeInWords } from '../../claims/outcomes'
import { formatCount, formatInterval, formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import { effectWordsOf } from '../words'
import { type StudySection, studySection } from './section'
import type { EffectiveStepSensitivity, MeasuredSensitivity, StepComparison } from './types'
import { settingWords, studyEffectText } from './words'

/** Whether a difference at the same alpha is a smaller step in disguise: in words, then both comparisons. */
export function effectiveStepSection(report: MeasuredSensitivity, study: EffectiveStepSensitivity): StudySection {
  const { equalRate, equalStep, numPairs } = study
  const rowOf = (name: string, comparison: StepComparison) => {
    const { learningRate, controlStep, treatmentStep, judgement } = comparison
    const { effect, interval, n } = effectWordsOf(report.claim, judgement)
    return [
      name,
      formatNumber(learningRate),
      formatOptional(controlStep),
      formatOptional(treatmentStep),
      ratioText(comparison),
      outcomeInWords(judgement.verdict) + (judgement.provisional ? ', provisional' : ''),
      effect,
      interval,
      formatP(judgement.p),
      String(n)
    ]
  }
  const { control, treatment } = report.settings
  return studySection(
    'The effective step: a smaller step in disguise?',
    [
      [stepWords(report, study), conclusionWords(report, study)].join(' '),
      searchWords(report, study),
      `Exploratory: nothing of it is registered. ${formatCount(numPairs, 'fresh pair')} a row, and Holm's procedure over the rows.`
    ],
    {
      headers: [
        'compared',
        `alpha of ${control.arm}`,
        `mean step of ${control.arm}`,
        `mean step of ${treatment.arm}`,
        'ratio and its interval',
        'verdict',
        'effect',
        'interval',
        'p',
        'n'
      ],
      rows: [
        rowOf('at the same alpha', equalRate),
        ...(equalStep === null ? [] : [rowOf(study.isMatched ? 'at the same step' : 'at the nearest step', equalStep)])
      ]
    }
  )
}

function ratioText({ ratio }: StepComparison): string {
  return ratio === null ? '–' : `${formatNumber(ratio.mean, 3)} ${formatInterval(ratio.interval, 3)}`
}

function stepWords(report: MeasuredSensitivity, { setting, equalRate }: EffectiveStepSensitivity): string {
  const { control, treatment } = report.settings
  const at = `With ${settingWords(setting)} in both arms`
  if (equalRate.ratio === null) return `${at} too few pairs trained, so there are no steps to compare.`
  return `${at} the mean effective step of ${treatment.arm} is ${formatNumber(equalRate.ratio.mean, 3)} times that of ${control.arm}.`
}

function conclusionWords(report: MeasuredSensitivity, study: EffectiveStepSensitivity): string {
  const { equalRate, equalStep, explained, conclusion } = study
  const effectOf = ({ judgement }: StepComparison) => {
    const { effect, interval } = effectWordsOf(report.claim, judgement)
    return `${effect}, interval ${interval}`
  }
  const atRate = `at the same alpha the effect is ${effectOf(equalRate)}`
  const atStep = equalStep === null ? '' : `at the same mean effective step it is ${effectOf(equalStep)}`
  switch (conclusion) {
    case 'no-difference':
      return `No difference is shown at the same alpha (${effectOf(equalRate)}), so there is none that a smaller step could explain${atStep === '' ? '' : `; ${atStep}`}.`
    case 'explained':
      return `No difference is shown to remain: ${atRate}, and ${atStep}. ${shareWords(report, explained)}`
    case 'remains':
      return `A difference remains: ${atRate}, and ${atStep}. ${shareWords(report, explained)}`
    case 'turns':
      return `The difference turns: ${atRate}, and ${atStep}. ${shareWords(report, explained)}`
    case 'not-matched':
      return `No alpha of ${report.settings.control.arm} that was tried gave the same mean effective step, so how much of the difference it explains stays open: ${atRate}.`
    case 'not-evaluable':
      return 'Too few pairs trained to say what the step explains.'
    default:
      return conclusion satisfies never
  }
}

function shareWords(report: MeasuredSensitivity, explained: EffectiveStepSensitivity['explained']): string {
  if (explained === null) return ''
  const { mean, interval, share } = explained
  const bounds = `[${studyEffectText(report, interval.lower)}, ${studyEffectText(report, interval.upper)}]`
  return `The size of the step explains ${formatPercent(share, 3)} of the difference at the same alpha${share > 1 ? ', more than all of it' : ''} (${studyEffectText(report, mean)}, interval ${bounds}).`
}

function searchWords({ settings }: MeasuredSensitivity, study: EffectiveStepSensitivity): string {
  const { search, selectionSeeds, tolerance, isMatched } = study
  const trials = search.map(
    ({ learningRate, ratio }) => `${formatNumber(learningRate)} (ratio ${formatOptional(ratio)})`
  )
  const end = isMatched
    ? `came within ${formatPercent(tolerance)} of it`
    : `did not come within ${formatPercent(tolerance)} of it`
  return [
    'A mean effective step is the geometric mean over the parameters of alpha_t/d_t, what the update multiplies m_t with, after the last update of each epoch, and over the epochs.',
    `On ${formatCount(selectionSeeds.length, 'selection seed')} the search for the alpha at which that of ${settings.control.arm} is that of ${settings.treatment.arm} tried ${trials.join(', ')}, and ${end}.`
  ].join(' ')
}
