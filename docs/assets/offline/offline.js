// What a page has to do with the service worker: it starts it, once the page is there and idle, tells it what to keep, offers to keep
// everything, and says when there is a newer version of the page. A browser that has no such workers, or lets none start, is left alone.

{
  const SILENCE = 60_000 // ms without a word from the worker, after which it is taken to have ended
  const SCORER = 20_000 // ms that the scorer's start has before anything is kept beside it
  const WISH = 'cx-maturity/offline'
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const { serviceWorker } = /** @type {{ serviceWorker?: ServiceWorkerContainer }} */ (navigator)

  // What the visitor wants

  /** @returns {'all' | 'none' | null} to keep everything, nothing, or what is visited */
  function wish() {
    try {
      return /** @type {'all' | 'none' | null} */ (localStorage.getItem(WISH))
    } catch {
      return null
    }
  }

  /** @param {'all' | 'none'} wanted */
  function want(wanted) {
    try {
      localStorage.setItem(WISH, wanted)
    } catch {
      // then it holds until the page is left
    }
  }

  /** Whether the visitor has to pay for what travels, or asks for little. */
  function sparing() {
    const { connection } = /** @type {{ connection?: { saveData?: boolean, type?: string } }} */ (navigator)
    return Boolean(connection?.saveData || connection?.type === 'cellular')
  }

  // The worker

  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

  /** @type {Promise<ServiceWorker | null>} */
  let started = idle().then(() => (wish() === 'none' ? null : start()))

  async function idle() {
    if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve))
    // To keep the site takes the line and the processor, which the scorer's start needs; it may fail, or wait to be asked.
    if (document.querySelector('[data-assess]')) await Promise.race([marked('cx:scorer-ready'), pause(SCORER)])
    const { requestIdleCallback } = /** @type {{ requestIdleCallback?: typeof window.requestIdleCallback }} */ (window)
    await new Promise((resolve) => (requestIdleCallback ? requestIdleCallback(resolve) : setTimeout(resolve, 500)))
  }

  /** @param {string} name of a mark that the page has set, or will set */
  function marked(name) {
    return new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => {
        if (!list.getEntriesByName(name).length) return
        observer.disconnect()
        resolve(undefined)
      })
      observer.observe({ type: 'mark', buffered: true })
    })
  }

  async function start() {
    try {
      const registration = await serviceWorker?.register(script.dataset.worker ?? '')
      registration?.addEventListener('updatefound', () => hasten(registration.installing))
      return registration && serviceWorker ? (await serviceWorker.ready).active : null
    } catch {
      return null
    }
  }

  /**
   * Have a new worker begin. It asks for that itself, but was seen to wait on while pages were open.
   * @param {ServiceWorker | null} worker
   */
  function hasten(worker) {
    const timer = setInterval(() => {
      if (worker?.state === 'installed') worker.postMessage({ kind: 'begin' })
      else if (worker?.state !== 'installing') clearInterval(timer)
    }, 1000)
  }

  /**
   * Ask the worker for something.
   * @param {Offline.Asked} asked
   * @param {(arrived: number) => void} [tell] in bytes
   * @returns {Promise<Offline.Outcome | null>} null where there is no worker, or it has ended
   */
  async function ask(asked, tell = () => {}) {
    const worker = await started
    if (!worker) return null
    const { port1: here, port2: there } = new MessageChannel()
    return new Promise((resolve) => {
      let late = setTimeout(resolve, SILENCE, null)
      here.onmessage = ({ data }) => {
        clearTimeout(late)
        late = setTimeout(resolve, SILENCE, null)
        if ('arrived' in data) tell(data.arrived)
        else resolve(data)
      }
      worker.postMessage(asked, [there])
    })
  }

  /**
   * @param {Offline.Group[]} groups
   * @param {(arrived: number) => void} [tell]
   */
  async function keep(groups, tell) {
    if (wish() === 'none') return null
    const used = performance.getEntriesByType('resource').map(({ name }) => name)
    return ask({ kind: 'keep', addresses: [location.href, ...used], groups }, tell)
  }

  /** @param {Offline.Group} group */
  async function ahead(group) {
    await keep(sparing() ? [] : [group])
    performance.mark(`cx:kept-${group}`)
  }

  /** @type {Offline.Group[]} */
  const ALL = ['shell', 'assess', 'pages']

  // The offer to keep everything

  const offer = /** @type {HTMLElement | null} */ (document.querySelector('[data-offline]'))
  if (offer) offering(offer)

  /** @param {HTMLElement} place */
  function offering(place) {
    const find = (/** @type {string} */ what) => /** @type {HTMLElement} */ (place.querySelector(what))
    const [said, keeping, removing] = [find('[data-offline-said]'), find('[data-offline-keep]'), find('[data-offline-remove]')]
    const progress = /** @type {HTMLProgressElement} */ (find('progress'))
    let left = 0
    const millions = (/** @type {number} */ bytes) => String(Math.max(1, Math.round(bytes / 1e6)))

    /**
     * @param {'ask' | 'going' | 'ready' | 'partly' | 'full' | 'removed'} state
     * @param {number} [arrived] in bytes
     */
    function show(state, arrived = 0) {
      const fill = (/** @type {string | undefined} */ text) =>
        (text ?? '').replace('{size}', millions(left)).replace('{arrived}', (arrived / 1e6).toFixed(1))
      place.hidden = false
      place.dataset.state = state
      said.textContent = fill(place.dataset[state])
      progress.hidden = state !== 'going'
      progress.max = left
      progress.value = arrived
      keeping.hidden = state === 'going' || state === 'ready'
      keeping.textContent = fill(state === 'ask' && left ? place.dataset.keep : place.dataset.keepAgain)
      removing.hidden = state === 'going' || state === 'removed' || (state === 'ask' && wish() !== 'all')
    }

    /** @param {Offline.Outcome | null} outcome */
    function ended(outcome) {
      left = outcome?.left ?? left
      show(left === 0 ? 'ready' : outcome?.full ? 'full' : 'partly')
    }

    const look = () => ask({ kind: 'look', groups: ALL })

    async function fetchAll() {
      left = (await look())?.left ?? 0
      show('going')
      ended(await keep(ALL, (arrived) => show('going', Math.min(arrived, left))))
    }

    keeping.addEventListener('click', async () => {
      want('all')
      keeping.hidden = true
      if (!(await started)) started = start()
      if (await started) fetchAll()
      else place.hidden = true
    })
    removing.addEventListener('click', async () => {
      want('none')
      await ask({ kind: 'remove' })
      started = Promise.resolve(null)
      show('removed')
      keeping.focus()
    })

    started.then(async (worker) => {
      if (!worker) return wish() === 'none' && serviceWorker ? show('ask') : undefined
      const outcome = await look()
      if (!outcome) return
      left = outcome.left
      if (left === 0) show('ready')
      else if (wish() === 'all' && !sparing()) fetchAll()
      else show('ask')
    })
  }

  // A newer version of the page

  /** @param {HTMLElement} notice */
  function announcing(notice) {
    const told = /** @type {HTMLElement} */ (notice.firstElementChild)
    notice.querySelector('[data-renew]')?.addEventListener('click', () => location.reload())
    notice.querySelector('[data-later]')?.addEventListener('click', () => (told.hidden = true))
    serviceWorker?.addEventListener('message', async ({ data }) => {
      if (data.kind === 'renewed' && (await outdated())) told.hidden = false
    })
    serviceWorker?.startMessages()
  }

  const notice = /** @type {HTMLElement | null} */ (document.querySelector('[data-renewed]'))
  if (notice) announcing(notice)

  async function outdated() {
    const name = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="cx-page"]'))?.content
    const response = await fetch(location.pathname, { cache: 'no-cache' }).catch(() => null)
    return Boolean(response?.ok && name && !(await response.text()).includes(name))
  }

  // A page that is not there

  const again = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-back-online]'))
  if (again) {
    again.hidden = false
    again.addEventListener('click', () => location.reload())
    addEventListener('online', () => location.reload())
  }

  // What is kept without being asked for

  ahead('shell')
  // The scorer has been sent to this page already: the browser has what is to be kept.
  new PerformanceObserver((list) => {
    if (list.getEntriesByName('cx:scorer-ready').length) ahead('assess')
  }).observe({ type: 'mark', buffered: true })
  if (wish() === 'all' && !offer && !sparing()) keep(ALL)
}
