import type { OutsideRun } from '../../src/adjudicate/types'
import { comparisonSample, comparisonVerdict } from '../../src/kinds/comparison/comparisonVerdict'
import { groupRuns, type Cell as SettingCell } from '../../src/kinds/comparison/logs/cells'
import { compareArms } from '../../src/kinds/comparison/logs/compareArms'
import { compareTuned } from '../../src/kinds/comparison/logs/tuned'
import type { LogsVerdict, Question as OutsideQuestion } from '../../src/kinds/comparison/logs/types'
import type { Pair, PairSide } from '../../src/kinds/comparison/types'
import { timeTo } from '../../src/kinds/shared/metric'
import { normalStream } from '../../src/random/streams'
import { holm } from '../../src/stats/holm'
import { questionOf } from './question'
import { shareOf } from './simulate'
import { ALPHA, type RuleDescription, type StudyOutcome, type Trial, type TrialSet } from './types'

/** Runs of each arm at each setting. */
const NUM_RUNS = 5
const DELTA = Math.log(1.01)
/** What runs of one setting vary by. */
const RUN_SPREAD = 0.01
/** A map judges as many comparisons as it has settings. */
const MAP_SHARE = 0.25
const MAP_SIZE = 48

const { claim, hypothesis } = questionOf({ margin: { relative: 0.01 } })
const QUESTION: OutsideQuestion = { claim, hypothesis, pairing: 'none', chanceLevel: null }

interface OutsideRule extends RuleDescription {
  readonly share: number
  readonly trials: readonly Omit<Trial, 'id' | 'rule'>[]
}

/** What is judged over settings, by times, and of tuned arms: rules of logs of others, and of times of our own runs. */
export function outsideSet(): TrialSet {
  const rules = [...[10, 12].map(tunedRule), ...[6, 12].map(settingsRule), mapRule(), timesRule()]
  return {
    id: 'outside',
    rules,
    section: {
      title: 'Runs of others: tuned arms, settings, times',
      text: `Over settings ${NUM_RUNS} runs of each arm stand at each of them, and the effects of settings scatter about the margin: a decision is wrong, whatever the average over the settings at hand, and the prediction interval for a further one keeps from it. Of a map it is wrong to decide any setting (Welch's test at Holm's levels). Of tuned arms both are the same at 12 settings that are alike. Times are known to an epoch, and lie as far apart as the margin asks or further.`
    },
    trials: (numStudies) =>
      rules.flatMap(({ id, share, trials }) =>
        trials.map((trial) => ({
          trial: { id: `${id}/${trial.errors}/${trial.effect}`, rule: id, ...trial },
          studies: shareOf(share, numStudies)
        }))
      )
  }
}

// ---------------------------------------------------------------------------------------------------- runs

function runOf(arm: string, setting: OutsideRun['setting'], value: number, index: number): OutsideRun {
  const id = String(index + 1)
  const known = { origin: '', arm, group: {}, setting, id, censored: false, failure: null } as const
  return { ...known, value, trainLoss: value, selection: value }
}

function runsOf(arm: string, lr: number, count: number, draw: () => number): OutsideRun[] {
  return Array.from({ length: count }, (_, index) => runOf(arm, { lr }, Math.exp(RUN_SPREAD * draw()), index))
}

/** Settings with these effects. */
function cellsOf(effects: readonly number[], draw: () => number): SettingCell[] {
  return effects.map((effect, lr) => ({
    setting: { lr },
    control: runsOf(hypothesis.control, lr, NUM_RUNS, draw),
    treatment: runsOf(hypothesis.treatment, lr, NUM_RUNS, () => draw() + effect / RUN_SPREAD)
  }))
}

/** Every decision is wrong. */
function onMargin(n: number, { outcome }: Pick<LogsVerdict, 'outcome'>): StudyOutcome {
  const decided = outcome !== 'inconclusive' && outcome !== 'not-evaluable'
  return { n, decided, wrong: decided, covered: null }
}

// ---------------------------------------------------------------------------------------------------- rules

function tunedRule(numRuns: number): OutsideRule {
  return {
    id: `tuned-${numRuns}`,
    title: `tuned by one half of ${numRuns} runs`,
    decides: 'other',
    assumption: 'normal ln loss',
    share: 0.5,
    trials: [
      {
        errors: 'normal',
        effect: 0,
        truth: 'identical arms, 12 like settings',
        onBoundary: true,
        promised: true,
        study: (random) => {
          const draw = normalStream(random)
          const runs = Array.from({ length: 12 }, (_, lr) =>
            [hypothesis.control, hypothesis.treatment].flatMap((arm) => runsOf(arm, lr, numRuns, draw))
          ).flat()
          const bare = { ...QUESTION, hypothesis: { ...hypothesis, margin: { relative: 0, epsilon: 0 } } }
          const { comparable } = compareTuned(bare, groupRuns(runs, hypothesis.control)[0]!)
          return onMargin(numRuns, comparable!.judge(ALPHA).verdict)
        }
      }
    ]
  }
}

function settingsRule(numSettings: number): OutsideRule {
  const trial = (shape: 'normal' | 'exponential', tau: number): Omit<Trial, 'id' | 'rule'> => ({
    errors: shape,
    effect: tau,
    truth: `settings' effects about the margin, SD ${100 * tau} %`,
    onBoundary: true,
    promised: shape === 'normal',
    study: (random) => {
      const draw = normalStream(random)
      const scatter = shape === 'normal' ? draw : () => -Math.log(1 - random()) - 1
      const effects = Array.from({ length: numSettings }, () => -DELTA + tau * scatter())
      return onMargin(numSettings, compareArms(QUESTION, cellsOf(effects, draw)).judge(ALPHA).verdict)
    }
  })
  return {
    id: `settings-${numSettings}`,
    title: `average over ${numSettings} settings`,
    decides: 'other',
    assumption: "normal settings' effects",
    share: 0.1,
    trials: [trial('normal', 0), trial('normal', 0.05), trial('exponential', 0.05)]
  }
}

function mapRule(): OutsideRule {
  const trial = (shape: 'normal' | 'lognormal'): Omit<Trial, 'id' | 'rule'> => ({
    errors: shape,
    effect: 0,
    truth: 'every setting on the margin',
    onBoundary: true,
    promised: shape === 'normal',
    study: (random) => {
      const normal = normalStream(random)
      const draw = shape === 'normal' ? normal : () => Math.exp(normal())
      const cells = cellsOf(Array(MAP_SIZE).fill(-DELTA), draw)
      const comparables = cells.map((cell) => compareArms(QUESTION, [cell], ALPHA))
      const decisions = holm(
        comparables.map(({ p }) => p!),
        ALPHA,
        (index, level) => comparables[index]!.isDecided(level)
      )
      const anyDecided = decisions.some(({ decided }) => decided)
      return { n: MAP_SIZE, decided: anyDecided, wrong: anyDecided, covered: null }
    }
  })
  return {
    id: 'map-48',
    title: `map of ${MAP_SIZE} settings, ${NUM_RUNS} + ${NUM_RUNS} runs`,
    decides: 'other',
    assumption: 'normal ln loss',
    share: MAP_SHARE,
    trials: [trial('normal'), trial('lognormal')]
  }
}

const EPOCHS = 12
const NUM_PAIRS = 20

function timesRule(): OutsideRule {
  const trial = (
    control: number,
    treatment: number,
    margin: number,
    isOnMargin: boolean
  ): Omit<Trial, 'id' | 'rule'> => ({
    errors: 'normal',
    effect: control,
    truth: `means of ${control} and ${treatment} epochs, margin ${margin}`,
    onBoundary: isOnMargin,
    promised: true,
    study: (random) => {
      const draw = normalStream(random)
      const pairs = Array.from(
        { length: NUM_PAIRS },
        (_, seed): Pair => ({
          seed,
          control: timeSide(control, draw),
          treatment: timeSide(treatment, draw)
        })
      )
      const asked = { kind: 'faster', metric: 'train.loss', margin: { absolute: margin } } as const
      const verdict = comparisonVerdict(
        comparisonSample(asked, pairs, (a, b) => b - a),
        ALPHA
      )
      const study = onMargin(NUM_PAIRS, verdict)
      return isOnMargin ? study : { ...study, wrong: study.decided && verdict.outcome !== 'reproduced' }
    }
  })
  return {
    id: 'times-20',
    title: `times by epochs, ${NUM_PAIRS} pairs`,
    decides: 'other',
    assumption: 'normal times',
    share: 1,
    trials: [
      trial(1.9, 1.4, 0.5, true),
      trial(4.6, 4.1, 0.5, true),
      trial(4.5, 2.5, 2, true),
      trial(2, 1.4, 0.5, false),
      trial(6.5, 2.2, 2, false)
    ]
  }
}

/** A loss that comes down to 1/e at a time of its own, faster and faster, so that no straight line has it right. */
function timeSide(mean: number, draw: () => number): PairSide {
  const arrival = Math.max(0.1, mean + 0.2 * draw())
  const at = Array.from({ length: EPOCHS }, (_, i) => i + 1)
  const values = at.map((epoch) => Math.exp(-((epoch / arrival) ** 2)))
  const { time, within, censored } = timeTo({ at, values }, Math.exp(-1), EPOCHS)
  return { runKey: '', value: time, within, censored, trainLoss: 0.1, failure: null }
}
