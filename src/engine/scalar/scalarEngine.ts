import { setImmediate } from 'node:timers/promises'
import { InputError } from '../../errors'
import type { EngineIdentity, RunSpec } from '../../plan/types'
import type { Engine, RunContext, RunOutcome } from '../engine'
import { numericsDigest } from '../numerics'
import { simulate } from './simulate'

/** Everything that a synthetic run's numbers depend on. */
export const NUMERIC_SOURCES = ['random', 'problems', 'optim', 'engine/scalar'] as const

/**
 * The engine of the synthetic problems: float64 arithmetic in plain JavaScript, with nothing but + - * / and sqrt,
 * which IEEE 754 rounds the same everywhere. It gives the event loop a turn every few million steps.
 */
export function createScalarEngine(): Engine {
  return { name: 'scalar', supports: ['synthetic'], identity, execute }
}

async function identity(): Promise<EngineIdentity> {
  return {
    name: 'scalar',
    version: 'claimcheck',
    backend: 'javascript',
    instructionSet: 'ieee754-float64',
    lowering: null,
    numerics: numericsDigest(NUMERIC_SOURCES)
  }
}

async function execute(spec: RunSpec, context: RunContext): Promise<RunOutcome> {
  if (spec.kind !== 'synthetic') {
    throw new InputError('the engine "scalar" cannot execute this run', {
      expected: 'a run of kind "synthetic"',
      received: `a run of kind "${spec.kind}"`,
      remedy: 'choose another engine, or --engine auto'
    })
  }
  const simulation = simulate(spec)
  for (;;) {
    const next = simulation.next()
    if (next.done === true) {
      context.onProgress(1)
      return next.value
    }
    context.onProgress(next.value)
    await setImmediate()
  }
}
