// A contestant is some processes that wait for questions: lines of JSON on stdin, answered by lines of JSON on stdout.
//   (start)                          -> {"ready": "versions"}, {"missing": "why"} or {"refused": "what it cannot compute"}
//   {"ask": "run", "steps": n}       -> {"seconds", "runSteps", "peakBytes", ...}
//   {"ask": "check"}                 -> {"losses": [one list a member of the cohort]}
// Between questions they are idle, so all of them can live at once and take turns.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const STARTING_MS = 120_000

class Missing extends Error {}

class Process {
  #child
  #lines
  #errors = ''

  constructor(command, args, env) {
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child.stdin.on('error', () => undefined)
    this.#child.stderr.on('data', (text) => {
      this.#errors = `${this.#errors}${text}`.slice(-4000)
    })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
    this.failed = new Promise((_, reject) => {
      this.#child.on('error', ({ message }) => reject(new Missing(message)))
    })
    this.failed.catch(() => undefined)
  }

  async ready() {
    const slow = setTimeout(() => this.stop(), STARTING_MS)
    const { ready, missing, refused } = await this.#answer().finally(() => clearTimeout(slow))
    if (refused !== undefined) throw new Error(refused)
    if (ready === undefined) throw new Missing(missing)
    return ready
  }

  ask(question) {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`)
    return this.#answer()
  }

  stop() {
    this.#child.kill()
  }

  async #answer() {
    const { value, done } = await Promise.race([this.#lines.next(), this.failed])
    if (done) throw new Missing(this.#errors.trim().split('\n').at(-1) || 'its process ended without a word')
    return JSON.parse(value)
  }
}

/**
 * Starts the processes of one contestant in one configuration.
 *
 * @param launch `(process, threads) => { command, args, env }`
 * @param onMissing told why, where it is missing
 * @returns null where it is missing
 * @throws Error where it is here and refuses: the bench would compare less than it says
 */
export async function startContestant({ id, title, launch, fewestSteps, members }, { processes, threads }, onMissing) {
  const started = Array.from({ length: processes }, (_, index) => {
    const { command, args, env } = launch(index, { processes, threads })
    return new Process(command, args, env)
  })
  const stop = () => {
    for (const each of started) each.stop()
  }
  try {
    const versions = await Promise.all(started.map((each) => each.ready()))
    return {
      id,
      title,
      processes,
      threads,
      fewestSteps,
      members,
      version: versions[0],
      ask: (question) => Promise.all(started.map((each) => each.ask(question))),
      askFirst: (question) => started[0].ask(question),
      stop
    }
  } catch (error) {
    stop()
    if (!(error instanceof Missing)) throw error
    onMissing(error.message)
    return null
  }
}

/** Trains on all processes at once: run-steps a second of the whole contestant, and what else they said. */
export async function measure(contestant, steps) {
  const answers = await contestant.ask({ ask: 'run', steps, members: contestant.members })
  const rate = answers.reduce((sum, { runSteps, seconds }) => sum + runSteps / seconds, 0)
  return { msPerRunStep: 1000 / rate, seconds: Math.max(...answers.map(({ seconds }) => seconds)), answers }
}
