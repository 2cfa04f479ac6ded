import { commandStream, styled, wantsColor, windowColumns } from '../../../src/cli/context'

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

describe('commandStream', () => {
  const written: string[] = []
  const stream = commandStream({ isTTY: true, columns: 90, write: (text) => written.push(text) })
  beforeEach(() => written.splice(0))

  it('makes what others say printable, and leaves JSON what it is', () => {
    const hostile = { text: '\u001b]0;title\u0007\u009b31m \u202eabc\u2069 \u007f ß 漢\n' }
    stream.write(`${JSON.stringify(hostile)}\n${hostile.text}`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    expect(written.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    expect(JSON.parse(written.join('').split('\n')[0]!)).toEqual(hostile)
    expect(written.join('')).toContain('ß 漢\n')
  })

  it('leaves our own escapes alone, and says how wide it is', () => {
    stream.writeStyled('\u001b[1mx')
    styled(stream).write('\r\u001b[K')
    expect(written).toEqual(['\u001b[1mx', '\r\u001b[K'])
    expect([stream.isTTY, stream.columns, styled(stream).isTTY]).toEqual([true, 90, true])
  })
})
