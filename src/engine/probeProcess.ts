import { ClaimcheckError } from '../errors'
import { createEngine } from './index'
import type { ChildAnswer } from './probeInChild'

/** The script with which `probeInChild` asks an engine on a CPU: `node probeProcess.js <engine>`. */
async function answer(): Promise<ChildAnswer> {
  try {
    return { kind: 'working', identity: await createEngine(process.argv[2] ?? '').identity(), device: 'CPU' }
  } catch (error) {
    if (!(error instanceof ClaimcheckError)) return { kind: 'broken', reason: firstLine(String(error)) }
    const { received, remedy } = error.details
    return { kind: 'broken', reason: firstLine(received ?? error.subject), ...(remedy !== undefined && { remedy }) }
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]!
}

answer().then((result) => process.stdout.write(`\n${JSON.stringify(result)}\n`))
