import path from 'node:path'
import { InputError } from '../errors'
import { suggest } from '../text/suggest'
import { type ArgumentStyle, argumentsOf, variablesOf } from './argumentStyles'
import { baseEnvironment, type EnvironmentTemplate, type ProgramShare } from './programEnvironment'
import { type ArgumentValue, flatSettings, isGroup, type Settings, wordOf } from './settings'
import { type ProgramCommand, RUN_FILES } from './types'

/** How a program is called, as somebody wrote it down. */
export interface CommandTemplate {
  /** The program and its arguments with placeholders; with `shell` a single line for `sh`. */
  readonly command: readonly string[]
  readonly shell?: boolean
  /** `argparse` where the command says `{args}` and nothing is given, else `none`. */
  readonly args?: ArgumentStyle
  readonly environment?: EnvironmentTemplate
  /** Of the file that it stands in, for messages. */
  readonly where?: string
}

export interface CommandValues extends ProgramShare {
  readonly seed: number
  readonly seeds: Readonly<Record<CommandSeed, number>>
  readonly settings: Settings
  readonly arm: string
  readonly profile: string
  /** Absolute; of this run alone. */
  readonly runFolder: string
  /** Absolute; where the program is started: that of the experiment. */
  readonly folder: string
  /** Whether an earlier start was stopped, and left in the run's folder what it needs to go on. */
  readonly resume: boolean
  /** The environment that is passed on from. */
  readonly outside: Readonly<Record<string, string | undefined>>
}

export type CommandSeed = (typeof SEED_STREAMS)[number]

export const SEED_STREAMS = ['init', 'order', 'dropout', 'problem'] as const

/** What placeholders stand for beside settings and seeds. */
export const OF_EVERY_RUN: ReadonlySet<string> = new Set(['run', 'settings', 'arm', 'profile', 'args'])

/** A name in braces; in two of each it stands as it is, and braces around anything else do too. */
const PLACEHOLDER = /\{\{([A-Za-z_+][\w.+/-]*)\}\}|\{([A-Za-z_+][\w.+/-]*)\}/g

/**
 * A command ready to start, from a template: placeholders filled in, settings as arguments in the program's style, an
 * environment with everything that the run is, and nothing else. Pure: nothing is looked up or written.
 *
 * A setting that a placeholder names is not said again by `{args}`. Values are words of their own: only a template with
 * `shell` is read by one, and what is filled in is quoted for it.
 *
 * @throws InputError with all that it needs, where a placeholder is unknown, `{args}` stands within a word, settings would
 * reach the program nowhere, or its style cannot say a value
 */
export function fillCommand(template: CommandTemplate, values: CommandValues): ProgramCommand {
  const { shell = false } = template
  if (template.command.length === 0 || template.command[0]!.trim() === '' || (shell && template.command.length > 1)) {
    throw new InputError('the command is not one that can be started', {
      ...place(template),
      expected: shell ? 'a single line for the shell' : 'a program and its arguments',
      received: JSON.stringify(template.command),
      remedy: shell
        ? 'write the line as one text, or leave "shell" out'
        : 'name the program first: ["python", "train.py"]'
    })
  }
  const style = styleOf(template)
  const words = placeholderWords(values)
  const named = placeholdersOf(template)
  requireNoSeed(template, values.settings)
  const rest = unnamed(values.settings, named)
  requireWay(template, style, rest, named)
  const args = argumentsOf(style, rest, words.get('settings')!)
  const fill = (text: string) => fillWord(text, words, String, template)
  const argv = shell
    ? [fillWord(template.command[0]!, new Map<string, Words>([...words, ['args', args]]), shellQuote, template)]
    : template.command.flatMap((word) => (word === '{args}' ? args : [fill(word)]))
  const { environment = {} } = template
  const set = Object.entries(environment.set ?? {}).map(([name, value]) => [name, fill(value)])
  const env = baseEnvironment({ ...environment, set: Object.fromEntries(set) }, values, values.outside)
  return { argv, shell, cwd: values.folder, env: { ...env, ...variablesOf(style, rest), ...runVariables(values) } }
}

/**
 * The command of a warm program, which hears of its runs when it is up: nothing of a run may stand in it. `CLAIMCHECK_WARM`
 * tells a program that can be started either way.
 *
 * @throws InputError where it holds a placeholder
 */
export function fillWarmCommand(
  template: CommandTemplate,
  { folder, outside, ...share }: ProgramShare & Pick<CommandValues, 'folder' | 'outside'>
): ProgramCommand {
  const { command, shell = false, environment = {} } = template
  const name = [...placeholdersOf(template)][0]
  if (name !== undefined) {
    throw new InputError('the command of a warm program names what belongs to one run', {
      ...place(template),
      expected: 'a command without placeholders: a warm program reads settings and seeds from its input',
      received: JSON.stringify(`{${name}}`),
      remedy: 'take it out, or start the program for each run ("warm": false)'
    })
  }
  const plain = (text: string) => fillWord(text, new Map(), String, template)
  const set = Object.entries(environment.set ?? {}).map(([key, value]) => [key, plain(value)])
  const env = baseEnvironment({ ...environment, set: Object.fromEntries(set) }, share, outside)
  return { argv: command.map(plain), shell, cwd: folder, env: { ...env, CLAIMCHECK_WARM: '1' } }
}

/** The style of a template, complete. */
export function styleOf({ args, command }: CommandTemplate): ArgumentStyle {
  return args ?? { style: command.some((word) => word.includes('{args}')) ? 'argparse' : 'none' }
}

/** Names in the braces of a command and of the variables that it sets: settings, and what every run has. */
export function placeholdersOf({ command, environment }: CommandTemplate): ReadonlySet<string> {
  const texts = [...command, ...Object.values(environment?.set ?? {})]
  return new Set(texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].flatMap(([, , name]) => name ?? [])))
}

/** What a program may read of its run, whatever its command says: an R or C++ program needs nothing else. */
function runVariables(values: CommandValues): Record<string, string> {
  const { runFolder, seeds } = values
  return {
    CLAIMCHECK_SEED: String(values.seed),
    ...Object.fromEntries(SEED_STREAMS.map((name) => [`CLAIMCHECK_SEED_${name.toUpperCase()}`, String(seeds[name])])),
    CLAIMCHECK_SETTINGS: path.join(runFolder, RUN_FILES.settings),
    CLAIMCHECK_RUN_DIR: runFolder,
    CLAIMCHECK_ARM: values.arm,
    CLAIMCHECK_PROFILE: values.profile,
    CLAIMCHECK_METRICS: path.join(runFolder, RUN_FILES.metrics),
    CLAIMCHECK_RESUME: values.resume ? '1' : '0'
  }
}

function placeholderWords(values: CommandValues): ReadonlyMap<string, string> {
  return new Map([
    // First, so that no setting takes the place of what every run has.
    ...Object.entries(values.settings).map(([name, value]) => [name, wordOf(value)] as const),
    ...flatSettings(values.settings).map(([name, value]) => [name, wordOf(value)] as const),
    ['seed', String(values.seed)],
    ...SEED_STREAMS.map((name) => [`seed.${name}`, String(values.seeds[name])] as const),
    ['run', values.runFolder],
    ['settings', path.join(values.runFolder, RUN_FILES.settings)],
    ['arm', values.arm],
    ['profile', values.profile]
  ])
}

type Words = string | readonly string[]

function fillWord(
  text: string,
  words: ReadonlyMap<string, Words>,
  quote: (word: string) => string,
  template: CommandTemplate
): string {
  return text.replace(PLACEHOLDER, (_, escaped: string | undefined, name: string) => {
    if (escaped !== undefined) return `{${escaped}}`
    const word = words.get(name)
    if (word === undefined) throw unknownPlaceholder(name, text, words, template)
    return typeof word === 'string' ? quote(word) : word.map(quote).join(' ')
  })
}

function unknownPlaceholder(
  name: string,
  text: string,
  words: ReadonlyMap<string, unknown>,
  template: CommandTemplate
): InputError {
  if (name === 'args') {
    return new InputError('{args} stands within a word of the command', {
      ...place(template),
      expected: '"{args}" as a word of its own, in whose place all arguments stand',
      received: JSON.stringify(text),
      remedy: 'make it an element of "command" by itself'
    })
  }
  const known = [...words.keys(), 'args']
  const meant = suggest(name, known)
  return new InputError('the command names a placeholder that there is not', {
    ...place(template),
    expected: `one of ${known.map((one) => `{${one}}`).join(', ')}`,
    received: JSON.stringify(text),
    remedy: `${meant === null ? '' : `did you mean {${meant}}? `}write {{${name}}} for braces that the program is to see`
  })
}

/** Settings that no placeholder says, members of groups too; what every run has is none of them, whatever it is called. */
function unnamed(settings: Settings, named: ReadonlySet<string>, group = ''): Settings {
  const rest: [string, ArgumentValue][] = []
  for (const [own, value] of Object.entries(settings)) {
    const name = `${group}${own}`
    if (named.has(name) && !OF_EVERY_RUN.has(name)) continue
    if (!isGroup(value)) rest.push([own, value])
    else {
      const inner = unnamed(value, named, `${name}.`)
      if (Object.keys(inner).length > 0) rest.push([own, inner])
    }
  }
  return Object.fromEntries(rest)
}

/** A seed among the settings would be the same in every run, or a hyperparameter that is searched for. */
function requireNoSeed(template: CommandTemplate, settings: Settings): void {
  const name = Object.keys(settings).find((one) => one === 'seed' || one.startsWith('seed.'))
  if (name === undefined) return
  throw new InputError('a seed is no setting', {
    ...place(template),
    expected: 'settings without a seed, which claimcheck chooses anew for every run',
    received: `setting ${JSON.stringify(name)}`,
    remedy: 'take it out of the settings, and write {seed} in the command: "--seed", "{seed}"'
  })
}

/** A setting that no program hears of would be compared with itself. */
function requireWay(
  template: CommandTemplate,
  { style }: ArgumentStyle,
  rest: Settings,
  named: ReadonlySet<string>
): void {
  const names = Object.keys(rest)
  const needsArgs = style !== 'none' && style !== 'env'
  if (names.length === 0 || !needsArgs || named.has('args')) return
  // A file may be named by its own placeholder.
  if (style === 'file' && named.has('settings')) return
  throw new InputError('settings reach the program nowhere', {
    ...place(template),
    expected: `{args} in the command, or a placeholder for each of ${names.map((name) => `{${name}}`).join(', ')}`,
    received: JSON.stringify(template.command),
    remedy: 'add "{args}" where the program takes its arguments, or "args": "none" where it reads CLAIMCHECK_SETTINGS'
  })
}

function place({ where }: CommandTemplate): { where?: string } {
  return where === undefined ? {} : { where }
}

/** A word that `sh` takes for exactly this text. @example shellQuote("it's") // "'it'\\''s'" */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
