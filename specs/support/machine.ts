import type { ChildProcess } from 'node:child_process'
import { Project } from './project'

/** `claimcheck` under way. */
export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; printed: string }>
  printed(): string
}

/** A machine with a folder of its own; what is started on it is ended with it. */
export class Machine extends Project {
  readonly #children = new Set<ChildProcess>()

  /** `claimcheck`, with what it printed when it has ended. */
  begin(args: readonly string[], env: NodeJS.ProcessEnv): Started {
    const child = this.start(args, env)
    this.#children.add(child)
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += text))
    const ended = new Promise<{ code: number | null; printed: string }>((resolve) => {
      child.once('close', (code) => {
        this.#children.delete(child)
        resolve({ code, printed })
      })
    })
    return { child, ended, printed: () => printed }
  }

  /** The records of a store, as far as they are whole at this moment. */
  resultsSoFar(store: string): Record<string, string> {
    try {
      return this.results(store)
    } catch {
      // Nothing is there yet, or a record is being written.
      return {}
    }
  }

  override remove(): void {
    for (const child of this.#children) child.kill('SIGKILL')
    super.remove()
  }
}

/** A report without when, where and for how long its runs were made, which the digest of their records covers. */
export function withoutEnvironment(report: unknown): unknown {
  return JSON.parse(JSON.stringify(report), (key, value) =>
    ['startedAt', 'wallTimeMs', 'cohortSize', 'cpu', 'node', 'platform', 'commit', 'records'].includes(key)
      ? null
      : value
  )
}

/** What `verify` reports with a store of its own, without its environment. */
export function reportWith(project: Project, store: string, node = process.execPath): unknown {
  const args = ['verify', '--json', '--jobs', '1', '--store', store, '--name', store]
  const { stdout, stderr } = project.run(args, {}, node)
  if (stdout === '') throw new Error(stderr)
  return withoutEnvironment(JSON.parse(stdout))
}
