import { text } from 'node:stream/consumers'
import { parametersOf } from '../../../../../src/claims/network/parameters'
import { sizeOf } from '../../../../../src/claims/network/resolveNetwork'
import { GraphBuilder } from '../../../../../src/engine/onnx/graph/graphBuilder'
import { CompiledGraph, type Feed } from '../../../../../src/engine/onnx/graph/session'
import { createImageStack } from '../../../../../src/engine/onnx/images/createImageStack'
import { probeNchwc } from '../../../../../src/engine/onnx/images/nchwc/probeNchwc'
import type { StackAnswer, StackCase } from './stackCases'

/** A process of its own, free of Jest's typed arrays: reads cases from stdin, prints the block and the answers. */
async function main() {
  const cases = JSON.parse(await text(process.stdin)) as StackCase[]
  const block = await probeNchwc()
  const plain: StackAnswer[] = []
  const blocked: StackAnswer[] = []
  for (const stackCase of cases) {
    plain.push(await answer(stackCase, null))
    if (block !== null) blocked.push(await answer(stackCase, block))
  }
  process.stdout.write(JSON.stringify({ block, plain, blocked }))
}

async function answer({ network, pixelScale, batchSize, values }: StackCase, block: number | null) {
  const stack = createImageStack(network, pixelScale, block)
  const numLayers = network.layers.findIndex(({ kind }) => kind === 'flatten')
  const parameters = parametersOf(network).filter(({ layer }) => layer < numLayers)
  const g = new GraphBuilder()
  const feeds = new Map<string, Feed>()
  const input = (name: string, type: 'float32' | 'uint8', shape: readonly number[]) => {
    const numbers = values[name]!
    feeds.set(name, { type, shape, data: type === 'uint8' ? Uint8Array.from(numbers) : Float32Array.from(numbers) })
    return g.input(name, type, shape)
  }
  const tensors = new Map(parameters.map(({ name, shape }) => [name, input(name, 'float32', shape)]))
  const images = input('images', 'uint8', [batchSize, sizeOf(network.input)])
  const dropout = network.layers.slice(0, numLayers).flatMap(({ kind, output }, index) => {
    return kind === 'dropout' ? [input(`${index}/factors`, 'float32', [batchSize, sizeOf(output)])] : []
  })
  const pass = stack.training(g, { images, dropout }, tensors)
  g.output('features', pass.features)
  for (const [name, value] of pass.statistics) g.output(`statistics ${name}`, value)
  const gradients = pass.backward(input('gradient', 'float32', pass.features.shape))
  for (const [name, value] of gradients) g.output(`gradient ${name}`, value)
  g.output('inference', stack.inference(g, images, tensors))

  const graph = await CompiledGraph.load(g.encode())
  try {
    const fed = Object.fromEntries([...feeds].map(([name, feed]) => [name, graph.tensor(feed)]))
    const [first, again] = [numbersOf(await graph.run(fed)), numbersOf(await graph.run(fed))]
    return { lowering: stack.lowering, values: first, isRepeatable: JSON.stringify(first) === JSON.stringify(again) }
  } finally {
    await graph.release()
  }
}

function numbersOf(outputs: Awaited<ReturnType<CompiledGraph['run']>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, Array.from(data as Float32Array)]))
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`)
  process.exitCode = 1
})
