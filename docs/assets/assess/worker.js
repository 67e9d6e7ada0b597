// Runs the scorer, cxcore, on Pyodide. Only this module knows Pyodide.

let bridge

async function start({ runtime, framework, words }) {
  // The texts and the runtime are fetched side by side.
  const texts = Promise.all([framework, words].map(text))
  const { loadPyodide } = await import(runtime.base + 'pyodide.mjs')
  const pyodide = await loadPyodide({
    indexURL: runtime.base,
    stdLibURL: runtime.base + runtime.python,
    lockFileContents: runtime.lock,
    packageBaseUrl: runtime.base,
  })
  const { Bridge } = pyodide.pyimport('cxcore.bridge')
  bridge = Bridge(...(await texts))
}

async function text(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status} for ${address}`)
  return response.text()
}

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
    self.postMessage({ id, ok: false, error: { kind: failure, problems: [String(error?.message ?? error)] } })
  }
}
