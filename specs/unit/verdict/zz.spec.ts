import { claimOf, comparison, convergence, diverged, elsewhere, evidenceOf, evidenceOfRatios, experiments, judgeAlone, judgePairs, moving, point, symmetric, times, trained } from './builders'
test('x', () => {
  const out: string[] = []
  for (const kind of ['lower','not-lower','equivalent'] as const)
  for (const [m, s] of [[-.03,.01],[.03,.01],[-.005,.004],[0,.01],[.01,.01],[.005,.015],[-.005,.02],[-.01,.01],[-.0135,.005]] as const) out.push(kind+': '+judgePairs(evidenceOfRatios(symmetric(m,s)),{kind}).sentence)
  out.push(judgePairs(evidenceOfRatios(symmetric(.01,.01)),{margin:{relative:0,epsilon:0}}).sentence)
  out.push(judgePairs(evidenceOfRatios(symmetric(.001,.01)),{margin:{relative:0,epsilon:0}}).sentence)
  out.push(judgePairs(evidenceOfRatios(symmetric(.01,.01)),{margin:{relative:0.01,epsilon:0.02}}).sentence)
  out.push(judgePairs(evidenceOfRatios([-.1,-.11,-.12,-.09]),{}, 10).sentence)
  out.push(judgePairs(evidenceOfRatios([-.1]),{}, 10).sentence)
  out.push(judgePairs(evidenceOfRatios([]),{}, 10).sentence)
  out.push(judgePairs(evidenceOf([...times(9,[trained(1),trained(.9)] as const),[trained(1),diverged]])).sentence)
  out.push(judgePairs(evidenceOf([...times(4,[trained(1),trained(.9)] as const),...times(6,[diverged,diverged] as const)])).sentence)
  const sh=(s:any)=>judgeAlone(claimOf(convergence),{kind:'share',metric:'x.windowMean',arm:'adam',target:1,tolerance:.01,samples:s}).sentence
  out.push(sh(times(20,point())),sh([...times(10,point()),...times(10,elsewhere)]),sh([...times(17,point()),...times(3,elsewhere)]),sh([...times(17,point()),...times(1,moving)]),sh([...times(30,point()),...times(1,moving)]))
  const g=(s:any)=>judgeAlone(claimOf({...convergence,over:'initial-points',share:null}),{kind:'grid',metric:'x.windowMean',arm:'adam',target:1,tolerance:.01,samples:s}).sentence
  out.push(g(times(5,point())),g(times(5,elsewhere)),g([point(),elsewhere]),g([point(),moving]), g([moving]))
  console.log(out.join('\n'))
})
