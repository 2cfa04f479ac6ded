import { wantsColor, windowColumns } from '../../../src/cli/context'

const reader = (isTTY: boolean, env: Record<string, string> = {}, columns?: number) => ({
  stdout: { isTTY, columns, write: () => true },
  env
})

describe('wantsColor', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, false],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [false, { CI: 'true' }, false]
  ])('terminal %s, %j: %s', (isTTY, env, wanted) => {
    expect(wantsColor(reader(isTTY, env as Record<string, string>))).toBe(wanted)
  })
})

describe('windowColumns', () => {
  it.each([
    [true, {}, 100, 100],
    [true, {}, 20, 40],
    [true, {}, undefined, null],
    [false, {}, 100, null],
    [false, { COLUMNS: '72' }, undefined, 72],
    [true, { COLUMNS: '72' }, 100, 72],
    [true, { COLUMNS: 'wide' }, 100, 100],
    [true, { COLUMNS: '3' }, 100, 100],
    [true, { COLUMNS: '' }, 100, 100]
  ])('terminal %s, %j, %s columns: %s', (isTTY, env, columns, width) => {
    expect(windowColumns(reader(isTTY, env as Record<string, string>, columns))).toBe(width)
  })
})
