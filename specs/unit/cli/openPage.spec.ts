import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandStream } from '../../../src/cli/context'
import { openPage } from '../../../src/cli/openPage'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-open-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** An opener that writes down what it was given. */
function opener(name: string): void {
  const file = path.join(folder, name)
  writeFileSync(
    file,
    `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/given.part && mv ${folder}/given.part ${folder}/given\n`
  )
  chmodSync(file, 0o755)
}

async function opened(platform: NodeJS.Platform, env: Record<string, string>) {
  let said = ''
  const stderr = commandStream({ write: (text) => (said += text) })
  await openPage('/a folder/report.html', { env: { PATH: `${folder}:/usr/bin:/bin`, ...env }, stderr }, platform)
  if (said.startsWith('There')) return { said, given: null }
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      return { said, given: readFileSync(path.join(folder, 'given'), 'utf8').trimEnd().split('\n') }
    } catch {
      await pause(50)
    }
  }
  throw new Error('nothing was opened')
}

const onPosix = process.platform === 'win32' ? describe.skip : describe

onPosix('openPage', () => {
  it.each([
    ['linux', 'xdg-open', { DISPLAY: ':0' }, []],
    ['linux', 'xdg-open', { WAYLAND_DISPLAY: 'wayland-0' }, []],
    ['darwin', 'open', {}, []],
    ['win32', 'rundll32', {}, ['url.dll,FileProtocolHandler']]
  ] as const)('%s: hands it to %s', async (platform, name, env, before) => {
    opener(name)
    const { said, given } = await opened(platform, env)
    expect(given).toEqual([...before, '/a folder/report.html'])
    expect(said).toBe('Opened /a folder/report.html\n')
  })

  it.each([
    ['no display', {}],
    ['no opener', { DISPLAY: ':0', PATH: '/nowhere' }]
  ])('opens nothing where there is %s, and says where the page is', async (_what, env) => {
    expect(await opened('linux', env)).toEqual({
      said: 'There is no display to open it on: /a folder/report.html\n',
      given: null
    })
  })
})
