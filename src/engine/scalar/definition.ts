import type { EngineDefinition } from '../engineDefinition'

export const scalar: EngineDefinition<'synthetic'> = {
  name: 'scalar',
  runs: ['synthetic'],
  variants: [],
  everywhere: 'javascript',
  create: (variant) => (variant === null ? engineModule().createScalarEngine() : null),
  async probe() {
    const identity = await engineModule().createScalarEngine().identity()
    const state = { kind: 'working', identity, device: 'CPU' } as const
    const why = 'the engine of synthetic problems, always there'
    return [{ variant: identity.backend, packageName: null, state, why }]
  },
  speed: () => ({ stepNs: { 'periodic-linear': 8, 'bernoulli-linear': 14 }, effectiveStepNs: 8 }),
  bytes: 60e6
}

function engineModule(): typeof import('./scalarEngine') {
  return require('./scalarEngine')
}
