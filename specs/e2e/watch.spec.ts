import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Project } from '../support/project'

jest.setTimeout(120_000)

let project: Project
beforeEach(() => {
  project = new Project()
  project.writeOnlineClaims()
})
afterEach(() => project.remove())

const onPosix = process.platform === 'win32' ? it.skip : it

describe('report --watch', () => {
  it('writes a partial report that says so, and the whole one once the runs are there', async () => {
    const watching = project.start(['report', '--watch', '--name', 'watched'])
    const ended = new Promise<number | null>((resolve) => watching.once('close', resolve))
    let said = ''
    watching.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text))
    const page = project.path('reports/watched/report.html')
    while (!said.includes('is partial')) await pause(100)
    expect(readFileSync(page, 'utf8')).toContain('Partial report.')
    expect(said).toMatch(/^2 of 2 claims wait for runs: reports\/watched\/report\.html is partial$/m)

    expect(project.run(['verify', '--name', 'verified']).status).toBe(0)
    expect(await ended).toBe(0)
    expect(readFileSync(page, 'utf8')).not.toContain('Partial report.')
    expect(readFileSync(page, 'utf8')).toBe(readFileSync(project.path('reports/verified/report.html'), 'utf8'))
  })
})

describe('verify --html --open', () => {
  onPosix('prints where the page is, and opens it', async () => {
    project.write('bin/xdg-open', `#!/bin/sh\necho "$1" > ${project.path('opened')}\n`)
    project.write('bin/open', `#!/bin/sh\necho "$1" > ${project.path('opened')}\n`)
    for (const name of ['bin/xdg-open', 'bin/open']) chmodSync(project.path(name), 0o755)
    const env = { DISPLAY: ':9', PATH: `${project.path('bin')}:${process.env.PATH}` }
    const { stdout, stderr, status } = project.run(['verify', '--name', 'shown', '--html', '--open'], env)
    const page = project.path('reports/shown/report.html')
    expect({ stdout, status }).toEqual({ stdout: `${page}\n`, status: 0 })
    expect(stderr).toContain(`Opened ${page}`)
    while (!existsSync(project.path('opened'))) await pause(50)
    expect(readFileSync(project.path('opened'), 'utf8')).toBe(`${page}\n`)
  })
})
