import type { EngineDefinition } from '../engineDefinition'

export const programEngine: EngineDefinition<'program'> = {
  name: 'program',
  runs: ['program'],
  variants: [],
  everywhere: 'process',
  create: (variant) => (variant === null ? engineModule().createProgramEngine() : null),
  async probe() {
    const identity = await engineModule().createProgramEngine().identity()
    const state = { kind: 'working', identity, device: 'CPU' } as const
    const why = 'starts programs of your own, one process a run; what they need themselves is for them to say'
    return [{ variant: identity.backend, packageName: null, state, why }]
  },
  speed: () => ({ overheadMs: 20 }),
  bytes: 60e6
}

function engineModule(): typeof import('./programEngine') {
  return require('./programEngine')
}
