import type { EngineIdentity } from './types'

/** What tells engines apart, for people. */
export function engineWords({ name, version, backend, instructionSet, lowering, numerics }: EngineIdentity): string {
  const parts = [version, backend, instructionSet, lowering].filter((part) => part !== null && part !== '')
  return `${name} (${parts.join(', ')}, numerics ${numerics.slice(0, 12)})`
}
