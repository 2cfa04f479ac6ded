import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MissingSoftware } from '../../../src/jest/missingSoftware'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-software-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const experiment = (...capture: readonly string[][]) => ({
  folder: '.',
  environment: { set: {}, pass: ['PATH'], capture },
  resources: { cores: 1, memoryMiB: 512, gpus: 0, seconds: 1 }
})
const node = (script: string) => [process.execPath, '-e', script]

describe('software that programs ask for', () => {
  const software = () => new MissingSoftware(path.join(folder, 'claims'))

  it('misses nothing where every command answers', () => {
    expect(software().of(experiment(node('console.log(1)')))).toBeNull()
    expect(software().of(experiment())).toBeNull()
  })

  it('names a program that is not there', () => {
    expect(software().of(experiment(node(''), ['no-such-language', '--version']))).toBe(
      'there is no program no-such-language in PATH; to mend: install what it asks for'
    )
  })

  it('says the last line of what a command says, as of a library that is missing', () => {
    const script = 'console.error("Traceback\\nModuleNotFoundError: No module named torch"); process.exit(1)'
    expect(software().of(experiment(node(script)))).toBe(
      'ModuleNotFoundError: No module named torch; to mend: install what it asks for'
    )
  })

  it('names a command that fails without a word', () => {
    expect(software().of(experiment([process.execPath, '-e', 'process.exit(3)']))).toContain(
      '-e process.exit(3) failed'
    )
  })

  it('asks in the folder of the programs, each command once', () => {
    appendFileSync(path.join(folder, 'asked'), '')
    const asking = experiment(node('require("fs").appendFileSync("asked", "x")'))
    const asked = software()
    for (const _ of [1, 2]) expect(asked.of(asking)).toBeNull()
    expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toBe('x')
  })
})
