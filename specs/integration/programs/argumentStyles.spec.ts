import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { argumentsOf } from '../../../src/programs/argumentStyles'
import { ARGUMENT_CASES, type ArgumentCase } from '../../support/programs/argumentCases'
import { REPOSITORY } from '../../support/project'
import { missingPython, PYTHON } from '../../support/python'

/** Libraries by the module that is looked for. */
const LIBRARIES: readonly ArgumentCase['library'][] = ['argparse', 'click', 'absl', 'tyro', 'simple_parsing', 'hydra']

describe.each(LIBRARIES)('%s', (library) => {
  const missing = missingPython(library)
  const test = missing === null ? it : it.skip
  const cases = ARGUMENT_CASES.filter((one) => one.library === library)

  test(`understands settings as they were meant${missing === null ? '' : ` [skipped: ${missing}]`}`, () => {
    const lists = cases.map(({ style, settings }) => argumentsOf(style, settings, ''))
    const script = path.join(REPOSITORY, 'specs/support/python/parseArguments.py')
    const { stdout, stderr } = spawnSync(PYTHON, [script, library], { input: JSON.stringify(lists), encoding: 'utf8' })
    if (stdout === '') throw new Error(stderr)
    const parsed = JSON.parse(stdout) as readonly Record<string, unknown>[]
    for (const [index, { settings, parsed: expected = settings }] of cases.entries()) {
      expect({ argv: lists[index], parsed: parsed[index] }).toMatchObject({ argv: lists[index], parsed: expected })
    }
    expect.assertions(cases.length)
  })
})
