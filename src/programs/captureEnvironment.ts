import { sha256 } from '../json/canonical'
import { endProcesses, endSurvivors } from './endProcesses'
import { shownLines } from './outputLines'
import { guard } from './processGuard'
import { startProgram } from './startedProgram'

/** What a command said of the environment that programs run in. */
export interface CapturedOutput {
  readonly command: readonly string[]
  /** What it printed, normalised; null where it could not be asked. */
  readonly output: string | null
  /** Of the whole output, however long; null where there is none. */
  readonly sha256: string | null
  /** Why there is no output; null where there is. */
  readonly problem: string | null
}

export interface CaptureOptions {
  readonly cwd: string
  /** The environment of the programs, without what belongs to one run. */
  readonly env: Readonly<Record<string, string>>
  readonly seconds?: number
}

const SECONDS = 60
/** Of a long list of packages this is several times as much. */
const MAX_BYTES = 2 ** 20
const SHOWN_CHARACTERS = 20_000

/**
 * Asks commands what the programs run in (`python -VV`, `pip freeze`), one after the other. Lines end alike, have no blanks
 * at their ends, no escapes, and the folder is `.`, so that the same environment says the same elsewhere. What goes to
 * the errors counts only where that is all there is: there stand notices that come and go.
 *
 * A command that fails is part of the answer, not an error.
 */
export async function captureEnvironment(
  commands: readonly (readonly string[])[],
  options: CaptureOptions
): Promise<readonly CapturedOutput[]> {
  const captured: CapturedOutput[] = []
  for (const command of commands) captured.push(await capture(command, options))
  return captured
}

async function capture(
  command: readonly string[],
  { cwd, env, seconds = SECONDS }: CaptureOptions
): Promise<CapturedOutput> {
  const failed = (problem: string): CapturedOutput => ({ command, output: null, sha256: null, problem })
  const started = await startProgram({ argv: command, shell: false, cwd, env }, 'ignore')
  if ('why' in started) return failed(started.why)
  const { child, group, mark, ended, outputRead } = started
  const texts = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
  let tooMuch = () => {}
  const flooded = new Promise<string>((resolve) => {
    tooMuch = () => resolve(`it printed more than ${MAX_BYTES} bytes`)
  })
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      if (texts[name].length + chunk.length > MAX_BYTES) tooMuch()
      else texts[name] = Buffer.concat([texts[name], chunk])
    })
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`it took longer than ${seconds} s`), seconds * 1000)
  })
  try {
    const end = await Promise.race([ended, flooded, late])
    if (typeof end === 'string') {
      await endProcesses(group, mark, 0)
      return failed(end)
    }
    await endSurvivors(group, mark, 0)
    await outputRead()
    const [said, errors] = [texts.stdout, texts.stderr].map((bytes) => normalised(bytes.toString('utf8'), cwd))
    if (end.kind !== 'exited' || end.code !== 0) {
      const how = end.kind === 'exited' ? `code ${end.code}` : end.kind === 'signalled' ? end.signal : end.kind
      return failed(`it ended with ${how}${errors === '' ? '' : `: ${errors!.split('\n').at(-1)}`}`)
    }
    const output = said === '' ? errors! : said!
    return { command, output: output.slice(0, SHOWN_CHARACTERS), sha256: sha256(output), problem: null }
  } finally {
    clearTimeout(timer)
    guard.release(group)
  }
}

function normalised(text: string, cwd: string): string {
  return shownLines(text, Number.POSITIVE_INFINITY).join('\n').replaceAll(cwd, '.')
}
