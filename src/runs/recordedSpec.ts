import type { RunSpec } from './runKinds'

/** What of a run's spec decides its numbers: its key is made of this, and a record holds no more. */
export function recordedSpec(spec: RunSpec): RunSpec {
  if (!('conduct' in spec)) return spec
  const { conduct: _, ...recorded } = spec
  return recorded
}
