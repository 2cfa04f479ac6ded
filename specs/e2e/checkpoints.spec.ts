import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { CHECKPOINT_VARIABLE } from '../../src/exec/checkpointClock'
import { CheckpointStore } from '../../src/store/checkpoints'
import { Project } from '../support/project'

jest.setTimeout(120_000)

// Windows has no SIGKILL: a process that is ended there may still be inside a call.
const onPosix = process.platform === 'win32' ? describe.skip : describe
const AT_EVERY_OPPORTUNITY = { [CHECKPOINT_VARIABLE]: '0' }

let project: Project
beforeEach(() => {
  project = new Project()
  const data = { dataset: 'digits', trainImages: 1024, validationImages: 100, testImages: 100, pixelScale: 16 }
  project.writeDigitsClaim(
    { decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 5 } } },
    { data, training: { batchSize: 128, epochs: 100 } }
  )
})
afterEach(() => project.remove())

const checkpointsOf = (store: string) => new CheckpointStore(project.path(store))

/** Starts the program, and kills it when a run has a checkpoint. Its workers notice, and end. */
async function killedOnTheWay(engine: string, store: string): Promise<void> {
  const args = ['verify', '--engine', engine, '--jobs', '1', '--store', store]
  const child: ChildProcess = project.start(args, AT_EVERY_OPPORTUNITY)
  while (checkpointsOf(store).list().length === 0) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before there was a checkpoint`)
    await delay(5)
  }
  child.kill('SIGKILL')
  await once(child, 'exit')
  const sizes = () => JSON.stringify(checkpointsOf(store).list())
  for (let before = ''; before !== sizes(); await delay(500)) before = sizes()
}

function finish(engine: string, store: string): Record<string, string> {
  const { stderr } = project.run(['verify', '--engine', engine, '--store', store])
  expect(stderr).not.toMatch(/failed/)
  return project.results(store)
}

onPosix.each(['onnx', 'tfjs'])('verify --engine %s, killed with kill -9', (engine) => {
  it('goes on from the checkpoints to the same records as if it had never been', async () => {
    await killedOnTheWay(engine, 'killed')
    expect(checkpointsOf('killed').list()).not.toEqual([])
    expect(project.run(['runs', '--store', 'killed']).stdout).toMatch(/checkpoints? of unfinished runs/)

    const whole = finish(engine, 'whole')
    expect(finish(engine, 'killed')).toEqual(whole)
    expect(Object.keys(whole)).toHaveLength(10)
    expect(checkpointsOf('killed').list()).toEqual([])
  })

  // Otherwise the test above would also pass where every run starts anew.
  it('goes on from them and not from the start: another state gives another record', async () => {
    await killedOnTheWay(engine, 'killed')
    const checkpoints = checkpointsOf('killed')
    const { key } = checkpoints.list()[0]!
    const state = Buffer.from(checkpoints.read(key)!)
    // Among the parameters, which come first: the exponent of a weight, or its sign.
    state[Math.floor(state.length / 8) | 3]! ^= 0x80
    checkpoints.write(key, state)
    expect(finish(engine, 'killed')[key]).not.toBe(finish(engine, 'whole')[key])
  })

  it('starts anew where the user removes the checkpoints', async () => {
    await killedOnTheWay(engine, 'killed')
    expect(project.run(['runs', '--store', 'killed', '--remove-checkpoints']).stdout).toMatch(
      /unfinished runs.*removed/
    )
    expect(checkpointsOf('killed').list()).toEqual([])
  })
})
