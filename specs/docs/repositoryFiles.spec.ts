import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import manifest from '../../package.json'
import { REPOSITORY } from '../support/project'

const read = (file: string) => readFileSync(path.join(REPOSITORY, file), 'utf8')
const yaml = (file: string) => load(read(file)) as Record<string, unknown>

interface Form {
  readonly name: string
  readonly description: string
  readonly body: readonly {
    readonly type: string
    readonly id?: string
    readonly attributes: { readonly label?: string }
  }[]
}

describe('what hosts and archives read of the repository', () => {
  it('the workflow runs what must pass, on every Node that is allowed, and may write nothing', () => {
    const { jobs, permissions } = yaml('.github/workflows/ci.yml') as {
      permissions: object
      jobs: { ci: { strategy: { matrix: { node: string[] } }; steps: { run?: string }[] } }
    }
    expect(permissions).toEqual({ contents: 'read' })
    expect(jobs.ci.steps.flatMap(({ run }) => run ?? [])).toEqual([
      expect.stringContaining('apt-get install'),
      'bash .ci/run'
    ])
    expect(existsSync(path.join(REPOSITORY, '.ci/run'))).toBe(true)
    const oldest = /\d+/.exec(manifest.engines.node)![0]
    expect(jobs.ci.strategy.matrix.node[0]).toBe(oldest)
  })

  const forms = readdirSync(path.join(REPOSITORY, '.github/ISSUE_TEMPLATE')).filter((file) => file !== 'config.yml')
  it.each(forms)('the form %s has what GitHub asks of one', (file) => {
    const { name, description, body } = yaml(`.github/ISSUE_TEMPLATE/${file}`) as unknown as Form
    expect([typeof name, typeof description, body.length > 0]).toEqual(['string', 'string', true])
    const ids = body.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(body.every(({ type, attributes }) => type === 'textarea' && attributes.label !== undefined)).toBe(true)
  })

  it('the citation is of this version, under this licence', () => {
    const citation = yaml('CITATION.cff')
    expect(citation).toMatchObject({
      'cff-version': '1.2.0',
      title: manifest.name,
      version: manifest.version,
      license: manifest.license,
      type: 'software'
    })
    expect(String(citation.abstract).trim()).toBe(manifest.description)
  })

  it('links of SECURITY.md lead to files that are kept', () => {
    const links = [...read('SECURITY.md').matchAll(/\]\((?<to>[^)]+)\)/g)].map(({ groups }) => groups!.to!)
    const kept = execFileSync('git', ['ls-files', ...links], { cwd: REPOSITORY, encoding: 'utf8' })
      .trim()
      .split('\n')
    expect(kept.sort()).toEqual([...links].sort())
  })
})
