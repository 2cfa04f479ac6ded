import type { EngineIdentity } from './types'

/** Stands for every engine, where what executes a run does not matter, or is not known yet. */
export const ANY_ENGINE: EngineIdentity = {
  name: '',
  version: '',
  backend: '',
  instructionSet: '',
  lowering: null,
  numerics: ''
}
