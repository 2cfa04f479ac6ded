import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lintSlurm, slurmProfile, slurmProfileName } from '../../../../../src/exec/carriers/slurm/profile'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-slurm-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (content: unknown) => writeFileSync(path.join(folder, 'claimcheck.slurm.json'), JSON.stringify(content))

describe('a profile of Slurm', () => {
  it.each([
    ['slurm', 'default'],
    ['slurm:gpu', 'gpu'],
    ['slurm:', null],
    ['slurm:GPU', null],
    ['redis://host', null]
  ])('--on %s means profile %s', (on, name) => expect(slurmProfileName(on)).toBe(name))

  it('is the cluster’s own defaults where there is no file', () => {
    expect(slurmProfile(folder, 'default')).toEqual({
      ...{ name: 'default', partition: null, account: null, qos: null, memory: null, gpus: null, atOnce: null },
      ...{ minutes: 60, tasks: 16, leaseSeconds: 120, options: [] }
    })
    expect(() => slurmProfile(folder, 'gpu')).toThrow(/there is no profile gpu of Slurm[\s\S]*no such file[\s\S]*"gpu"/)
    expect(lintSlurm(folder)).toEqual([])
  })

  it('has what the file says', () => {
    write({
      profiles: { gpu: { partition: 'a,b', gpus: 2, minutes: 90, options: ['--constraint=avx2', '--exclusive'] } }
    })
    expect(lintSlurm(folder)).toEqual([])
    expect(slurmProfile(folder, 'gpu')).toMatchObject({ partition: 'a,b', gpus: 2, minutes: 90, tasks: 16 })
    expect(() => slurmProfile(folder, 'gpus')).toThrow(/one of gpu[\s\S]*did you mean/i)
  })

  it.each([
    [{ partition: '--wrap=rm' }, /partition has the wrong form/],
    [{ minutes: 1 }, /minutes is out of range/],
    [{ minuets: 60 }, /unknown key "minuets"|minuets/],
    [{ memory: '4 GB' }, /memory has the wrong form/],
    [{ options: ['-p x'] }, /has the wrong form/],
    [{ options: ['--wrap=rm'] }, /--wrap is not to be given to sbatch/],
    // sbatch takes options shortened.
    [{ options: ['--wra=rm'] }, /--wra is not to be given to sbatch/],
    [{ options: ['--array=0-9'] }, /--array is not to be given to sbatch/]
  ])('%j is refused, with where and why', (profile, problem) => {
    write({ profiles: { default: profile } })
    expect(
      lintSlurm(folder)
        .map(({ message }) => message)
        .join('\n')
    ).toMatch(problem)
    expect(() => slurmProfile(folder, 'default')).toThrow(/claimcheck\.slurm\.json.*profiles of Slurm cannot be used/)
  })
})
