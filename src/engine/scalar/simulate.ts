import { InputError } from '../../errors'
import { isOfPlainForm, type UpdateRule, updateRuleOf } from '../../optim/updateRule'
import { randomStream } from '../../random/streams'
import type { SyntheticRunSpec } from '../../runs/synthetic/types'
import type { RunOutcome } from '../engine'
import { createDividingLoop } from './dividingLoop'
import { EffectiveStepWatch } from './effectiveStepWatch'
import { fillLearningRates } from './fillLearningRates'
import { createFillSlopes } from './fillSlopes'
import { createGeneralLoop } from './generalLoop'
import { initLoopState, type Loop } from './loopState'
import { createPlainLoop, isPlain } from './plainLoop'
import { Recorder } from './recorder'

/** Slopes and learning rates are made a block at a time; two buffers of this many doubles fit a first-level cache. */
const BLOCK_STEPS = 1024
/** Some tens of milliseconds. */
const STEPS_BETWEEN_PAUSES = 2 ** 22

/**
 * Runs an optimizer on a synthetic problem, bit for bit as the float64 reference would step by step.
 *
 * A generator, so that its caller can report progress and stay responsive: it yields the finished share, 0 to 1, every
 * few million steps, and returns the outcome.
 *
 * @throws InputError where the effective step of a rule that has none is to be looked at
 */
export function* simulate(spec: SyntheticRunSpec): Generator<number, RunOutcome, void> {
  const { numSteps } = spec
  const { schedule, learningRate } = spec.optimizer
  const fillSlopes = createFillSlopes(spec.problem, randomStream(spec.seeds.problem, 'problem'))
  const rule = updateRuleOf(spec.optimizer)
  const watch = createWatch(spec)
  const isConstant = schedule.name === 'constant' && schedule.warmup === undefined
  const isGeneral = !isOfPlainForm(rule) || rule.accumulation !== 'average'
  const loop = createLoop(spec, rule, isGeneral, watch)
  const recorder = new Recorder(spec, watch)
  const state = initLoopState(spec.initialPoint, rule)
  const slopes = new Float64Array(BLOCK_STEPS)
  const learningRates = new Float64Array(BLOCK_STEPS).fill(learningRate)
  let t = 0
  let pauseAt = STEPS_BETWEEN_PAUSES
  while (t < numSteps) {
    const cut = recorder.nextCut()
    const count = Math.min(BLOCK_STEPS, cut - t)
    fillSlopes(slopes, count, t)
    if (!isConstant) fillLearningRates(learningRates, count, t, schedule, learningRate, numSteps)
    if (!isGeneral) watch?.advance(slopes, learningRates, count)
    const finite = loop(state, slopes, learningRates, count)
    if (finite < count) {
      return { status: { kind: 'diverged', step: t + finite + 1, what: 'x' }, metrics: recorder.metrics() }
    }
    t += count
    if (t === cut) recorder.passCut(t, state)
    if (t >= pauseAt) {
      pauseAt = t + STEPS_BETWEEN_PAUSES
      yield t / numSteps
    }
  }
  return { status: { kind: 'completed' }, metrics: recorder.metrics() }
}

function createWatch({ optimizer, record }: SyntheticRunSpec): EffectiveStepWatch | null {
  if (record.effectiveStep !== true) return null
  const { beta2, ...rule } = updateRuleOf(optimizer)
  if (beta2 !== null) return new EffectiveStepWatch({ ...rule, beta2 })
  throw new InputError(`${optimizer.name} has no effective step: no second moment divides its updates`, {
    where: 'record.effectiveStep',
    expected: 'an optimizer with a second moment, such as Adam',
    received: optimizer.name,
    remedy: 'look at another arm'
  })
}

function createLoop(
  { optimizer, problem, initialPoint }: SyntheticRunSpec,
  rule: UpdateRule,
  isGeneral: boolean,
  watch: EffectiveStepWatch | null
): Loop {
  // Projecting on the whole line changes nothing, so the loops always project.
  const [lower, upper] = optimizer.projection === 'box' ? problem.domain : ([-Infinity, Infinity] as const)
  if (isGeneral) return createGeneralLoop(optimizer, rule, initialPoint, [lower, upper], watch)
  return isPlain(rule) ? createPlainLoop(rule, lower, upper) : createDividingLoop(rule, lower, upper)
}
