// Runs the scorer, cxcore, on Pyodide. Only this module knows Pyodide. Pages hold its code, and make the worker of it (scorer.js).

import { causeOf, load } from './loading.js'

/** @import { Message, Part, Parts, Reply, Start } from './contract.d.ts' */

const PAUSE = 200 // ms between two words on how far it is

/** @type {{ handle(kind: string, payload: string): string }} */
let bridge

/**
 * @param {Start} configuration
 * @param {(arrived: number, total: number) => void} tell
 */
async function start({ site, base: folder, lock, parts: from, fresh }, tell) {
  const at = (/** @type {string} */ address) => new URL(address, site).href
  const base = at(folder)
  const parts = /** @type {Parts} */ (Object.fromEntries(Object.entries(from).map(([name, part]) => [name, { ...part, address: at(part.address) }])))
  const total = Object.values(parts).reduce((sum, { size }) => sum + size, 0)
  let arrived = 0
  const how = {
    fresh,
    came: (/** @type {number} */ bytes) => tell((arrived += bytes), total),
  }
  /** @param {Part} part */
  const script = async (part) => {
    await load(part, { ...how, script: true })
    return import(part.address)
  }

  const [{ loadPyodide }, , module, python, framework, words] = await Promise.all([
    script(parts.loader),
    script(parts.code), // Pyodide looks for what this defines before it fetches it
    compiled(parts.wasm, how),
    load(parts.python, how),
    parts.framework ? load(parts.framework, how) : new Uint8Array(), // the calculator has none
    load(parts.words, how),
  ])
  const pyodide = await handed(module, python, () =>
    loadPyodide({ indexURL: base, stdLibURL: parts.python.address, lockFileContents: lock, packageBaseUrl: base }),
  )
  bridge = pyodide.pyimport('cxcore.bridge').Bridge(pyodide.toPy(framework), pyodide.toPy(words))
}

/**
 * Compiled while it comes, and used only if it came as it should. Where it comes with a wrong type, it is compiled afterwards.
 * @param {Part} part
 * @param {NonNullable<Parameters<typeof load>[1]>} how
 */
async function compiled(part, how) {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let early
  const bytes = await load(part, {
    ...how,
    beside(response) {
      early = WebAssembly.compileStreaming(response)
      early.catch(() => {})
    },
  })
  return early?.catch(() => WebAssembly.compile(bytes))
}

/**
 * Pyodide fetches two files by itself; while it starts, it is handed what has been fetched and checked. And where its code cannot
 * be instantiated, it prints a warning and waits for ever; this rejects instead.
 * @template T
 * @param {WebAssembly.Module | undefined} module
 * @param {Uint8Array<ArrayBuffer>} python
 * @param {() => Promise<T>} work
 */
async function handed(module, python, work) {
  const { fetch } = self
  const { instantiateStreaming } = WebAssembly
  try {
    self.fetch = async () => new Response(python) // of the response for the code nothing is read
    return await new Promise((resolve, reject) => {
      WebAssembly.instantiateStreaming = async (_, imports) => {
        try {
          const made = /** @type {WebAssembly.Module} */ (module)
          return { module: made, instance: await WebAssembly.instantiate(made, imports) }
        } catch (error) {
          reject(error)
          throw error
        }
      }
      work().then(resolve, reject)
    })
  } finally {
    self.fetch = fetch
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

/** @param {Reply} message */
const reply = (message) => self.postMessage(message)

/** @param {MessageEvent<Message>} event */
self.onmessage = async ({ data: { id, kind, payload } }) => {
  let due = false
  let come = 0
  /** @type {Parameters<typeof start>[1]} */
  const tell = (arrived, total) => {
    come = arrived
    if (due) return
    due = true
    setTimeout(() => {
      due = false
      reply({ id, arrived: come, total })
    }, PAUSE)
  }
  try {
    if (kind === 'start') {
      await start(payload, tell)
      reply({ id, ok: true, value: null })
    } else {
      reply({ id, ...JSON.parse(bridge.handle(kind, JSON.stringify(payload))) })
    }
  } catch (error) {
    const problems = [error instanceof Error ? error.message : String(error)]
    reply({ id, ok: false, error: { kind: kind === 'start' ? causeOf(error) : 'stopped', problems } })
  }
}
