import { choiceFor } from '../../engine/engines'
import { digestOf } from '../../json/canonical'
import type { Cohort } from '../../plan/cohorts'
import { runKindOf } from '../../runs/runKinds'
import type { Parcel } from './carrier'

/**
 * A cohort with all that a worker has to know of it.
 *
 * @param engine as `--engine` chooses it
 */
export function parcelOf({ runs, estimateMs, bytes }: Cohort, engine: string): Parcel {
  const [{ spec }] = runs as [Cohort['runs'][number]]
  const { cores, gpus } = runKindOf(spec).share?.(spec) ?? { cores: 1, gpus: 0 }
  return {
    id: digestOf(runs.map(({ key }) => key)),
    runs,
    engine: spec.engine,
    engineChoice: choiceFor(spec.kind, engine),
    data: runKindOf(spec).datasets(spec),
    needs: { cores, gpus, bytes },
    estimateMs
  }
}
