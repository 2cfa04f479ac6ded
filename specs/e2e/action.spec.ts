import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

interface Step {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly shell?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

const action = load(readFileSync(path.join(REPOSITORY, 'action.yml'), 'utf8')) as Action
const commands = action.runs.steps.filter((step) => step.run !== undefined)
const bash = spawnSync('bash', ['-c', 'true']).status === 0
const whereBash = bash ? describe : describe.skip

/** What a runner does with a composite action's own commands: resolve expressions, run, read the outputs. */
function runAction(project: Project, inputs: Readonly<Record<string, string>>) {
  const outputs: Record<string, Record<string, string>> = {}
  const [outputFile, summaryFile] = [project.path('outputs.txt'), project.path('summary.txt')]
  writeFileSync(summaryFile, '')
  const resolve = (text: string) =>
    text.replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
      const [scope, ...names] = expression.split('.')
      if (scope === 'inputs') return inputs[names[0]!] ?? action.inputs[names[0]!]!.default
      if (scope === 'steps') return outputs[names[0]!]?.[names[2]!] ?? ''
      if (expression === 'github.action_path') return REPOSITORY
      throw new Error(`this test does not know ${expression}`)
    })
  let status = 0
  let text = ''
  for (const { id, run, env = {} } of commands) {
    if (id === 'compare' && !inputs.compare) continue
    writeFileSync(outputFile, '')
    const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, resolve(value)]))
    const result = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run!], {
      cwd: project.folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, CI: 'true', GITHUB_OUTPUT: outputFile, GITHUB_STEP_SUMMARY: summaryFile, ...own }
    })
    text += result.stdout + result.stderr
    const lines = readFileSync(outputFile, 'utf8').trim().split('\n')
    if (id !== undefined) outputs[id] = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)))
    status = result.status ?? -1
    if (status !== 0) break
  }
  return { status, text, outputs, summary: readFileSync(summaryFile, 'utf8') }
}

describe('action.yml', () => {
  it('is a composite action whose commands get their inputs through the environment alone', () => {
    expect(action.runs.using).toBe('composite')
    expect(commands.length).toBeGreaterThanOrEqual(4)
    for (const { run, shell } of commands) {
      expect(shell).toBe('bash')
      expect(run).not.toContain('${{')
    }
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/\.$/)
  })

  it('has every input and output that the documented workflow uses', () => {
    const text = readFileSync(path.join(REPOSITORY, 'docs/continuous-integration.md'), 'utf8')
    const workflow = load(/```yaml\n([\s\S]*?)```/.exec(text)![1]!) as {
      readonly jobs: { readonly verify: { readonly steps: readonly (Step & { readonly with?: object })[] } }
    }
    const { steps } = workflow.jobs.verify
    const used = steps.find(({ uses }) => uses?.includes('/claimcheck@'))
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(used?.with ?? {})))
    const outputs = [...text.matchAll(/steps\.claims\.outputs\.([\w-]+)/g)].map((match) => match[1]!)
    expect(outputs.length).toBeGreaterThan(0)
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(outputs))
  })

  it('and its document name options that the commands have', () => {
    const documents = ['docs/continuous-integration.md', 'action.yml']
    const text = documents.map((file) => readFileSync(path.join(REPOSITORY, file), 'utf8')).join('\n')
    const lines = text.replaceAll('\\\n', ' ').split('\n')
    const named = lines.flatMap((line) => {
      const [, command, rest] = /(?:claimcheck|"\$MAIN") (verify|report)\b(.*)/.exec(line) ?? []
      return command === undefined
        ? []
        : [...rest!.matchAll(/ (--[a-z-]+)/g)].map((match) => [command, match[1]!] as const)
    })
    expect(named.length).toBeGreaterThan(10)
    const project = new Project()
    const help = (command: string) => project.run([command, '--help']).stdout
    const known = new Map(['verify', 'report'].map((command) => [command, help(command)]))
    project.remove()
    expect(named.filter(([command, option]) => !known.get(command)!.includes(option))).toEqual([])
  })
})

whereBash(`the commands of action.yml${bash ? '' : ' [skipped: no bash]'}`, () => {
  let project: Project
  beforeEach(() => {
    project = new Project()
    project.writeOnlineClaims()
  })
  afterEach(() => project.remove())

  it('verify, leave the report, and put the summary on the page', () => {
    const { status, outputs, summary, text } = runAction(project, {
      claims: 'toy/online-adam',
      arguments: '--strict\n--jobs=1'
    })
    expect({ status, text }).toMatchObject({ status: 0 })
    expect(outputs.verify).toMatchObject({ 'exit-code': '0' })
    expect(JSON.parse(readFileSync(outputs.verify!.report!, 'utf8'))).toMatchObject({ counts: { asExpected: 2 } })
    expect(summary).toMatch(/^### Claims: 2 as expected\n/)
    expect(existsSync(project.path('reports/claimcheck/badge.svg'))).toBe(true)
    // Plain lines: no colour, nothing rewritten.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour
    expect(text).not.toMatch(/[\r\u001B]/)
  })

  it('fail after everything was left where an outcome differs, and say what changed', () => {
    expect(runAction(project, {}).status).toBe(0)
    const before = readFileSync(project.path('reports/claimcheck/report.json'), 'utf8')
    project.write('older.json', before.replace('"firstSeed": 0', '"firstSeed": 7'))
    project.writeOnlineClaims({ expected: { quick: { outcome: 'refuted', why: 'a mistake' } } })
    const { status, outputs, summary } = runAction(project, { compare: 'older.json' })
    expect({ status, code: outputs.verify!['exit-code'] }).toEqual({ status: 1, code: '1' })
    expect(summary).toContain('### Claims: 2 differ\n')
    expect(summary).toContain('\n# What changed\n')
    expect(project.readJson('reports/claimcheck/comparison.json')).toMatchObject({ counts: { shared: 2 } })
  })

  it('run nothing that an input holds', () => {
    const { status, text } = runAction(project, {
      claims: '$(touch injected) `touch injected`',
      arguments: '; touch injected'
    })
    expect(status).toBe(2)
    expect(text).toContain('no claim is called')
    expect(existsSync(project.path('injected'))).toBe(false)
  })
})
