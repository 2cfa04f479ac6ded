import path from 'node:path'
import { InputError } from '../errors'
import type { Carrier } from '../exec/carriers/carrier'
import { isQueueAddress } from '../exec/carriers/queue/connection'
import { QueueCarrier } from '../exec/carriers/queue/queueCarrier'
import { slurmProfile, slurmProfileName } from '../exec/carriers/slurm/profile'
import { SlurmCarrier } from '../exec/carriers/slurm/slurmCarrier'
import { LOCAL_WORKER, localCarrier } from './execute'
import type { Programs } from './programs'
import type { VerifyOptions } from './types'

/**
 * Who takes runs to where they are executed, by `--on`.
 *
 * @throws InputError for a place that is none; what the carrier itself says where it cannot be reached
 */
export async function carrierOf(
  options: Pick<VerifyOptions, 'engine' | 'jobs' | 'on' | 'wait' | 'execute' | 'mix' | 'storeFolder'>,
  programs: Programs
): Promise<Carrier> {
  const { on, engine, execute, mix = false } = options
  if (on === undefined || !execute) return localCarrier({ ...options, programs })
  if (isQueueAddress(on)) return QueueCarrier.open({ address: on, engine, mix, env: process.env })
  const profile = slurmProfileName(on)
  if (profile !== null) {
    const { storeFolder, wait = false } = options
    return new SlurmCarrier({
      profile: slurmProfile(process.cwd(), profile),
      engine,
      storeFolder: path.resolve(storeFolder),
      wait,
      graceMs: programs.graceMs,
      worker: LOCAL_WORKER
    })
  }
  throw new InputError('there is nothing that executes runs by this name', {
    where: '--on',
    expected: 'slurm, slurm:profile, or the address of a queue: redis://host:port, rediss:// for TLS',
    received: on
  })
}
