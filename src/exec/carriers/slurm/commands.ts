import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type ClaimcheckError, InfrastructureError, UnavailableError } from '../../../errors'
import { plainLine } from '../../../text/escape'

/** A task of a job array, as Slurm lists it. */
export interface ListedTask {
  readonly jobName: string
  readonly job: string
  readonly index: number
  /** `PENDING`, `RUNNING`, ... */
  readonly state: string
  /** Why it waits, or why it ended. */
  readonly reason: string
  readonly node: string
  /** Until Slurm ends it: `1:30:00`. */
  readonly timeLeft: string
}

const TIMEOUT_MS = 60_000
/** Nothing of it is left on a node. */
const ENDED = new Set([
  ...['BOOT_FAIL', 'CANCELLED', 'COMPLETED', 'DEADLINE', 'FAILED', 'NODE_FAIL', 'OUT_OF_MEMORY'],
  ...['PREEMPTED', 'REVOKED', 'TIMEOUT']
])
const NUM_COLUMNS = 7

export function jobNameOf(batch: string): string {
  return `claimcheck-${batch}`
}

export function hasEnded({ state }: ListedTask): boolean {
  return ENDED.has(state)
}

/**
 * What Slurm lists of some jobs, by their names: of a job whose number nobody could write down too. A job that ended is
 * forgotten after some minutes.
 *
 * @throws UnavailableError where there is no Slurm; InfrastructureError where it does not answer, which says nothing of any job
 */
export async function listTasks(jobNames: readonly string[]): Promise<readonly ListedTask[]> {
  if (jobNames.length === 0) return []
  const format = '%j|%F|%K|%T|%N|%L|%r'
  const text = await slurm('squeue', [
    ...['--noheader', '--array', '--states=all', `--format=${format}`, `--name=${jobNames.join(',')}`]
  ])
  return text.split('\n').flatMap((line) => {
    const [jobName, job, index, state, node, timeLeft, ...reason] = line.split('|')
    if (line.split('|').length < NUM_COLUMNS) return []
    return {
      jobName: jobName!.trim(),
      job: job!,
      index: Number(index),
      state: state!,
      node: node!,
      timeLeft: timeLeft!,
      reason: reason.join('|').trim()
    }
  })
}

/** @returns the number of the job */
export async function submit(options: readonly string[], script: string): Promise<string> {
  const text = await slurm('sbatch', ['--parsable', ...options, script])
  const job = /^(\d+)/.exec(text.trim())?.[1]
  if (job !== undefined) return job
  throw new InfrastructureError('sbatch did not say which job it submitted', {
    expected: 'its number',
    received: plainLine(text),
    remedy: 'claimcheck status says whether it is there'
  })
}

/** @param jobs numbers, or tasks: `12_3` */
export async function cancelJobs(jobs: readonly string[]): Promise<void> {
  if (jobs.length > 0) await slurm('scancel', jobs)
}

async function slurm(command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, [...args], {
      timeout: TIMEOUT_MS,
      maxBuffer: 2 ** 28,
      // Their words are read.
      env: { ...process.env, LC_ALL: 'C', SLURM_TIME_FORMAT: 'standard' }
    })
    return stdout
  } catch (error) {
    throw explained(command, args, error as NodeJS.ErrnoException & { readonly stderr?: string })
  }
}

function explained(
  command: string,
  args: readonly string[],
  error: NodeJS.ErrnoException & { readonly stderr?: string }
): ClaimcheckError {
  if (error.code === 'ENOENT') {
    return new UnavailableError(`there is no ${command} on this machine`, {
      expected: 'the commands of Slurm on the PATH',
      received: 'no such program',
      remedy: 'call claimcheck where jobs are submitted, on a login node'
    })
  }
  return new InfrastructureError(`${command} failed`, {
    where: plainLine([command, ...args].join(' ')),
    expected: 'that Slurm takes it',
    received: plainLine(error.stderr?.trim() || error.message),
    remedy: 'see the profile in claimcheck.slurm.json, and whether the cluster answers: sinfo'
  })
}
