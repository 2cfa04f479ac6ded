import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** The variable by which processes are found again that left the group and the session of their program. */
export const MARK_VARIABLE = 'CLAIMCHECK_PROCESS'

/**
 * Processes of a program that are still there: of its process group; on Linux also of its session, and wherever they went
 * where their environment still has its mark. The dead that nobody has asked after yet are not counted.
 *
 * @param group the program's process id, which is its group's and its session's
 * @returns process ids; empty on Windows, which has no groups
 */
export function livingProcesses(group: number, mark: string): readonly number[] {
  if (process.platform === 'win32') return []
  if (process.platform === 'linux') return livingOnLinux(group, mark)
  if (!isProcessAlive(-group)) return []
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const [pid, own, state = 'Z'] = line.trim().split(/\s+/)
    return Number(own) === group && !state.startsWith('Z') ? [Number(pid)] : []
  })
}

function livingOnLinux(group: number, mark: string): number[] {
  const needle = `${MARK_VARIABLE}=${mark}`
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name)
    if (Number.isNaN(pid)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      // "pid (any name) state parent group session ..."
      const [state, , own, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (state === 'Z' || state === 'X') return []
      if (Number(own) === group || Number(session) === group) return [pid]
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(needle) ? [pid] : []
    } catch {
      // Gone meanwhile, or somebody else's.
      return []
    }
  })
}

/** Whether a process of that number is there, whosoever it is. @param pid negative: whether any of that group is */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process was started, in a word that no later one of its number has; null where it cannot be told. */
export function birthOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** Sends a signal to a whole group, and to processes that left it; those that are gone already do not mind. */
export function signalProcesses(group: number, others: readonly number[], signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    // Windows knows no signals: the tree of a process is ended at once.
    spawnSync('taskkill', ['/pid', String(group), '/T', '/F'], { windowsHide: true })
    return
  }
  for (const target of [-group, ...others]) {
    try {
      process.kill(target, signal)
    } catch {
      // It is gone.
    }
  }
}
