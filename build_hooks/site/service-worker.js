// The site without a network. The build writes the list of its files before this, as `site`; without one this takes back what an
// earlier one has kept, and goes. See decision 0025.
//
// What is kept of a build is what the list names, byte for byte. So whatever is missing, broken, altered or redirected, or belongs to
// another build, is never kept, and nothing that is kept has to be doubted.

{
  const worker = /** @type {any} */ (self)
  const site = /** @type {Offline.Site | null} */ (worker.site)
  const ROOT = new URL('./', worker.location.href)
  const FAMILY = `cx-maturity ${ROOT.pathname} `
  const OWN = FAMILY + (site?.build ?? '')
  const OFFLINE = '503.html'
  const LIMIT = 3000 // ms after which a page is shown as it is kept
  const AT_ONCE = 3 // requests: half of what browsers have at once of one host, so that pages find room beside them
  const HASHED = /[./][0-9a-f]{8,}[./]/
  /** @type {Record<string, RegExp>} */
  const TYPES = { js: /javascript/, mjs: /javascript/, css: /^text\/css/, html: /^text\/html/ }
  /** @type {Map<string, Offline.Listed>} */
  const files = new Map(Object.values(site?.groups ?? {}).flatMap((group) => group.map((listed) => [listed[0], listed])))
  /** @type {Map<string, Promise<boolean>>} what is being fetched to be kept */
  const bringing = new Map()
  /** @type {Set<Promise<unknown>>} what pages wait for */
  const underWay = new Set()
  let full = false
  let wanted = true

  /**
   * Where a file lies in the site; null for what is not of this site.
   * @param {string} url
   */
  function addressOf(url) {
    const { origin, pathname } = new URL(url)
    if (origin !== ROOT.origin || !pathname.startsWith(ROOT.pathname)) return null
    return pathname.slice(ROOT.pathname.length).replace(/(^|\/)index\.html$/, '$1')
  }

  /**
   * The addresses in the list, of these.
   * @param {readonly string[]} urls
   */
  const known = (urls) => urls.map(addressOf).filter((address) => address !== null).filter((address) => files.has(address))

  /** @param {string} address */
  const whole = (address) => new URL(address, ROOT).href

  // What is kept

  /**
   * A file as it is kept: of this build, else of the one before, whose pages may be open still.
   * @param {string} address
   * @returns {Promise<Response | undefined>}
   */
  async function kept(address) {
    const how = { ignoreVary: true }
    return (await caches.match(whole(address), { ...how, cacheName: OWN })) ?? caches.match(whole(address), how)
  }

  /** @param {string} address */
  const has = async (address) => Boolean(await caches.match(whole(address), { cacheName: OWN }))

  /**
   * Read no further. Nobody waits for it: of a copy it is done only when the original is read, and a worker that waits makes way for none.
   * @param {Response} response
   */
  function drop(response) {
    response.body?.cancel().catch(() => {})
  }

  /**
   * Keep what came for an address, if it is what the build made; says whether it is.
   * @param {string} address
   * @param {Response} response
   */
  async function keep(address, response) {
    const [, hash] = files.get(address) ?? []
    const type = response.headers.get('Content-Type') ?? ''
    const suffix = /\.(\w+)$/.exec(address)?.[1] ?? 'html'
    if (!hash || response.status !== 200 || response.redirected || !(TYPES[suffix]?.test(type) ?? true)) {
      drop(response)
      return false
    }
    const bytes = await response.arrayBuffer()
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    if (btoa(String.fromCharCode(...digest)).slice(0, hash.length) !== hash) return false
    if (!(await caches.has(OWN))) return true // it was taken away meanwhile
    try {
      await (await caches.open(OWN)).put(whole(address), new Response(bytes, { headers: { 'Content-Type': type } }))
    } catch {
      full = true
      return false
    }
    return true
  }

  /**
   * Fetch a file that is not kept yet, and keep it; says whether it is.
   * @param {string} address
   */
  async function bring(address) {
    if (await has(address)) return true
    if (full || !wanted) return false
    const promise = bringing.get(address) ?? fetchToKeep(address).finally(() => bringing.delete(address))
    bringing.set(address, promise)
    return promise
  }

  /**
   * What the browser has of a file is used, if it is as it was made.
   * @param {string} address
   */
  async function fetchToKeep(address) {
    /** @type {RequestCache[]} */
    const ways = ['default', 'reload']
    for (const cache of ways) {
      const how = /** @type {RequestInit} */ ({ cache, redirect: 'error', priority: 'low' })
      const response = await fetch(whole(address), how).catch(() => null)
      if (response && (await keep(address, response))) return true
    }
    return false
  }

  /**
   * Do something with each of these files. What a page waits for goes first.
   * @param {Iterable<string>} addresses
   * @param {(address: string) => Promise<unknown>} work
   */
  async function each(addresses, work) {
    const left = [...new Set(addresses)]
    const next = async () => {
      for (let address = left.shift(); address !== undefined; address = left.shift()) {
        while (underWay.size) await Promise.allSettled(underWay)
        await work(address)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
  }

  /** The caches of earlier builds, the oldest first. */
  async function earlier() {
    return (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== OWN)
  }

  /** Whether the visitor has to pay for what travels, or asks for little. */
  function sparing() {
    const { connection } = worker.navigator
    return Boolean(connection?.saveData || connection?.type === 'cellular' || ['slow-2g', '2g'].includes(connection?.effectiveType))
  }

  /** Take over what is the same in the build before. What is not, pages have fetched once this worker is at work: until then the old is shown. */
  async function install() {
    await caches.open(OWN)
    for (const name of (await earlier()).slice(-1)) {
      const before = await caches.open(name)
      await each(known((await before.keys()).map(({ url }) => url)), async (address) => {
        const response = await before.match(whole(address))
        if (response) await keep(address, response)
      })
    }
    if (!sparing()) await each(filesOf(['shell']), bring)
    await worker.skipWaiting()
  }

  /** Of the build before, keep what its open pages may still ask for and this one does not have; of older ones nothing. */
  async function activate() {
    const names = await earlier()
    for (const name of names.slice(0, -1)) await caches.delete(name)
    for (const name of names.slice(-1)) {
      const before = await caches.open(name)
      for (const { url } of await before.keys()) if (await has(addressOf(url) ?? '')) await before.delete(url)
    }
    await worker.registration.navigationPreload?.enable()
    await worker.clients.claim()
    if (!names.length) return
    for (const page of await worker.clients.matchAll()) page.postMessage({ kind: 'renewed' })
  }

  /** @returns {Promise<void>} */
  async function remove() {
    wanted = false
    await worker.registration.unregister()
    for (const name of [...(await earlier()), OWN]) await caches.delete(name)
  }

  // What is asked for

  /**
   * A page, or another file that keeps its address from build to build: the newest there is.
   * @param {any} event
   * @param {string} address
   */
  async function newest(event, address) {
    const there = await kept(address)
    const coming = fetched(event, address).catch(() => null)
    event.waitUntil(coming)
    const late = new Promise((resolve) => setTimeout(resolve, LIMIT, null))
    const response = /** @type {Response | null} */ (await Promise.race(there ? [coming, late] : [coming]))
    if (response && (response.status < 500 || !there)) return response
    if (there || event.request.mode !== 'navigate') return there ?? Response.error()
    if (await kept(`${address}/`)) return Response.redirect(whole(`${address}/`))
    const told = await kept(OFFLINE)
    return told ? new Response(told.body, { status: 503, headers: told.headers }) : Response.error()
  }

  /**
   * A file that is named after what it holds: what is kept of it is right. Who asks past the cache gets it from the network, if it
   * is there.
   * @param {any} event
   * @param {string} address
   */
  async function right(event, address) {
    const { cache } = event.request
    const past = cache === 'reload' || cache === 'no-store'
    const there = await kept(address)
    if (there && !past) return there
    const response = await fetched(event, address).catch(() => null)
    return response?.ok ? response : (there ?? response ?? Response.error())
  }

  /**
   * What comes from the network; a copy is kept.
   * @param {any} event
   * @param {string} address
   * @returns {Promise<Response>}
   */
  async function fetched(event, address) {
    const responding = Promise.resolve(event.preloadResponse).then((loaded) => loaded ?? fetch(event.request))
    underWay.add(responding)
    const response = await responding.finally(() => underWay.delete(responding))
    if (files.has(address)) {
      const copy = response.clone()
      const keeping = has(address).then(async (already) => (already ? drop(copy) : void (await keep(address, copy))))
      underWay.add(keeping)
      event.waitUntil(keeping.finally(() => underWay.delete(keeping)))
    }
    return response
  }

  // What pages ask of this worker

  /** Whether a newer worker is there: it is at work only once this one has ended what it does. */
  const superseded = () => Boolean(worker.registration.installing ?? worker.registration.waiting)

  /** @param {readonly Offline.Group[]} groups */
  const filesOf = (groups) => groups.flatMap((group) => site?.groups[group] ?? []).map(([address]) => address)

  /**
   * @param {readonly string[]} addresses
   * @returns {Promise<Offline.Outcome>}
   */
  async function outcome(addresses) {
    let left = 0
    for (const address of addresses) if (!(await has(address))) left += files.get(address)?.[2] ?? 0
    return { left, full }
  }

  /**
   * @param {Offline.Asked} asked
   * @param {(reply: { arrived: number } | Offline.Outcome) => void} reply `arrived`: the bytes that have come of all that was asked for
   */
  async function answer(asked, reply) {
    if (asked.kind === 'remove') await remove()
    const addresses = asked.kind === 'remove' ? [] : filesOf(asked.groups)
    if (asked.kind === 'keep') {
      await caches.open(OWN) // which may have been removed
      full = false
      wanted = true
      let arrived = 0
      await each([...known(asked.addresses), ...addresses], async (address) => {
        if (!superseded() && !(await has(address)) && (await bring(address))) reply({ arrived: (arrived += files.get(address)?.[2] ?? 0) })
      })
    }
    reply(await outcome(addresses))
  }

  if (site) {
    worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()))
    worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()))
    worker.addEventListener('message', (/** @type {any} */ event) => {
      if (event.data.kind === 'begin') return event.waitUntil(worker.skipWaiting())
      const [port] = event.ports
      return event.waitUntil(answer(event.data, (reply) => port.postMessage(reply)).finally(() => port.close()))
    })
    worker.addEventListener('fetch', (/** @type {any} */ event) => {
      const { request } = event
      const address = addressOf(request.url)
      if (address === null || request.method !== 'GET' || request.headers.has('Range')) return
      event.respondWith(HASHED.test(address) ? right(event, address) : newest(event, address))
    })
  } else {
    worker.addEventListener('install', () => worker.skipWaiting())
    worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(remove()))
  }
}
