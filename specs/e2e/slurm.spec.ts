import { writeClaim } from '../support/programProject'
import { Project } from '../support/project'
import { noSlurm, SlurmCluster } from '../support/slurm'

jest.setTimeout(240_000)
const whereSlurm = noSlurm === null ? describe : describe.skip
whereSlurm('x', () => {
  const cluster = new SlurmCluster()
  beforeAll(() => cluster.start())
  afterAll(() => cluster.remove())
  it('y', async () => {
    const home = new Project()
    home.writeOnlineClaims()
    home.writeDigitsClaim()
    writeClaim(home, 'loss')
    home.write('claimcheck.slurm.json', { profiles: { default: { tasks: 2, leaseSeconds: 4 } } })
    const t = Date.now()
    const a = home.run(['verify', '--on', 'slurm', '--allow-programs'], cluster.env)
    console.log(a.status, a.stdout, a.stderr, Date.now() - t)
    const b = home.run(['verify', '--on', 'slurm', '--allow-programs', '--wait'], cluster.env)
    console.log(b.status, b.stdout, b.stderr, Date.now() - t)
    console.log(cluster.call('squeue', '-a', '--states=all'))
    await cluster.clear()
  })
})
