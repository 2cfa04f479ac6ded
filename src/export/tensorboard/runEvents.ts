import type { RunFact } from '../../runs/types'
import type { RunRecord } from '../../store/types'
import { settingsOf } from '../runFacts'
import { encodeMessage } from './eventProto'

/** `DT_FLOAT` */
const FLOAT = 1
/** Of TensorBoard's hparams plugin: `STATUS_SUCCESS`, `STATUS_FAILURE`. */
const SUCCESS = 1
const FAILURE = 2

/**
 * The events of a run: the version of the format, its settings as hyperparameters, and every metric as a scalar, `train.loss`
 * under the tag `train/loss`, so that TensorBoard groups it. TensorBoard holds scalars in single precision. A record
 * knows when a run started and how long it took but not the time of each value, so every event has the time of the start.
 */
export function runEvents({ result, environment }: RunRecord): Uint8Array[] {
  const wallTime = Date.parse(environment.startedAt) / 1000
  const event = (content: Readonly<Record<string, unknown>>) => encodeMessage('Event', { wallTime, ...content })
  const endTimeSecs = wallTime + environment.wallTimeMs / 1000
  const start = { hparams: hyperparameters(settingsOf(result.spec)), startTimeSecs: wallTime }
  const end = { status: result.status.kind === 'completed' ? SUCCESS : FAILURE, endTimeSecs }
  return [
    event({ fileVersion: 'brain.Event:2' }),
    event({ summary: { value: [hparamsValue('session_start_info', { sessionStartInfo: start })] } }),
    ...scalarsByStep(result.metrics).map(([step, value]) => event({ step, summary: { value } })),
    event({ summary: { value: [hparamsValue('session_end_info', { sessionEndInfo: end })] } })
  ]
}

interface Scalar {
  readonly tag: string
  readonly simpleValue: number
}

function scalarsByStep(metrics: RunRecord['result']['metrics']): (readonly [number, readonly Scalar[]])[] {
  const steps = new Map<number, Scalar[]>()
  for (const [name, { at, values }] of Object.entries(metrics)) {
    const tag = name.replace('.', '/')
    for (const [index, step] of at.entries()) {
      const scalars = steps.get(step) ?? []
      scalars.push({ tag, simpleValue: values[index]! })
      steps.set(step, scalars)
    }
  }
  return [...steps].sort(([a], [b]) => a - b)
}

function hyperparameters(facts: Readonly<Record<string, RunFact>>) {
  const present = Object.entries(facts).filter(([, value]) => value !== null)
  return Object.fromEntries(
    present.map(([name, value]) => [
      name,
      typeof value === 'number'
        ? { numberValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : { stringValue: value }
    ])
  )
}

/** The plugin reads its message from a summary's metadata; the tensor is empty, and has to be there. */
function hparamsValue(tag: string, content: Readonly<Record<string, unknown>>) {
  const bytes = encodeMessage('HParamsPluginData', content)
  return {
    tag: `_hparams_/${tag}`,
    tensor: { dtype: FLOAT, tensorShape: {} },
    metadata: { pluginData: { pluginName: 'hparams', content: bytes } }
  }
}
