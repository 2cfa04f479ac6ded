import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { addAdjudicate } from './commands/adjudicate'
import { addAllow } from './commands/allow'
import { addAudit } from './commands/audit'
import { addCancel } from './commands/cancel'
import { addCompare } from './commands/compare'
import { addData } from './commands/data'
import { addDoctor } from './commands/doctor'
import { addExport } from './commands/export'
import { addLint } from './commands/lint'
import { addNew } from './commands/new'
import { addPlan } from './commands/plan'
import { addPower } from './commands/power'
import { addRegister } from './commands/register'
import { addReport } from './commands/report'
import { addRuns } from './commands/runs'
import { addSensitivity } from './commands/sensitivity'
import { addShow } from './commands/show'
import { addStatus } from './commands/status'
import { addStore } from './commands/store'
import { addVerify } from './commands/verify'
import { addWorker } from './commands/worker'
import { type CliContext, type CliWorld, commandStream } from './context'
import { EXIT } from './exitCode'
import { explain } from './explain'

const OVERVIEW = `
A claim is a JSON file: one sentence of a paper, what decides it, and what was expected. verify trains what the claim
needs, in pairs that share their seeds, and says: reproduced, below-margin, refuted or inconclusive, with the interval.

Start here:
  npx claimcheck doctor     what this machine has, what is missing and how to get it
  npx claimcheck plan       what verify would run and how long it takes
  npx claimcheck verify     run the claims at profile quick and write a report
  npx claimcheck new my-paper/first-claim     a claim of your own, ready to edit`

/** Runs the command line. Never throws and never exits the process. @returns the exit code */
export async function runCli(args: readonly string[], world: CliWorld): Promise<number> {
  const context = { ...world, stdout: commandStream(world.stdout), stderr: commandStream(world.stderr) }
  let code: number = EXIT.ok
  const done = (value: number) => {
    code = value
  }
  const program = createProgram(context)
  for (const add of [
    addVerify,
    addWorker,
    addStatus,
    addCancel,
    addPlan,
    addReport,
    addShow,
    addSensitivity,
    addPower,
    addRegister,
    addLint,
    addNew,
    addAllow,
    addRuns,
    addStore,
    addAudit,
    addExport,
    addCompare,
    addAdjudicate,
    addData,
    addDoctor
  ]) {
    add(program, context, done)
  }
  inheritSettings(program)
  if (context.signal.aborted) return EXIT.interrupted
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return explain(error, context.stderr)
  }
}

function createProgram(context: CliContext): Command {
  const manifest = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as { version: string }
  return new Command('claimcheck')
    .description('Test-driven reproducibility for machine-learning papers.')
    .version(manifest.version)
    .addHelpText('after', OVERVIEW)
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text)
    })
}

/** Subcommands were made before the program's settings could reach them. */
function inheritSettings(program: Command): void {
  for (const command of program.commands) {
    command.copyInheritedSettings(program)
    inheritSettings(command)
  }
}
