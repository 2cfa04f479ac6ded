import { Root } from 'protobufjs/light'
import { GraphBuilder } from '../../../../../src/engine/onnx/graph/graphBuilder'
import { add, multiply } from '../../../../../src/engine/onnx/graph/operations'

// Enough of onnx.proto, written down on its own, to read back what the builder wrote.
const root = Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: { id: 1, type: 'int64' },
        graph: { id: 7, type: 'Graph' },
        opsetImport: { id: 8, type: 'Opset', rule: 'repeated' }
      }
    },
    Opset: { fields: { domain: { id: 1, type: 'string' }, version: { id: 2, type: 'int64' } } },
    Graph: {
      fields: {
        node: { id: 1, type: 'Node', rule: 'repeated' },
        name: { id: 2, type: 'string' },
        initializer: { id: 5, type: 'Tensor', rule: 'repeated' },
        input: { id: 11, type: 'Info', rule: 'repeated' },
        output: { id: 12, type: 'Info', rule: 'repeated' }
      }
    },
    Node: {
      fields: {
        input: { id: 1, type: 'string', rule: 'repeated' },
        output: { id: 2, type: 'string', rule: 'repeated' },
        opType: { id: 4, type: 'string' },
        attribute: { id: 5, type: 'Attribute', rule: 'repeated' }
      }
    },
    Attribute: {
      fields: { name: { id: 1, type: 'string' }, i: { id: 3, type: 'int64' }, g: { id: 6, type: 'Graph' } }
    },
    Tensor: {
      fields: {
        dims: { id: 1, type: 'int64', rule: 'repeated' },
        dataType: { id: 2, type: 'int32' },
        name: { id: 8, type: 'string' },
        rawData: { id: 9, type: 'bytes' }
      }
    },
    Info: { fields: { name: { id: 1, type: 'string' } } }
  }
})

interface Graph {
  readonly node: readonly {
    readonly input: string[]
    readonly output: string[]
    readonly opType: string
    readonly attribute?: readonly { readonly name: string; readonly g?: Graph }[]
  }[]
  readonly initializer: readonly { readonly name: string; readonly rawData: Uint8Array }[]
  readonly input: readonly { readonly name: string }[]
  readonly output: readonly { readonly name: string }[]
}

function read(bytes: Uint8Array): Graph {
  const type = root.lookupType('Model')
  return (type.toObject(type.decode(bytes), { longs: Number, arrays: true }) as { graph: Graph }).graph
}

function scanOf(graph: Graph): Graph {
  return graph.node.find(({ opType }) => opType === 'Scan')!.attribute!.find(({ name }) => name === 'body')!.g!
}

describe('GraphBuilder', () => {
  test('writes the nodes in order, with the inputs and outputs that were named', () => {
    const g = new GraphBuilder()
    const x = g.input('x', 'float32', [2])
    g.output('y', add(g, multiply(g, x, x), g.scalar(3)))
    const graph = read(g.encode())
    expect(graph.node.map(({ opType }) => opType)).toEqual(['Mul', 'Add', 'Identity'])
    expect(graph.input.map(({ name }) => name)).toEqual(['x'])
    expect(graph.output.map(({ name }) => name)).toEqual(['y'])
    expect([...graph.initializer[0]!.rawData]).toEqual([...new Uint8Array(Float32Array.of(3).buffer)])
  })

  test('the same constant is written once, -0 and 0 are two', () => {
    const g = new GraphBuilder()
    expect(g.scalar(1).name).toBe(g.scalar(1).name)
    expect(g.scalar(0).name).not.toBe(g.scalar(-0).name)
    expect(read(g.encode()).initializer).toHaveLength(3)
  })

  test('names are unique over subgraphs, and constants of a subgraph belong to the model', () => {
    const g = new GraphBuilder()
    const { states } = g.scan([g.input('x', 'float32', [2])], [g.input('s', 'float32', [5, 2])], (step, [x], [s]) => ({
      states: [add(step, multiply(step, x!, s!), step.scalar(7))],
      outputs: []
    }))
    g.output('y', states[0]!)
    const graph = read(g.encode())
    const body = scanOf(graph)
    const names = [...graph.node, ...body.node]
      .flatMap(({ output }) => output)
      .concat(body.input.map(({ name }) => name))
    expect(new Set(names).size).toBe(names.length)
    expect(graph.initializer).toHaveLength(1)
    expect(body.initializer).toHaveLength(0)
  })

  test('a subgraph makes each of its outputs itself: one that is passed through or given twice is copied', () => {
    const g = new GraphBuilder()
    const { states, outputs } = g.scan(
      [g.input('x', 'float32', [2])],
      [g.input('s', 'float32', [5, 2])],
      (step, [x], [s]) => {
        const sum = add(step, x!, s!)
        return { states: [sum], outputs: [sum, x!] }
      }
    )
    expect(states.map(({ shape }) => shape)).toEqual([[2]])
    expect(outputs.map(({ shape }) => shape)).toEqual([
      [5, 2],
      [5, 2]
    ])
    g.output('y', outputs[1]!)
    const body = scanOf(read(g.encode()))
    const made = new Set(body.node.flatMap(({ output }) => output))
    expect(body.output.every(({ name }) => made.has(name))).toBe(true)
    expect(new Set(body.output.map(({ name }) => name)).size).toBe(3)
  })
})
