import { isDecision } from '../../src/claims/outcomes'
import type { ClaimWith } from '../../src/claims/types'
import { turnedSample } from '../../src/kinds/comparison/notWorse'
import { averageOf } from '../../src/kinds/over-tasks/average'
import { judgeTasks } from '../../src/kinds/over-tasks/judge'
import type { TasksEvidence, TasksHypothesis } from '../../src/kinds/over-tasks/types'
import { normalStream, type RandomStream } from '../../src/random/streams'
import { ERROR_SHAPES, type ErrorShape, errorStream, isSymmetric } from './errorShapes'
import { pairsOf, CLAIM as TRADE_OFF } from './tradeOffRules'
import { ALPHA, type RuleDescription, type StudyOutcome, type Trial, type TrialSet } from './types'

const NUM_PAIRS = 10
/** Standard deviation of the differences of a task's pairs, and the margin. */
const SD = 1
const DELTA = 1
const TASKS = [4, 6, 10, 20] as const
/** Standard deviations of true effects over tasks. */
const TAUS = [0, 1] as const
/** How far beyond the margin the mean lies where it is to be found. */
const CLEAR = 1.5

/** A truth: how effects vary over tasks, and how far their mean lies beyond the margin. */
interface World {
  readonly numTasks: number
  readonly tau: number
  readonly shape: ErrorShape
  readonly beyond: number
}

/** The average over tasks, which is of random effects. */
export function taskSet(): TrialSet {
  const worlds = TASKS.flatMap((numTasks) => [
    ...TAUS.flatMap((tau) =>
      (tau === 0 ? (['normal'] as const) : ERROR_SHAPES).map((shape): World => ({ numTasks, tau, shape, beyond: 0 }))
    ),
    { numTasks, tau: 1, shape: 'normal' as const, beyond: CLEAR }
  ])
  return {
    id: 'tasks',
    rules: TASKS.map(ruleOf),
    section: {
      title: 'Averages over tasks',
      text: `Random effects over tasks of ${NUM_PAIRS} pairs each, normal within a task; true effects vary over tasks by tau standard deviations of the pairs' differences, in that shape. The mean lies on the margin, so that every decision is wrong, or ${CLEAR} beyond it.`
    },
    trials: (studies) => worlds.map((world) => ({ trial: taskTrial(world), studies }))
  }
}

function ruleOf(numTasks: number): RuleDescription {
  return {
    id: `average-${numTasks}`,
    title: `average over ${numTasks} tasks`,
    decides: 'other',
    assumption: 'normal effects over tasks'
  }
}

export const CLAIM: ClaimWith<TasksHypothesis> = {
  ...TRADE_OFF,
  id: 'calibration/tasks',
  hypothesis: {
    kind: 'over-tasks',
    decides: 'average',
    axis: 'task',
    metric: 'return',
    at: 'final',
    better: 'higher',
    treatment: 'b',
    control: 'a',
    margin: { absolute: DELTA }
  }
}

function taskTrial(world: World): Trial {
  const { numTasks, tau, shape, beyond } = world
  return {
    id: `average-${numTasks}/${shape}/${tau}/${beyond}`,
    rule: `average-${numTasks}`,
    errors: shape,
    effect: beyond,
    truth: beyond === 0 ? `on the margin, tau ${tau}` : `${beyond} beyond the margin, tau ${tau}`,
    onBoundary: beyond === 0,
    promised: isSymmetric(shape) && (shape === 'normal' || tau === 0),
    study: (random) => outcomeOf(taskStudy(world, random), world)
  }
}

function outcomeOf(evidence: TasksEvidence, { beyond }: World): StudyOutcome {
  const { outcome } = judgeTasks(CLAIM, evidence, { first: 0, min: NUM_PAIRS, max: NUM_PAIRS }, []).verdict(ALPHA)
  const decided = isDecision({ outcome })
  const samples = evidence.tasks.map(({ pairs }) => turnedSample(CLAIM.hypothesis, pairs.pairs, (a, b) => b - a))
  // Lower is better there.
  const { lower, upper } = averageOf(CLAIM.hypothesis, evidence, samples)!.random.interval(1 - ALPHA)
  const theta = -(DELTA + beyond)
  return {
    n: NUM_PAIRS,
    decided,
    wrong: beyond === 0 ? decided : decided && outcome !== 'reproduced',
    covered: lower <= theta && theta <= upper
  }
}

/** Differences b - a of every task. */
export function taskStudy({ numTasks, tau, shape, beyond }: World, random: RandomStream): TasksEvidence {
  const between = errorStream(shape, random)
  const within = normalStream(random)
  return {
    kind: 'tasks',
    tasks: Array.from({ length: numTasks }, (_, index) => {
      const effect = DELTA + beyond + tau * between()
      const values = Array.from({ length: NUM_PAIRS }, () => [0, effect + SD * within()] as const)
      return { name: `task ${index}`, pairs: pairsOf(values, 'return', 'difference') }
    })
  }
}
