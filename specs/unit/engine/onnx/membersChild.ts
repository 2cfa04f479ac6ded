import { text } from 'node:stream/consumers'
import { GraphBuilder, type Value } from '../../../../src/engine/onnx/graph/graphBuilder'
import { CompiledGraph } from '../../../../src/engine/onnx/graph/session'
import {
  approximateEach,
  meanOfExamples,
  memberProducts,
  sumOfExamples,
  sumOfUnits
} from '../../../../src/engine/onnx/members'
import { probeProducts } from '../../../../src/engine/onnx/probeProducts'
import type { MembersAnswer, MembersCase } from './members.spec'

/** A process of its own, free of Jest's typed arrays: reads cases from stdin, prints what the graphs made of them. */
async function main() {
  const cases = JSON.parse(await text(process.stdin)) as MembersCase[]
  const answers: MembersAnswer[] = []
  for (const each of cases) {
    const { members, units, examples } = each
    const size = units * examples
    const together = await compute(each)
    const outputs = Object.keys(together)
    const others: string[] = []
    for (let member = 0; member < members; member++) {
      const own = await compute({ ...each, members: 1, values: each.values.slice(member * size, (member + 1) * size) })
      for (const output of outputs) {
        const part = together[output]!.slice(member * own[output]!.length, (member + 1) * own[output]!.length)
        if (!part.every((value, place) => Object.is(value, own[output]![place]))) others.push(`${output} of ${member}`)
      }
    }
    answers.push({ together, others })
  }
  process.stdout.write(JSON.stringify({ keepsMembersApart: await probeProducts(), answers }))
}

async function compute({ members, units, examples, values, matrix }: MembersCase): Promise<Record<string, number[]>> {
  const g = new GraphBuilder()
  const x = g.input('x', 'float32', [members, units, examples])
  const columns = matrix.length / examples
  const shared = g.input('shared', 'float32', [examples, columns])
  const outputs: Record<string, Value> = {
    exp: approximateEach(g, 'Exp', x),
    log: approximateEach(g, 'Log', x),
    tanh: approximateEach(g, 'Tanh', x),
    sigmoid: approximateEach(g, 'Sigmoid', x),
    sumOfUnits: sumOfUnits(g, x),
    sumOfExamples: sumOfExamples(g, x),
    meanOfExamples: meanOfExamples(g, x),
    'product with one matrix': memberProducts(g, x, shared),
    'product with its own, transposed': memberProducts(g, x, x, { transposeB: true, alpha: 0.5 })
  }
  for (const [name, value] of Object.entries(outputs)) g.output(name, value)
  const graph = await CompiledGraph.load(g.encode())
  const results = await graph.run({
    x: graph.tensor({ type: 'float32', shape: x.shape, data: Float32Array.from(values) }),
    shared: graph.tensor({ type: 'float32', shape: shared.shape, data: Float32Array.from(matrix) })
  })
  await graph.release()
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...(data as Float32Array)]]))
}

main()
