import { type Messages, messageEncoder } from '../../../protobuf/messageEncoder'

/**
 * The messages of ONNX that a compiled graph needs, with the field numbers of `onnx.proto` (IR version 9).
 */
const MESSAGES = {
  ModelProto: {
    irVersion: [1, 'int64'],
    producerName: [2, 'string'],
    graph: [7, 'GraphProto'],
    opsetImport: [8, 'OperatorSetIdProto', 'repeated']
  },
  OperatorSetIdProto: { domain: [1, 'string'], version: [2, 'int64'] },
  GraphProto: {
    node: [1, 'NodeProto', 'repeated'],
    name: [2, 'string'],
    initializer: [5, 'TensorProto', 'repeated'],
    input: [11, 'ValueInfoProto', 'repeated'],
    output: [12, 'ValueInfoProto', 'repeated']
  },
  NodeProto: {
    input: [1, 'string', 'repeated'],
    output: [2, 'string', 'repeated'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'AttributeProto', 'repeated'],
    domain: [7, 'string']
  },
  AttributeProto: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    g: [6, 'GraphProto'],
    floats: [7, 'float', 'repeated'],
    ints: [8, 'int64', 'repeated'],
    type: [20, 'int32']
  },
  TensorProto: {
    dims: [1, 'int64', 'repeated'],
    dataType: [2, 'int32'],
    name: [8, 'string'],
    rawData: [9, 'bytes']
  },
  ValueInfoProto: { name: [1, 'string'], type: [2, 'TypeProto'] },
  TypeProto: { tensorType: [1, 'TensorTypeProto'] },
  TensorTypeProto: { elemType: [1, 'int32'], shape: [2, 'TensorShapeProto'] },
  TensorShapeProto: { dim: [1, 'DimensionProto', 'repeated'] },
  DimensionProto: { dimValue: [1, 'int64'] }
} as const satisfies Messages

/** `AttributeProto.AttributeType` */
export const ATTRIBUTE_TYPES = { float: 1, int: 2, string: 3, graph: 5, floats: 6, ints: 7 } as const

/** `TensorProto.DataType` */
export const DATA_TYPES = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const

const encode = messageEncoder<'ModelProto'>(MESSAGES)

/** A model as the bytes that a runtime loads. @param message a `ModelProto`, field by field */
export function encodeModel(message: Readonly<Record<string, unknown>>): Uint8Array {
  return encode('ModelProto', message)
}
