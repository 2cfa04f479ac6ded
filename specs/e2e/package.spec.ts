import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import manifest from '../../package.json'
import { JestProject } from '../support/jestProject'
import { REPOSITORY } from '../support/project'

jest.setTimeout(180_000)

function npm(args: readonly string[], folder: string, env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    // On Windows npm is a script of the shell, so paths, which may hold spaces, go through the environment.
    shell: process.platform === 'win32',
    env: { ...process.env, npm_config_local_prefix: folder, npm_config_loglevel: 'error', ...env }
  })
}

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

/** The build has been made; making it again would take it away from the tests beside this one. */
function pack(args: readonly string[], env: NodeJS.ProcessEnv = {}): Packed {
  const { stdout } = npm(['pack', '--json', '--ignore-scripts', ...args], REPOSITORY, env)
  return Object.values(JSON.parse(stdout) as Record<string, Packed>)[0]!
}

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(REPOSITORY, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
}

describe('the packed files', () => {
  const packed = pack(['--dry-run']).files.map((file) => file.path)

  it('are the build, the claims with their schemas, the embedded data and the documents, and nothing else', () => {
    const documents = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']
    const expected = [
      ...documents,
      // What makes a site of them stays in the repository.
      ...filesBelow('docs').filter((file) => !file.startsWith('docs/site/')),
      ...filesBelow('dist'),
      ...filesBelow('claims'),
      ...filesBelow('data/digits'),
      ...filesBelow('data/friedman1')
    ]
    expect([...packed].sort()).toEqual(expected.sort())
    expect(packed).toEqual(expect.arrayContaining(['claims/schema/claim.schema.json', 'data/digits/digits.csv.gz']))
    expect(packed.filter((file) => file.startsWith('dist/') && !/\.(js|d\.ts)$/.test(file))).toEqual([])
  })

  // npm does so once, when it links the command; what is built later has to be executable by itself.
  it('hold a command that a build has made executable', () => {
    const { stdout, error } = spawnSync(path.join(REPOSITORY, 'dist/cli/main.js'), ['--version'], { encoding: 'utf8' })
    expect([error, stdout]).toEqual([undefined, `${manifest.version}\n`])
  })

  it('hold every file that package.json points to', () => {
    const entries = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry)
    )
    const targets = [manifest.main, manifest.types, ...Object.values(manifest.bin), ...entries]
      .filter((target) => !target.includes('*'))
      .map((target) => path.posix.normalize(target))
    expect(targets.filter((target) => !packed.includes(target))).toEqual([])
    expect(targets.length).toBeGreaterThan(8)
  })
})

const OFFLINE = ['--fetch-retries=0', '--fetch-timeout=10000']
const registry = npm(['view', 'tinyglobby', 'version', ...OFFLINE], REPOSITORY).status === 0
const whereRegistry = registry ? describe : describe.skip

whereRegistry(`the package, installed from the registry${registry ? '' : ' [skipped: it cannot be reached]'}`, () => {
  let project: JestProject
  const claimcheck = (...args: string[]) => npm(['exec', '--no', '--', 'claimcheck', ...args], project.folder)

  beforeAll(() => {
    project = new JestProject()
    const { filename } = pack([], { npm_config_pack_destination: project.folder })
    // The optional engine would download libtensorflow where it can.
    const { status, stderr } = npm(['install', `./${path.basename(filename)}`, '--omit=optional'], project.folder)
    if (status !== 0) throw new Error(stderr)
  })
  afterAll(() => project.remove())

  it('brings no peers along', () => {
    expect(existsSync(project.path('node_modules/claimcheck/dist'))).toBe(true)
    expect(existsSync(project.path('node_modules/jest'))).toBe(false)
  })

  it('has its command', () => {
    expect(claimcheck('--version').stdout).toBe(`${manifest.version}\n`)
    expect(claimcheck('doctor').stdout).toMatch(/tfjs:wasm: works[\s\S]*digits[\s\S]*available/)
    expect(claimcheck('new', 'my-paper/first').status).toBe(0)
    expect(claimcheck('lint').stdout).toContain('in your own words')
  })

  it('verifies claims on both engines', () => {
    project.writeOnlineClaims()
    project.writeDigitsClaim({ expected: { quick: { outcome: 'refuted', why: 'measured' } } })
    const { stdout, status } = claimcheck('verify', 'toy', '--name', 'verified')
    expect(stdout).toMatch(/^profile quick: 3 claims: 2 reproduced, 1 refuted$/m)
    expect(status).toBe(0)
  })

  it('tests claims in the Jest of the project', () => {
    project.writeOnlineClaims()
    project.describeClaims('claims.spec.js', 'claims/toy/online-*.json')
    const { tests, output } = project.jest()
    expect(tests.map(({ status }) => status)).toEqual(['passed', 'passed'])
    expect(output).toMatch(/^profile quick: 2 claims: 2 reproduced$/m)
  })

  it.each([
    ['CommonJS', 'script.cjs', (names: string, entry: string) => `const ${names} = require('${entry}')`],
    ['ESM', 'script.mjs', (names: string, entry: string) => `import ${names} from '${entry}'`]
  ])('gives the names of each entry to %s', (_system, file, load) => {
    const entries = { verify: '', renderHtml: '/report', minPairs: '/stats', judgeFamily: '/engine' }
    const lines = Object.entries(entries).map(([name, entry]) => load(`{ ${name} }`, `claimcheck${entry}`))
    project.write(
      file,
      `${lines.join('\n')}\nconsole.log(verify.name, renderHtml.name, minPairs(0.05), judgeFamily.name)\n`
    )
    expect(project.node(file)).toMatchObject({ stdout: 'verify renderHtml 6 judgeFamily\n', stderr: '' })
  })
})
