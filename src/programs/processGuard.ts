import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import { MARK_VARIABLE } from './processes'

/**
 * Reads "+ group" and "- group", a line each, from its standard input, until nobody has the other end any more: then it
 * kills every group that is left, and whatever has the mark ($1) in its environment, several times, since those may fork.
 * Signals that end claimcheck leave it alone. Written for any `sh`, of which it is one process with a megabyte.
 */
const GUARD = `trap '' HUP INT TERM QUIT
groups=' '
while read -r action group; do
  case $action in
    +) groups="$groups$group " ;;
    -) case $groups in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac ;;
  esac
done
for round in 1 2 3; do
  for group in $groups; do kill -KILL -- "-$group" 2>/dev/null; done
  if [ -d /proc/self ]; then
    for file in $(grep -ls "${MARK_VARIABLE}=$1" /proc/[0-9]*/environ 2>/dev/null); do
      pid=\${file#/proc/}
      kill -KILL "\${pid%/environ}" 2>/dev/null
    done
  fi
done
`

/**
 * Names its process to the guard before it becomes the program: whenever claimcheck is killed, either the guard knows of
 * the program, or there is none yet. The guard does not see the end of its input before, since this still holds it.
 */
const START = `trap '' PIPE; echo "+ $$" >&3 2>/dev/null; trap - PIPE; exec 3>&-; unset OLDPWD SHLVL; exec "$@"`

/** The name by which `sh` speaks of itself, where a program cannot be started. */
export const STARTER = 'claimcheck-start'

/**
 * Sees to it that no program outlives claimcheck, even where that is killed so that it cannot do anything (`kill -9`, out of
 * memory): a process of its own, one for all programs that a process starts, which ends with it. What a program starts in
 * a session of its own is found by a mark in its environment, on Linux; elsewhere, and where it wiped its environment, it
 * is not. Windows has neither groups nor `sh`: there nothing is guarded.
 */
class ProcessGuard {
  readonly #mark = randomBytes(8).toString('hex')
  readonly #groups = new Set<number>()
  #process: ChildProcess | null = null
  #count = 0

  /**
   * Starts a program in a session and process group of its own, whose number is its process id.
   *
   * @returns the process, and the mark in the environment of all that it starts
   */
  start(
    argv: readonly string[],
    { cwd, env, stdin }: { cwd: string; env: Readonly<Record<string, string>>; stdin: 'ignore' | 'pipe' }
  ): { readonly child: GuardedProcess; readonly mark: string } {
    const mark = `${this.#mark}${String(this.#count++).padStart(8, '0')}`
    const options = { cwd, env: { ...env, PWD: cwd, [MARK_VARIABLE]: mark }, windowsHide: true }
    if (process.platform === 'win32') {
      const child = spawn(argv[0]!, argv.slice(1), { ...options, stdio: [stdin, 'pipe', 'pipe'] })
      return { child: child as GuardedProcess, mark }
    }
    const child = spawn('/bin/sh', ['-c', START, STARTER, ...argv], {
      ...options,
      detached: true,
      stdio: [stdin, 'pipe', 'pipe', this.#input()]
    }) as GuardedProcess
    if (child.pid !== undefined) this.#groups.add(child.pid)
    return { child, mark }
  }

  /** Of a program whose group is gone. */
  release(group: number): void {
    this.#groups.delete(group)
    if (this.#process?.stdin?.writable) this.#process.stdin.write(`- ${group}\n`)
  }

  /** The end of the pipe that programs name themselves to. */
  #input(): Writable {
    if (this.#process?.stdin?.writable) return this.#process.stdin
    const guard = spawn('/bin/sh', ['-c', GUARD, 'claimcheck-guard', this.#mark], {
      // In a session of its own Ctrl-C does not reach it, nor what kills a group.
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore']
    })
    guard.unref()
    const input = guard.stdin as Writable & { unref?(): void }
    input.unref?.()
    const forget = () => {
      if (this.#process === guard) this.#process = null
    }
    // Whoever killed the guard has not killed the programs: the next guard hears of them.
    input.on('error', forget)
    guard.on('error', forget)
    guard.on('exit', forget)
    for (const group of this.#groups) input.write(`+ ${group}\n`)
    this.#process = guard
    return input
  }
}

export type GuardedProcess = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable }

/** Of this process. */
export const guard = new ProcessGuard()
