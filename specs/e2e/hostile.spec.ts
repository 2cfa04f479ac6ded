import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { NO_FILES, plantNoFile } from '../support/hostileFiles'
import { Project, REPOSITORY } from '../support/project'

const CLI = path.join(REPOSITORY, 'dist/cli/main.js')
const NO_STACK = /^\s+at /m
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
const onPosix = process.platform === 'win32' ? describe.skip : describe
const onLinux = process.platform === 'linux' ? it : it.skip

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

/** Runs a line of a shell in the project, with `claimcheck` as the program; the code is that of `claimcheck`. */
function shell(line: string): { readonly status: number; readonly stdout: string; readonly stderr: string } {
  const claimcheck = `claimcheck() { '${process.execPath}' '${CLI}' "$@"; echo $? > status; }`
  const { stdout, stderr } = spawnSync('bash', ['-c', `${claimcheck}; ${line}`], {
    cwd: project.folder,
    encoding: 'utf8'
  })
  return { status: Number(readFileSync(project.path('status'), 'utf8')), stdout, stderr }
}

onPosix('a reader who leaves', () => {
  it('ends nothing: the runs are made, the report is written, and the code is that of the result', () => {
    project.writeOnlineClaims({ expected: { quick: { outcome: 'refuted', why: 'to differ' } } })
    expect(shell('claimcheck verify --name whole').status).toBe(1)
    project.run(['runs', '--remove'])
    expect(shell('claimcheck verify --name left --store other 2>&1 | true')).toMatchObject({ status: 1 })
    expect(Object.keys(project.results('other'))).toHaveLength(6)
    expect(existsSync(project.path('reports', 'left', 'report.html'))).toBe(true)
    expect(shell('claimcheck runs --store other | head -1').status).toBe(0)
  })

  onLinux('is not a full disk, which is said, with the code of what could not run', () => {
    project.writeOnlineClaims()
    const { status, stderr } = shell('claimcheck lint > /dev/full')
    expect(status).toBe(3)
    expect(stderr).toMatch(/^Not all of standard output could be written: .*no space left/m)
    expect(stderr).not.toMatch(NO_STACK)
    // Where nobody can be told of the progress, the work is none the worse.
    expect(shell('claimcheck verify --name x 2> /dev/full').status).toBe(0)
  })
})

onPosix('a machine with little', () => {
  it.each(['ulimit -n 24', 'ulimit -n 40'])('of open files (%s) is named as that', (limit) => {
    project.writeOnlineClaims()
    const { status, stderr } = shell(`${limit}; claimcheck verify`)
    expect(status).toBe(3)
    expect(stderr).toMatch(/to mend: +allow more open files \(ulimit -n 1024\)/)
    expect(stderr).not.toMatch(/defect|^\s+at /m)
  })

  onLinux('address space is named as that', () => {
    const { status, stderr } = shell('ulimit -v 4000000; claimcheck lint')
    expect(status).toBe(3)
    expect(stderr).toMatch(/^this machine has no more memory to give/m)
    expect(stderr).not.toMatch(/defect|^\s+at /m)
  })
})

onPosix('Ctrl-C', () => {
  it.each([200, 500, 700, 900, 1200])('to the whole group after %d ms ends with 130', async (afterMs) => {
    project.writeOnlineClaims({}, { numSteps: 100_000_000 })
    const child = project.startGroup(['verify', '--jobs', '2'])
    let stderr = ''
    child.stderr!.on('data', (chunk: Buffer) => {
      stderr += chunk
    })
    const ended = new Promise<unknown>((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)))
    await delay(afterMs)
    process.kill(-child.pid!, 'SIGINT')
    // By the signal itself before there is anybody to hear it, which a shell calls 130 too.
    expect(['SIGINT', 130]).toContain(await ended)
    expect(stderr).not.toMatch(/defect|^\s+at /m)
  })
})

onPosix('the words of others, in a terminal', () => {
  const HOSTILE = 'x\u001b[2J\u009b31m\u202ey'

  it('are shown, not obeyed, wherever they come from', () => {
    project.writeOnlineClaims()
    project.write(`claims/toy/${HOSTILE}.json`, '{')
    project.write('claims/toy/broken.json', `{"a": ${HOSTILE}}`)
    project.write(`claims/external/${HOSTILE}.json`, '{"formatVersion": 9}')
    project.write('claims/experiments/other.json', { [HOSTILE]: HOSTILE, id: HOSTILE })
    project.write('data/shapes/dataset.json', { name: HOSTILE, title: HOSTILE })
    project.write('data/shades/dataset.json', {
      name: 'shades',
      title: HOSTILE,
      summary: HOSTILE,
      attribution: HOSTILE,
      licence: HOSTILE,
      layout: 'cifar10-binary',
      numClasses: 2,
      imageShape: [2, 2, 1],
      files: ['training', 'test'].map((role) => ({ name: role, role, images: 2, sha256: '0'.repeat(64) }))
    })
    const env = { CLAIMCHECK_DATA_DIR: project.path('data') }
    for (const args of [
      ['lint'],
      ['lint', '--json'],
      ['verify'],
      ['verify', HOSTILE],
      ['data', 'list'],
      ['data', 'list', '--json'],
      ['data', 'import', HOSTILE],
      ['plan', '--claims', HOSTILE],
      ['report', '--from', HOSTILE],
      [HOSTILE]
    ]) {
      const { stdout, stderr, status } = project.run(args, env)
      expect(`${stdout}${stderr}`).not.toMatch(OBEYED)
      expect(`${stdout}${stderr}`).not.toMatch(NO_STACK)
      expect(status).toBeLessThan(3)
    }
    expect(JSON.stringify(JSON.parse(project.run(['data', 'list', '--json'], env).stdout))).toContain('shades')
  })
})

onPosix('a hostile folder', () => {
  it.each(NO_FILES)('with %s for a claim, evidence or a file of data makes nothing wait', (_name, make) => {
    project.writeOnlineClaims()
    plantNoFile(project.path('claims', 'toy', 'pipe.json'), make)
    plantNoFile(project.path('data', 'train-images-idx3-ubyte'), make)
    const file = plantNoFile(project.path('report.json'), make)
    for (const args of [['lint'], ['verify'], ['data', 'import', 'data', 'mnist'], ['report', '--from', file]]) {
      const { status, stderr } = project.run(args)
      expect(status).toBe(2)
      expect(stderr).not.toMatch(NO_STACK)
    }
  })

  it('has no code of it run: not the programs that its git settings name', () => {
    project.writeOnlineClaims()
    const git = (...args: string[]) => execFileSync('git', args, { cwd: project.folder, stdio: 'ignore' })
    const [program, mark] = [project.path('trap.sh'), project.path('mark')]
    writeFileSync(program, `#!/bin/sh\necho run >> '${mark}'\ncat\n`)
    chmodSync(program, 0o755)
    git('init', '--quiet')
    git('add', '.')
    git('-c', 'user.name=x', '-c', 'user.email=x@localhost', 'commit', '--quiet', '-m', 'first')
    git('config', 'core.fsmonitor', program)
    git('config', 'core.hooksPath', project.folder)
    git('config', 'filter.trap.clean', program)
    project.write('.gitattributes', '* filter=trap\n')
    for (const args of [['verify', '--name', 'x'], ['register'], ['plan'], ['export', 'csv', '--out', 'runs']]) {
      expect(project.run(args).stderr).not.toMatch(NO_STACK)
    }
    expect(existsSync(mark)).toBe(false)
    const [record] = Object.keys(project.results())
    const stored = project.readJson(`.claimcheck/store/${record!.slice(0, 2)}/${record}.json`)
    expect(JSON.stringify(stored)).toMatch(/"commit":"[0-9a-f]{40}/)
    git('status')
    expect(existsSync(mark)).toBe(true)
  })

  it('a source that is linked is judged like any other', () => {
    project.writeOnlineClaims()
    execFileSync('mv', [project.path('claims', 'toy'), project.path('elsewhere')])
    symlinkSync(project.path('elsewhere'), project.path('claims', 'toy'))
    const { stdout, status } = project.run(['plan'])
    expect(status).toBe(0)
    expect(stdout).toContain('toy/online-adam')
  })
})
