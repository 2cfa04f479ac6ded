import { isObject, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { didYouMean, type JsonPath, type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { PROFILE_NAMES } from '../../claims/types'
import { canonicalJson } from '../../json/canonical'
import { OF_EVERY_RUN, SEED_STREAMS } from '../../programs/fillCommand'
import { isAccuracy } from '../isAccuracy'
import { placeholdersIn } from './placeholders'

/** What placeholders stand for beside settings. */
const RESERVED = ['seed', ...SEED_STREAMS.map((stream) => `seed.${stream}`), ...OF_EVERY_RUN]
/** Styles that say nothing in the command. */
const BESIDE_COMMAND: readonly unknown[] = ['none', 'env']

/** What is wrong with an experiment of a program beyond what its schema can say. */
export function checkProgram(experiment: SpecDocument): LintProblem[] {
  return [
    ...placeholders(experiment),
    ...reservedNames(experiment),
    ...untoldSettings(experiment),
    ...failure(experiment),
    ...bounds(experiment),
    ...warmCommands(experiment),
    ...shellLine(experiment),
    ...sameArms(experiment),
    ...absolutePaths(experiment)
  ]
}

interface Template {
  readonly path: JsonPath
  readonly texts: readonly string[]
}

/** Commands, each with its place: the experiment's, then those of arms. */
function commands(experiment: SpecDocument): Template[] {
  const places: JsonPath[] = [['command'], ...armNames(experiment).map((arm) => ['arms', arm, 'command'])]
  return places.flatMap((path) => {
    const value = valueAt(experiment, path)
    const texts = Array.isArray(value) ? value.filter((part) => typeof part === 'string') : []
    return texts.length === 0 ? [] : [{ path, texts }]
  })
}

function variables(experiment: SpecDocument): Template[] {
  return Object.entries(objectAt(experiment, 'environment', 'set') ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ path: ['environment', 'set', name], texts: [value] }] : []
  )
}

function armNames(experiment: SpecDocument): string[] {
  return Object.keys(objectAt(experiment, 'arms') ?? {})
}

/** Where settings stand: the experiment's, those of arms and profiles, and the axes of grids. */
function settingPlaces(experiment: SpecDocument): JsonPath[] {
  return [
    ['settings'],
    ['grid'],
    ...armNames(experiment).map((arm) => ['arms', arm, 'settings']),
    ...PROFILE_NAMES.flatMap((profile) => [
      ['profiles', profile, 'settings'],
      ['profiles', profile, 'grid']
    ])
  ]
}

function settingNames(experiment: SpecDocument): string[] {
  const names = settingPlaces(experiment).flatMap((path) => Object.keys(objectAt(experiment, ...path) ?? {}))
  return [...new Set(names)]
}

function placeholders(experiment: SpecDocument): LintProblem[] {
  const known = [...RESERVED, ...settingNames(experiment)]
  return [...commands(experiment), ...variables(experiment)].flatMap(({ path, texts }) =>
    [...new Set(texts.flatMap(placeholdersIn))]
      .filter((name) => !known.includes(name))
      .map((name) =>
        problemAt(experiment, path, {
          message: `{${name}} stands for nothing`,
          expected: `a setting, or one of ${listOf(RESERVED)}`,
          received: `{${name}}`,
          remedy: didYouMean(name, known, 'add it to "settings", or write the command without it')
        })
      )
  )
}

/** A seed among the hyperparameters would be tuned. */
function reservedNames(experiment: SpecDocument): LintProblem[] {
  return settingPlaces(experiment).flatMap((path) =>
    Object.keys(objectAt(experiment, ...path) ?? {})
      .filter((name) => RESERVED.includes(name))
      .map((name) =>
        problemAt(experiment, [...path, name], {
          message: `${name} is no setting: every run has its own`,
          expected: 'a name that claimcheck does not fill in itself',
          remedy: `remove it, and write {${name}} in "command"`,
          atKey: true
        })
      )
  )
}

/** What the command does not name, an argument style puts at `{args}`; without one nothing tells the program. */
function untoldSettings(experiment: SpecDocument): LintProblem[] {
  const style = stringAt(experiment, 'args') ?? stringAt(experiment, 'args', 'style')
  if (BESIDE_COMMAND.includes(style) || valueAt(experiment, ['warm']) === true) return []
  const names = settingNames(experiment)
  const told = variables(experiment).flatMap(({ texts }) => texts.flatMap(placeholdersIn))
  return commands(experiment).flatMap(({ path, texts }) => {
    const named = [...told, ...texts.flatMap(placeholdersIn)]
    const missing = names.filter((name) => !named.includes(name))
    const byFile = (style === undefined || style === 'file') && named.includes('settings')
    if (missing.length === 0 || named.includes('args') || byFile) return []
    return [
      problemAt(experiment, path, {
        // Where no style is stated the program may read the file that claimcheck names in its environment.
        severity: style === undefined ? 'warning' : 'error',
        message: `the command does not tell the program ${listOf(missing)}`,
        expected: '"{args}" in the command, or a placeholder for each setting',
        remedy: 'add "{args}"; or "args": "none" where the program reads the file that CLAIMCHECK_SETTINGS names'
      })
    ]
  })
}

function failure(experiment: SpecDocument): LintProblem[] {
  const metric = stringAt(experiment, 'failure', 'metric')
  const known = Object.keys(objectAt(experiment, 'metrics') ?? {})
  const marked = ['above', 'below'].some((key) => valueAt(experiment, ['failure', key]) !== undefined)
  if (metric !== undefined && !marked) {
    return [
      problemAt(experiment, ['failure'], {
        message: 'it does not say where a run has failed',
        expected: '"above" or "below", a value of the metric',
        remedy: 'state one of them'
      })
    ]
  }
  if (metric === undefined || known.includes(metric)) return []
  return [
    problemAt(experiment, ['failure', 'metric'], {
      message: 'no run logs that metric',
      expected: `one of ${listOf(known)}`,
      remedy: didYouMean(metric, known, 'declare it in "metrics"')
    })
  ]
}

function bounds(experiment: SpecDocument): LintProblem[] {
  return Object.keys(objectAt(experiment, 'metrics') ?? {}).flatMap((name) => {
    const path = ['metrics', name, 'bounds']
    const stated = valueAt(experiment, path)
    const [low, high]: unknown[] = Array.isArray(stated) ? stated : []
    if (isAccuracy(name) && Array.isArray(stated) && (low !== 0 || high !== 1)) {
      return [
        problemAt(experiment, path, {
          message: 'what is called an accuracy is a share',
          expected: '[0, 1], which is left out',
          remedy: 'log it as a share, or give the metric another name than *.accuracy'
        })
      ]
    }
    if (typeof low !== 'number' || typeof high !== 'number' || low < high) return []
    return [
      problemAt(experiment, path, {
        message: 'no value lies within those bounds',
        expected: `the smallest value first, then one above ${low}`,
        remedy: 'correct the bounds; null where there is none'
      })
    ]
  })
}

/** A warm program hears of its runs when it is up. */
function warmCommands(experiment: SpecDocument): LintProblem[] {
  if (valueAt(experiment, ['warm']) !== true) return []
  return [...commands(experiment), ...variables(experiment)]
    .filter(({ texts }) => texts.some((text) => placeholdersIn(text).length > 0))
    .map(({ path }) =>
      problemAt(experiment, path, {
        message: 'a warm program is started before its runs are known',
        expected: 'a command without placeholders: settings and seeds stand in the lines that it reads',
        remedy: 'take them out, or leave "warm" out'
      })
    )
}

function shellLine(experiment: SpecDocument): LintProblem[] {
  if (valueAt(experiment, ['shell']) !== true) return []
  return commands(experiment)
    .filter(({ texts }) => texts.length > 1)
    .map(({ path }) =>
      problemAt(experiment, path, {
        message: 'a shell reads one line',
        expected: 'one text: ["python train.py --seed {seed} | tee log.txt"]',
        remedy: 'write the line as one text, or leave "shell" out'
      })
    )
}

/** Two arms that are told the same are one run under two names. */
function sameArms(experiment: SpecDocument): LintProblem[] {
  const named = [...commands(experiment), ...variables(experiment)].flatMap(({ texts }) =>
    texts.flatMap(placeholdersIn)
  )
  if (named.includes('arm')) return []
  const seen = new Map<string, string>()
  return armNames(experiment).flatMap((arm) => {
    const { settings = {}, command = null } = objectAt(experiment, 'arms', arm) ?? {}
    if (!isObject(settings)) return []
    const text = canonicalJson({ settings, command })
    const before = seen.get(text)
    if (before === undefined) {
      seen.set(text, arm)
      return []
    }
    return [
      problemAt(experiment, ['arms', arm], {
        message: `the arm is told the same as ${before}`,
        expected: 'another setting or another command in each arm',
        remedy: 'add what differs to "settings", or write {arm} in the command',
        atKey: true
      })
    ]
  })
}

function absolutePaths(experiment: SpecDocument): LintProblem[] {
  const globs = ['inputs', 'data'].flatMap((key) => {
    const value = valueAt(experiment, [key])
    return Array.isArray(value) ? value.map((glob: unknown, index) => ({ path: [key, index], glob })) : []
  })
  const folder = { path: ['folder'], glob: valueAt(experiment, ['folder']) }
  return [folder, ...globs].flatMap(({ path, glob }) => {
    if (typeof glob !== 'string' || !/^(\/|[A-Za-z]:|\\)/.test(glob)) return []
    return [
      problemAt(experiment, path, {
        message: 'an absolute path is another place on another machine',
        expected: 'a path from the folder that holds the claims root',
        remedy: 'write it as seen from there'
      })
    ]
  })
}
