import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RunOutcome } from '../../../../src/engine/engine'
import { executeProgram } from '../../../../src/engine/program/executeProgram'
import { inputsDigest } from '../../../../src/programs/inputs'
import { ANY_ENGINE } from '../../../../src/runs/anyEngine'
import { resolveProgram } from '../../../../src/runs/program/resolve'
import type { ProgramFile, ProgramRunSpec } from '../../../../src/runs/program/types'
import { resolveRunSpec } from '../../../../src/runs/resolveRunSpec'
import { processesWith, scratchFolder } from '../../../support/programs/scratch'

const where = process.platform === 'win32' ? describe.skip : describe
const scratch = scratchFolder()
const SLEEP = `sleep ${89_000 + (process.pid % 900)}.5`
const LOG = 'echo "{\\"epoch\\": 1, \\"loss\\": 0.5}" >> $CLAIMCHECK_METRICS'

/** What becomes of a run of a script. @throws as the run does */
async function execute(lines: string, more: Partial<ProgramFile> = {}) {
  const folder = scratch.run()
  writeFileSync(path.join(folder, 'train.sh'), lines)
  const experiment = resolveProgram({
    id: 'script',
    kind: 'program',
    description: 'A script.',
    sourceProtocol: 'None.',
    command: ['sh', 'train.sh'],
    arms: { a: {} },
    metrics: { 'train.loss': { from: 'loss', unit: 'epoch', bounds: [0, null] } },
    ...more,
    limits: { graceSeconds: 0.3, ...more.limits }
  })
  const inputs = inputsDigest(folder, ['train.sh'], 'script').digest
  const facts = { folder, inputFiles: ['train.sh'], inputs, data: null, captured: null }
  const choice = { arm: 'a', setting: {}, seed: 0, initialPoint: null }
  const spec = resolveRunSpec(experiment, choice, ANY_ENGINE, null, facts) as ProgramRunSpec
  const runFolder = path.join(folder, 'run')
  const { signal } = new AbortController()
  const context = { runFolder: () => runFolder, isFinished: () => false, gpus: [], signal }
  const outcomes: RunOutcome[] = []
  await executeProgram(spec, context, 0, (outcome) => outcomes.push(outcome))
  const [{ status, metrics }, ...others] = outcomes as [RunOutcome, ...RunOutcome[]]
  expect(others).toEqual([])
  return { status, values: metrics['train.loss']?.values, runFolder }
}

const COMPLETED = { status: { kind: 'completed' }, values: [0.5] }

where('a program that behaves badly', () => {
  it('and floods its output has a result, and a bounded log', async () => {
    const run = await execute(`${LOG}; yes | head -c 50000000`, { limits: { outputMiB: 1 } })
    expect(run).toMatchObject(COMPLETED)
    expect(readFileSync(path.join(run.runFolder, 'stdout.log'), 'latin1').length).toBeLessThan(2 ** 20 + 100)
  })

  it('and leaves children behind has a result, and they are ended', async () => {
    expect(await execute(`${LOG}; (trap "" TERM; ${SLEEP}; :) & exit 0`)).toMatchObject(COMPLETED)
    expect(processesWith(SLEEP)).toEqual([])
  })

  it('and cannot finish its last line has what stood before it', async () => {
    expect(await execute(`${LOG}; printf '{"epoch": 2, "lo' >> $CLAIMCHECK_METRICS`)).toMatchObject(COMPLETED)
  })

  it.each<[string, string, Partial<ProgramFile>, RegExp]>([
    ['ends well without a word', 'exit 0', {}, /it logged no loss\n.*\n.*nothing that is read as a metric/],
    [
      'ignores the request to end',
      `trap "" TERM; ${SLEEP}; ${SLEEP}`,
      { limits: { seconds: 0.5 } },
      /longer than its limit of 0\.5 s/
    ],
    [
      'fills its folder',
      `${LOG}; while :; do head -c 1000000 /dev/zero >> $CLAIMCHECK_RUN_DIR/big; done`,
      { limits: { folderMiB: 5 } },
      /its folder grew to \d+ bytes, over its limit of 5242880/
    ],
    [
      'says nothing for too long',
      SLEEP,
      { limits: { quietSeconds: 0.5 } },
      /silent for longer than its limit of 0\.5 s/
    ],
    ['changes what it is made of', `${LOG}; echo "# other" >> train.sh`, {}, /while it ran/],
    ['crashes', `${LOG}; kill -SEGV $$`, {}, /ended by SIGSEGV/],
    ['is killed', `${LOG}; kill -KILL $$`, {}, /killed \(SIGKILL\), as the system does when memory runs out/],
    ['leaves its bounds', LOG.replace('0.5', '-1'), {}, /its train\.loss is -1\n.*from 0 to Infinity/],
    ['is not there', '', { command: ['no-such-program'] }, /could not be started: there is no program no-such-program/]
  ])('and %s has no result: the message says why, and how to repeat it', async (_, lines, more, message) => {
    const failing = execute(lines, more)
    await expect(failing).rejects.toThrow(message)
    await expect(failing).rejects.toThrow(/\n {2}to mend: .*(?:by hand: cd .* && env .* |run the same command again)/)
    expect(processesWith(SLEEP)).toEqual([])
  })

  it('and prints escapes is shown without them', async () => {
    const failing = execute(`printf '\\033[2J\\033]0;title\\007\\033[31mred\\033[0m\\n' >&2; exit 3`)
    const { message } = (await failing.catch((error: unknown) => error)) as Error
    expect(message).toContain('its last lines:\n    red')
    expect(message.includes('\u001b') || message.includes('title')).toBe(false)
  })

  it('in a run before has left a folder that the next run does not see', async () => {
    const run = await execute(`[ -e $CLAIMCHECK_RUN_DIR/old ] && exit 4; touch $CLAIMCHECK_RUN_DIR/old; ${LOG}`)
    expect(existsSync(path.join(run.runFolder, 'old'))).toBe(true)
  })
})
