import { type Messages, messageEncoder } from '../../protobuf/messageEncoder'

/**
 * The messages of TensorBoard's event files that scalars and hyperparameters need, with the field numbers of
 * `event.proto`, `summary.proto`, `tensor.proto`, `struct.proto` and TensorBoard's `plugins/hparams`.
 */
const MESSAGES = {
  Event: { wallTime: [1, 'double'], step: [2, 'int64'], fileVersion: [3, 'string'], summary: [5, 'Summary'] },
  Summary: { value: [1, 'SummaryValue', 'repeated'] },
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
} as const satisfies Messages

/** Of these fields one is set, and says which by being there. */
const ONE_OF = {
  SummaryValue: ['simpleValue', 'tensor'],
  Value: ['numberValue', 'stringValue', 'boolValue']
}

/** A message as bytes. @param content field by field */
export const encodeMessage = messageEncoder<'Event' | 'HParamsPluginData'>(MESSAGES, ONE_OF)
