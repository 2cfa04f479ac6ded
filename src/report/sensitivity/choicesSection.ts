import { outcomeInWords } from '../../claims/outcomes'
import { isPaired } from '../../kinds/comparison/isPaired'
import { formatCount, formatP } from '../../text/format'
import { effectWordsOf } from '../words'
import { type StudySection, studySection } from './section'
import type { ChoicesSensitivity, Influence, MeasuredSensitivity, OptionSensitivity, ReportedJudgement } from './types'
import { settingWords, studyEffectText } from './words'

/** What each influence is called in the table. */
const IN_TABLE: Readonly<Record<Influence, string>> = {
  flips: 'flips the outcome',
  changes: 'changes the outcome',
  moves: 'moves the effect',
  none: 'none shown',
  'not-evaluable': 'not evaluable'
}

/** Which of the choices that a source leaves open decides the answer: in words, then row by row. */
export function choicesSection(report: MeasuredSensitivity, choices: ChoicesSensitivity): StudySection {
  const { base, options, leftOut } = choices
  const withInfluence = (influence: Influence) => options.filter((option) => option.influence === influence)
  const listed = (title: string, found: readonly OptionSensitivity[], words: (option: OptionSensitivity) => string) =>
    found.length === 0 ? '' : `${title}: ${found.map(words).join('; ')}.`
  const outcomeAndEffect = (option: OptionSensitivity) =>
    `${nameOf(option)} (${outcomeInWords(option.judgement.verdict)}, ${effectWordsOf(report.claim, option.judgement).effect})`
  const paragraphs = [
    `${decidesMost(report, choices)} The claim as it is: ${judgementWords(report, base)}.`,
    listed('These turn the outcome into the opposite', withInfluence('flips'), outcomeAndEffect),
    listed('These change the outcome, but not into the opposite', withInfluence('changes'), outcomeAndEffect),
    listed('These move the effect and leave the outcome', withInfluence('moves'), outcomeAndEffect),
    listed('For these no shift of the effect was shown', withInfluence('none'), (option) => unmoved(report, option)),
    listed('These have no verdict, or the claim as it is has none', withInfluence('not-evaluable'), nameOf),
    leftOut.length === 0
      ? ''
      : `Left out: ${leftOut.map(({ topic, option, why }) => `${topic}: ${option} (${why})`).join('; ')}.`,
    method(report, choices),
    [base, ...options.map(({ judgement }) => judgement)].some(isOnEdge)
      ? '"edge": the best setting lies on the edge of the grid, so a better one may lie outside.'
      : ''
  ]
  const arms = choices.tuning !== null
  const headers = [
    'choice',
    ...(arms ? ['settings'] : []),
    'verdict',
    'effect',
    'interval',
    'p',
    'n',
    'shift',
    'its interval',
    'influence'
  ]
  const rowOf = (name: string, judgement: ReportedJudgement, shift: readonly string[]) => {
    const { effect, interval, n } = effectWordsOf(report.claim, judgement)
    const verdict = outcomeInWords(judgement.verdict) + (judgement.provisional ? ', provisional' : '')
    return [
      name,
      ...(arms ? [chosenWords(judgement)] : []),
      verdict,
      effect,
      interval,
      formatP(judgement.p),
      String(n),
      ...shift
    ]
  }
  const rows = options.map((option) => rowOf(nameOf(option), option.judgement, shiftCells(report, option)))
  return studySection('Choices that the source leaves open', paragraphs, {
    headers,
    rows: [rowOf('as it is', base, ['–', '–', '–']), ...rows]
  })
}

/** The choice that decides most, in a sentence. */
export function decidesMost(report: MeasuredSensitivity, { base, options, ranking }: ChoicesSensitivity): string {
  const [first] = ranking
  const option = options.find(({ topic, option: name }) => topic === first?.topic && name === first.option)
  if (first === undefined || option === undefined) return 'Every option is left out.'
  const effectOf = (judgement: ReportedJudgement) => effectWordsOf(report.claim, judgement).effect
  const fromTo = `the effect goes from ${effectOf(base)} to ${effectOf(option.judgement)}`
  switch (first.influence) {
    case 'flips':
    case 'changes':
      return `The choice that decides most is ${first.topic}: with ${quoted(option)} the claim is ${outcomeInWords(option.judgement.verdict)}, and ${fromTo}.`
    case 'moves':
      return `No choice changes the outcome. The one that moves the effect most is ${first.topic}: with ${quoted(option)} ${fromTo}.`
    case 'none':
      return 'No choice changes the outcome, and for none was a shift of the effect shown.'
    case 'not-evaluable':
      return 'No option could be compared with the claim as it is.'
    default:
      return first.influence satisfies never
  }
}

function method(report: MeasuredSensitivity, { numPairs, tuning, options }: ChoicesSensitivity): string {
  const { control, treatment } = report.settings
  const kept = `${control.arm}: ${settingWords(control.setting)}; ${treatment.arm}: ${settingWords(treatment.setting)}`
  const how =
    tuning === null
      ? `In each row the arms keep the settings that they have without an option (${kept})`
      : `In each row the arms are tuned anew, by the mean ${tuning.select} of ${formatCount(tuning.seeds, 'selection seed')}`
  return [
    `One choice is changed at a time. ${how}. ${formatCount(numPairs, 'pair')} a row on the same seeds, a fixed number`,
    `whatever the claim's own mode, and Holm's procedure over the ${options.length + 1} rows. Exploratory: nothing of it is`,
    'registered. A shift is the effect less that of the claim as it is, pair by pair; the intervals of all shifts hold',
    'together (Bonferroni), and one is shown where its interval leaves 0 out.'
  ].join(' ')
}

/** How far it may yet have moved the effect. */
function unmoved(report: MeasuredSensitivity, option: OptionSensitivity): string {
  if (option.sameRuns) return `${nameOf(option)} (the same runs)`
  return `${nameOf(option)} (${shiftInterval(report, option)})`
}

function shiftCells(report: MeasuredSensitivity, option: OptionSensitivity): string[] {
  const { shift, influence, sameRuns } = option
  const mean = shift === null ? '–' : studyEffectText(report, shift.mean)
  return [mean, shiftInterval(report, option), sameRuns ? 'the same runs' : IN_TABLE[influence]]
}

function shiftInterval(report: MeasuredSensitivity, { shift }: OptionSensitivity): string {
  if (shift === null) return '–'
  const { lower, upper } = shift.interval
  return `[${studyEffectText(report, lower)}, ${studyEffectText(report, upper)}]`
}

function judgementWords({ claim }: MeasuredSensitivity, judgement: ReportedJudgement): string {
  const { effect, interval } = effectWordsOf(claim, judgement)
  return `${outcomeInWords(judgement.verdict)}, effect ${effect}, interval ${interval}`
}

/** Both arms' settings; `edge` where the best lies on the edge of the grid. */
function chosenWords({ evidence }: ReportedJudgement): string {
  if (!isPaired(evidence)) return '–'
  const [control, treatment] = [evidence.control, evidence.treatment].map(({ setting, selection }) => {
    const edge = (selection?.onEdge.length ?? 0) > 0 ? ' (edge)' : ''
    return settingWords(setting) + edge
  })
  if (control === treatment) return `both ${control}`
  return `${evidence.control.arm}: ${control}; ${evidence.treatment.arm}: ${treatment}`
}

function isOnEdge({ evidence }: ReportedJudgement): boolean {
  if (!isPaired(evidence)) return false
  return [evidence.control, evidence.treatment].some(({ selection }) => (selection?.onEdge.length ?? 0) > 0)
}

function nameOf({ topic, option }: Pick<OptionSensitivity, 'topic' | 'option'>): string {
  return `${topic}: ${option}`
}

function quoted({ option, base }: OptionSensitivity): string {
  return `"${option}" instead of "${base}"`
}
