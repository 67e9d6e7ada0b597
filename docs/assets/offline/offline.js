// What a page has to do with the service worker: it starts it, once the page is there and idle, and tells it what to keep. A browser
// that has none, or does not let it start, is left alone.

{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const { serviceWorker } = /** @type {{ serviceWorker?: ServiceWorkerContainer }} */ (navigator)

  /** @type {Promise<ServiceWorker | null>} */
  const started = idle().then(start)

  async function idle() {
    if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve))
    const { requestIdleCallback } = /** @type {{ requestIdleCallback?: typeof window.requestIdleCallback }} */ (window)
    await new Promise((resolve) => (requestIdleCallback ? requestIdleCallback(resolve) : setTimeout(resolve, 500)))
  }

  async function start() {
    try {
      const registration = await serviceWorker?.register(script.dataset.worker ?? '')
      return registration && serviceWorker ? (await serviceWorker.ready).active : null
    } catch {
      return null
    }
  }

  /**
   * Ask the worker for something.
   * @param {Offline.Asked} asked
   * @param {(arrived: number) => void} [tell] in bytes
   * @returns {Promise<Offline.Outcome | null>} null where there is no worker
   */
  async function ask(asked, tell = () => {}) {
    const worker = await started
    if (!worker) return null
    const { port1: here, port2: there } = new MessageChannel()
    worker.postMessage(asked, [there])
    return new Promise((resolve) => {
      here.onmessage = ({ data }) => ('arrived' in data ? tell(data.arrived) : resolve(data))
    })
  }

  /** Whether the visitor has to pay for what travels, or asks for little. */
  function sparing() {
    const { connection } = /** @type {{ connection?: { saveData?: boolean, type?: string } }} */ (navigator)
    return Boolean(connection?.saveData || connection?.type === 'cellular')
  }

  /** @param {Offline.Group} group */
  async function keep(group) {
    const used = performance.getEntriesByType('resource').map(({ name }) => name)
    const outcome = await ask({ kind: 'keep', addresses: [location.href, ...used], groups: sparing() ? [] : [group] })
    performance.mark(`cx:kept-${group}`)
    return outcome
  }

  const again = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-again]'))
  if (again) {
    again.hidden = false
    again.addEventListener('click', () => location.reload())
    addEventListener('online', () => location.reload())
  }

  keep('shell')
  // The scorer has been sent to this page already: the browser has what is to be kept.
  new PerformanceObserver((list) => {
    if (list.getEntriesByName('cx:scorer-ready').length) keep('assess')
  }).observe({ type: 'mark', buffered: true })
}
