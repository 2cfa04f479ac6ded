import { mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { InputError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { statsOf } from '../files/statsOf'
import { digestOf, sha256 } from '../json/canonical'
import { jsonText } from '../json/jsonText'
import { plainLine } from '../text/escape'
import type { CommandTemplate } from './fillCommand'
import type { InputFile } from './inputs'

/** All that is executed of a folder of claims: what somebody is asked for, and what is remembered. */
export interface ConsentRequest {
  /** Real path of the folder. */
  readonly folder: string
  readonly programs: readonly ConsentProgram[]
}

export interface ConsentProgram {
  /** Of the experiment. */
  readonly name: string
  /** Commands as they were written down, one for each arm that has its own, and those that ask what they run in. */
  readonly commands: readonly Pick<CommandTemplate, 'command' | 'shell' | 'environment'>[]
  readonly inputs: readonly Pick<InputFile, 'path' | 'sha256'>[]
  /** What is filled into the commands, as JSON: a setting may be a path, or a line that the program executes. */
  readonly values: Readonly<Record<string, unknown>>
}

/** Where what was allowed is kept; null where this user has no folder for it. */
export type ConsentStore = string | null

/**
 * A user's folder for what they allowed: `claimcheck/allowed` in `$XDG_CONFIG_HOME` or `~/.config`, on Windows in `%APPDATA%`.
 *
 * @param home that of the system where not given
 */
export function consentStore(
  env: Readonly<Record<string, string | undefined>>,
  home: string = systemHome(),
  platform: NodeJS.Platform = process.platform
): ConsentStore {
  const configured = platform === 'win32' ? env.APPDATA : env.XDG_CONFIG_HOME
  const usual = platform === 'win32' ? ['AppData', 'Roaming'] : ['.config']
  // A relative one would lie in whatever folder one is in, which may be the one that is asked about.
  if (configured !== undefined && path.isAbsolute(configured)) return path.join(configured, 'claimcheck', 'allowed')
  return path.isAbsolute(home) ? path.join(home, ...usual, 'claimcheck', 'allowed') : null
}

/** SHA-256 of what is executed, and where: any change of a command, its environment, a setting or an input gives another. */
export function consentDigest(request: ConsentRequest): string {
  return digestOf(plainRequest(request))
}

/** Whether exactly this was allowed. */
export function isAllowed(request: ConsentRequest, store: ConsentStore): boolean {
  if (request.programs.length === 0) return true
  if (store === null || isWithin(store, request.folder)) return false
  try {
    const kept: unknown = JSON.parse(readFileSync(fileOf(request, store), 'utf8'))
    return digestOf(kept) === consentDigest(request)
  } catch {
    return false
  }
}

/**
 * Remembers that exactly this was allowed. Only for the act of somebody who has seen `consentText`.
 *
 * @throws InputError where there is no place to remember it
 */
export function allow(request: ConsentRequest, store: ConsentStore): void {
  if (store === null || isWithin(store, request.folder)) {
    throw new InputError('there is no place to remember what you allow', {
      expected: 'a home folder, or $XDG_CONFIG_HOME, outside of the folder of claims',
      received: store === null ? 'none of the two' : plainLine(store),
      remedy: 'give --allow-programs with each command'
    })
  }
  const file = fileOf(request, store)
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  writeDurableFile(file, jsonText(plainRequest(request)), { replace: true })
}

/**
 * The message where programs would run that nobody allowed.
 *
 * @param folder as the user wrote it, for the command that allows them
 */
export function notAllowedError(request: ConsentRequest, store: ConsentStore, folder: string): InputError {
  const wasAllowed = store !== null && namesIn(path.dirname(fileOf(request, store))).length > 0
  return new InputError(
    wasAllowed
      ? 'the programs of these claims have changed since you allowed them'
      : 'these claims run programs, which you have not allowed',
    {
      where: plainLine(request.folder),
      expected: 'your consent to exactly these commands and inputs',
      received: `\n${consentText(request).replace(/^/gm, '    ')}`,
      remedy:
        store === null
          ? 'look at them, then give --allow-programs'
          : `look at them, then: claimcheck allow ${plainLine(folder)} (in CI: --allow-programs)`
    }
  )
}

/** Exactly what is allowed, for people: every command as it was written, its environment, every input with its digest. */
export function consentText({ programs }: ConsentRequest): string {
  return programs
    .flatMap(({ name, commands, inputs, values }) => [
      plainLine(name),
      ...commands.flatMap(({ command, shell = false, environment = {} }) => [
        `  runs ${shell ? 'by a shell: ' : ''}${plainLine(shell ? command.join(' ') : JSON.stringify(command))}`,
        ...Object.entries(environment.set ?? {}).map(([key, value]) => `    with ${plainLine(`${key}=${value}`)}`),
        ...(environment.pass?.length ? [`    and your ${environment.pass.map(plainLine).join(', ')}`] : [])
      ]),
      ...Object.entries(values).map(([key, value]) => `  ${plainLine(key)} ${plainLine(JSON.stringify(value))}`),
      ...inputs.map((input) => `  from ${plainLine(input.path)} (${input.sha256.slice(0, 12)})`)
    ])
    .join('\n')
}

/**
 * Files that a command names and that are there, as globs for `inputsDigest`: a script belongs to what is allowed whether
 * or not somebody listed it. Absolute paths, which are the system's interpreters, do not.
 */
export function filesNamed(
  { command, shell = false }: Pick<CommandTemplate, 'command' | 'shell'>,
  folder: string
): string[] {
  const words = shell ? command.flatMap((line) => line.split(/[\s"'()<>|&;]+/)) : command
  const names = words.flatMap((word) => [word, word.slice(word.indexOf('=') + 1)])
  return [...new Set(names)]
    .filter((name) => name !== '' && !path.isAbsolute(name))
    .filter((name) => statsOf(path.resolve(folder, name))?.isFile() === true)
    .map((name) => name.replace(/[*?[\]{}\\]|^!/g, '\\$&'))
}

/** What counts, in an order of its own. */
function plainRequest({ folder, programs }: ConsentRequest): unknown {
  return {
    folder,
    programs: programs
      .map(({ name, commands, inputs, values }) => ({
        name,
        values,
        commands: commands.map(({ command, shell = false, environment = {} }) => ({
          command,
          shell,
          set: environment.set ?? {},
          pass: environment.pass ?? null
        })),
        inputs: inputs.map((input) => [input.path, input.sha256])
      }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  }
}

function fileOf(request: ConsentRequest, store: string): string {
  return path.join(store, sha256(request.folder).slice(0, 32), `${consentDigest(request)}.json`)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

/** A folder of somebody else must not bring its own consent along. */
function isWithin(store: string, folder: string): boolean {
  const relative = path.relative(realPath(folder), realPath(store))
  return !(/^\.\.(?:$|[\\/])/.test(relative) || path.isAbsolute(relative))
}

/** Of a place that may not be there yet. */
function realPath(place: string): string {
  try {
    return realpathSync(place)
  } catch {
    const above = path.dirname(place)
    return above === place ? place : path.join(realPath(above), path.basename(place))
  }
}

function systemHome(): string {
  try {
    return homedir()
  } catch {
    return ''
  }
}
