import type { CohortTask } from './executeCohort'
import type { EngineFound, IdentifyTask } from './identifyEngine'

/** What the parent asks of a worker process; `engine` is a choice as in `--engine`. */
export type WorkerTask =
  | ({ readonly kind: 'identify'; readonly engine: string } & IdentifyTask)
  | ({ readonly kind: 'execute'; readonly engine: string } & CohortTask)

export type WorkerResult = ({ readonly kind: 'identity' } & EngineFound) | { readonly kind: 'executed' }
