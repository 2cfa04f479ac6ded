import { Root, type Type } from 'protobufjs/light'

type FieldType = readonly [number, string, 'map'?]

/**
 * The messages of TensorBoard's event files that scalars and hyperparameters need, with the field numbers of
 * `event.proto`, `summary.proto`, `tensor.proto`, `struct.proto` and TensorBoard's `plugins/hparams`. Fields that are
 * never written are left out: protocol buffers allow that.
 */
const MESSAGES = {
  Event: { wallTime: [1, 'double'], step: [2, 'int64'], fileVersion: [3, 'string'], summary: [5, 'Summary'] },
  Summary: { value: [1, 'SummaryValue'] },
  SummaryValue: {
    tag: [1, 'string'],
    simpleValue: [2, 'float'],
    tensor: [8, 'TensorProto'],
    metadata: [9, 'SummaryMetadata']
  },
  SummaryMetadata: { pluginData: [1, 'PluginData'] },
  PluginData: { pluginName: [1, 'string'], content: [2, 'bytes'] },
  TensorProto: { dtype: [1, 'int32'], tensorShape: [2, 'TensorShapeProto'] },
  TensorShapeProto: {},
  HParamsPluginData: {
    sessionStartInfo: [3, 'SessionStartInfo'],
    sessionEndInfo: [4, 'SessionEndInfo']
  },
  SessionStartInfo: { hparams: [1, 'Value', 'map'], startTimeSecs: [5, 'double'] },
  SessionEndInfo: { status: [1, 'int32'], endTimeSecs: [2, 'double'] },
  Value: { numberValue: [2, 'double'], stringValue: [3, 'string'], boolValue: [4, 'bool'] }
} as const satisfies Record<string, Record<string, FieldType>>

/** Of these fields one is set, and says which by being there, be its value 0, false or empty. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  SummaryValue: ['simpleValue', 'tensor'],
  Value: ['numberValue', 'stringValue', 'boolValue']
}

let root: Root | null = null

/** A message as bytes. @param content field by field */
export function encodeMessage(
  name: 'Event' | 'HParamsPluginData',
  content: Readonly<Record<string, unknown>>
): Uint8Array {
  root ??= Root.fromJSON({ nested: descriptor() })
  const type: Type = root.lookupType(name)
  return type.encode(type.fromObject(content)).finish()
}

function descriptor() {
  return Object.fromEntries(
    Object.entries(MESSAGES).map(([name, fields]) => [
      name,
      {
        ...(ONE_OF[name] !== undefined && { oneofs: { kind: { oneof: [...ONE_OF[name]] } } }),
        fields: Object.fromEntries(
          Object.entries<FieldType>(fields).map(([field, [id, type, rule]]) => [field, fieldOf(name, id, type, rule)])
        )
      }
    ])
  )
}

function fieldOf(message: string, id: number, type: string, rule: 'map' | undefined) {
  if (rule === 'map') return { id, type, keyType: 'string' }
  return message === 'Summary' ? { id, type, rule: 'repeated' } : { id, type }
}
