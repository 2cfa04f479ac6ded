import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runProgram } from '../../../src/programs/runProgram'
import type { ProgramCommand, ProgramLimits, ProgramResult } from '../../../src/programs/types'
import { LIMITS, processesWith, scratchFolder, shellCommand } from '../../support/programs/scratch'

const where = process.platform === 'win32' ? describe.skip : describe
const scratch = scratchFolder()

/** Durations by which a process is known among all others. */
let durations = 86_000 + (process.pid % 1000)
const uniqueSleep = () => `sleep ${++durations}.5`

async function run(
  line: string,
  limits: Partial<ProgramLimits> = {},
  signal?: AbortSignal
): Promise<ProgramResult & { readonly folder: string; readonly log: (name: string) => string }> {
  const folder = scratch.run()
  const command = shellCommand(line, folder)
  const result = await runProgram(command, { ...LIMITS, ...limits }, folder, signal)
  return { ...result, folder, log: (name) => readFileSync(path.join(folder, name), 'utf8') }
}

where('a program that ends', () => {
  it('leaves its code, its outputs and nothing else', async () => {
    const result = await run('echo said; echo wrong >&2; exit 3')
    expect(result).toMatchObject({
      end: { kind: 'exited', code: 3 },
      tail: ['said', 'wrong'],
      survivors: 0,
      leftOut: 0
    })
    expect([result.log('stdout.log'), result.log('stderr.log')]).toEqual(['said\n', 'wrong\n'])
  })

  it('may say nothing at all', async () => {
    expect(await run('exit 0')).toMatchObject({ end: { kind: 'exited', code: 0 }, tail: [], survivors: 0 })
  })

  it('is told from one that a signal ended', async () => {
    expect((await run('kill -SEGV $$')).end).toEqual({ kind: 'signalled', signal: 'SIGSEGV' })
    expect((await run('kill -KILL $$')).end).toEqual({ kind: 'signalled', signal: 'SIGKILL' })
  })

  it('has exactly the environment that it is given, beside where it is and its mark', async () => {
    const folder = scratch.run()
    const env = { ONLY: 'this', PATH: process.env.PATH! }
    const command: ProgramCommand = { argv: ['env'], shell: false, cwd: folder, env }
    await runProgram(command, LIMITS, folder)
    const lines = readFileSync(path.join(folder, 'stdout.log'), 'utf8').trim().split('\n')
    const names = lines.map((line) => line.split('=')[0]).filter((name) => name !== '_')
    expect(names.sort()).toEqual(['CLAIMCHECK_PROCESS', 'ONLY', 'PATH', 'PWD'])
    expect(lines).toContain(`PWD=${folder}`)
  })

  it('finds its input empty, and no descriptor of claimcheck', async () => {
    const line = 'cat; ls /dev/fd/ | tr "\\n" " "'
    const { log } = await run(line)
    // Whatever Jest itself was started with.
    const inherited = spawnSync('/bin/sh', ['-c', line], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    expect(log('stdout.log')).toBe(inherited.stdout)
    expect(log('stdout.log')).toMatch(/^0 1 2 /)
  })

  it('goes on in its outputs where it left them', async () => {
    const folder = scratch.run()
    await runProgram(shellCommand('echo first', folder), LIMITS, folder)
    await runProgram(shellCommand('echo second', folder), LIMITS, folder)
    expect(readFileSync(path.join(folder, 'stdout.log'), 'utf8')).toBe('first\nsecond\n')
  })
})

where('a program that cannot be started', () => {
  const start = async (argv: readonly string[], cwd?: string, env: Record<string, string> = {}) => {
    const folder = scratch.run()
    const command = { argv, shell: false, cwd: cwd ?? folder, env: { PATH: '/bin', ...env } }
    return (await runProgram(command, LIMITS, folder)).end
  }

  it('is named, with where it was looked for', async () => {
    const why = 'there is no program no-such-program in PATH=/bin'
    expect(await start(['no-such-program'])).toEqual({ kind: 'not-started', why })
  })

  it('may be called otherwise', async () => {
    const bin = scratch.run()
    writeFileSync(path.join(bin, 'python3'), '#!/bin/sh\n', { mode: 0o755 })
    expect(await start(['python'], undefined, { PATH: bin })).toMatchObject({
      why: expect.stringMatching(/; there is python3$/)
    })
  })

  it('may be a file that is not there, not executable, or none', async () => {
    const folder = scratch.run()
    writeFileSync(path.join(folder, 'plain'), 'echo', { mode: 0o644 })
    mkdirSync(path.join(folder, 'folder'))
    expect(await start(['./absent'], folder)).toMatchObject({
      why: expect.stringMatching(/^there is no file .*absent$/)
    })
    expect(await start(['./plain'], folder)).toMatchObject({
      why: expect.stringMatching(/may not be executed \(chmod/)
    })
    expect(await start(['./folder'], folder)).toMatchObject({ why: expect.stringMatching(/is no file that can be/) })
    expect(await start(['ls'], path.join(folder, 'gone'))).toMatchObject({
      why: expect.stringMatching(/no folder .*gone/)
    })
  })

  it('may lack its interpreter, which only the system finds out', async () => {
    const folder = scratch.run()
    writeFileSync(path.join(folder, 'script'), '#!/no/such/interpreter\n', { mode: 0o755 })
    expect(await start(['./script'], folder)).toEqual({
      kind: 'not-started',
      why: expect.stringMatching(/script.*not found/)
    })
  })

  it('is not one that ends with the same code', async () => {
    expect((await run('exit 127')).end).toEqual({ kind: 'exited', code: 127 })
    expect((await run('no-such-program')).end).toEqual({ kind: 'exited', code: 127 })
  })
})

where('a limit', () => {
  it('of time ends a program, and says which it was', async () => {
    const sleep = uniqueSleep()
    const { end } = await run(sleep, { seconds: 0.2 })
    expect(end).toEqual({ kind: 'timeout', which: 'seconds', limit: 0.2 })
    expect(processesWith(sleep)).toEqual([])
  })

  it('of silence ends one that gives no sign of life', async () => {
    expect((await run(`echo begun; ${uniqueSleep()}`, { quietSeconds: 0.3 })).end).toEqual({
      kind: 'timeout',
      which: 'quietSeconds',
      limit: 0.3
    })
  })

  it('of silence leaves one alone that prints, or writes files', async () => {
    const limits = { quietSeconds: 0.5 }
    const [printing, writing] = await Promise.all([
      run('for i in 1 2 3 4 5 6; do echo $i; sleep 0.2; done', limits),
      run('for i in 1 2 3 4 5 6; do echo $i >> metrics.jsonl; sleep 0.2; done', limits)
    ])
    expect([printing.end, writing.end]).toEqual([
      { kind: 'exited', code: 0 },
      { kind: 'exited', code: 0 }
    ])
  })

  it('of the folder ends a program that fills it, and one that has filled it', async () => {
    const filling = 'while :; do head -c 1000000 /dev/zero >> big; sleep 0.01; done'
    const { end, folder } = await run(filling, { folderBytes: 5_000_000 })
    expect(end).toMatchObject({ kind: 'flooded', limit: 5_000_000 })
    expect(statSync(path.join(folder, 'big')).size).toBeLessThan(500_000_000)
    const quick = await run('head -c 6000000 /dev/zero > big', { folderBytes: 5_000_000 })
    expect(quick.end).toMatchObject({ kind: 'flooded', limit: 5_000_000, bytes: expect.any(Number) })
    expect((await run('head -c 4000000 /dev/zero > big', { folderBytes: 5_000_000 })).end).toMatchObject({ code: 0 })
  })

  it('leaves a program time to write down where it is, and ends one that takes longer', async () => {
    const polite = await run("trap 'echo saved > saved; exit 0' TERM; while :; do sleep 0.01; done", { seconds: 0.3 })
    expect([polite.end.kind, existsSync(path.join(polite.folder, 'saved'))]).toEqual(['timeout', true])
    const marker = uniqueSleep()
    const stubborn = await run(`trap '' TERM INT HUP; while :; do ${marker}; done`, { seconds: 0.3 })
    expect(stubborn.end.kind).toBe('timeout')
    expect(processesWith(marker)).toEqual([])
  })

  it('ends one that is held as well', async () => {
    expect((await run('kill -STOP $$; sleep 100', { seconds: 0.3 })).end.kind).toBe('timeout')
  })
})

where('a stop', () => {
  it('ends a program, which may go on later', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 200)
    const result = await run("trap 'echo 1 > checkpoint; exit 9' TERM; while :; do sleep 0.01; done", {}, stop.signal)
    expect(result.end).toEqual({ kind: 'stopped' })
    expect(result.log('checkpoint')).toBe('1\n')
  })

  it('before the start starts nothing', async () => {
    const { end, folder } = await run('touch started', {}, AbortSignal.abort())
    expect([end, existsSync(path.join(folder, 'started'))]).toEqual([{ kind: 'stopped' }, false])
  })
})

where('processes that outlive their program', () => {
  it.each([
    ['in its group', (sleep: string) => `${sleep} & exit 0`, 1],
    ['several', (sleep: string) => `${sleep} & ${sleep} & ${sleep} & exit 0`, 3],
    ['that ignore SIGTERM', (sleep: string) => `(trap '' TERM; ${sleep}; :) & exit 0`, 2],
    ['that hold its output open', (sleep: string) => `(exec ${sleep}) & echo done`, 1]
  ])('are ended and counted: %s', async (_, line, count) => {
    const sleep = uniqueSleep()
    const result = await run(line(sleep))
    expect(result).toMatchObject({ end: { kind: 'exited', code: 0 }, survivors: count })
    expect(processesWith(sleep)).toEqual([])
  })

  const linux = process.platform === 'linux' && spawnSync('setsid', ['true']).status === 0 ? it : it.skip
  linux('are found in a session of their own too', async () => {
    const sleep = uniqueSleep()
    expect(await run(`setsid ${sleep} & sleep 0.1; exit 0`)).toMatchObject({ end: { code: 0 }, survivors: 1 })
    expect(processesWith(sleep)).toEqual([])
    const limited = await run(`setsid ${sleep} & ${sleep}`, { seconds: 0.3 })
    expect(limited.end.kind).toBe('timeout')
    expect(processesWith(sleep)).toEqual([])
  })

  it('are not those that end by themselves right after it', async () => {
    expect(await run('sleep 0.1 & exit 0')).toMatchObject({ end: { code: 0 }, survivors: 0 })
  })
})

where('output', () => {
  it('of a gigabyte fills no disk and stops no program', async () => {
    const result = await run('echo first; yes yyyyyyyyyyyyyyy | head -c 1000000000; echo last', {
      outputBytes: 1_000_000
    })
    expect(result.end).toEqual({ kind: 'exited', code: 0 })
    expect(result.leftOut).toBeGreaterThan(998_000_000)
    const log = result.log('stdout.log')
    expect(log.length).toBeLessThanOrEqual(1_000_100)
    expect(log).toMatch(/^first\n(?:y{15}\n)+y*\n?\[claimcheck: \d+ bytes left out\]\n(?:y{15}\n)+last\n$/)
    expect(result.tail.at(-1)).toBe('last')
  })

  it('is shown without what a terminal would obey, and kept as it was', async () => {
    const result = await run(
      `printf '\\033[31mred\\033[0m\\033]0;title\\007\\n10%%\\r50%%\\r100%%\\n\\033[2J\\342\\200\\256x\\n'`
    )
    expect(result.tail).toEqual(['red', '100%', '\\u202Ex'])
    expect(result.log('stdout.log')).toContain('\u001b[31mred')
  })

  it('that is no text, or has no line end, is kept', async () => {
    expect((await run(`printf '\\377\\376torn'`)).tail).toEqual(['\uFFFD\uFFFDtorn'])
  })

  const full = existsSync('/dev/full') ? it : it.skip
  full('that cannot be written is a failure of the machine, and ends the program', async () => {
    const folder = scratch.run()
    spawnSync('ln', ['-s', '/dev/full', path.join(folder, 'stdout.log')])
    const sleep = uniqueSleep()
    await expect(runProgram(shellCommand(`echo x; ${sleep}`, folder), LIMITS, folder)).rejects.toThrow(
      /what a program prints cannot be written down\n.*\n.*ENOSPC.*\n.*make room/
    )
    expect(processesWith(sleep)).toEqual([])
  })
})
