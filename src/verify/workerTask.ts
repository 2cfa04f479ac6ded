import type { RunSpec } from '../plan/types'
import type { CohortTask } from './executeCohort'
import type { EngineFound, IdentifyTask } from './identifyEngine'

/** What the parent asks of a worker process; `engine` is a choice as in `--engine`. */
export type WorkerTask =
  | ({ readonly kind: 'identify'; readonly engine: string } & IdentifyTask)
  | ({ readonly kind: 'execute'; readonly engine: string } & CohortTask)

export type WorkerResult = ({ readonly kind: 'identity' } & EngineFound) | { readonly kind: 'executed' }

/** The engine choice of `--engine` for a kind of run: the synthetic problems have one of their own. */
export function engineChoiceFor(kind: RunSpec['kind'], choice: string): string {
  switch (kind) {
    case 'synthetic':
      return 'scalar'
    case 'classification':
      return choice
    default:
      return kind satisfies never
  }
}
