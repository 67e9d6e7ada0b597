// What a page has to do with the service worker: it starts it, once the page is there and idle, has it keep the whole site, shows how far
// that is, and says when there is a newer version of the page. A browser that has no such workers, or lets none start, is left alone.

{
  const SILENCE = 60_000 // ms without a word from the worker, after which it is taken to have ended
  const SCORER = 20_000 // ms that the scorer's start has before anything is kept beside it
  const WISH = 'cx-maturity/offline'
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const { serviceWorker } = /** @type {{ serviceWorker?: ServiceWorkerContainer }} */ (navigator)

  // What the visitor wants

  /** Whether nothing is to be kept. */
  function unwanted() {
    try {
      return localStorage.getItem(WISH) === 'none'
    } catch {
      return false
    }
  }

  /** @param {boolean} wanted whether something is to be kept; where it cannot be noted, it holds until the page is left */
  function want(wanted) {
    try {
      if (wanted) localStorage.removeItem(WISH)
      else localStorage.setItem(WISH, 'none')
    } catch {}
  }

  /** Whether the visitor has to pay for what travels, or asks for little. */
  function sparing() {
    const { connection } = /** @type {any} */ (navigator)
    return Boolean(connection?.saveData || connection?.type === 'cellular' || ['slow-2g', '2g'].includes(connection?.effectiveType))
  }

  // The worker

  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

  /** @type {Promise<ServiceWorker | null>} */
  let started = idle().then(() => (unwanted() ? null : start()))

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

  /** @type {Offline.Group[]} in the order in which they are likely to be wanted */
  const ALL = document.querySelector('[data-assess]') ? ['shell', 'assess', 'pages'] : ['shell', 'pages', 'assess']

  const look = () => ask({ kind: 'look', groups: ALL })

  /**
   * Keep this page with what it has used, and these files.
   * @param {Offline.Group[]} groups
   * @param {(arrived: number) => void} [tell]
   */
  async function keep(groups, tell) {
    if (unwanted()) return
    const used = performance.getEntriesByType('resource').map(({ name }) => name)
    await ask({ kind: 'keep', addresses: [location.href, ...used], groups }, tell)
  }

  /** @param {(arrived: number) => void} [tell] how much of all has come, in bytes */
  async function keepAll(tell) {
    let before = 0
    for (const group of ALL) {
      let arrived = 0
      await keep([group], (here) => tell?.(before + (arrived = here)))
      before += arrived
      performance.mark(`cx:kept-${group}`)
    }
  }

  // How far the keeping is, and the offer to keep everything or nothing

  /** @param {HTMLElement} place */
  function offering(place) {
    const find = (/** @type {string} */ what) => /** @type {HTMLElement} */ (place.querySelector(what))
    const [said, count] = [find('[data-offline-said]'), find('[data-offline-count]')]
    const [keeping, removing] = [find('[data-offline-keep]'), find('[data-offline-remove]')]
    const progress = /** @type {HTMLProgressElement} */ (find('progress'))
    let left = 0

    const fill = (/** @type {string | undefined} */ text, size = String(Math.max(1, Math.round(left / 1e6)))) =>
      (text ?? '').replace('{size}', size)

    /** @param {'ask' | 'going' | 'ready' | 'partly' | 'full' | 'removed'} state */
    function show(state) {
      const going = state === 'going'
      place.hidden = false
      said.textContent = fill(place.dataset[state])
      count.hidden = progress.hidden = !going
      keeping.hidden = going || state === 'ready'
      keeping.textContent = fill(state === 'ask' && left ? place.dataset.keep : place.dataset.keepAgain)
      removing.hidden = state === 'removed'
    }

    /** @param {number} arrived in bytes */
    function tell(arrived) {
      const [come, all] = [Math.min(arrived, left), left].map((bytes) => (bytes / 1e6).toFixed(1))
      count.textContent = fill(place.dataset.count, all).replace('{arrived}', come ?? '')
      progress.max = left
      progress.value = arrived
    }

    async function fetchAll() {
      show('going')
      tell(0)
      await keepAll(tell)
      if (unwanted()) return
      const outcome = await look()
      left = outcome?.left ?? left
      show(left === 0 ? 'ready' : outcome?.full ? 'full' : 'partly')
    }

    /** @param {boolean} asked whether the visitor has asked for everything */
    async function setOut(asked) {
      const outcome = await look()
      if (!outcome) return
      left = outcome.left
      if (left === 0) show('ready')
      else if (asked || !sparing()) await fetchAll()
      else show('ask')
    }

    keeping.addEventListener('click', async () => {
      want(true)
      keeping.hidden = true
      if (!(await started)) started = start()
      if (await started) setOut(true)
      else place.hidden = true
    })
    removing.addEventListener('click', async () => {
      want(false)
      await ask({ kind: 'remove' })
      started = Promise.resolve(null)
      show('removed')
      keeping.focus()
    })
    if (unwanted() && serviceWorker) show('removed')
    return setOut
  }

  const offer = /** @type {HTMLElement | null} */ (document.querySelector('[data-offline]'))
  const begin = offer ? offering(offer) : (/** @type {boolean} */ asked) => (asked || !sparing() ? keepAll() : undefined)

  /** What is kept without being asked for: what is visited; and the whole site, for whom that costs nothing. */
  async function ahead() {
    await keep([])
    performance.mark('cx:kept-visited')
    await begin(false)
  }

  // A newer version of the page

  /** @param {HTMLElement} notice */
  function announcing(notice) {
    const told = /** @type {HTMLElement} */ (notice.firstElementChild)
    notice.querySelector('[data-renew]')?.addEventListener('click', () => location.reload())
    notice.querySelector('[data-later]')?.addEventListener('click', () => (told.hidden = true))
    serviceWorker?.addEventListener('message', async ({ data }) => {
      if (data.kind !== 'renewed') return
      if (await outdated()) told.hidden = false
      // The worker that was told what to keep has made way for another.
      started = Promise.resolve(serviceWorker.controller)
      ahead()
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

  ahead()
}
