import { captureEnvironment } from '../../../src/programs/captureEnvironment'
import { processesWith, scratchFolder } from '../../support/programs/scratch'

const where = process.platform === 'win32' ? describe.skip : describe
const scratch = scratchFolder()

async function ask(line: string, seconds?: number) {
  const cwd = scratch.run()
  const env = { PATH: process.env.PATH! }
  const [captured] = await captureEnvironment([['sh', '-c', line]], { cwd, env, ...(seconds && { seconds }) })
  return { ...captured!, cwd }
}

where('captureEnvironment', () => {
  it('asks one command after the other', async () => {
    const env = { PATH: process.env.PATH! }
    const commands = [
      ['echo', 'one'],
      ['echo', 'two']
    ]
    const captured = await captureEnvironment(commands, { cwd: scratch.folder, env })
    expect(captured).toMatchObject([
      { command: ['echo', 'one'], output: 'one' },
      { output: 'two', problem: null }
    ])
    expect(captured[0]!.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('says the same of the same, whatever the line ends, the blanks, the colours and the folder', async () => {
    const [a, b] = [
      await ask(`printf 'x 1\\r\\n\\n  y  \\n'; pwd`),
      await ask(`printf '\\033[1mx 1\\033[0m\\n  y\\n'; echo $PWD`)
    ]
    expect(a.output).toBe('x 1\ny\n.')
    expect([b.output, b.sha256]).toEqual([a.output, a.sha256])
  })

  it('takes what goes to the errors only where that is all', async () => {
    expect((await ask('echo version 1 >&2')).output).toBe('version 1')
    expect((await ask('echo version 1; echo "[notice] a new release" >&2')).output).toBe('version 1')
  })

  it('tells long outputs apart by their digest', async () => {
    const [a, b] = [await ask('yes a | head -n 30000; echo 1'), await ask('yes a | head -n 30000; echo 2')]
    expect(a.output).toBe(b.output)
    expect(a.sha256).not.toBe(b.sha256)
  })

  it.each([
    ['fails', 'echo no >&2; exit 2', /^it ended with code 2: no$/],
    ['crashes', 'kill -SEGV $$', /^it ended with SIGSEGV$/],
    ['does not end', 'exec sleep 88123.5', /^it took longer than 0.5 s$/],
    ['floods', 'yes; sleep 88123.5', /^it printed more than 1048576 bytes$/]
  ])('says why there is no answer where a command %s', async (_, line, problem) => {
    expect(await ask(line, 0.5)).toMatchObject({ output: null, sha256: null, problem: expect.stringMatching(problem) })
    expect(processesWith('sleep 88123.5')).toEqual([])
  })

  it('says where there is no such command', async () => {
    const [captured] = await captureEnvironment([['no-such']], { cwd: scratch.folder, env: { PATH: '/bin' } })
    expect(captured).toMatchObject({ output: null, problem: 'there is no program no-such in PATH=/bin' })
  })
})
