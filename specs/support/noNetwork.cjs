// Loaded before a program (node --require): whatever it asks of a network is written down, and refused. What asks nothing of
// it, such as pipes to its own workers, is left alone.
const { appendFileSync } = require('node:fs')
const dgram = require('node:dgram')
const dns = require('node:dns')
const net = require('node:net')

function refuse(what) {
  appendFileSync(process.env.CLAIMCHECK_TEST_NETWORK, `${what}\n`)
  throw new Error(`no network here: ${what}`)
}

net.Socket.prototype.connect = () => refuse('connect')
net.Server.prototype.listen = () => refuse('listen')
dgram.createSocket = () => refuse('datagram')
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt']) {
  dns[name] = () => refuse(`dns ${name}`)
  dns.promises[name] = async () => refuse(`dns ${name}`)
}
