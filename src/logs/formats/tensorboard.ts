import { isObject } from '../../json/isObject'
import { type Messages, messageDecoder } from '../../protobuf/messageEncoder'
import { decodeTfRecords } from '../../protobuf/tfRecord'
import { isEventFile } from '../logFile'
import { refusal } from '../problem'
import type { LogFormat, LogRow } from '../types'
import { folderOf } from './preset'

/**
 * Event files, a row a scalar: simple values, as PyTorch writes them, and tensors of one number, as TensorFlow and Keras
 * do. Numbers are of single precision where the writer's were.
 */
export const tensorboard: LogFormat = {
  title: 'TensorBoard event files',
  holds: 'rows',
  file: '**/*tfevents*',
  shape: { layout: 'long', metricColumn: 'tag', valueColumn: 'value', step: 'step' },
  read({ name, bytes }) {
    const { records, tornAt, damagedAt } = decodeTfRecords(bytes)
    if (damagedAt !== null || (records.length === 0 && tornAt !== null)) {
      return refusal(name, {
        message: 'the event file is damaged',
        expected: 'records of TensorBoard, each with its checksum',
        received: `something else at byte ${damagedAt ?? tornAt}`,
        remedy: 'get the file anew, or leave it out'
      })
    }
    const rows: LogRow[] = []
    for (const [index, record] of records.entries()) {
      try {
        rows.push(...scalarsOf(record).map((cells) => ({ cells, line: index + 1 })))
      } catch (error) {
        return refusal(name, {
          message: 'a record is no event',
          expected: 'an event of TensorBoard',
          received: error instanceof Error ? error.message : String(error),
          remedy: 'get the file anew, or leave it out'
        })
      }
    }
    const notices =
      tornAt === null ? [] : [{ origin: name, line: null, message: 'the last record is cut off, and is left out' }]
    return { ok: true, value: { document: null, rows, notices } }
  },
  recognises: (name, head) => /tfevents/.test(name) || isEventFile(head),
  runOf: folderOf
}

/** With the field numbers of `event.proto`, `summary.proto` and `tensor.proto`. */
const MESSAGES = {
  Event: { wallTime: [1, 'double'], step: [2, 'int64'], summary: [5, 'Summary'] },
  Summary: { value: [1, 'SummaryValue', 'repeated'] },
  SummaryValue: { tag: [1, 'string'], simpleValue: [2, 'float'], tensor: [8, 'TensorProto'] },
  TensorProto: {
    dtype: [1, 'int32'],
    shape: [2, 'TensorShape'],
    content: [4, 'bytes'],
    floats: [5, 'float', 'repeated'],
    doubles: [6, 'double', 'repeated'],
    ints: [7, 'int32', 'repeated'],
    longs: [10, 'int64', 'repeated']
  },
  TensorShape: { dim: [2, 'TensorDimension', 'repeated'] },
  TensorDimension: { size: [1, 'int64'] }
} as const satisfies Messages

const decode = messageDecoder<'Event'>(MESSAGES, { SummaryValue: ['simpleValue', 'tensor'] })

interface DecodedTensor {
  readonly dtype?: number
  readonly shape?: { readonly dim?: readonly { readonly size?: number }[] }
  readonly content?: Buffer
  readonly floats?: readonly number[]
  readonly doubles?: readonly number[]
  readonly ints?: readonly number[]
  readonly longs?: readonly number[]
}

interface DecodedEvent {
  readonly wallTime?: number
  readonly step?: number
  readonly summary?: {
    readonly value?: readonly {
      readonly tag?: string
      readonly simpleValue?: number
      readonly tensor?: DecodedTensor
    }[]
  }
}

function scalarsOf(record: Uint8Array) {
  const { wallTime, step = 0, summary }: DecodedEvent = decode('Event', record)
  return (summary?.value ?? []).flatMap(({ tag = '', simpleValue, tensor }) => {
    const value = simpleValue ?? (isObject(tensor) ? numberOf(tensor) : null)
    return value === null ? [] : [{ tag, step, value, wall_time: wallTime ?? null }]
  })
}

/** How the content of a tensor is read, by its type: DT_FLOAT, DT_DOUBLE, DT_INT32, DT_INT64. */
const CONTENT: Readonly<Record<number, (bytes: DataView) => number>> = {
  1: (bytes) => bytes.getFloat32(0, true),
  2: (bytes) => bytes.getFloat64(0, true),
  3: (bytes) => bytes.getInt32(0, true),
  9: (bytes) => Number(bytes.getBigInt64(0, true))
}
const WIDTH: Readonly<Record<number, number>> = { 1: 4, 2: 8, 3: 4, 9: 8 }

/** null: no number, but a picture, a text, a histogram. */
function numberOf({ dtype = 0, shape, content, floats, doubles, ints, longs }: DecodedTensor): number | null {
  if ((shape?.dim ?? []).some(({ size = 0 }) => size !== 1)) return null
  const read = CONTENT[dtype]
  if (read === undefined) return null
  if (content !== undefined && content.length === WIDTH[dtype]) {
    return read(new DataView(content.buffer, content.byteOffset, content.length))
  }
  return [floats, doubles, ints, longs].find((list) => list?.length === 1)?.[0] ?? null
}
