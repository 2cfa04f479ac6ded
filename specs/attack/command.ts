import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { RecordArchive } from '../../src/store/recordArchive'
import { Project, REPOSITORY } from '../support/project'
import type { Chance, OpenAttack } from './attack'

const CLI = path.join(REPOSITORY, 'dist/cli/main.js')
/** No command of these projects takes a tenth of it, even on a busy machine. */
const PATIENCE_MS = 180_000

/** What attacks disturb, and how it ends when they do not: the claim on the digits is refuted. */
export const VERIFY: readonly string[] = ['verify', '--jobs', '2', '--name', 'new']
export const VERIFY_CODE = 1

export interface Ended {
  readonly code: number | string
  readonly stdout: string
  readonly stderr: string
}

/** A command in a group of its own, so that all of it can be killed and looked for. */
export class Command {
  readonly #child: ReturnType<typeof spawn>
  readonly ended: Promise<Ended>

  /** @param before a line of a shell, such as `ulimit -n 40` */
  constructor(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, before = '') {
    const line = `${before === '' ? '' : `${before} && `}exec "$0" "$@"`
    const options = { cwd: folder, env: { ...process.env, ...env }, detached: true }
    this.#child = spawn('/bin/bash', ['-c', line, process.execPath, CLI, ...args], options)
    let [stdout, stderr] = ['', '']
    this.#child.stdout!.on('data', (chunk: Buffer) => {
      stdout += chunk
    })
    this.#child.stderr!.on('data', (chunk: Buffer) => {
      stderr += chunk
    })
    this.ended = new Promise((resolve) => {
      const timer = setTimeout(() => this.kill(true), PATIENCE_MS)
      this.#child.once('close', (code, signal) => {
        clearTimeout(timer)
        resolve({ code: code ?? signal ?? 'none', stdout, stderr })
      })
    })
  }

  /** @param group the workers too */
  kill(group: boolean): void {
    try {
      process.kill(group ? -this.#child.pid! : this.#child.pid!, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }

  /** One of the children, if there is any. Linux only. */
  killWorker(nth: number): void {
    const { pid } = this.#child
    const file = `/proc/${pid}/task/${pid}/children`
    const children = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean) : []
    if (children.length === 0) return
    try {
      process.kill(Number(children[nth % children.length]), 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }

  /** Whether any process of the group is still there. */
  get alive(): boolean {
    try {
      process.kill(-this.#child.pid!, 0)
      return true
    } catch {
      return false
    }
  }
}

let shared: Promise<Template> | null = null

const OLD = ['verify', 'toy/digits-loss', '--name', 'old', '--seeds', '3']

function writeClaims(project: Project): void {
  project.writeOnlineClaims()
  project.writeDigitsClaim()
}

/** The same for every attack of a campaign: to make it takes as long as several attempts. */
function sharedTemplate(): Promise<Template> {
  shared ??= Template.open(writeClaims, VERIFY, VERIFY_CODE, OLD)
  return shared
}

export async function removeTemplate(): Promise<void> {
  ;(await shared)?.close()
  shared = null
}

/**
 * A project in which everything has been run once, to be copied for each attempt and compared with: the store, and the
 * reports `old`, of one claim, and `new`, of all.
 */
export class Template {
  readonly #project = new Project()
  readonly #copies = mkdtempSync(path.join(tmpdir(), 'claimcheck-attack-'))
  #count = 0

  /** @param args of the undisturbed command, expected to end so */
  static async open(
    write: (project: Project) => void,
    args: readonly string[],
    expected: number,
    before: readonly string[] | null = null
  ): Promise<Template> {
    const template = new Template()
    write(template.#project)
    if (before !== null) await template.run(before)
    const { code, stderr } = await template.run(args)
    if (code !== expected) throw new Error(`the undisturbed command ends with ${code}: ${stderr}`)
    return template
  }

  get folder(): string {
    return this.#project.folder
  }

  /** The bytes of each run's result, by key. */
  results(folder = this.folder): string {
    const store = path.join(folder, '.claimcheck', 'store')
    // Below `programs` lies what programs of their own wrote.
    const files = jsonFiles(store).filter((file) => path.relative(store, file).split(path.sep).length === 2)
    const results = files.map((file) => [path.basename(file), JSON.parse(readFileSync(file, 'utf8')).result])
    return JSON.stringify(results.sort())
  }

  run(args: readonly string[], folder = this.folder): Promise<Ended> {
    return new Command(folder, args).ended
  }

  copy(): string {
    const copy = path.join(this.#copies, String(this.#count++))
    cpSync(this.folder, copy, { recursive: true })
    return copy
  }

  close(): void {
    this.#project.remove()
    rmSync(this.#copies, { recursive: true, force: true })
  }
}

/** Temporary files are nobody's: a name that begins with a dot is never read. */
function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.json(\.gz)?$/.test(file) && !path.basename(file).startsWith('.'))
    .map((file) => path.join(folder, file))
}

/** The files below a folder that are not whole; null where all are. */
export function tornFiles(folder: string): string | null {
  const torn = jsonFiles(folder).filter((file) => {
    try {
      const bytes = readFileSync(file)
      JSON.parse(String(file.endsWith('.gz') ? gunzipSync(bytes) : bytes))
      return false
    } catch {
      return true
    }
  })
  const archives = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jsonl.gz')) : []
  for (const file of archives) {
    try {
      RecordArchive.open(path.join(folder, file))
    } catch {
      torn.push(file)
    }
  }
  return torn.length === 0 ? null : `torn: ${torn.join(', ')}`
}

/** What is never said, whatever was done. */
export function unsaid({ stderr, stdout, code }: Ended): string | null {
  if (/^\s+at .*[:(]/m.test(stderr) || /this is a defect/.test(stderr)) return `a stack trace (${code}):\n${stderr}`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(stdout + stderr)
  return obeyed === null ? null : `a terminal would obey ${JSON.stringify(obeyed[0])}`
}

/** A copy of the template's project, for one attempt. */
export interface Copy {
  readonly folder: string
  readonly template: Template
  /** What the runs of the template come to. */
  readonly reference: string
}

/** Attempts that each have a copy of their own; it stays until all are done where something did not hold. */
export async function onCopies(
  attempt: (chance: Chance, copy: Copy) => Promise<string | null>,
  given?: Template
): Promise<OpenAttack> {
  const template = given ?? (await sharedTemplate())
  const reference = template.results()
  return {
    attempt: async (chance) => {
      const folder = template.copy()
      const found = await attempt(chance, { folder, template, reference })
      if (found === null) rmSync(folder, { recursive: true, force: true })
      return found
    }
  }
}
