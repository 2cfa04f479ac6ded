import { type ATTRIBUTE_TYPES, DATA_TYPES, encodeModel, ATTRIBUTE_TYPES as TYPES } from './modelProto'

export type ElementType = keyof typeof DATA_TYPES

/** A tensor in a graph. Every shape is known when the graph is built, but for an axis of length `ANY`. */
export interface Value {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
}

/** The length of an axis that every call may choose anew: the steps of a chunk, the images of a data set. */
export const ANY = -1

export type AttributeValue =
  | {
      readonly kind: Exclude<keyof typeof ATTRIBUTE_TYPES, 'graph'>
      readonly value: number | string | readonly number[]
    }
  | { readonly kind: 'graph'; readonly value: GraphMessage }

export type Attributes = Readonly<Record<string, AttributeValue>>

/** One node with a single output, or several. */
export interface NodeSpec {
  readonly op: string
  /** Empty for ONNX's own operators. */
  readonly domain?: string
  /** null leaves an optional input out. */
  readonly inputs: readonly (Value | null)[]
  readonly attributes?: Attributes
  readonly outputs: readonly { readonly type: ElementType; readonly shape: readonly number[] }[]
}

type GraphMessage = Readonly<Record<string, unknown>>

/** ONNX's operators, and ONNX Runtime's own: fused products, blocked convolutions. */
const OPSETS = [
  { domain: '', version: 18 },
  { domain: 'com.microsoft', version: 1 },
  { domain: 'com.microsoft.nchwc', version: 1 }
] as const
const IR_VERSION = 9

export const int = (value: number): AttributeValue => ({ kind: 'int', value })
export const ints = (value: readonly number[]): AttributeValue => ({ kind: 'ints', value })
export const float = (value: number): AttributeValue => ({ kind: 'float', value })
export const text = (value: string): AttributeValue => ({ kind: 'string', value })

/** What all graphs of a model share: names are unique over subgraphs too, constants live in the outermost graph. */
interface ModelScope {
  nextName: number
  readonly constants: Map<string, Value>
  readonly initializers: unknown[]
}

/** Collects the nodes of one graph. A subgraph sees all values of the graphs around it. */
export class GraphBuilder {
  private readonly nodes: unknown[] = []
  private readonly inputs: Value[] = []
  private readonly outputs: Value[] = []

  constructor(private readonly scope: ModelScope = { nextName: 0, constants: new Map(), initializers: [] }) {}

  /** Declares an input of this graph. @param name of the outermost graph: what `session.run` is fed with */
  input(name: string, type: ElementType, shape: readonly number[]): Value {
    const value = { name, type, shape }
    this.inputs.push(value)
    return value
  }

  /** Names a value as an output of the outermost graph. */
  output(name: string, value: Value): void {
    const named = { ...value, name }
    this.nodes.push(nodeMessage('Identity', '', [value], [named], {}))
    this.outputs.push(named)
  }

  node({ op, domain = '', inputs, attributes = {}, outputs }: NodeSpec): Value[] {
    const values = outputs.map((output) => ({ ...output, name: this.newName(op) }))
    this.nodes.push(nodeMessage(op, domain, inputs, values, attributes))
    return values
  }

  /** A node with one output of the first input's type. */
  op(op: string, inputs: readonly Value[], shape: readonly number[], attributes: Attributes = {}, domain = ''): Value {
    return this.node({ op, domain, inputs, attributes, outputs: [{ type: inputs[0]!.type, shape }] })[0]!
  }

  /** A constant; the same constant twice is one tensor. */
  constant(type: ElementType, shape: readonly number[], values: readonly number[]): Value {
    const key = `${type}[${shape}]${values.map((value) => (Object.is(value, -0) ? '-0' : value))}`
    const known = this.scope.constants.get(key)
    if (known !== undefined) return known
    const value: Value = { name: this.newName('constant'), type, shape }
    const rawData = rawBytes(type, values)
    this.scope.initializers.push({ name: value.name, dims: shape, dataType: DATA_TYPES[type], rawData })
    this.scope.constants.set(key, value)
    return value
  }

  scalar(value: number): Value {
    return this.constant('float32', [], [value])
  }

  /**
   * `Scan` over the first axis of some tensors.
   *
   * @param body builds one step from the state and the step's slices; its states have the shapes of `initial`
   * @returns the last states, and the outputs of all steps stacked on a new first axis
   */
  scan(
    initial: readonly Value[],
    scanned: readonly Value[],
    body: (
      step: GraphBuilder,
      states: readonly Value[],
      slices: readonly Value[]
    ) => { readonly states: readonly Value[]; readonly outputs: readonly Value[] }
  ): { readonly states: Value[]; readonly outputs: Value[] } {
    const numSteps = scanned[0]!.shape[0]!
    const step = new GraphBuilder(this.scope)
    const states = initial.map(({ type, shape }) => step.input(this.newName('state'), type, shape))
    const slices = scanned.map(({ type, shape }) => step.input(this.newName('slice'), type, shape.slice(1)))
    const result = body(step, states, slices)
    for (const value of [...result.states, ...result.outputs]) step.outputs.push(step.owned(value))
    const outputs = this.node({
      op: 'Scan',
      inputs: [...initial, ...scanned],
      attributes: { body: { kind: 'graph', value: step.message('step') }, num_scan_inputs: int(scanned.length) },
      outputs: [
        ...initial.map(({ type, shape }) => ({ type, shape })),
        ...result.outputs.map(({ type, shape }) => ({ type, shape: [numSteps, ...shape] }))
      ]
    })
    return { states: outputs.slice(0, initial.length), outputs: outputs.slice(initial.length) }
  }

  /** The whole model as bytes. To be called on the outermost graph. */
  encode(): Uint8Array {
    return encodeModel({
      irVersion: IR_VERSION,
      producerName: 'claimcheck',
      opsetImport: OPSETS,
      graph: { ...this.message('model'), initializer: this.scope.initializers }
    })
  }

  /** A subgraph's outputs are to be made by its own nodes, each once. */
  private owned(value: Value): Value {
    const isForeign = !this.nodes.some((node) => (node as { output: string[] }).output.includes(value.name))
    if (!isForeign && !this.outputs.some(({ name }) => name === value.name)) return value
    return this.op('Identity', [value], value.shape)
  }

  private newName(prefix: string): string {
    this.scope.nextName += 1
    return `${prefix}_${this.scope.nextName}`
  }

  private message(name: string): GraphMessage {
    return { name, node: this.nodes, input: this.inputs.map(valueInfo), output: this.outputs.map(valueInfo) }
  }
}

function nodeMessage(
  op: string,
  domain: string,
  inputs: readonly (Value | null)[],
  outputs: readonly Value[],
  attributes: Attributes
) {
  return {
    opType: op,
    domain,
    name: `${op}:${outputs[0]!.name}`,
    input: inputs.map((input) => input?.name ?? ''),
    output: outputs.map(({ name }) => name),
    attribute: Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute))
  }
}

function attributeMessage(name: string, { kind, value }: AttributeValue) {
  const type = TYPES[kind]
  switch (kind) {
    case 'float':
      return { name, type, f: value }
    case 'int':
      return { name, type, i: value }
    case 'string':
      return { name, type, s: Buffer.from(value as string) }
    case 'floats':
      return { name, type, floats: value }
    case 'ints':
      return { name, type, ints: value }
    case 'graph':
      return { name, type, g: value }
    default:
      return kind satisfies never
  }
}

function valueInfo({ name, type, shape }: Value) {
  const dim = shape.map((length) => (length === ANY ? {} : { dimValue: length }))
  return { name, type: { tensorType: { elemType: DATA_TYPES[type], shape: { dim } } } }
}

function rawBytes(type: ElementType, values: readonly number[]): Uint8Array {
  switch (type) {
    case 'float32':
      return new Uint8Array(Float32Array.from(values).buffer)
    case 'int32':
      return new Uint8Array(Int32Array.from(values).buffer)
    case 'int64':
      return new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
    case 'uint8':
    case 'bool':
      return Uint8Array.from(values)
    default:
      return type satisfies never
  }
}
