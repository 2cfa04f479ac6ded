import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './freePort'

const PROGRAMS = [
  ['munged', '--version'],
  ['slurmctld', '-V'],
  ['slurmd', '-V'],
  ['sbatch', '-V']
] as const
/** Debian has the daemons where only root's PATH leads. */
const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` }
const PATIENCE_MS = 30_000

/** Why there is no Slurm for a spec; null where there is one. */
export const noSlurm = reasonAgainst()

function reasonAgainst(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start the daemons of Slurm'
  const missing = PROGRAMS.filter(([name, option]) => spawnSync(name, [option], { env: ENV }).error !== undefined)
  return missing.length === 0 ? null : `no ${missing.map(([name]) => name).join(', ')} here`
}

type Daemon = 'munged' | 'slurmctld' | 'slurmd'

/** A Slurm of a spec's own: one machine as a node of four processors, on free ports, in a temporary folder. */
export class SlurmCluster {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'slurm-of-a-spec-'))
  readonly #daemons = new Map<Daemon, ChildProcess>()

  /** For `claimcheck`, and whoever else calls Slurm. */
  get env(): Record<string, string> {
    return { SLURM_CONF: this.#path('slurm.conf'), PATH: ENV.PATH }
  }

  async start(): Promise<void> {
    for (const name of ['state', 'spool', 'log']) mkdirSync(this.#path(name))
    writeFileSync(this.#path('munge.key'), 'a key of 32 bytes or more, which only this spec knows', { mode: 0o600 })
    writeFileSync(this.#path('slurm.conf'), await this.#configuration())
    this.#spawn('munged', [
      ...['--foreground', '--force', `--socket=${this.#path('munge.sock')}`, `--key-file=${this.#path('munge.key')}`],
      ...[`--pid-file=${this.#path('munge.pid')}`, `--log-file=${this.#path('log', 'munge.log')}`],
      `--seed-file=${this.#path('munge.seed')}`
    ])
    await until('munged to answer', () => spawnSync('munge', ['-n', '-S', this.#path('munge.sock')]).status === 0)
    this.#spawn('slurmctld', ['-D'])
    this.startNode()
    await until(
      'a node to be idle',
      () => this.call('sinfo', '--noheader', '--format=%T').trim() === 'idle',
      () => this.#log()
    )
  }

  startNode(): void {
    this.#spawn('slurmd', ['-D', '-N', NODE])
  }

  /** By SIGKILL. Jobs of a node go on without it. */
  async kill(daemon: Daemon): Promise<void> {
    const child = this.#daemons.get(daemon)
    this.#daemons.delete(daemon)
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }

  /** What a command of Slurm prints; nothing where it fails. */
  call(command: string, ...args: readonly string[]): string {
    return spawnSync(command, args, { env: { ...ENV, ...this.env }, encoding: 'utf8', timeout: 10_000 }).stdout ?? ''
  }

  /** Ends every job, and waits until nothing of them is left. */
  async clear(): Promise<void> {
    this.call('scancel', '--user=root')
    for (const pid of this.tasks()) process.kill(pid, 'SIGCONT')
    await until(
      'no job to be left',
      () => this.call('squeue', '--noheader').trim() === '',
      () => this.#log()
    )
  }

  /** Processes of this cluster that watch over a task. */
  tasks(): readonly number[] {
    return this.#nodes('slurm/task.js')
  }

  /** Processes of its tasks that execute runs. */
  workers(): readonly number[] {
    return this.#nodes('exec/worker')
  }

  #nodes(script: string): readonly number[] {
    return processesWith(`SLURM_CONF=${this.#path('slurm.conf')}`).filter((pid) => {
      const [program = '', file = ''] = contentOf(`/proc/${pid}/cmdline`).split('\0')
      const isTask = contentOf(`/proc/${pid}/environ`).includes('\0SLURM_ARRAY_TASK_ID=')
      return isTask && program.endsWith('node') && file.endsWith(script)
    })
  }

  async remove(): Promise<void> {
    this.call('scancel', '--user=root')
    for (const daemon of ['slurmd', 'slurmctld', 'munged'] as const) await this.kill(daemon)
    // Steps have a process of their own beside the daemon, and whatever of a job outlived them.
    for (const pid of processesWith(`SLURM_CONF=${this.#path('slurm.conf')}`)) {
      if (pid !== process.pid) process.kill(pid, 'SIGKILL')
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }

  #path(...parts: string[]): string {
    return path.join(this.#folder, ...parts)
  }

  #spawn(daemon: Daemon, args: readonly string[]): void {
    const log = openSync(this.#path('log', `${daemon}.out`), 'a')
    const child = spawn(daemon, args, { env: { ...ENV, ...this.env }, stdio: ['ignore', log, log] })
    closeSync(log)
    this.#daemons.set(daemon, child)
  }

  #log(): string {
    return execFileSync('sh', ['-c', `tail -n 20 ${this.#path('log')}/*`], { encoding: 'utf8' })
  }

  async #configuration(): Promise<string> {
    const [controller, node] = [await freePort(), await freePort()]
    return `ClusterName=spec
SlurmctldHost=${hostname().split('.')[0]}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
AuthType=auth/munge
AuthInfo=socket=${this.#path('munge.sock')}
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
JobRequeue=1
KillWait=2
MpiDefault=none
StateSaveLocation=${this.#path('state')}
SlurmdSpoolDir=${this.#path('spool')}
SlurmctldPidFile=${this.#path('slurmctld.pid')}
SlurmdPidFile=${this.#path('slurmd.pid')}
SlurmctldLogFile=${this.#path('log', 'slurmctld.log')}
SlurmdLogFile=${this.#path('log', 'slurmd.log')}
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0
NodeName=${NODE} NodeHostname=${hostname().split('.')[0]} NodeAddr=127.0.0.1 CPUs=4 RealMemory=16000 State=UNKNOWN
PartitionName=specs Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`
  }
}

const NODE = 'node0'

/** @param log what helps to understand why it never came */
async function until(what: string, holds: () => boolean, log: () => string = () => ''): Promise<void> {
  const startMs = performance.now()
  while (!holds()) {
    if (performance.now() - startMs > PATIENCE_MS) throw new Error(`waited in vain for ${what}\n${log()}`)
    await delay(100)
  }
}

function processesWith(variable: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && contentOf(`/proc/${name}/environ`).split('\0').includes(variable))
    .map(Number)
}

/** Of a process that may be gone by now. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
