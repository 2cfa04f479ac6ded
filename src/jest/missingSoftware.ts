import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { baseEnvironment } from '../programs/programEnvironment'
import type { ProgramExperiment } from '../runs/program/types'

const SECONDS = 60

/**
 * Why programs cannot run here: what an experiment asks of its environment ("capture") cannot be asked, because the
 * language, a library or data is missing. Jest has to know while it collects tests, so it waits for each command, once.
 */
export class MissingSoftware {
  readonly #known = new Map<string, string | null>()
  readonly #claimsRoot: string

  constructor(claimsRoot: string) {
    this.#claimsRoot = claimsRoot
  }

  /** In one line, with what helps; null where nothing is missing. */
  of({
    folder,
    environment,
    resources
  }: Pick<ProgramExperiment, 'folder' | 'environment' | 'resources'>): string | null {
    const cwd = path.resolve(this.#claimsRoot, '..', folder)
    // Devices are the scheduler's; what can be asked of the rest hangs on none.
    const env = baseEnvironment(environment, { cores: resources.cores, gpus: [] }, process.env)
    for (const command of environment.capture) {
      const key = JSON.stringify([cwd, command, env])
      if (!this.#known.has(key)) this.#known.set(key, problemOf(command, cwd, env))
      const problem = this.#known.get(key)
      if (problem != null) return problem
    }
    return null
  }
}

function problemOf(command: readonly string[], cwd: string, env: Readonly<Record<string, string>>): string | null {
  const [program, ...words] = command
  const { status, error, stderr } = spawnSync(program!, words, { cwd, env, timeout: SECONDS * 1000, encoding: 'utf8' })
  if (status === 0) return null
  const missing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
  const said = missing ? `there is no program ${program} in PATH` : (stderr.trim().split('\n').at(-1) ?? '')
  return `${said === '' ? `${command.join(' ')} failed` : said}; to mend: install what it asks for`
}
