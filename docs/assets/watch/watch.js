// Looks whether the page's own scripts have started. They are modules: where one of them does not arrive, none of them runs, and
// none could say so. This one stands alone, and is no module, so that it runs on a page opened from a disk too.
//
// A page that has not started tries once afresh, with the same modules at a second address, of which no cache holds anything that
// is missing or broken: the first address stays as it was for minutes, in the browser's cache and in the page's memory, and
// loading the page again would change nothing. A page that is itself out of date, so that its modules are gone, is loaded anew; what
// was marked on it goes along in the history's own state.

{
  const element = /** @type {HTMLElement | null} */ (document.querySelector('[data-unstarted]'))
  if (element?.parentElement) watch(element, element.parentElement)

  /** @typedef {{ marked: [field: string, text: string][], turn: number }} Kept */

  /**
   * @param {HTMLElement} note removed by scripts that have started
   * @param {HTMLElement} page
   */
  function watch(note, page) {
    const disk = location.protocol === 'file:'
    const button = /** @type {HTMLButtonElement} */ (note.querySelector('button'))
    const first = /** @type {HTMLScriptElement} */ (document.querySelector('script[data-page-script]')).src
    const second = new URL(note.dataset.unstarted ?? '', location.href).href
    /** @type {Kept | undefined} what was marked before the page was loaded again */
    const before = history.state?.unstarted
    if (before) {
      const { unstarted: _, ...rest } = history.state
      history.replaceState(rest, '') // which assessment the page is of stays
      putBack(before)
      if (before.marked.length) page.dataset.touched = '' // by a visitor, and not by a browser that fills a form itself
    }
    button.addEventListener('click', loadAgain)
    addEventListener('DOMContentLoaded', async () => {
      // The modules have run by now, or never will.
      if (note.isConnected && !disk) await run(second)
      if (note.isConnected && !disk && !before && (await outdated())) await loadAgain()
      if (note.isConnected) tell()
    })

    /**
     * @param {string} address
     * @returns {Promise<unknown>} settled when it has run, or cannot
     */
    function run(address) {
      const script = document.createElement('script')
      script.type = 'module'
      // To its own site a browser sends the same request either way. But what one page of it has kept in memory, which no reload
      // empties, is not used for the other way.
      if (before?.turn) script.crossOrigin = 'use-credentials'
      script.src = address
      const settled = new Promise((resolve) => {
        script.onload = script.onerror = resolve
      })
      document.head.append(script)
      return settled
    }

    async function outdated() {
      const html = await fetched(location.href).catch(() => null)
      return html !== null && !html.includes(/** @type {string} */ (first.split('/assets/')[1]))
    }

    async function loadAgain() {
      button.disabled = true
      try {
        await fetched(location.href) // or the browser would put a page of its own in this one's place
        const modules = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="modulepreload"]'))
        const names = [...modules].map(({ href }) => href.split('/').at(-1) ?? '')
        const addresses = [first, second, ...names.flatMap((name) => [new URL(name, first).href, new URL(name, second).href])]
        await Promise.allSettled([...new Set(addresses)].map(fetched))
        history.replaceState({ ...history.state, unstarted: keep(before?.turn ? 0 : 1) }, '')
        location.reload()
      } catch {
        button.disabled = false
      }
    }

    function tell() {
      for (const way of /** @type {NodeListOf<HTMLElement>} */ (note.querySelectorAll('[data-way]'))) {
        way.hidden = way.dataset.way !== (disk ? 'disk' : 'web')
      }
      button.hidden = disk
      note.classList.add('is-certain')
      document.documentElement.classList.add('is-unstarted') // nothing will come where a place is kept for it
      note.setAttribute('role', 'alert')
    }
  }

  /**
   * The text at an address, past the browser's cache, which gets it too.
   * @param {string} address
   */
  async function fetched(address) {
    const response = await fetch(address, { cache: 'reload' })
    // An answer that is not read to its end keeps a connection, and what the cache has at that address, from others.
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} for ${address}`)
    return text
  }

  function fields() {
    const all = document.querySelectorAll('.md-content :is(input:not([type="file"]), textarea)')
    return /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([...all])
  }

  /** @param {HTMLInputElement | HTMLTextAreaElement} field */
  function keyOf({ id, name, type, value }) {
    return id || (type === 'radio' ? `${name}=${value}` : name)
  }

  /**
   * @param {number} turn
   * @returns {Kept}
   */
  function keep(turn) {
    const filled = fields().filter((field) => (field.type === 'radio' ? 'checked' in field && field.checked : field.value))
    return { marked: filled.map((field) => [keyOf(field), field.value]), turn }
  }

  /** @param {Kept} kept */
  function putBack({ marked }) {
    const texts = new Map(marked)
    for (const field of fields()) {
      const text = texts.get(keyOf(field))
      if (text === undefined) continue
      if (field.type === 'radio') /** @type {HTMLInputElement} */ (field).checked = true
      else field.value = text
    }
  }
}
