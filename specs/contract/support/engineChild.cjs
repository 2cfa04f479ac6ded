// A process of its own for an engine: reads {dist, engine, choice, datasets, tasks} as JSON from stdin, prints
// {identity, answers} as JSON. It must stay free of Jest, whose VM context has typed arrays of its own.
const path = require('node:path')
const { text } = require('node:stream/consumers')

async function main() {
  const input = JSON.parse(await text(process.stdin))
  const load = (file) => require(path.join(input.dist, file))
  const { encodeTree } = load('json/numbers.js')
  const { encodeTrainingState, decodeTrainingState } = load('engine/training/trainingState.js')
  const engine = load('engine/index.js').createEngine(`${input.engine}:${input.choice}`)
  const identity = await engine.identity()
  const datasets = input.datasets.map(decodeDataset)

  const execute = async ({ dataset, specs, from, due, keeps }) => {
    const outcomes = specs.map(() => null)
    const written = specs.map(() => [])
    const shares = []
    let asked = 0
    const starts = from.map((start) => {
      if (start === null) return null
      if ('checkpoint' in start) return bytesOf(start.checkpoint)
      return encodeTrainingState({ step: 0, lossSum: 0, metrics: {}, tensors: start.parameters.map(floatsOf) })
    })
    await engine.executeCohort(
      specs.map((spec) => ({ ...spec, engine: identity })),
      {
        loadDataset: () => datasets[dataset],
        onProgress: (share) => shares.push(share),
        onOutcome: (index, outcome) => {
          if (outcomes[index] !== null) throw new Error(`run ${index} got two outcomes`)
          outcomes[index] = JSON.stringify(encodeTree(outcome))
        },
        isCheckpointDue: () => {
          asked += 1
          return due !== 0 && asked % due === 0
        },
        readCheckpoint: (index) => starts[index],
        writeCheckpoint: (index, bytes) => {
          const { step, lossSum, tensors } = decodeTrainingState(bytes)
          const kept = keeps === 'tensors' ? { tensors: tensors.map(base64) } : { bytes: base64(bytes) }
          written[index].push({ step, lossSum, tensors: [], bytes: '', ...kept })
        }
      }
    )
    return { outcomes, written, shares }
  }

  const answers = []
  for (const task of input.tasks) {
    try {
      answers.push({ value: await execute(task) })
    } catch (error) {
      answers.push({ error: { name: error.name, message: error.message, stack: error.stack } })
    }
  }
  process.stdout.write(JSON.stringify({ identity, answers }))
}

function decodeDataset(dataset) {
  const values = (encoded) => (typeof encoded === 'string' ? bytesOf(encoded) : floatsOf(encoded.floats))
  const decode = ({ count, pixels, labels }) => ({ count, pixels: values(pixels), labels: values(labels) })
  return { ...dataset, trainingFile: decode(dataset.trainingFile), testFile: decode(dataset.testFile) }
}

function bytesOf(text) {
  return Uint8Array.from(Buffer.from(text, 'base64'))
}

function floatsOf(text) {
  return new Float32Array(bytesOf(text).buffer)
}

function base64({ buffer, byteOffset, byteLength }) {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
})
