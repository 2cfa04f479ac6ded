import { ClaimcheckError } from '../../errors'
import type { ChildAnswer } from '../probeInChild'
import { parseBackend } from './backendNames'
import { openBackend } from './openBackend'
import { createTfjsEngine } from './tfjsEngine'

/** The script that `probeInChild` starts: `node probeProcess.js <backend>`. */
async function answer(): Promise<ChildAnswer> {
  const choice = parseBackend(process.argv[2] ?? '', 'the argument')
  try {
    const { device } = await openBackend(choice)
    return { kind: 'working', identity: await createTfjsEngine(choice).identity(), device }
  } catch (error) {
    const reason = error instanceof ClaimcheckError ? error.details.received : undefined
    return { kind: 'broken', reason: reason ?? String(error) }
  }
}

answer().then((result) => process.stdout.write(`\n${JSON.stringify(result)}\n`))
