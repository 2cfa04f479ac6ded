// A process of its own for runs of any kind: reads {dist, engine, runs, specs} as JSON from stdin, executes the specs as
// one cohort on the engine and prints their outcomes as JSON. It must stay free of Jest, whose VM context has typed
// arrays of its own.
const { mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { text } = require('node:stream/consumers')

async function main() {
  const { dist, engine: choice, runs, specs } = JSON.parse(await text(process.stdin))
  const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-runs-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const load = (file) => require(path.join(dist, file))
  const engine = load('engine/index.js').createEngine(choice, runs)
  const identity = await engine.identity()
  const outcomes = specs.map(() => null)
  await engine.executeCohort(
    specs.map((spec) => ({ ...spec, engine: identity })),
    {
      loadDataset: load('data/load.js').loadDataset,
      onProgress: () => undefined,
      onOutcome: (index, outcome) => {
        outcomes[index] = outcome
      },
      isCheckpointDue: () => false,
      readCheckpoint: () => null,
      writeCheckpoint: () => undefined,
      programs: {
        runFolder: (index) => path.join(folder, String(index)),
        gpus: [],
        isFinished: () => false,
        signal: new AbortController().signal
      }
    }
  )
  process.stdout.write(JSON.stringify(load('json/numbers.js').encodeTree({ identity, outcomes })))
}

main()
