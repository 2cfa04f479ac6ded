import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ProgramLimits } from '../../../src/programs/types'
import { WarmProgram, type WarmRequest } from '../../../src/programs/warmProgram'
import { LIMITS, processesWith, scratchFolder } from '../../support/programs/scratch'

const where = process.platform === 'win32' ? describe.skip : describe
const scratch = scratchFolder()

/** Answers by what `settings.act` says; each start has a number of its own. */
const PROGRAM = `
const { spawn } = require('node:child_process')
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n')
const acts = {
  complete: ({ run, seed, seeds, arm }) => say({ run, end: 'completed', metrics: { seed, init: seeds.init, arm, pid: process.pid } }),
  rows: ({ run }) => process.stdout.write('{"run": ' + JSON.stringify(run) + ', "end": "completed", "metrics": [{"step": 0, "loss": NaN}, {"step": 1, "loss": 2}]}\\n'),
  file: ({ run, metrics }) => { require('node:fs').appendFileSync(metrics, '{"own": 1}\\n'); say({ run, end: 'completed' }) },
  print: ({ run }) => { console.log('{"progress": 1}'); console.error('warning'); process.stdout.write('50%\\r'); console.log('100%'); say({ run, end: 'completed' }) },
  diverge: ({ run }) => say({ run, end: 'diverged', metrics: { loss: 'Infinity' }, message: 'loss is \\u001b[31minf' }),
  fail: ({ run }) => say({ run, end: 'failed', message: 'no such optimizer' }),
  odd: ({ run }) => say({ run, end: 'fine' }),
  list: ({ run }) => say({ run, end: 'completed', metrics: [1] }),
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  leave: () => { console.error('out'); process.exit(0) },
  answerAndLeave: ({ run }) => { say({ run, end: 'completed' }); process.stdout.write('', () => process.exit(0)) },
  other: () => say({ run: 'another', end: 'completed' }),
  hang: () => spawn('sleep', [MARKER]),
  torn: ({ run }) => { process.stdout.write('{"run": "' + run + '", "end": "comp'); process.exit(3) },
  flood: ({ run }) => { const block = 'y'.repeat(99) + '\\n'; for (let i = 0; i < 100; i++) process.stdout.write(block.repeat(1000)); say({ run, end: 'completed' }) }
}
let rest = ''
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\\n')
  rest = lines.pop()
  for (const line of lines) { const request = JSON.parse(line); acts[request.settings.act](request) }
})
console.log('importing')
setTimeout(() => say({ ready: true }), 20)
`

const MARKER = `${88_200 + (process.pid % 700)}.5`
const started: WarmProgram[] = []
afterEach(async () => {
  for (const program of started.splice(0)) await program.stop(1)
})

function warm(text = PROGRAM, ...argv: string[]): WarmProgram {
  const cwd = scratch.run()
  writeFileSync(path.join(cwd, 'serve.cjs'), text.replace('MARKER', JSON.stringify(MARKER)))
  const env = { PATH: process.env.PATH! }
  const own = argv.length > 0 ? argv : [process.execPath, 'serve.cjs']
  const program = new WarmProgram({ argv: own, shell: false, cwd, env })
  started.push(program)
  return program
}

async function ask(program: WarmProgram, act: string, limits: Partial<ProgramLimits> = {}, signal?: AbortSignal) {
  const folder = scratch.run()
  const seeds = { init: 1, order: 2, dropout: 3, problem: 4 }
  const request: WarmRequest = { folder, settings: { act }, seed: 7, seeds, arm: 'b', profile: 'quick', resume: false }
  const result = await program.run(request, { ...LIMITS, ...limits }, signal)
  const read = (name: string) => {
    const file = path.join(folder, name)
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  }
  const rows = (read('metrics.jsonl') ?? '').split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line)))
  return { ...result, rows, read }
}

where('a warm program', () => {
  it('answers one run after the other, and is started once', async () => {
    const program = warm()
    const results = [await ask(program, 'complete'), await ask(program, 'complete'), await ask(program, 'complete')]
    for (const { end, rows, survivors } of results) {
      expect([end, survivors]).toEqual([{ kind: 'exited', code: 0 }, 0])
      expect(rows).toEqual([{ seed: 7, init: 1, arm: 'b', pid: results[0]!.rows[0].pid }])
    }
    expect(results[0]!.read('stdout.log')).toBe('importing\n')
    expect(results[1]!.read('stdout.log')).toBe('')
  })

  it('gives metrics in its answer, by rows, with numbers that are none, or writes them itself', async () => {
    const program = warm()
    expect((await ask(program, 'rows')).read('metrics.jsonl')).toBe('{"step":0,"loss":"NaN"}\n{"step":1,"loss":2}\n')
    expect((await ask(program, 'file')).rows).toEqual([{ own: 1 }])
  })

  it('prints what it likes, which belongs to the run at hand', async () => {
    const program = warm()
    await ask(program, 'complete')
    const { read, tail } = await ask(program, 'print')
    expect(read('stdout.log')).toBe('{"progress": 1}\n50%\r100%\n')
    expect(read('stderr.log')).toBe('warning\n')
    expect(tail).toEqual(['{"progress": 1}', '100%', 'warning'])
  })

  it('says what became of a run, whatever it is', async () => {
    const program = warm()
    const ends = []
    for (const act of ['diverge', 'fail', 'odd', 'list']) ends.push((await ask(program, act)).end)
    expect(ends).toEqual([
      { kind: 'answered', end: 'diverged', message: 'loss is \\u001B[31minf' },
      { kind: 'answered', end: 'failed', message: 'no such optimizer' },
      { kind: 'answered', end: 'failed', message: expect.stringMatching(/no "end" that is "completed"/) },
      { kind: 'answered', end: 'failed', message: expect.stringMatching(/"metrics" that are no object/) }
    ])
    expect((await ask(program, 'diverge')).rows).toEqual([{ loss: 'Infinity' }])
  })

  it.each([
    ['crash', { kind: 'signalled', signal: 'SIGSEGV' }],
    ['leave', { kind: 'answered', end: 'failed', message: 'it ended with exit code 0 before it answered' }],
    ['torn', { kind: 'answered', end: 'failed', message: 'it ended with exit code 3 before it answered' }],
    ['answerAndLeave', { kind: 'exited', code: 0 }]
  ])('that goes away costs the run at hand and no other: %s', async (act, end) => {
    const program = warm()
    const before = await ask(program, 'complete')
    expect((await ask(program, act)).end).toEqual(end)
    // It may say its answer, and go only then.
    await wait(200)
    const after = await ask(program, 'complete')
    expect(after.end).toEqual({ kind: 'exited', code: 0 })
    expect(after.rows[0].pid).not.toBe(before.rows[0].pid)
  })

  it.each<[string, Partial<ProgramLimits>, object]>([
    ['hang', { seconds: 1.5 }, { kind: 'timeout', which: 'seconds', limit: 1.5 }],
    ['hang', { quietSeconds: 1.5 }, { kind: 'timeout', which: 'quietSeconds', limit: 1.5 }],
    ['other', { seconds: 1.5 }, { kind: 'timeout', which: 'seconds', limit: 1.5 }]
  ])('is ended at a limit, with what it started, and up again for the next run: %s, %j', async (act, limits, end) => {
    const program = warm()
    expect((await ask(program, act, limits)).end).toEqual(end)
    expect(processesWith(`sleep ${MARKER}`)).toEqual([])
    expect((await ask(program, 'complete')).end).toEqual({ kind: 'exited', code: 0 })
  })

  it('is bounded in what it prints of a run', async () => {
    const { end, leftOut, read } = await ask(warm(), 'flood', { outputBytes: 100_000 })
    expect(end).toEqual({ kind: 'exited', code: 0 })
    expect(leftOut).toBeGreaterThan(9_000_000)
    expect(read('stdout.log')!.length).toBeLessThan(101_000)
  })

  it('is stopped within a run, and goes on with the next', async () => {
    const program = warm()
    await ask(program, 'complete')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 100)
    expect((await ask(program, 'hang', {}, stop.signal)).end).toEqual({ kind: 'stopped' })
    expect((await ask(program, 'complete')).end).toEqual({ kind: 'exited', code: 0 })
  })

  it('that cannot be started, or is never ready, says so', async () => {
    expect((await ask(warm('', 'no-such-program'), 'complete')).end).toMatchObject({ kind: 'not-started' })
    expect((await ask(warm('process.exit(2)'), 'complete')).end).toEqual({
      kind: 'answered',
      end: 'failed',
      message: 'it ended with exit code 2 before it was ready'
    })
    expect((await ask(warm('setInterval(() => {}, 1000)'), 'complete', { seconds: 0.5 })).end).toMatchObject({
      kind: 'timeout'
    })
  })

  it('ends with its input, and is ended where it does not', async () => {
    const program = warm()
    const { pid } = (await ask(program, 'complete')).rows[0]
    await program.stop(5)
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
    const stubborn = warm(`${PROGRAM}; process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`)
    const other = (await ask(stubborn, 'complete')).rows[0].pid
    await stubborn.stop(0.2)
    await wait(50)
    expect(() => process.kill(other, 0)).toThrow(/ESRCH/)
  })

  it('answers one run at a time', async () => {
    const program = warm()
    const first = ask(program, 'complete')
    await expect(ask(program, 'complete')).rejects.toThrow(/one run at a time/)
    expect((await first).end).toEqual({ kind: 'exited', code: 0 })
  })
})
