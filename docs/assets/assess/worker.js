// Runs the scorer, cxcore, on Pyodide. Only this module knows Pyodide.

/** @import { Message, Start } from './contract.d.ts' */

// Only a worker made from a blob is bound by the page's policy (see scorer.js). Refusing to run elsewhere closes the one
// way round it: a second worker, started by this file's address, would be free to send what it likes.
if (self.location.protocol !== 'blob:') throw new Error('the scorer runs only in a worker that the page made')

// Where its WebAssembly cannot be had, Pyodide prints a warning and waits for ever. This promise fails instead.
const failureOfWasm = new Promise((_, reject) => {
  for (const name of /** @type {const} */ (['instantiate', 'instantiateStreaming'])) {
    const original = /** @type {(...values: any[]) => Promise<any>} */ (WebAssembly[name])
    WebAssembly[name] = (/** @type {any[]} */ ...values) => {
      const made = original.apply(WebAssembly, values)
      made.catch(reject)
      return made
    }
  }
})
failureOfWasm.catch(() => {})

/** @type {{ handle(kind: string, payload: string): string }} */
let bridge

/** @param {Start} configuration */
async function start({ runtime, framework, words }) {
  // The texts and the runtime are fetched side by side; a failed text is heard of once it is needed.
  const texts = Promise.all([framework, words].map(text))
  texts.catch(() => {})
  const { loadPyodide } = await import(runtime.base + 'pyodide.mjs')
  const started = loadPyodide({
    indexURL: runtime.base,
    stdLibURL: runtime.base + runtime.python,
    lockFileContents: runtime.lock,
    packageBaseUrl: runtime.base,
  })
  const pyodide = await Promise.race([started, failureOfWasm])
  const { Bridge } = pyodide.pyimport('cxcore.bridge')
  bridge = Bridge(...(await texts))
}

/** @param {string | undefined} address */
async function text(address) {
  if (!address) return '' // the calculator has no framework
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status} for ${address}`)
  return response.text()
}

/** @param {MessageEvent<Message>} event */
self.onmessage = async ({ data: { id, kind, payload } }) => {
  try {
    if (kind === 'start') {
      await start(payload)
      self.postMessage({ id, ok: true, value: null })
    } else {
      self.postMessage({ id, ...JSON.parse(bridge.handle(kind, JSON.stringify(payload))) })
    }
  } catch (error) {
    const failure = kind === 'start' ? 'load' : 'stopped'
    self.postMessage({ id, ok: false, error: { kind: failure, problems: [error instanceof Error ? error.message : String(error)] } })
  }
}
