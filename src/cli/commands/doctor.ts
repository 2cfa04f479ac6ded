import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { listDatasets } from '../../data/list'
import { type EngineProbe, probeEngines } from '../../engine'
import { enginesOf } from '../../engine/engines'
import { UnavailableError } from '../../errors'
import { loadQueueLibrary } from '../../exec/carriers/queue/connection'
import { machineCapacity } from '../../exec/machineCapacity'
import { RUN_KIND_NAMES, RUN_KINDS } from '../../runs/runKinds'
import { gigabytes } from '../../verify/memoryNotice'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { storeFolder } from '../options'
import { describeListing } from './data'

/** Systems on which the whole test suite has run. */
const TESTED_PLATFORMS = ['linux-x64']

export function addDoctor(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('doctor')
    .summary('what this machine has, what is missing and how to get it')
    .option('--json', 'print the findings as JSON')
    .action(async (flags: { json?: boolean }) => {
      const findings = {
        machine: examineMachine(),
        engines: await probeEngines(),
        datasets: listDatasets(context.env),
        queue: examineQueue(),
        store: examineStore(context)
      }
      if (flags.json) {
        context.stdout.write(`${JSON.stringify(findings, null, 2)}\n`)
      } else {
        const { machine, engines, datasets, queue, store } = findings
        const sections = [
          ['Machine', machineLines(machine)],
          ['Engines', engines.map(describeProbe)],
          ['Data', datasets.map(describeListing)],
          [
            'Queue',
            [
              queue.installed
                ? 'bullmq and ioredis are there'
                : `absent (optional): ${queue.why}\n    to get it: ${queue.remedy}`
            ]
          ],
          ['Store', [`${store.folder}: ${store.state}`]]
        ] as const
        for (const [title, lines] of sections) context.stdout.write(`${title}\n${indent(lines)}\n\n`)
        context.stdout.write(`${conclusion(engines, store.writable)}\n`)
      }
      done(findings.store.writable ? EXIT.ok : EXIT.couldNotRun)
    })
}

function examineMachine() {
  const platform = `${process.platform}-${process.arch}`
  const { cores, availableBytes } = machineCapacity(1)
  return { node: process.version, platform, tested: TESTED_PLATFORMS.includes(platform), cores, availableBytes }
}

function machineLines(machine: ReturnType<typeof examineMachine>): string[] {
  const { node, platform, tested, cores, availableBytes } = machine
  const note = tested ? '' : ' (claimcheck is meant to work here, but was tested on Linux x64 only)'
  const memory = `${gigabytes(availableBytes)} of memory available`
  return [`node ${node}, ${cores} core${cores === 1 ? '' : 's'}, ${memory}`, `${platform}${note}`]
}

/** What `worker` and `verify --on redis://...` need. */
function examineQueue() {
  try {
    loadQueueLibrary()
    return { installed: true, why: '', remedy: '' }
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error
    return { installed: false, why: error.subject, remedy: error.details.remedy ?? '' }
  }
}

function examineStore(context: CliContext) {
  const folder = storeFolder(undefined, context)
  let nearest = folder
  while (!existsSync(nearest) && path.dirname(nearest) !== nearest) nearest = path.dirname(nearest)
  const exists = nearest === folder
  try {
    accessSync(nearest, constants.W_OK)
    return { folder, writable: true, state: exists ? 'writable' : 'not made yet; it can be' }
  } catch {
    const state = `${nearest} is not writable; choose another folder with --store or CLAIMCHECK_STORE`
    return { folder, writable: false, state }
  }
}

function describeProbe({ engine, backend, state, chosen, why }: EngineProbe): string {
  const name = `${chosen ? '*' : ' '} ${engine}:${backend}`
  switch (state.kind) {
    case 'absent':
      return `${name}: absent (optional): ${why}\n    to get it: ${state.remedy}`
    case 'broken':
      return `${name}: broken: ${state.reason}\n    to mend:   ${state.remedy}`
    case 'working':
      return `${name}: works on the ${state.device}, ${state.identity.version}, ${state.identity.instructionSet}; ${why}`
    default:
      return state satisfies never
  }
}

function conclusion(engines: readonly EngineProbe[], storeWritable: boolean): string {
  if (!storeWritable) return 'claimcheck cannot store runs here.'
  const chosen = engines.filter((probe) => probe.chosen)
  const missing = RUN_KIND_NAMES.filter(
    (kind) => !chosen.some(({ engine }) => enginesOf(kind).some(({ name }) => name === engine))
  )
  if (missing.length > 0) {
    return missing.map((kind) => `No engine here ${RUN_KINDS[kind].does}: claims that need one cannot run.`).join('\n')
  }
  const names = chosen.map(({ engine, backend }) => `${engine}:${backend}`)
  return `claimcheck works here; --engine auto uses ${names.join(' and ')} (marked *).`
}

function indent(lines: readonly string[]): string {
  return lines
    .flatMap((text) => text.split('\n'))
    .map((line) => `  ${line}`)
    .join('\n')
}
